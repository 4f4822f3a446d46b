import { sql } from "kysely";
import type { z } from "zod";
import type { Scope } from "@lingzhu/domain/access";
import type { Counts, UnseenQuery, UnseenRow } from "@lingzhu/domain/coverage";
import { dayOf } from "@lingzhu/domain/kernel";
import type { PlaceState } from "@lingzhu/domain/patrol";
import { placeInScope } from "../access/scope.ts";
import type { Reading } from "../db/transact.ts";
import { inRegister, placeStates } from "./states.ts";

export interface StateCount {
  roundId: string;
  communityId: string | null;
  kind: "household" | "plot";
  state: PlaceState;
  places: number;
  outsideZones: number;
}

/** How many places of each kind stand in each state, by round and community, within reach. */
export async function countStates(
  tx: Reading,
  scope: Scope,
  asOf: number | null,
  roundId: string | null,
): Promise<StateCount[]> {
  const { rows } = await sql<StateCount>`
    select s.round_id, p.community_id, p.kind, s.state, count(*)::int as places, (count(*) filter (where s.zone_id is null))::int as outside_zones
    from ${placeStates(tx, asOf)} s join place p on p.street_id = ${tx.streetId} and p.id = s.place_id
    where ${inRegister(asOf)} and ${placeInScope(scope, "p")} ${roundId ? sql`and s.round_id = ${roundId}` : sql``}
    group by 1, 2, 3, 4`.execute(tx.sql);
  return rows;
}

export const emptyCounts = (): Counts => ({
  total: 0,
  seen: 0,
  noOneIn: 0,
  refused: 0,
  unreachable: 0,
  unseen: 0,
});
const KEY: Record<PlaceState, Exclude<keyof Counts, "total">> = {
  unseen: "unseen",
  seen: "seen",
  no_one_in: "noOneIn",
  refused: "refused",
  unreachable: "unreachable",
};

/** Adds `places` places of one state to the counts. */
export function add(counts: Counts, state: PlaceState, places: number): void {
  counts[KEY[state]] += places;
  counts.total += places;
}

export async function communitiesInScope(
  tx: Reading,
  scope: Scope,
): Promise<{ id: string; name: string; code: string | null }[]> {
  const { rows } = await sql<{ id: string; name: string; code: string | null }>`
    select p.id, p.name, p.code from place p
    where p.street_id = ${tx.streetId} and p.kind = 'community' and p.retired_at is null
      and (${scope.street} or p.id = any(${[...scope.communityIds]}::uuid[]))
    order by p.code nulls last, p.sort_key`.execute(tx.sql);
  return rows;
}

export async function countBuildings(
  tx: Reading,
  scope: Scope,
  roundId: string,
  communityId: string | undefined,
) {
  const { rows } = await sql<{
    placeId: string;
    kind: "building" | "compound";
    name: string;
    compound: string;
    communityId: string | null;
    state: PlaceState;
    places: number;
  }>`
    select h.id as place_id, h.kind, h.name, coalesce(c.name, h.name) as compound, h.community_id, s.state, count(*)::int as places
    from ${placeStates(tx, null)} s
    join place p on p.street_id = ${tx.streetId} and p.id = s.place_id
    join place h on h.street_id = p.street_id and h.id = coalesce(p.building_id, p.compound_id)
    left join place c on c.street_id = h.street_id and c.id = h.compound_id
    where s.round_id = ${roundId} and p.kind = 'household' and p.retired_at is null and ${placeInScope(scope, "p")}
      ${communityId ? sql`and p.community_id = ${communityId}` : sql``}
    group by h.id, h.kind, h.name, c.name, h.community_id, h.sort_key, s.state
    order by h.sort_key`.execute(tx.sql);
  return rows;
}

/** Places of a round that are not seen (or stand in the given state), with who should look and who answers. */
export async function listUnseen(
  tx: Reading,
  scope: Scope,
  query: z.output<typeof UnseenQuery>,
): Promise<{ items: UnseenRow[]; total: number; next: string | null }> {
  const conditions = sql`s.round_id = ${query.roundId} and ${inRegister(null)} and ${placeInScope(scope, "p")}
    and ${query.state ? sql`s.state = ${query.state}` : sql`s.state <> 'seen'`}
    ${query.communityId ? sql`and p.community_id = ${query.communityId}` : sql``}
    ${query.buildingId ? sql`and p.building_id = ${query.buildingId}` : sql``}
    ${query.kind ? sql`and p.kind = ${query.kind}` : sql``}`;
  const from = sql`from ${placeStates(tx, null)} s join place p on p.street_id = ${tx.streetId} and p.id = s.place_id`;
  const total = await sql<{ n: number }>`select count(*)::int as n ${from} where ${conditions}`.execute(
    tx.sql,
  );
  const today = dayOf(tx.now);
  const { rows } = await sql<UnseenRow & { sortKey: string }>`
    select p.id as place_id, p.kind, p.path, p.community_id, coalesce(c.name, '') as community, s.state, s.visits, s.last_visit_at, p.sort_key,
      z.name as zone,
      (select t.name from assignment a join team t on t.street_id = a.street_id and t.id = a.team_id
        where a.street_id = p.street_id and a.zone_id = s.zone_id and (a.valid_to is null or a.valid_to >= a.valid_from) order by a.valid_from desc limit 1) as team,
      (select pe.name from duty d join person pe on pe.street_id = d.street_id and pe.id = d.person_id
        where d.street_id = p.street_id and d.kind = 'contract_cadre' and d.place_id in (p.id, p.unit_id, p.building_id, p.compound_id, p.grid_id)
          and d.valid_from <= ${today} and (d.valid_to is null or d.valid_to >= ${today})
        order by array_position(array[p.id, p.unit_id, p.building_id, p.compound_id, p.grid_id], d.place_id) limit 1) as contract_cadre
    ${from}
    left join place c on c.street_id = p.street_id and c.id = p.community_id
    left join zone z on z.street_id = p.street_id and z.id = s.zone_id
    where ${conditions} ${query.after ? sql`and p.sort_key > ${query.after}` : sql``}
    order by p.sort_key limit ${query.limit}`.execute(tx.sql);
  const next = rows.length === query.limit ? rows.at(-1)!.sortKey : null;
  return { items: rows, total: total.rows[0]!.n, next };
}

/** Visits and first completed looks of a round by calendar day. */
export async function workByDay(tx: Reading, scope: Scope, roundId: string) {
  const { rows } = await sql<{ day: string; visits: number; firstSeen: number }>`
    with visit as (
      select p.id as place_id, (f.recorded_at at time zone 'Asia/Shanghai')::date as day, f.body ->> 'outcome' = 'checked' as seen
      from standing_fact f join place p on p.street_id = f.street_id and p.id = f.standing_place_id
      where f.street_id = ${tx.streetId} and f.kind = 'visit' and f.round_id = ${roundId} and ${inRegister(null)} and ${placeInScope(scope, "p")}
    ), first as (select place_id, min(day) as day from visit where seen group by place_id)
    select v.day, v.visits, coalesce(f.places, 0)::int as first_seen
    from (select day, count(*)::int as visits from visit group by day) v
    left join (select day, count(*)::int as places from first group by day) f using (day)
    order by v.day`.execute(tx.sql);
  return rows;
}
