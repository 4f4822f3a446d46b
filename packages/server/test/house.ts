/**
 * A street for tests: a real database of its own, the real application, and people signed in by role.
 * Requests go through `inject`, i.e. the whole HTTP stack without a socket.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Grant, Role } from "@lingzhu/domain/access";
import { buildApp } from "../src/app.ts";
import type { Method } from "../src/http/route.ts";
import { createAccount } from "../src/account/service.ts";
import { SESSION_COOKIE, startSession } from "../src/account/session.ts";
import { connect } from "../src/db/database.ts";
import { transact, type Floor, type Writing } from "../src/db/transact.ts";
import { layFloor } from "../src/floor.ts";
import { insertStreet } from "../src/street/store.ts";
import { openTestDatabase } from "./database.ts";

export const STREET = 341302007000;
export const OTHER_STREET = 341302008000;
/** An id that no record has. */
export const NOWHERE = "018e5b54-0000-7000-8000-000000000000";

export interface Answer<T = unknown> {
  status: number;
  body: T;
  headers: Record<string, unknown>;
  bytes: Buffer;
}

/** Someone signed in: their cookie goes with every request. */
export interface Signed {
  accountId: string;
  personId: string;
  login: string;
  password: string;
  get<T = never>(url: string): Promise<Answer<T>>;
  post<T = never>(url: string, body?: unknown): Promise<Answer<T>>;
  put<T = never>(url: string, body?: unknown): Promise<Answer<T>>;
  delete<T = never>(url: string): Promise<Answer<T>>;
  /** Any method, with JSON or bytes and headers of one's own. */
  send<T = never>(
    method: Method,
    url: string,
    payload?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  /** Sends raw bytes, e.g. an uploaded file. */
  upload<T = never>(method: "POST" | "PUT", url: string, bytes: Uint8Array): Promise<Answer<T>>;
  /** Value of the session cookie, for requests that a test makes itself. */
  cookie(): Promise<string>;
}

export interface TestHouse {
  databaseUrl: string;
  dataDir: string;
  app: FastifyInstance;
  floor: Floor;
  /** The tests' clock in milliseconds; assign to travel. */
  clock: { now: number };
  /** Root place of the street. */
  streetPlaceId: string;
  /** Runs a write as the system in the street. */
  write<T>(work: (tx: Writing) => Promise<T>, streetId?: number): Promise<T>;
  /** Makes an account with the grants and signs it in. */
  sign(grants: readonly Grant[] | Role, options?: { name?: string; streetId?: number }): Promise<Signed>;
  anonymous: Omit<Signed, "accountId" | "personId" | "cookie" | "login" | "password">;
  close(): Promise<void>;
}

/** Opens a street founded on 2026-03-01; the clock stands at 09:00 that day in China. */
export async function openTestHouse(): Promise<TestHouse> {
  const database = await openTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), "lingzhu-test-"));
  const connection = connect({ connectionString: database.url, max: 5 });
  const clock = { now: Date.parse("2026-03-01T01:00:00Z") };
  const floor = layFloor(connection.db, dataDir, () => clock.now);
  const app = await buildApp({ floor });
  let people = 0;

  const write = <T>(work: (tx: Writing) => Promise<T>, streetId = STREET) =>
    transact(floor, { streetId, accountId: null, sessionId: null }, async (tx) => {
      tx.audit({ act: "test.arrange", noun: "test", id: null });
      return work(tx);
    });
  /** Tests travel in time; whoever was signed in signs in again, so that a session's limit does not end the story. */
  const freshSession = (accountId: string, streetId: number | undefined) => {
    let session: { cookie: string; at: number } | null = null;
    return async () => {
      if (!session || Math.abs(clock.now - session.at) > 3_600_000)
        session = {
          cookie: (await write((tx) => startSession(tx, accountId), streetId)).cookie,
          at: clock.now,
        };
      return session.cookie;
    };
  };
  const caller = (cookieNow: (() => Promise<string>) | null) => {
    const send = async <T>(
      method: Method,
      url: string,
      payload?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answer<T>> => {
      const cookie = await cookieNow?.();
      const response = await app.inject({
        method,
        url,
        headers: {
          ...(cookie ? { cookie: `${SESSION_COOKIE}=${cookie}` } : {}),
          ...headers,
        },
        ...(payload === undefined ? {} : { payload: payload as object }),
      });
      const json =
        /json/.test(String(response.headers["content-type"] ?? "")) && response.rawPayload.length > 0;
      return {
        status: response.statusCode,
        body: (json ? response.json() : null) as T,
        headers: response.headers,
        bytes: response.rawPayload,
      };
    };
    return {
      get: <T>(url: string) => send<T>("GET", url),
      post: <T>(url: string, body?: unknown) => send<T>("POST", url, body ?? {}),
      put: <T>(url: string, body?: unknown) => send<T>("PUT", url, body ?? {}),
      delete: <T>(url: string) => send<T>("DELETE", url),
      upload: <T>(method: "POST" | "PUT", url: string, bytes: Uint8Array) =>
        send<T>(method, url, Buffer.from(bytes), { "content-type": "application/octet-stream" }),
      send,
    };
  };
  const { placeId } = await write((tx) =>
    insertStreet(tx, {
      code: "341302007",
      name: "西关街道",
      region: "安徽省宿州市埇桥区",
      demo: false,
      center: [116.9612, 33.6401],
    }),
  );
  await write(
    (tx) =>
      insertStreet(tx, { code: "341302008", name: "邻近街道", region: "安徽省宿州市埇桥区", demo: false }),
    OTHER_STREET,
  );

  return {
    databaseUrl: database.url,
    dataDir,
    app,
    floor,
    clock,
    streetPlaceId: placeId,
    write,
    anonymous: caller(null),
    async sign(grants, options = {}) {
      const list = typeof grants === "string" ? [{ role: grants, communityId: null }] : [...grants];
      const n = (people += 1);
      const entry = { login: `tester${n}`, password: `hushed-Orchard-${n}-lamp` };
      const made = await write(async (tx) => {
        const { id } = await createAccount(tx, {
          ...entry,
          person: {
            name: options.name ?? `测试员${n}`,
            post: null,
            organisation: null,
            communityId: list[0]?.communityId ?? null,
          },
          grants: list,
        });
        const { personId } = await tx.sql
          .selectFrom("account")
          .select("personId")
          .where("streetId", "=", tx.streetId)
          .where("id", "=", id)
          .executeTakeFirstOrThrow();
        return { id, personId };
      }, options.streetId);
      const cookie = freshSession(made.id, options.streetId);
      return {
        accountId: made.id,
        personId: made.personId,
        ...entry,
        cookie,
        ...caller(cookie),
      };
    },
    async close() {
      await app.close();
      await connection.close();
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
