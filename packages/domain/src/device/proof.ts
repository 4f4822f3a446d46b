/**
 * Proof of possession: every request of a field session is signed by the key that the phone registered, so that the
 * session's cookie alone is worth nothing. Pure: who signs and who verifies is outside.
 */

/** Request header that carries a proof. */
export const PROOF_HEADER = "lingzhu-proof";
/** A proof is good for this long before and after its time, by the server's clock. */
export const PROOF_WINDOW_MS = 2 * 60_000;

export interface ProvenRequest {
  /** Milliseconds; the phone's clock, set right by what the server said about its own. */
  time: number;
  /** Upper case. */
  method: string;
  /** Path with query, as requested: "/api/sync". */
  target: string;
  /** base64url SHA-256 of the body's bytes; null when there is none, or when it is streamed. */
  bodyDigest: string | null;
}

export interface Proof {
  /** The registered device whose key signed. */
  deviceId: string;
  time: number;
  bodyDigest: string | null;
  /** base64url, ECDSA P-256 with SHA-256, r‖s of 32 bytes each (IEEE P1363). */
  signature: string;
}

/** The text whose UTF-8 bytes are signed. The first line keeps it apart from everything else the key signs. */
export const proofMessage = (deviceId: string, { time, method, target, bodyDigest }: ProvenRequest): string =>
  ["lingzhu-proof-1", deviceId, String(time), method, target, bodyDigest ?? "-"].join("\n");

export const formatProof = ({ deviceId, time, bodyDigest, signature }: Proof): string =>
  `1 ${deviceId} ${time} ${bodyDigest ?? "-"} ${signature}`;

const SHAPE = /^1 ([0-9a-f-]{36}) (\d{10,15}) (-|[\w-]{43}) ([\w-]{86})$/;

/** The proof in a header, or null when it is not one. */
export function parseProof(header: string): Proof | null {
  const match = SHAPE.exec(header);
  if (!match) return null;
  const [, deviceId, time, bodyDigest, signature] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
  ];
  return { deviceId, time: Number(time), bodyDigest: bodyDigest === "-" ? null : bodyDigest, signature };
}

export const isProofTimely = (time: number, now: number): boolean => Math.abs(now - time) <= PROOF_WINDOW_MS;
