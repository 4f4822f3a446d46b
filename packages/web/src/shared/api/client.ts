import type { z } from "zod";
import { ApiProblem, offlineProblem, problemFromAnswer } from "./problem.ts";
import { learnProofTime, proofFor } from "./prove.ts";

export type Query = Record<string, string | number | boolean | null | undefined>;

interface Options {
  query?: Query | undefined;
  signal?: AbortSignal | undefined;
  /** Goes without proof of the phone: signing in, which is what makes one. */
  unproven?: boolean;
}

/** Asked when an answer says 401: resolves true once somebody has signed in again, and the request is repeated. */
type SignInAgain = () => Promise<boolean>;
let signInAgain: SignInAgain | null = null;

/** The page registers how it asks for a new sign-in without leaving what is typed; null takes it back. */
export function onSignedOut(ask: SignInAgain | null): void {
  signInAgain = ask;
}

/** `/api/places?text=…`; empty, null and undefined parameters are left out. */
export function urlWith(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}

const bytesOf = async (body: BodyInit | null | undefined): Promise<Uint8Array<ArrayBuffer> | null> =>
  body === null || body === undefined ? null : new Uint8Array(await new Response(body).arrayBuffer());

async function send(path: string, init: RequestInit, options: Options): Promise<Response> {
  const target = urlWith(path, options.query);
  const proof = options.unproven
    ? {}
    : await proofFor(init.method ?? "GET", target, () => bytesOf(init.body));
  try {
    return await fetch(target, {
      credentials: "same-origin",
      ...init,
      headers: { ...(init.headers as Record<string, string> | undefined), ...proof },
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw offlineProblem();
  }
}

const bodyOf = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

/**
 * Sends; once more with the server's time when a proof was out of time, and once more after a new sign-in when the
 * session has ended. Throws {@link ApiProblem} for every failure.
 */
async function exchange(path: string, init: RequestInit, options: Options): Promise<Response> {
  const response = await send(path, init, options);
  if (response.ok) return response;
  const problem = problemFromAnswer(response.status, await bodyOf(response));
  if (problem.code === "device.clock" && problem.serverTime !== null) {
    learnProofTime(problem.serverTime);
    return answered(await send(path, init, options));
  }
  // Signing in with a wrong password is also 401, and must not ask again.
  if (problem.code === "auth.required" && signInAgain && path !== "/api/session" && (await signInAgain()))
    return answered(await send(path, init, options));
  throw problem;
}

async function answered(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw problemFromAnswer(response.status, await bodyOf(response));
}

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body ?? {}),
});

async function call<A extends z.ZodType>(
  path: string,
  init: RequestInit,
  answer: A,
  options: Options,
): Promise<z.output<A>> {
  const response = await exchange(path, init, options);
  return answer.parse(await bodyOf(response));
}

/** GET, answer validated by its domain schema. */
export const get = <A extends z.ZodType>(path: string, answer: A, options: Options = {}) =>
  call(path, { method: "GET" }, answer, options);
export const post = <A extends z.ZodType>(path: string, body: unknown, answer: A, options: Options = {}) =>
  call(path, json("POST", body), answer, options);
export const put = <A extends z.ZodType>(path: string, body: unknown, answer: A, options: Options = {}) =>
  call(path, json("PUT", body), answer, options);
export const del = <A extends z.ZodType>(path: string, answer: A, options: Options = {}) =>
  call(path, { method: "DELETE" }, answer, options);
/** Raw bytes of one file; its name goes into the query because the body is nothing but the file. */
export const upload = <A extends z.ZodType>(
  path: string,
  file: Blob,
  answer: A,
  options: Options & { method?: "POST" | "PUT" } = {},
) =>
  call(
    path,
    {
      method: options.method ?? "POST",
      headers: { "content-type": "application/octet-stream" },
      body: file,
    },
    answer,
    options,
  );

/** Bytes `from` … `to` of a file, both included; fewer where it ends before. */
export async function getPart(
  path: string,
  from: number,
  to: number,
  options: Options = {},
): Promise<ArrayBuffer> {
  const init = { method: "GET", headers: { range: `bytes=${from}-${to}` } };
  return (await exchange(path, init, options)).arrayBuffer();
}

/** Downloads a file answer under the name the server gives it; throws {@link ApiProblem} like all others. */
export async function download(
  path: string,
  options: Options & { fallbackName?: string; body?: unknown } = {},
): Promise<void> {
  // With a body it is a POST: a download that is itself an act.
  const init = options.body === undefined ? { method: "GET" } : json("POST", options.body);
  const response = await exchange(path, init, options);
  const disposition = response.headers.get("content-disposition") ?? "";
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  const name = encoded ? decodeURIComponent(encoded) : (options.fallbackName ?? "下载文件");
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Safari starts reading the blob only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export { ApiProblem };
