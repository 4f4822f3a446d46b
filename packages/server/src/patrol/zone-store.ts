import { sql } from "kysely";
import type { PlaceKind } from "@lingzhu/domain/place";
import type { Reading, Writing } from "../db/transact.ts";

/** Zone and round in one; the caller locks the round before it changes the zone. */
export const zoneById = (tx: Reading, id: string) =>
  tx.sql
    .selectFrom("zone")
    .select(["id", "roundId", "name"])
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .executeTakeFirst();

export const placesInUse = (
  tx: Reading,
  ids: readonly string[],
): Promise<{ id: string; kind: PlaceKind; path: string }[]> =>
  tx.sql
    .selectFrom("place")
    .select(["id", "kind", "path"])
    .where("streetId", "=", tx.streetId)
    .where("id", "in", [...ids])
    .where("retiredAt", "is", null)
    .execute();

/** Which of the places the round's zones list already, with the zone's name. */
export async function listedPlaces(tx: Reading, roundId: string, placeIds: readonly string[]) {
  const { rows } = await sql<{ placeId: string; path: string; zone: string }>`
    select zp.place_id, p.path, z.name as zone
    from zone_place zp
    join zone z on z.street_id = zp.street_id and z.id = zp.zone_id
    join place p on p.street_id = zp.street_id and p.id = zp.place_id
    where zp.street_id = ${tx.streetId} and z.round_id = ${roundId}
      and zp.place_id = any(${placeIds as string[]}::uuid[])
    order by p.sort_key`.execute(tx.sql);
  return rows;
}

export async function insertZone(
  tx: Writing,
  zone: { id: string; roundId: string; name: string },
  placeIds: readonly string[],
): Promise<void> {
  await sql`
    insert into zone (street_id, id, round_id, name, ordinal)
    select ${tx.streetId}, ${zone.id}::uuid, ${zone.roundId}::uuid, ${zone.name}, coalesce(max(ordinal), 0) + 1
    from zone where street_id = ${tx.streetId} and round_id = ${zone.roundId}`.execute(tx.sql);
  await sql`
    insert into zone_place (street_id, zone_id, place_id)
    select ${tx.streetId}, ${zone.id}::uuid, id from unnest(${placeIds as string[]}::uuid[]) as p (id)`.execute(
    tx.sql,
  );
}

/** Zones of a round with those of their places that are still in use, and the team of the latest assignment. */
export async function zonesToCopy(tx: Reading, roundId: string) {
  const { rows } = await sql<{ name: string; placeIds: string[]; teamId: string | null }>`
    select z.name, array_agg(p.id order by p.sort_key, p.id) as place_ids,
      (select a.team_id from assignment a where a.street_id = z.street_id and a.zone_id = z.id
        and (a.valid_to is null or a.valid_to >= a.valid_from) order by a.valid_from desc limit 1) as team_id
    from zone z
    join zone_place zp on zp.street_id = z.street_id and zp.zone_id = z.id
    join place p on p.street_id = zp.street_id and p.id = zp.place_id and p.retired_at is null
    where z.street_id = ${tx.streetId} and z.round_id = ${roundId}
    group by z.street_id, z.id, z.name, z.ordinal order by z.ordinal, z.id`.execute(tx.sql);
  return rows;
}

/** True when a visit, or a fact of another kind, was recorded at a place of the zone in its round. */
export async function hasRecords(tx: Reading, zone: { id: string; roundId: string }): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select 1 from round_place rp where rp.street_id = ${tx.streetId} and rp.zone_id = ${zone.id}
        and (rp.visits > 0 or rp.state <> 'unseen' or exists (select 1 from fact f
          where f.street_id = rp.street_id and f.round_id = rp.round_id and f.place_id = rp.place_id))
    ) as found`.execute(tx.sql);
  return rows[0]!.found;
}

export async function deleteZone(tx: Writing, id: string): Promise<void> {
  for (const table of ["assignment", "zonePlace"] as const)
    await tx.sql.deleteFrom(table).where("streetId", "=", tx.streetId).where("zoneId", "=", id).execute();
  await tx.sql.deleteFrom("zone").where("streetId", "=", tx.streetId).where("id", "=", id).execute();
}

export const assignmentsOf = (tx: Reading, zoneId: string) =>
  tx.sql
    .selectFrom("assignment")
    .select(["id", "teamId", "validFrom", "validTo"])
    .where("streetId", "=", tx.streetId)
    .where("zoneId", "=", zoneId)
    .execute();

export const endAssignment = (tx: Writing, id: string, validTo: string) =>
  tx.sql
    .updateTable("assignment")
    .set({ validTo })
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .execute();

export const insertAssignment = (
  tx: Writing,
  assignment: { id: string; zoneId: string; teamId: string; validFrom: string },
) =>
  tx.sql
    .insertInto("assignment")
    .values({ streetId: tx.streetId, ...assignment })
    .execute();
