import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Actor, Grant } from "@lingzhu/domain/access";
import { dayOf, problem } from "@lingzhu/domain/kernel";
import { moment } from "../db/database.ts";
import { read, type Floor, type Writing } from "../db/transact.ts";

export const SESSION_COOKIE = "lingzhu";
const HOUR = 3_600_000;
/** A session ends after this long without a request, and in any case after the absolute limit. */
export const IDLE_LIMIT_MS = 12 * HOUR;
export const ABSOLUTE_LIMIT_MS = 7 * 24 * HOUR;
/** last_seen_at is written at most this often, so that reads stay reads. */
const SEEN_STEP_MS = 60_000;

const hashOf = (token: string) => createHash("sha256").update(token).digest();

/** Starts a session and returns the cookie's value: the street, so that its rows can be seen, and the token. */
export async function startSession(
  tx: Writing,
  accountId: string,
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
    })
    .execute();
  return { cookie: `${tx.streetId}.${token}`, sessionId };
}

/** The actor behind a cookie with grants and zones of today, or the problem `auth.required`. */
export async function actorOf(floor: Floor, cookie: string | undefined): Promise<Actor> {
  const match = /^(\d{12})\.([\w-]{43})$/.exec(cookie ?? "");
  if (!match) throw problem("auth.required");
  const streetId = Number(match[1]);
  const tokenHash = hashOf(match[2]!);
  const now = floor.now();
  const found = await read(floor, { streetId, accountId: null, sessionId: null }, async (tx) => {
    const row = await tx.sql
      .selectFrom("session")
      .innerJoin("account", (join) =>
        join.onRef("account.streetId", "=", "session.streetId").onRef("account.id", "=", "session.accountId"),
      )
      .select([
        "session.id",
        "session.accountId",
        "session.createdAt",
        "session.lastSeenAt",
        "account.personId",
      ])
      .where("session.streetId", "=", streetId)
      .where("session.tokenHash", "=", tokenHash)
      .where("session.revokedAt", "is", null)
      .where("account.disabledAt", "is", null)
      .executeTakeFirst();
    if (!row || now - row.lastSeenAt > IDLE_LIMIT_MS || now - row.createdAt > ABSOLUTE_LIMIT_MS)
      throw problem("auth.required");
    const grants = await tx.sql
      .selectFrom("accountGrant")
      .select(["role", "communityId"])
      .where("streetId", "=", streetId)
      .where("accountId", "=", row.accountId)
      .where("validFrom", "<=", moment(now))
      .where((where) => where.or([where("validTo", "is", null), where("validTo", ">", moment(now))]))
      .execute();
    const zones = await sql<{ zoneId: string }>`
      select distinct a.zone_id from team_member m
      join assignment a on a.street_id = m.street_id and a.team_id = m.team_id
      where m.street_id = ${streetId} and m.person_id = ${row.personId}
        and m.valid_from <= ${dayOf(now)} and (m.valid_to is null or m.valid_to >= ${dayOf(now)})
        and a.valid_from <= ${dayOf(now)} and (a.valid_to is null or a.valid_to >= ${dayOf(now)})`.execute(
      tx.sql,
    );
    return { row, grants: grants as Grant[], zoneIds: zones.rows.map((zone) => zone.zoneId) };
  });
  if (now - found.row.lastSeenAt > SEEN_STEP_MS) await touch(floor, streetId, tokenHash, now);
  return {
    streetId,
    accountId: found.row.accountId,
    personId: found.row.personId,
    grants: found.grants,
    zoneIds: found.zoneIds,
    sessionId: found.row.id,
  };
}

/** Keeping a session alive is not an act of the person: it stands outside the audit. */
async function touch(floor: Floor, streetId: number, tokenHash: Uint8Array, now: number): Promise<void> {
  await floor.db.transaction().execute(async (transaction) => {
    await sql`select set_config('lingzhu.street_id', ${String(streetId)}, true)`.execute(transaction);
    await transaction
      .updateTable("session")
      .set({ lastSeenAt: new Date(now) })
      .where("streetId", "=", streetId)
      .where("tokenHash", "=", tokenHash)
      .execute();
  });
}

export async function endSession(tx: Writing, sessionId: string): Promise<void> {
  await tx.sql
    .updateTable("session")
    .set({ revokedAt: new Date(tx.now) })
    .where("streetId", "=", tx.streetId)
    .where("id", "=", sessionId)
    .execute();
}
