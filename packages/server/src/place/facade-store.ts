import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { FindingState } from "@lingzhu/domain/finding";
import type { PlaceState } from "@lingzhu/domain/patrol";
import { placeInScope } from "../access/scope.ts";
import type { Reading } from "../db/transact.ts";
import { resultOpens, within } from "./reach.ts";
import type { PlaceRow } from "./store.ts";

export interface DoorRow {
  placeId: string;
  unitId: string | null;
  floor: number | null;
  door: string;
  state: PlaceState;
  visits: number;
  lastVisitAt: number | null;
  isKey: boolean;
  finding: FindingState | null;
}

/**
 * Doors of a building, a unit, or the courtyards of a compound (those in no building), in order, with their state in
 * the round. `roundId` null gives every door as not seen.
 */
export async function doorsOf(
  tx: Reading,
  scope: Scope,
  place: PlaceRow,
  roundId: string | null,
): Promise<DoorRow[]> {
  const { rows } = await sql<DoorRow>`
    select d.id as place_id, d.unit_id, h.floor, h.door, coalesce(rp.state, 'unseen') as state,
      coalesce(rp.visits, 0) as visits, rp.last_visit_at, d.is_key,
      (select f.state from finding f where f.street_id = d.street_id and f.place_id = d.id
        and ${resultOpens(tx, scope, sql`f.place_id`, sql`f.round_id`)}
        order by (f.closed_at is null) desc, f.opened_at desc limit 1) as finding
    from place d
    join household h on h.street_id = d.street_id and h.place_id = d.id
    left join round_place rp on rp.street_id = d.street_id and rp.place_id = d.id and rp.round_id = ${roundId}::uuid
      and ${resultOpens(tx, scope, sql`d.id`, sql`rp.round_id`)}
    where d.street_id = ${tx.streetId} and d.kind = 'household' and d.retired_at is null and ${within(place, "d")}
      ${place.kind === "compound" ? sql`and d.building_id is null` : sql``}
      and ${placeInScope(scope, "d")}
    order by d.sort_key, d.id`.execute(tx.sql);
  return rows;
}

/** Units of a building in order; a unit gives itself. */
export async function unitsOf(tx: Reading, place: PlaceRow): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select u.id, u.name from place u
    where u.street_id = ${tx.streetId} and u.kind = 'unit' and u.retired_at is null and ${within(place, "u")}
      ${place.kind === "compound" ? sql`and u.building_id is null` : sql``}
    order by u.sort_key`.execute(tx.sql);
  return rows;
}
