import { sql } from "kysely";
import type { Day } from "@lingzhu/domain/kernel";
import { moment } from "../db/database.ts";
import type { Reading, Writing } from "../db/transact.ts";

/** Rounds that ended on or before a day and still hold tracks. */
export async function roundsWithTracks(tx: Reading, lastDay: Day): Promise<{ id: string; end: Day }[]> {
  const { rows } = await sql<{ id: string; end: Day }>`
    select r.id, r.ends_on as end from round r
    where r.street_id = ${tx.streetId} and r.ends_on <= ${lastDay}
      and exists (select 1 from fact f where f.street_id = r.street_id and f.round_id = r.id and f.kind = 'track'
        and f.erased_at is null)
    order by r.ends_on, r.id`.execute(tx.sql);
  return rows;
}

/** Takes the positions out of all tracks of a round; returns the digests of the facts, in order of their ids. */
export async function eraseTracks(tx: Writing, roundId: string): Promise<Buffer[]> {
  await sql`select set_config('lingzhu.erasing', 'on', true)`.execute(tx.sql);
  const { rows } = await sql<{ digest: Buffer }>`
    with erased as (
      update fact set body = '{"points": []}', lon = null, lat = null, accuracy_m = null, erased_at = ${moment(tx.now)}
      where street_id = ${tx.streetId} and round_id = ${roundId} and kind = 'track' and erased_at is null
      returning id, digest)
    select digest from erased order by id`.execute(tx.sql);
  await sql`select set_config('lingzhu.erasing', 'off', true)`.execute(tx.sql);
  return rows.map(({ digest }) => digest);
}

/** Takes name and phone out of households that left the register on or before a moment; returns their ids. */
export async function eraseResidents(tx: Writing, retiredBefore: number): Promise<string[]> {
  const { rows } = await sql<{ placeId: string }>`
    update household h set head_sealed = null, phone_sealed = null from place p
    where h.street_id = ${tx.streetId} and p.street_id = h.street_id and p.id = h.place_id
      and p.retired_at < ${moment(retiredBefore)} and (h.head_sealed is not null or h.phone_sealed is not null)
    returning h.place_id`.execute(tx.sql);
  return rows.map(({ placeId }) => placeId).sort();
}

/** Removes sign-ins that ended, or were last used, before a moment; returns their ids. */
export async function eraseSessions(tx: Writing, endedBefore: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from session where street_id = ${tx.streetId}
      and coalesce(revoked_at, last_seen_at) < ${moment(endedBefore)} returning id`.execute(tx.sql);
  return rows.map(({ id }) => id).sort();
}

export async function recordErasure(
  tx: Writing,
  erasure: {
    subject: "track" | "resident" | "session";
    roundId: string | null;
    rows: number;
    digest: Buffer;
    dueOn: Day;
  },
): Promise<string> {
  const id = tx.newId();
  await tx.sql
    .insertInto("erasure")
    .values({ ...erasure, streetId: tx.streetId, id, erasedAt: new Date(tx.now) })
    .execute();
  return id;
}

export const erasures = (tx: Reading) =>
  tx.sql
    .selectFrom("erasure")
    .select(["id", "subject", "roundId", "rows", "dueOn", "erasedAt"])
    .where("streetId", "=", tx.streetId)
    .orderBy("erasedAt", "desc")
    .orderBy("id")
    .execute();
