/** Scopes as SQL conditions, so that lists, exports and single records go through the same law. */
import { sql, type RawBuilder } from "kysely";
import type { Scope } from "@lingzhu/domain/access";

const uuids = (ids: readonly string[]) => sql`${[...ids]}::uuid[]`;

/** True for places within reach. `place` is the alias of a table with street_id, id and community_id. */
export function placeInScope(scope: Scope, place: string): RawBuilder<boolean> {
  if (scope.street) return sql<boolean>`true`;
  const p = sql.ref(place);
  return sql<boolean>`(${p}.community_id = any(${uuids(scope.communityIds)})
    or exists (select 1 from round_place scoped where scoped.street_id = ${p}.street_id and scoped.place_id = ${p}.id
      and scoped.zone_id = any(${uuids(scope.zoneIds)})))`;
}

/**
 * True for findings within reach: by community, by zone of their place, or reported by the actor. At the places that
 * the actor cross-checks only what that round itself found: who checks must not see the result that is checked, whatever
 * other zones they have.
 */
export function findingInScope(scope: Scope, finding: string): RawBuilder<boolean> {
  if (scope.street) return sql<boolean>`true`;
  const f = sql.ref(finding);
  return sql<boolean>`(${f}.community_id = any(${uuids(scope.communityIds)})
    or ${f}.reported_by = ${scope.ownPersonId}::uuid
    or exists (select 1 from round_place scoped
      where scoped.street_id = ${f}.street_id and scoped.place_id = ${f}.place_id
        and scoped.zone_id = any(${uuids(scope.zoneIds)}))
      and not exists (select 1 from round_place blind
        join round its on its.street_id = blind.street_id and its.id = blind.round_id
        where blind.street_id = ${f}.street_id and blind.place_id = ${f}.place_id and its.kind = 'cross_check'
          and blind.zone_id = any(${uuids(scope.zoneIds)}) and its.id is distinct from ${f}.round_id))`;
}
