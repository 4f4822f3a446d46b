/** How far a scope reaches into the tree of places. */
import { sql, type RawBuilder } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { PlaceKind } from "@lingzhu/domain/place";
import type { Reading } from "../db/transact.ts";

const uuids = (ids: readonly string[]) => sql`${[...ids]}::uuid[]`;

/**
 * True for places that may be opened: those within reach, and what contains one of them, so that a worker can
 * open the building of an assigned door. What is inside must still pass `placeInScope` one by one.
 * `place` is the alias of a place row.
 */
export function placeOpens(tx: Reading, scope: Scope, place: string): RawBuilder<boolean> {
  if (scope.street) return sql<boolean>`true`;
  const p = sql.ref(place);
  return sql<boolean>`(${p}.community_id = any(${uuids(scope.communityIds)}) or ${p}.id in (
    select unnest(array[d.id, d.unit_id, d.building_id, d.compound_id, d.grid_id, d.community_id])
    from round_place rp join place d on d.street_id = rp.street_id and d.id = rp.place_id
    where rp.street_id = ${tx.streetId} and rp.zone_id = any(${uuids(scope.zoneIds)})))`;
}

/**
 * True when the scope may see what a round found at a place. Somebody who cross-checks a place sees it without the
 * results of other rounds (blueprint, words: cross-check). `round` and `place` are SQL expressions of ids.
 */
export function resultOpens(
  tx: Reading,
  scope: Scope,
  place: RawBuilder<unknown>,
  round: RawBuilder<unknown>,
): RawBuilder<boolean> {
  if (scope.street || scope.communityIds.length > 0 || scope.zoneIds.length === 0) return sql<boolean>`true`;
  return sql<boolean>`not exists (
    select 1 from round_place blind join round br on br.street_id = blind.street_id and br.id = blind.round_id
    where blind.street_id = ${tx.streetId} and blind.place_id = ${place} and br.kind = 'cross_check'
      and blind.zone_id = any(${uuids(scope.zoneIds)}) and blind.round_id is distinct from ${round})`;
}

const DESCENDANT_COLUMN: Record<PlaceKind, string | null> = {
  street: null,
  community: "community_id",
  grid: "grid_id",
  compound: "compound_id",
  building: "building_id",
  unit: "unit_id",
  household: "id",
  plot: "id",
};

/** True for the place itself and everything inside it. */
export function within(place: { id: string; kind: PlaceKind }, descendant: string): RawBuilder<boolean> {
  const column = DESCENDANT_COLUMN[place.kind];
  return column === null
    ? sql<boolean>`true`
    : sql<boolean>`${sql.ref(`${descendant}.${column}`)} = ${place.id}::uuid`;
}
