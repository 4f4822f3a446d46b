/** Where records count: at the place that stands for the one they were made at. The view `standing_fact` says the rest. */
import { sql, type RawBuilder } from "kysely";
import type { Reading } from "../db/transact.ts";

/**
 * True for facts recorded at a place or at one merged into it. `fact` is an alias, `place` an expression of an id. An
 * array, so that the index by place is used: `standing_place_id`, and an `or`, would have every fact of the round read
 * for each place.
 */
export const recordedAt = (tx: Reading, fact: string, place: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(`${fact}.place_id`)} = any(array(select ${place} union all
    select merged.place_id from place_addition merged where merged.street_id = ${tx.streetId} and merged.stands_for = ${place}))`;
