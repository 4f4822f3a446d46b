/** Checks the proof that a request of a field session carries (domain/device/proof.ts). */
import { createHash, createPublicKey, verify } from "node:crypto";
import { PassThrough, type Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import { isProofTimely, parseProof, PROOF_HEADER, proofMessage, type Proof } from "@lingzhu/domain/device";
import { problem } from "@lingzhu/domain/kernel";

/** A request with the proof it came with, before anybody has looked whether it holds. */
export interface Proven {
  proof: Proof;
  method: string;
  target: string;
  /** What the body really was; null when there is none, or when it is streamed. */
  bodyDigest: string | null;
}

/**
 * Bodies that are streamed past the parsers and carry a digest of their own, checked when all of it has arrived: their
 * proof covers method and path only.
 */
const STREAMED = "application/offset+octet-stream";
const digests = new WeakMap<object, () => string>();

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
const isStreamed = (request: FastifyRequest): boolean =>
  (request.headers["content-type"] ?? "").startsWith(STREAMED);

/** Hook before parsing: computes the digest of a proven request's body as it flows to the parser. */
export async function digestBody(
  request: FastifyRequest,
  _reply: unknown,
  payload: Readable,
): Promise<Readable> {
  if (request.headers[PROOF_HEADER] === undefined || !hasBody(request) || isStreamed(request)) return payload;
  const hash = createHash("sha256");
  const through = new PassThrough();
  payload.on("data", (chunk: Buffer) => void hash.update(chunk));
  payload.on("error", (error) => void through.destroy(error));
  payload.pipe(through);
  let digest: string | null = null;
  digests.set(request, () => (digest ??= hash.digest("base64url")));
  return through;
}

/** The proof that a request carries, or null. A page's event source cannot send headers, so events have it in the query. */
export function presentedProof(request: FastifyRequest): Proven | null {
  const header = request.headers[PROOF_HEADER];
  if (typeof header === "string") return proven(request, header, request.url);
  const [path, query] = request.url.split("?", 2);
  const inQuery = path === "/api/events" ? new URLSearchParams(query).get("proof") : null;
  return inQuery === null ? null : proven(request, inQuery, path!);
}

function proven(request: FastifyRequest, text: string, target: string): Proven {
  const proof = parseProof(text);
  if (!proof) throw problem("device.unproven");
  return { proof, method: request.method, target, bodyDigest: digests.get(request)?.() ?? null };
}

/** Throws unless the key signed just this request, lately. About 0.1 ms. */
export function requireProof(
  { proof, method, target, bodyDigest }: Proven,
  publicKey: Uint8Array,
  now: number,
): void {
  const signed = proofMessage(proof.deviceId, {
    time: proof.time,
    method,
    target,
    bodyDigest: proof.bodyDigest,
  });
  const holds = isSignedBy(publicKey, signed, Buffer.from(proof.signature, "base64url"));
  if (!holds || proof.bodyDigest !== bodyDigest) throw problem("device.unproven");
  if (!isProofTimely(proof.time, now)) throw problem("device.clock", { serverTime: now });
}

/** True when the ECDSA P-256 key (SPKI) made the signature (r‖s) over the text's bytes. */
export function isSignedBy(publicKey: Uint8Array, text: string, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });
  return verify("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }, signature);
}
