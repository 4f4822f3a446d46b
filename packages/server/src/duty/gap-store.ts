import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { DutyGaps } from "@lingzhu/domain/duty";
import { addDays, startOfDay } from "@lingzhu/domain/kernel";
import type { Reading } from "../db/transact.ts";

interface GapRow {
  communityId: string | null;
  kind: "household" | "plot";
  /** Building, else compound, else the plot or household itself, that stands for the uncovered in the list. */
  holderId: string;
  total: number;
  uncovered: number;
}

/**
 * Households and plots by what holds them, with how many have nobody (包保人) answering on the day.
 *
 * A duty counts on the place itself, its unit, building, compound or grid. One on the whole community does not:
 * 包居包户 wants a named person for compounds and doors, and the community as a whole already has its first
 * responsible person; a single row would hide every gap in it.
 *
 * `in (select …)` outside the where clause is always hashed; as joins the planner, without fresh statistics after an
 * import, took nested loops and half a minute.
 */
export async function gapRows(tx: Reading, scope: Scope, day: string): Promise<GapRow[]> {
  const { rows } = await sql<GapRow>`
    with held as materialized (
      select distinct place_id from duty
      where street_id = ${tx.streetId} and kind = 'contract_cadre'
        and valid_from <= ${day} and (valid_to is null or valid_to >= ${day})
    )
    select p.community_id, p.kind,
      case when p.kind = 'plot' then p.id else coalesce(p.building_id, p.compound_id, p.id) end as holder_id,
      count(*)::int as total,
      (count(*) filter (where (p.id in (select place_id from held) or p.unit_id in (select place_id from held)
        or p.building_id in (select place_id from held) or p.compound_id in (select place_id from held)
        or p.grid_id in (select place_id from held)) is not true))::int as uncovered
    from place p
    where p.street_id = ${tx.streetId} and p.kind in ('household', 'plot')
      and (p.retired_at is null or p.retired_at >= ${new Date(startOfDay(addDays(day, 1)))})
      and (${scope.street} or p.community_id = any(${[...scope.communityIds]}::uuid[]))
    group by 1, 2, 3`.execute(tx.sql);
  return rows;
}

/** Communities within reach with the name of the first responsible person on the day. */
export async function communityRows(
  tx: Reading,
  scope: Scope,
  day: string,
): Promise<{ id: string; name: string; firstResponsible: string | null }[]> {
  const { rows } = await sql<{ id: string; name: string; firstResponsible: string | null }>`
    select p.id, p.name, (
      select n.name from duty d join person n on n.street_id = d.street_id and n.id = d.person_id
      where d.street_id = p.street_id and d.place_id = p.id and d.kind = 'first_responsible'
        and d.valid_from <= ${day} and (d.valid_to is null or d.valid_to >= ${day})
      order by d.valid_from desc, d.id limit 1) as first_responsible
    from place p
    where p.street_id = ${tx.streetId} and p.kind = 'community'
      and (p.retired_at is null or p.retired_at >= ${new Date(startOfDay(addDays(day, 1)))})
      and (${scope.street} or p.id = any(${[...scope.communityIds]}::uuid[]))
    order by p.sort_key, p.id`.execute(tx.sql);
  return rows;
}

export async function holderPaths(
  tx: Reading,
  uncovered: ReadonlyMap<string, number>,
): Promise<DutyGaps["items"]> {
  if (uncovered.size === 0) return [];
  const { rows } = await sql<Omit<DutyGaps["items"][number], "uncovered">>`
    select id as place_id, path, community_id from place
    where street_id = ${tx.streetId} and id = any(${[...uncovered.keys()]}::uuid[])
    order by community_id, sort_key, id`.execute(tx.sql);
  return rows.map((row) => ({ ...row, uncovered: uncovered.get(row.placeId) ?? 0 }));
}
