/** Rows of places added in the field. */
import { sql } from "kysely";
import type { Day } from "@lingzhu/domain/kernel";
import { standsFor, type AdditionStatus } from "@lingzhu/domain/place";
import type { Fact } from "@lingzhu/domain/sync";
import type { Reading, Writing } from "../db/transact.ts";
import { enterRegister } from "../patrol/register.ts";

export interface AdditionRow extends AdditionStatus {
  placeId: string;
  standsFor: string;
  addedBy: string;
  addedAt: number;
}

/** Keeps the place apart from all others of its name until the office has looked. */
export const keyWhileAwaiting = (id: string) => `补|${id}`;

export const positionOf = (position: Fact["position"]) => ({
  lon: position?.lon ?? null,
  lat: position?.lat ?? null,
});

/** True when a retraction of the fact is here already. */
export async function retracted(tx: Reading, factId: string): Promise<boolean> {
  const row = await tx.sql
    .selectFrom("fact")
    .select("id")
    .where("streetId", "=", tx.streetId)
    .where("corrects", "=", factId)
    .where("kind", "=", "retraction")
    .executeTakeFirst();
  return row !== undefined;
}

export const insertAddition = (tx: Writing, row: { placeId: string; addedBy: string; addedAt: number }) =>
  tx.sql
    .insertInto("placeAddition")
    .values({
      ...row,
      streetId: tx.streetId,
      state: "awaiting",
      standsFor: row.placeId,
      addedAt: new Date(row.addedAt),
    })
    .execute();

export const lockAddition = (tx: Writing, placeId: string): Promise<AdditionRow | undefined> =>
  tx.sql
    .selectFrom("placeAddition")
    .select(["placeId", "state", "mergedInto", "standsFor", "addedBy", "addedAt"])
    .where("streetId", "=", tx.streetId)
    .where("placeId", "=", placeId)
    .forUpdate()
    .executeTakeFirst();

export const saveStatus = (
  tx: Writing,
  placeId: string,
  status: AdditionStatus,
  decision: { by: string; id: string } | null,
) =>
  tx.sql
    .updateTable("placeAddition")
    .set({
      ...status,
      decidedBy: decision?.by ?? null,
      decidedAt: new Date(tx.now),
      decisionId: decision?.id ?? null,
    })
    .where("streetId", "=", tx.streetId)
    .where("placeId", "=", placeId)
    .execute();

/** Brings `stands_for` to the chains of merges. Returns the given place and every one whose stand-in changed. */
export async function followMerges(tx: Writing, placeId: string): Promise<string[]> {
  const rows = await tx.sql
    .selectFrom("placeAddition")
    .select(["placeId", "mergedInto", "standsFor"])
    .where("streetId", "=", tx.streetId)
    .execute();
  const merged = new Map(
    rows.flatMap((row) => (row.mergedInto ? [[row.placeId, row.mergedInto] as const] : [])),
  );
  const changed = rows
    .map((row) => ({ placeId: row.placeId, before: row.standsFor, now: standsFor(row.placeId, merged) }))
    .filter(({ before, now }) => before !== now);
  await sql`update place_addition a set stands_for = n.stands_for
    from unnest(${changed.map((row) => row.placeId)}::uuid[], ${changed.map((row) => row.now)}::uuid[]) as n (place_id, stands_for)
    where a.street_id = ${tx.streetId} and a.place_id = n.place_id`.execute(tx.sql);
  return [...new Set([placeId, ...changed.map((row) => row.placeId)])];
}

/** Puts the place into the rounds that were not over on a day, and where no zone lists it into one of the given. */
export async function enterRounds(
  tx: Writing,
  placeId: string,
  day: Day,
  zoneIds: readonly string[],
): Promise<void> {
  await enterRegister(tx, [placeId], day);
  if (zoneIds.length === 0) return;
  await sql`with given as (
      select rp.round_id, min(z.id::text)::uuid as zone_id from round_place rp
      join zone z on z.street_id = rp.street_id and z.round_id = rp.round_id
      where rp.street_id = ${tx.streetId} and rp.place_id = ${placeId} and rp.zone_id is null
        and z.id = any(${[...zoneIds]}::uuid[]) group by rp.round_id
    ), listed as (
      insert into zone_place (street_id, zone_id, place_id) select ${tx.streetId}, zone_id, ${placeId}::uuid from given
      on conflict do nothing)
    update round_place rp set zone_id = g.zone_id from given g
    where rp.street_id = ${tx.streetId} and rp.place_id = ${placeId} and rp.round_id = g.round_id`.execute(
    tx.sql,
  );
}

/** Takes the place out of every register, and out of use. */
export async function leaveTree(tx: Writing, placeId: string): Promise<void> {
  await tx.sql
    .deleteFrom("roundPlace")
    .where("streetId", "=", tx.streetId)
    .where("placeId", "=", placeId)
    .execute();
  await setRetired(tx, placeId, new Date(tx.now));
}

export const returnToTree = (tx: Writing, placeId: string) => setRetired(tx, placeId, null);

const setRetired = (tx: Writing, placeId: string, retiredAt: Date | null) =>
  tx.sql
    .updateTable("place")
    .set({ retiredAt })
    .where("streetId", "=", tx.streetId)
    .where("id", "=", placeId)
    .execute();

/** True when a settled place of this kind and name stands under the same parent. */
export async function hasNamesake(
  tx: Reading,
  place: { id: string; parentId: string | null; kind: string; name: string },
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select 1 from place o
    left join place_addition a on a.street_id = o.street_id and a.place_id = o.id
    where o.street_id = ${tx.streetId} and o.parent_id = ${place.parentId} and o.kind = ${place.kind} and o.name = ${place.name}
      and o.id <> ${place.id} and o.retired_at is null and a.state is distinct from 'awaiting') as found`.execute(
    tx.sql,
  );
  return rows[0]!.found;
}

export const setKey = (tx: Writing, placeId: string, naturalKey: string) =>
  tx.sql
    .updateTable("place")
    .set({ naturalKey })
    .where("streetId", "=", tx.streetId)
    .where("id", "=", placeId)
    .execute();

/** Rounds in which somebody recorded a visit at one of these places. */
export async function visitedPairs(tx: Reading, placeIds: readonly string[]) {
  const { rows } = await sql<{ roundId: string; placeId: string }>`
    select distinct f.round_id, f.place_id from fact f
    where f.street_id = ${tx.streetId} and f.kind = 'visit' and f.round_id is not null
      and f.place_id = any(${[...placeIds]}::uuid[])`.execute(tx.sql);
  return rows;
}

/** Findings stand at the place that stands for the one they were reported at. */
export async function moveFindings(tx: Writing, placeIds: readonly string[]): Promise<void> {
  await sql`update finding g set place_id = a.stands_for
    from fact f join place_addition a on a.street_id = f.street_id and a.place_id = f.place_id
    where g.street_id = ${tx.streetId} and f.street_id = g.street_id and f.id = g.id
      and f.place_id = any(${[...placeIds]}::uuid[])`.execute(tx.sql);
}
