/**
 * On a registered phone each request carries a proof that it comes from that phone. The field app registers how to
 * prove; at a desk nobody does, and requests go as they are.
 */
import { ApiProblem } from "./problem.ts";

export interface Prover {
  /**
   * Headers that prove a request, or null while the phone is locked. `target`: path with query. `body`: the bytes that
   * are sent; null without a body, and for bodies that are streamed.
   */
  prove(
    method: string,
    target: string,
    body: Uint8Array<ArrayBuffer> | null,
  ): Promise<Record<string, string> | null>;
  /** The server's clock (ms), after it found a proof too old or too new. */
  learnTime(serverTime: number): void;
}

let prover: Prover | null = null;
export function proveBy(next: Prover | null): void {
  prover = next;
}
export const learnProofTime = (serverTime: number): void => prover?.learnTime(serverTime);

const lockedProblem = () =>
  new ApiProblem({
    code: "phone.locked",
    status: 0,
    title: "手机已锁上",
    detail: "输入 PIN 后再试。记录都在本机，没有丢失。",
  });

/** Headers for a request that does not go through this module's client, such as an upload library's. */
export async function proofFor(
  method: string,
  target: string,
  body: () => Promise<Uint8Array<ArrayBuffer> | null> = async () => null,
): Promise<Record<string, string>> {
  if (!prover) return {};
  const headers = await prover.prove(method, target, await body());
  if (!headers) throw lockedProblem();
  return headers;
}

/** `fetch` of this server with proof, for what is not an answer in JSON: tiles, pictures. GET only. */
export async function provenFetch(target: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  for (const [name, value] of Object.entries(await proofFor("GET", target))) headers.set(name, value);
  return fetch(target, { ...init, headers });
}
