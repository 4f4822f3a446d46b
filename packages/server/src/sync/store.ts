import { sql } from "kysely";
import type { Actor } from "@lingzhu/domain/access";
import type { Fact } from "@lingzhu/domain/sync";
import type { Reading, Writing } from "../db/transact.ts";

export interface NewFact {
  fact: Fact;
  findingId: string | null;
  digest: Buffer;
}

export async function knownDigests(tx: Reading, ids: readonly string[]): Promise<Map<string, Buffer>> {
  const { rows } = await sql<{ id: string; digest: Buffer }>`
    select id, digest from fact where street_id = ${tx.streetId} and id = any(${[...ids]}::uuid[])`.execute(
    tx.sql,
  );
  return new Map(rows.map((row) => [row.id, row.digest]));
}

/** Appends facts in one statement; their order in the feed is their order here. */
export async function insertFacts(tx: Writing, actor: Actor, facts: readonly NewFact[]): Promise<void> {
  if (facts.length === 0) return;
  const column = <T>(of: (fact: Fact) => T) => facts.map(({ fact }) => of(fact));
  // Columns as arrays: a value list of every field of every fact costs more to put together than to execute.
  await sql`
    insert into fact (street_id, author_id, account_id, received_at, id, kind, device_id, recorded_at, place_id, round_id,
      finding_id, lon, lat, accuracy_m, fix_at, altitude_m, heading_deg, speed_ms, corrects, body, digest)
    select ${tx.streetId}, ${actor.personId}::uuid, ${actor.accountId}::uuid, ${new Date(tx.now)}::timestamptz, n.*
    from unnest(${column(({ id }) => id)}::uuid[], ${column(({ kind }) => kind)}::text[],
      ${column(({ deviceId }) => deviceId)}::uuid[], ${column(({ recordedAt }) => new Date(recordedAt))}::timestamptz[],
      ${column(({ placeId }) => placeId)}::uuid[], ${column(({ roundId }) => roundId)}::uuid[],
      ${facts.map(({ findingId }) => findingId)}::uuid[], ${column(({ position }) => position?.lon ?? null)}::float8[],
      ${column(({ position }) => position?.lat ?? null)}::float8[],
      ${column(({ position }) => position?.accuracy ?? null)}::float4[],
      ${column(({ position }) => (position?.at === undefined ? null : new Date(position.at)))}::timestamptz[],
      ${column(({ position }) => position?.altitude ?? null)}::float4[],
      ${column(({ position }) => position?.heading ?? null)}::float4[],
      ${column(({ position }) => position?.speed ?? null)}::float4[], ${column(({ corrects }) => corrects)}::uuid[],
      ${column(({ body }) => JSON.stringify(body))}::jsonb[], ${facts.map(({ digest }) => digest)}::bytea[]) as n`.execute(
    tx.sql,
  );
}

/** Author, kind and place of facts that are to be corrected. */
export const correctedFact = (tx: Reading, id: string) =>
  tx.sql
    .selectFrom("fact")
    .select(["authorId", "kind", "placeId", "roundId"])
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .executeTakeFirst();
