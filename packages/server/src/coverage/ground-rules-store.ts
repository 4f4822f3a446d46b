/** Rows behind the rules of the ground: distances set, and footprints. */
import { sql } from "kysely";
import type { SightDistances } from "@lingzhu/domain/coverage";
import type { Outline } from "@lingzhu/domain/place";
import type { Reading, Writing } from "../db/transact.ts";

export interface Rule {
  sights: Partial<SightDistances>;
  footprints: string | null;
  changedAt: number;
  changedBy: string;
}

export async function ruleOf(tx: Reading): Promise<Rule | null> {
  const { rows } = await sql<Rule>`
    select g.sights, g.footprints, g.changed_at, p.name as changed_by
    from ground_rule g join person p on p.street_id = g.street_id and p.id = g.changed_by
    where g.street_id = ${tx.streetId}`.execute(tx.sql);
  return rows[0] ?? null;
}

export async function saveRule(
  tx: Writing,
  personId: string,
  rule: Pick<Rule, "sights" | "footprints">,
): Promise<void> {
  const values = {
    sights: JSON.stringify(rule.sights),
    footprints: rule.footprints,
    changedBy: personId,
    changedAt: new Date(tx.now),
  };
  await tx.sql
    .insertInto("groundRule")
    .values({ streetId: tx.streetId, ...values })
    .onConflict((row) => row.column("streetId").doUpdateSet(values))
    .execute();
}

export interface Footprint {
  id: string;
  buildingId: string | null;
  outline: Outline;
}

export async function outlinesOf(tx: Reading): Promise<Outline[]> {
  const rows = await tx.sql
    .selectFrom("footprint")
    .select("outline")
    .where("streetId", "=", tx.streetId)
    .orderBy("id")
    .execute();
  return rows.map(({ outline }) => outline);
}

/** Footprints with the building that stands in each, for the map. */
export async function footprintsOf(tx: Reading): Promise<(Footprint & { name: string | null })[]> {
  const { rows } = await sql<Footprint & { name: string | null }>`
    select f.id, f.building_id, f.outline, p.path as name from footprint f
    left join place p on p.street_id = f.street_id and p.id = f.building_id
    where f.street_id = ${tx.streetId} order by f.id`.execute(tx.sql);
  return rows;
}

export async function footprintCounts(tx: Reading): Promise<{ footprints: number; buildings: number }> {
  const { rows } = await sql<{ footprints: number; buildings: number }>`
    select count(*)::int as footprints, count(building_id)::int as buildings from footprint
    where street_id = ${tx.streetId}`.execute(tx.sql);
  return rows[0]!;
}

/** Replaces all footprints of the street. */
export async function replaceFootprints(tx: Writing, footprints: readonly Footprint[]): Promise<void> {
  await tx.sql.deleteFrom("footprint").where("streetId", "=", tx.streetId).execute();
  if (footprints.length === 0) return;
  await sql`
    insert into footprint (street_id, id, building_id, outline)
    select ${tx.streetId}, t.id, t.building_id, t.outline
    from unnest(${footprints.map(({ id }) => id)}::uuid[], ${footprints.map(({ buildingId }) => buildingId)}::uuid[],
      ${footprints.map(({ outline }) => JSON.stringify(outline))}::jsonb[]) as t (id, building_id, outline)`.execute(
    tx.sql,
  );
}

/** Buildings whose position the register knows. */
export async function buildingsWithPosition(
  tx: Reading,
): Promise<{ id: string; lon: number; lat: number }[]> {
  const { rows } = await sql<{ id: string; lon: number; lat: number }>`
    select id, lon, lat from place where street_id = ${tx.streetId} and kind = 'building' and retired_at is null
      and lon is not null and lat is not null order by sort_key, id`.execute(tx.sql);
  return rows;
}
