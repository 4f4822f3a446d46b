/** The grid that all ground of a street is kept on. */
import { sql } from "kysely";
import { localProjection, type Grid, type Projection } from "@lingzhu/geo";
import type { Reading, Writing } from "../db/transact.ts";

/** Side of a cell in metres: areas of plots from 3,000 m² up within 0.5 % (README of @lingzhu/geo). */
const CELL_M = 1;

export interface StreetGrid {
  grid: Grid;
  plane: Projection;
}

const laid = (row: { lon0: number; lat0: number; cellM: number }): StreetGrid => ({
  grid: { lon0: row.lon0, lat0: row.lat0, cell: row.cellM },
  plane: localProjection(row.lon0, row.lat0),
});

/** The grid in use; null before the street's first track. */
export async function streetGrid(tx: Reading): Promise<StreetGrid | null> {
  const row = await tx.sql
    .selectFrom("groundGrid")
    .selectAll()
    .where("streetId", "=", tx.streetId)
    .executeTakeFirst();
  return row ? laid(row) : null;
}

/**
 * The grid in use, or one laid now around the middle of the street: as set up, else of its places, else at the track
 * that asks. It is kept for good, for ground of two grids cannot be merged; a middle that is later moved a little only
 * puts the origin off-centre.
 */
export async function layGrid(tx: Writing, firstFix: readonly [number, number]): Promise<StreetGrid> {
  const known = await streetGrid(tx);
  if (known) return known;
  await sql`
    insert into ground_grid (street_id, lon0, lat0, cell_m)
    select ${tx.streetId}, round(m.lon::numeric, 6), round(m.lat::numeric, 6), ${CELL_M}
    from (select coalesce(s.center_lon, p.lon, ${firstFix[0]}) as lon, coalesce(s.center_lat, p.lat, ${firstFix[1]}) as lat
      from street s left join (select avg(lon) as lon, avg(lat) as lat from place
        where street_id = ${tx.streetId} and lon is not null and lat is not null) p on true
      where s.street_id = ${tx.streetId}) m
    on conflict do nothing`.execute(tx.sql);
  return (await streetGrid(tx))!;
}
