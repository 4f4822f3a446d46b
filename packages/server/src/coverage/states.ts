import { sql, type RawBuilder } from "kysely";
import type { Reading } from "../db/transact.ts";

/**
 * States of places in rounds as a subquery with columns round_id, place_id, zone_id, state, visits, last_visit_at.
 *
 * Now: the maintained table. As of a moment: computed from the visits recorded until then, by the same rule as
 * `stateFromVisits` (a completed look first, then the latest attempt, ties by id); a test holds the two together.
 */
export function placeStates(tx: Reading, asOf: number | null): RawBuilder<unknown> {
  if (asOf === null)
    return sql`(select round_id, place_id, zone_id, state, visits, last_visit_at from round_place where street_id = ${tx.streetId})`;
  return sql`(select rp.round_id, rp.place_id, rp.zone_id, coalesce(v.state, 'unseen') as state, coalesce(v.visits, 0) as visits, v.last_visit_at
    from round_place rp left join ${visitStates(tx, sql`f.recorded_at <= ${new Date(asOf)}`, sql`f.round_id`)} v
      on v.scope_id = rp.round_id and v.place_id = rp.place_id
    where rp.street_id = ${tx.streetId})`;
}

/**
 * States from the visits that fulfil a condition on fact `f`, grouped by place and by `scope` (a round, or a constant
 * to take each place once over several rounds). Columns scope_id, place_id, state, visits, last_visit_at.
 */
export function visitStates(
  tx: Reading,
  condition: RawBuilder<unknown>,
  scope: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`(select distinct on (${scope}, f.standing_place_id) ${scope} as scope_id, f.standing_place_id as place_id,
      case f.body ->> 'outcome' when 'checked' then 'seen' else f.body ->> 'outcome' end as state,
      count(*) over (partition by ${scope}, f.standing_place_id)::int as visits,
      max(f.recorded_at) over (partition by ${scope}, f.standing_place_id) as last_visit_at
    from standing_fact f
    where f.street_id = ${tx.streetId} and f.kind = 'visit' and f.round_id is not null and ${condition}
    order by ${scope}, f.standing_place_id, (f.body ->> 'outcome' = 'checked') desc, f.recorded_at desc, f.id desc)`;
}

/** True for households and plots that stood in the register at a moment (null: now). */
export const inRegister = (asOf: number | null): RawBuilder<unknown> =>
  asOf === null
    ? sql`p.kind in ('household', 'plot') and p.retired_at is null`
    : sql`p.kind in ('household', 'plot') and p.created_at <= ${new Date(asOf)} and (p.retired_at is null or p.retired_at > ${new Date(asOf)})`;
