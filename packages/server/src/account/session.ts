import { createHash, randomBytes } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { sql } from "kysely";
import type { Actor, Grant } from "@lingzhu/domain/access";
import { dayOf, problem, type Day } from "@lingzhu/domain/kernel";
import { moment } from "../db/database.ts";
import { jot, read, type Floor, type Reading, type Writing } from "../db/transact.ts";
import { presentedProof, requireProof, type Proven } from "../device/proof.ts";

export const SESSION_COOKIE = "lingzhu";
/** People who share a phone each have a session of their own in its one browser, so a cookie for each registration. */
export const deviceCookie = (deviceId: string) => `${SESSION_COOKIE}-${deviceId.replaceAll("-", "")}`;

const HOUR = 3_600_000;
/** A session ends after this long without a request, and in any case after the absolute limit. */
export const IDLE_LIMIT_MS = 12 * HOUR;
export const ABSOLUTE_LIMIT_MS = 7 * 24 * HOUR;
/** Longer on a registered phone: its cookie is worthless without the phone's key, and the phone asks for a PIN. */
export const DEVICE_IDLE_LIMIT_MS = 72 * HOUR;
export const DEVICE_ABSOLUTE_LIMIT_MS = 30 * 24 * HOUR;
/** last_seen_at is written at most this often, so that reads stay reads. */
const SEEN_STEP_MS = 60_000;

const hashOf = (token: string) => createHash("sha256").update(token).digest();

/** Which kind of session: words for lists, and the registration it is bound to, if any. */
export interface SessionOf {
  client?: string;
  deviceId?: string;
}

/** Starts a session and returns the cookie's value: the street, so that its rows can be seen, and the token. */
export async function startSession(
  tx: Writing,
  accountId: string,
  { client, deviceId }: SessionOf = {},
): Promise<{ cookie: string; sessionId: string }> {
  const token = randomBytes(32).toString("base64url");
  const sessionId = tx.newId();
  const now = new Date(tx.now);
  await tx.sql
    .insertInto("session")
    .values({
      streetId: tx.streetId,
      id: sessionId,
      tokenHash: hashOf(token),
      accountId,
      createdAt: now,
      lastSeenAt: now,
      client: client ?? null,
      deviceId: deviceId ?? null,
    })
    .execute();
  return { cookie: `${tx.streetId}.${token}`, sessionId };
}

/**
 * The actor of a request with grants and zones of today, or the problem `auth.required`. A request with a proof acts
 * by the cookie of the device that the proof names, any other by the cookie of the desk; never one by the other's.
 */
export async function actorOfRequest(floor: Floor, request: FastifyRequest): Promise<Actor> {
  const proven = presentedProof(request);
  if (proven) return actorOf(floor, request.cookies[deviceCookie(proven.proof.deviceId)], proven);
  const cookie = request.cookies[SESSION_COOKIE];
  if (!cookie && Object.keys(request.cookies).some((name) => name.startsWith(`${SESSION_COOKIE}-`)))
    throw problem("device.unproven");
  return actorOf(floor, cookie, null);
}

async function actorOf(floor: Floor, cookie: string | undefined, proven: Proven | null): Promise<Actor> {
  const match = /^(\d{12})\.([\w-]{43})$/.exec(cookie ?? "");
  if (!match) throw problem("auth.required");
  const streetId = Number(match[1]);
  const tokenHash = hashOf(match[2]!);
  const now = floor.now();
  const found = await read(floor, { streetId, accountId: null, sessionId: null }, async (tx) => {
    const row = await sessionByToken(tx, tokenHash);
    if (!row) throw problem("auth.required");
    requireBinding(row, proven, now);
    if (row.revokedAt !== null || hasEnded(row, now)) throw problem("auth.required");
    const grants = await tx.sql
      .selectFrom("accountGrant")
      .select(["role", "communityId"])
      .where("streetId", "=", streetId)
      .where("accountId", "=", row.accountId)
      .where("validFrom", "<=", moment(now))
      .where((where) => where.or([where("validTo", "is", null), where("validTo", ">", moment(now))]))
      .execute();
    const zoneIds = await zonesOn(tx, row.personId, dayOf(now));
    return { row, grants: grants as Grant[], zoneIds };
  });
  if (now - found.row.lastSeenAt > SEEN_STEP_MS) await touch(floor, streetId, tokenHash, now);
  return {
    streetId,
    accountId: found.row.accountId,
    personId: found.row.personId,
    grants: found.grants,
    zoneIds: found.zoneIds,
    sessionId: found.row.id,
    ...(found.row.deviceId === null ? {} : { deviceId: found.row.deviceId }),
  };
}

/** Zones that the assignments of a day give to somebody's teams. */
export async function zonesOn(tx: Reading, personId: string, day: Day): Promise<string[]> {
  const { rows } = await sql<{ zoneId: string }>`
    select distinct a.zone_id from team_member m
    join assignment a on a.street_id = m.street_id and a.team_id = m.team_id
    where m.street_id = ${tx.streetId} and m.person_id = ${personId}
      and m.valid_from <= ${day} and (m.valid_to is null or m.valid_to >= ${day})
      and a.valid_from <= ${day} and (a.valid_to is null or a.valid_to >= ${day})`.execute(tx.sql);
  return rows.map((row) => row.zoneId);
}

const sessionByToken = (tx: Reading, tokenHash: Uint8Array) =>
  tx.sql
    .selectFrom("session")
    .innerJoin("account", (join) =>
      join.onRef("account.streetId", "=", "session.streetId").onRef("account.id", "=", "session.accountId"),
    )
    .leftJoin("device", (join) =>
      join.onRef("device.streetId", "=", "session.streetId").onRef("device.id", "=", "session.deviceId"),
    )
    .select([
      "session.id",
      "session.accountId",
      "session.createdAt",
      "session.lastSeenAt",
      "session.revokedAt",
      "session.deviceId",
      "account.personId",
      "device.publicKey",
      "device.revokedAt as deviceRevokedAt",
    ])
    .where("session.streetId", "=", tx.streetId)
    .where("session.tokenHash", "=", tokenHash)
    .where("account.disabledAt", "is", null)
    .executeTakeFirst();

type Found = NonNullable<Awaited<ReturnType<typeof sessionByToken>>>;

/** A field session needs the proof of its own device; a session at a desk must not come with one. */
function requireBinding(row: Found, proven: Proven | null, now: number): void {
  if (row.deviceId !== (proven?.proof.deviceId ?? null)) throw problem("device.unproven");
  if (!proven || !row.publicKey) return;
  requireProof(proven, row.publicKey, now);
  if (row.deviceRevokedAt !== null) throw problem("device.revoked");
}

function hasEnded(row: Found, now: number): boolean {
  const [idle, absolute] =
    row.deviceId === null
      ? [IDLE_LIMIT_MS, ABSOLUTE_LIMIT_MS]
      : [DEVICE_IDLE_LIMIT_MS, DEVICE_ABSOLUTE_LIMIT_MS];
  return now - row.lastSeenAt > idle || now - row.createdAt > absolute;
}

/** Keeping a session alive is not an act of the person: it stands outside the audit. */
const touch = (floor: Floor, streetId: number, tokenHash: Uint8Array, now: number): Promise<unknown> =>
  jot(floor, streetId, (sql) =>
    sql
      .updateTable("session")
      .set({ lastSeenAt: new Date(now) })
      .where("streetId", "=", streetId)
      .where("tokenHash", "=", tokenHash)
      .execute(),
  );

/** Ends a live session; with `accountId` only when it is that account's. False when there is none. */
export async function endSession(tx: Writing, sessionId: string, accountId?: string): Promise<boolean> {
  let ending = tx.sql
    .updateTable("session")
    .set({ revokedAt: new Date(tx.now) })
    .where("streetId", "=", tx.streetId)
    .where("id", "=", sessionId)
    .where("revokedAt", "is", null);
  if (accountId !== undefined) ending = ending.where("accountId", "=", accountId);
  return (await ending.executeTakeFirst()).numUpdatedRows > 0n;
}

/** Ends every session of a registered phone. */
export const endSessionsOf = (tx: Writing, deviceIds: readonly string[]) =>
  tx.sql
    .updateTable("session")
    .set({ revokedAt: new Date(tx.now) })
    .where("streetId", "=", tx.streetId)
    .where("deviceId", "in", [...deviceIds])
    .where("revokedAt", "is", null)
    .execute();
