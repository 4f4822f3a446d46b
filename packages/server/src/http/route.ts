/**
 * One shape for every route: authenticate, validate, authorize, call, present.
 *
 * A route names the action that the policy must allow; there is no default. Its use-case gets a transaction that
 * sees one street, the actor, and the scope that the action reaches. The answer leaves through its schema, so a
 * field that is not named there does not leave.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { requireAction, type Action, type Actor, type Scope } from "@lingzhu/domain/access";
import type { Floor, Reading, Writing } from "../db/transact.ts";

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Bytes to download, or to show in place when `inline`. */
export interface FileAnswer {
  bytes: Uint8Array;
  mime: string;
  filename: string;
  inline?: boolean;
  /** Content-addressed bytes never change and may be kept by the browser. */
  immutable?: boolean;
  /** The bytes are this part of a larger file, both ends included. */
  part?: { from: number; to: number; of: number };
}

export interface Call<Tx, P, Q, B> {
  tx: Tx;
  floor: Floor;
  actor: Actor;
  scope: Scope;
  params: P;
  query: Q;
  body: B;
  /** The network address of the caller, for slowing down guesses. */
  address: string;
  /** Where the caller reached this server, e.g. `https://host:port`; for links on paper. */
  origin: string;
  /** What the caller's browser says of itself. */
  client: string;
  /** The `Range` header, for routes that hand out parts of a file. */
  range: string | undefined;
  session: SessionCookies;
}

/** Gives the caller a session's cookie and takes it back; with a device the one that is bound to it. */
export interface SessionCookies {
  set(cookie: string, deviceId?: string): void;
  clear(deviceId?: string): void;
}

/** Who may call: an action of the policy, anyone signed in, or (named openly) the public. */
export type Access = Action | "signed-in" | "public";

interface Spec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  method: Method;
  url: string;
  summary: string;
  access: Access;
  params?: P;
  query?: Q;
  body?: B;
  /** Raw bytes instead of JSON, up to this many. */
  rawLimit?: number;
}

/** An exchange that a library of another protocol speaks by itself, once the actor has been let in. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

export interface Route extends Spec<z.ZodType, z.ZodType, z.ZodType> {
  kind: "read" | "write" | "free" | "stream";
  answer: z.ZodType | "file" | "stream";
  call: (call: Call<never, never, never, never>) => Promise<unknown>;
}

type Definition<
  Tx,
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends Route["answer"],
> = Spec<P, Q, B> & {
  answer: A;
  call: (
    call: Call<Tx, z.output<P>, z.output<Q>, z.output<B>>,
  ) => Promise<
    A extends "file" ? FileAnswer : A extends "stream" ? void : A extends z.ZodType ? z.input<A> : never
  >;
};

const define =
  <Tx>(kind: Route["kind"]) =>
  <
    P extends z.ZodType = z.ZodUndefined,
    Q extends z.ZodType = z.ZodUndefined,
    B extends z.ZodType = z.ZodUndefined,
    A extends Route["answer"] = z.ZodType,
  >(
    definition: Definition<Tx, P, Q, B, A>,
  ): Route =>
    ({ ...definition, kind }) as unknown as Route;

/** A route that only reads, in one snapshot. */
export const readRoute = define<Reading>("read");
/** A route that writes: one transaction with its audit. */
export const writeRoute = define<Writing>("write");
/** A route that opens its own transactions: sign-in, batches where each fact stands alone, long imports. */
export const freeRoute = define<null>("free");
/** A route whose use-case reads the request and writes the answer itself: uploads that go on where they broke off. */
export const streamRoute = define<Exchange>("stream");

/** For routes without a session: nobody acts, and nothing is reached. */
export const nobody: Actor = {
  streetId: 0,
  accountId: "",
  personId: "",
  grants: [],
  zoneIds: [],
  sessionId: null,
};
const nothing: Scope = { street: false, communityIds: [], zoneIds: [], ownPersonId: null };

export const scopeFor = (actor: Actor, access: Access): Scope =>
  access === "public" || access === "signed-in" ? nothing : requireAction(actor, access);

/** How the server lets a request in and runs its use-case; `app.ts` provides it. */
export interface Gate {
  floor: Floor;
  /** The actor of the request's session, or the problem `auth.required`. */
  authenticate(request: FastifyRequest): Promise<Actor>;
  session(reply: FastifyReply): SessionCookies;
  perform(
    route: Route,
    call: Omit<Call<unknown, unknown, unknown, unknown>, "tx">,
    exchange: Exchange,
  ): Promise<unknown>;
}

export function handler(route: Route, gate: Gate) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const actor = route.access === "public" ? nobody : await gate.authenticate(request);
    const scope = scopeFor(actor, route.access);
    const params = route.params?.parse(request.params);
    const query = route.query?.parse(request.query);
    const body = route.rawLimit ? request.body : route.body?.parse(request.body ?? {});
    const session = gate.session(reply);
    if (route.answer === "stream") handOver(reply);
    const result = await gate.perform(
      route,
      {
        floor: gate.floor,
        actor,
        scope,
        params,
        query,
        body,
        address: request.ip,
        origin: `${request.protocol}://${request.host}`,
        client: request.headers["user-agent"] ?? "",
        range: request.headers.range,
        session,
      },
      { request: request.raw, response: reply.raw },
    );
    if (route.answer === "stream") return undefined;
    if (route.answer === "file") return sendFile(reply, result as FileAnswer);
    void reply.header("cache-control", "no-store");
    return route.answer.parse(result);
  };
}

/** From here on the use-case answers by itself; headers that every answer carries are set already. */
function handOver(reply: FastifyReply): void {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value);
}

function sendFile(reply: FastifyReply, file: FileAnswer): FastifyReply {
  if (file.part) {
    const { from, to, of } = file.part;
    void reply.status(206).header("content-range", `bytes ${from}-${to}/${of}`);
  }
  const disposition = file.inline ? "inline" : "attachment";
  return reply
    .header("content-type", file.mime)
    .header("content-disposition", `${disposition}; filename*=UTF-8''${encodeURIComponent(file.filename)}`)
    .header("cache-control", file.immutable ? "private, max-age=31536000, immutable" : "no-store")
    .send(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength));
}
