import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { FindingState } from "@lingzhu/domain/finding";
import type { PlaceState } from "@lingzhu/domain/patrol";
import type { MapLayer } from "@lingzhu/domain/place";
import { findingInScope, placeInScope } from "../access/scope.ts";
import type { Reading } from "../db/transact.ts";
import { resultOpens } from "./reach.ts";

export interface BuildingState {
  id: string;
  name: string;
  communityId: string | null;
  lon: number;
  lat: number;
  state: PlaceState;
  doors: number;
}

/** The name below the community, as the map writes it. */
const ownName = sql`case when b.community_id is null or c.id = b.id then b.name else substr(b.path, length(c.path) + 2) end`;

/** Doors counted by state at the point of their building; doors in none at their compound, or at their own. */
export async function buildingStates(
  tx: Reading,
  scope: Scope,
  roundId: string | null,
): Promise<BuildingState[]> {
  const { rows } = await sql<BuildingState>`
    with counted as materialized (
      select coalesce(d.building_id, d.compound_id, d.id) as id, coalesce(rp.state, 'unseen') as state, count(*)::int as doors
      from place d
      left join round_place rp on rp.street_id = d.street_id and rp.round_id = ${roundId}::uuid and rp.place_id = d.id
        and ${resultOpens(tx, scope, sql`d.id`, sql`rp.round_id`)}
      where d.street_id = ${tx.streetId} and d.kind = 'household' and d.retired_at is null and ${placeInScope(scope, "d")}
      group by 1, 2)
    select b.id, ${ownName} as name, b.community_id, b.lon, b.lat, n.state, n.doors
    from counted n
    join place b on b.street_id = ${tx.streetId} and b.id = n.id and b.lon is not null and b.lat is not null
    left join place c on c.street_id = b.street_id and c.id = b.community_id
    order by b.sort_key, b.id`.execute(tx.sql);
  return rows;
}

export async function plotStates(
  tx: Reading,
  scope: Scope,
  roundId: string | null,
): Promise<MapLayer["plots"]> {
  const { rows } = await sql<MapLayer["plots"][number]>`
    select b.id, ${ownName} as name, b.community_id, t.plot_kind, b.lon, b.lat, t.outline, coalesce(rp.state, 'unseen') as state
    from place b
    join plot t on t.street_id = b.street_id and t.place_id = b.id
    left join place c on c.street_id = b.street_id and c.id = b.community_id
    left join round_place rp on rp.street_id = b.street_id and rp.round_id = ${roundId}::uuid and rp.place_id = b.id
      and ${resultOpens(tx, scope, sql`b.id`, sql`rp.round_id`)}
    where b.street_id = ${tx.streetId} and b.retired_at is null and ${placeInScope(scope, "b")}
      and (t.outline is not null or b.lon is not null)
    order by b.sort_key, b.id`.execute(tx.sql);
  return rows;
}

export async function findingPoints(tx: Reading, scope: Scope): Promise<MapLayer["findings"]> {
  const { rows } = await sql<{
    id: string;
    number: string;
    state: FindingState;
    lon: number;
    lat: number;
    placePath: string;
  }>`
    select f.id, f.number, f.state, coalesce(f.lon, p.lon) as lon, coalesce(f.lat, p.lat) as lat,
      coalesce(p.path, '台账外地点') as place_path
    from finding f left join place p on p.street_id = f.street_id and p.id = f.place_id
    where f.street_id = ${tx.streetId} and ${findingInScope(scope, "f")}
      and coalesce(f.lon, p.lon) is not null and coalesce(f.lat, p.lat) is not null
    order by f.number`.execute(tx.sql);
  return rows;
}
