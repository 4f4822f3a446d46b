import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { FieldDay, FieldPlace, ZonePackage } from "@lingzhu/domain/patrol";
import { findingInScope } from "../access/scope.ts";
import type { Reading } from "../db/transact.ts";

/** Zones among `zoneIds` whose round runs on `day`, with how much of them is seen. */
export async function zonesOfDay(
  tx: Reading,
  person: { personId: string; zoneIds: readonly string[] },
  day: string,
): Promise<FieldDay["zones"]> {
  if (person.zoneIds.length === 0) return [];
  const { rows } = await sql<FieldDay["zones"][number]>`
    select z.id, z.name,
      (select t.name from assignment a
        join team t on t.street_id = a.street_id and t.id = a.team_id
        join team_member m on m.street_id = a.street_id and m.team_id = a.team_id and m.person_id = ${person.personId}
        where a.street_id = z.street_id and a.zone_id = z.id
          and a.valid_from <= ${day} and (a.valid_to is null or a.valid_to >= ${day})
          and m.valid_from <= ${day} and (m.valid_to is null or m.valid_to >= ${day})
        order by t.created_at limit 1) as team_name,
      json_build_object('id', r.id, 'name', r.name, 'stage', r.stage, 'start', r.starts_on, 'end', r.ends_on,
        'kind', r.kind) as round,
      count(rp.place_id)::int as total, (count(*) filter (where rp.state = 'seen'))::int as seen
    from zone z
    join round r on r.street_id = z.street_id and r.id = z.round_id
    left join round_place rp on rp.street_id = z.street_id and rp.round_id = z.round_id and rp.zone_id = z.id
    where z.street_id = ${tx.streetId} and z.id = any(${[...person.zoneIds]}::uuid[])
      and r.starts_on <= ${day} and r.ends_on >= ${day}
    group by z.street_id, z.id, z.name, z.ordinal, r.id, r.name, r.stage, r.starts_on, r.ends_on, r.kind, r.ordinal
    order by r.ordinal, z.ordinal, z.id`.execute(tx.sql);
  return rows;
}

/** Eradicated findings within reach that wait for their look again, most urgent first. */
export async function revisitsWithin(tx: Reading, scope: Scope): Promise<FieldDay["revisits"]> {
  const { rows } = await sql<FieldDay["revisits"][number]>`
    select f.id as finding_id, f.place_id, f.number, coalesce(p.path, '') as place_path, f.revisit_due_on as due_on,
      coalesce(f.lon, p.lon) as lon, coalesce(f.lat, p.lat) as lat
    from finding f left join place p on p.street_id = f.street_id and p.id = f.place_id
    where f.street_id = ${tx.streetId} and f.state = 'eradicated' and f.revisit_due_on is not null
      and ${findingInScope(scope, "f")}
    order by f.revisit_due_on, f.number`.execute(tx.sql);
  return rows;
}

export async function zoneFrame(
  tx: Reading,
  zoneId: string,
): Promise<Pick<ZonePackage, "zone" | "round"> | undefined> {
  const { rows } = await sql<Pick<ZonePackage, "zone" | "round">>`
    select json_build_object('id', z.id, 'name', z.name) as zone,
      json_build_object('id', r.id, 'name', r.name, 'kind', r.kind, 'stage', r.stage, 'start', r.starts_on,
        'end', r.ends_on) as round
    from zone z join round r on r.street_id = z.street_id and r.id = z.round_id
    where z.street_id = ${tx.streetId} and z.id = ${zoneId}`.execute(tx.sql);
  return rows[0];
}

/** A place of a zone with the ids of what contains it. */
export interface ZonePlace extends Omit<FieldPlace, "groupId" | "group" | "unit"> {
  unitId: string | null;
  buildingId: string | null;
  compoundId: string | null;
  gridId: string | null;
  communityId: string | null;
}

/**
 * Places of a zone in walking order, with their state in the zone's own round only: a cross-check never sees the
 * result that it checks.
 *
 * @param communityIds limits to these communities; null gives the whole zone.
 */
export async function zonePlaces(
  tx: Reading,
  zoneId: string,
  communityIds: readonly string[] | null,
): Promise<ZonePlace[]> {
  const { rows } = await sql<ZonePlace>`
    select p.id, p.kind, p.name, h.floor, p.lon, p.lat, p.is_key, rp.state, rp.visits,
      p.unit_id, p.building_id, p.compound_id, p.grid_id, p.community_id
    from round_place rp
    join place p on p.street_id = rp.street_id and p.id = rp.place_id
    left join household h on h.street_id = p.street_id and h.place_id = p.id
    where rp.street_id = ${tx.streetId} and rp.zone_id = ${zoneId}
      and (${communityIds === null} or p.community_id = any(${[...(communityIds ?? [])]}::uuid[]))
    order by p.sort_key, p.id`.execute(tx.sql);
  return rows;
}

/** Name and position of the places that contain others. */
export const containers = (tx: Reading, ids: readonly string[]) =>
  tx.sql
    .selectFrom("place")
    .select(["id", "name", "lon", "lat"])
    .where("streetId", "=", tx.streetId)
    .where("id", "in", [...ids])
    .execute();
