/**
 * The register of a round: one row for every household and plot, with its zone. It is the denominator of coverage,
 * so a place without a zone is in it too.
 */
import { sql } from "kysely";
import { dayOf, type Day } from "@lingzhu/domain/kernel";
import type { Writing } from "../db/transact.ts";

/** Puts every household and plot in use into a new round; the zones come later. Returns how many. */
export async function fillRegister(tx: Writing, roundId: string): Promise<number> {
  const done = await sql`
    insert into round_place (street_id, round_id, place_id)
    select street_id, ${roundId}::uuid, id from place
    where street_id = ${tx.streetId} and kind in ('household', 'plot') and retired_at is null`.execute(
    tx.sql,
  );
  return Number(done.numAffectedRows ?? 0);
}

/**
 * Puts newly made households and plots into every round that was not over on a day, today if not said. Other kinds of
 * place are passed over.
 */
export async function enterRegister(
  tx: Writing,
  placeIds: readonly string[],
  day: Day = dayOf(tx.now),
): Promise<void> {
  if (placeIds.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    select id from round where street_id = ${tx.streetId} and ends_on >= ${day}`.execute(tx.sql);
  for (const { id } of rows) {
    await sql`
      insert into round_place (street_id, round_id, place_id)
      select street_id, ${id}::uuid, id from place
      where street_id = ${tx.streetId} and id = any(${placeIds as string[]}::uuid[])
        and kind in ('household', 'plot') and retired_at is null
      order by id on conflict do nothing`.execute(tx.sql);
    await rezone(tx, id, placeIds);
  }
}

/**
 * Takes retired places out of the rounds that are not over, where nothing was recorded at them.
 * Rounds that are over keep their denominator.
 */
export async function leaveRegister(tx: Writing, placeIds: readonly string[]): Promise<void> {
  if (placeIds.length === 0) return;
  await sql`
    delete from round_place rp using round r
    where rp.street_id = ${tx.streetId} and rp.place_id = any(${placeIds as string[]}::uuid[])
      and rp.state = 'unseen' and rp.visits = 0
      and r.street_id = rp.street_id and r.id = rp.round_id and r.ends_on >= ${dayOf(tx.now)}`.execute(
    tx.sql,
  );
}

/**
 * Brings the zones of a round's register to the rule `zoneOf`: the most specific listed place wins.
 * The lists are looked up as one map, not joined: six joins on tables without fresh statistics, as after an import,
 * were planned as nested loops and took seconds.
 */
export async function rezone(tx: Writing, roundId: string, placeIds?: readonly string[]): Promise<void> {
  const zoneAt = (column: string) => sql`(select map from listed) ->> ${sql.ref(`p.${column}`)}::text`;
  const wanted = sql`coalesce(${zoneAt("id")}, ${zoneAt("unit_id")}, ${zoneAt("building_id")},
    ${zoneAt("compound_id")}, ${zoneAt("grid_id")}, ${zoneAt("community_id")})::uuid`;
  const only = placeIds ? sql`and rp.place_id = any(${placeIds as string[]}::uuid[])` : sql``;
  await sql`
    with listed as materialized (
      select jsonb_object_agg(zp.place_id, zp.zone_id) as map from zone_place zp
      join zone z on z.street_id = zp.street_id and z.id = zp.zone_id
      where zp.street_id = ${tx.streetId} and z.round_id = ${roundId}
    )
    update round_place rp set zone_id = ${wanted} from place p
    where rp.street_id = ${tx.streetId} and rp.round_id = ${roundId} ${only}
      and p.street_id = rp.street_id and p.id = rp.place_id
      and rp.zone_id is distinct from ${wanted}`.execute(tx.sql);
}
