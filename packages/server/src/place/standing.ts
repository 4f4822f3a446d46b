/** Where records count: at the place that stands for the one they were made at. The view `standing_fact` says the rest. */
import { sql, type RawBuilder } from "kysely";

/**
 * True for facts recorded at a place or at one merged into it. Where a fact is looked up by place this is quicker than
 * `standing_place_id`, for it can use the index. `fact` is an alias, `place` an expression of an id.
 */
export const recordedAt = (fact: string, place: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`(
  ${sql.ref(`${fact}.place_id`)} = ${place} or ${sql.ref(`${fact}.place_id`)} in (
    select merged.place_id from place_addition merged
    where merged.street_id = ${sql.ref(`${fact}.street_id`)} and merged.stands_for = ${place}))`;
