/** Rows behind the answers on ground: plots of a round's register within reach, and tiles. */
import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { Look, LookClass } from "@lingzhu/domain/coverage";
import type { Day } from "@lingzhu/domain/kernel";
import type { PlaceState } from "@lingzhu/domain/patrol";
import type { Outline, PlotKind } from "@lingzhu/domain/place";
import { placeInScope } from "../access/scope.ts";
import type { Reading } from "../db/transact.ts";
import { inRegister } from "./states.ts";

export interface PlotRow {
  id: string;
  name: string;
  path: string;
  communityId: string | null;
  plotKind: PlotKind;
  outline: Outline | null;
  lon: number | null;
  lat: number | null;
  state: PlaceState;
  visits: number;
}

/** Which part of a round's register is asked for. */
export interface Part {
  roundId: string;
  communityId?: string | undefined;
  zoneId?: string | undefined;
}

export const ofPart = (tx: Reading, scope: Scope, part: Part) => sql`
  rp.street_id = ${tx.streetId} and rp.round_id = ${part.roundId} and ${inRegister(null)} and ${placeInScope(scope, "p")}
    ${part.communityId ? sql`and p.community_id = ${part.communityId}` : sql``}
    ${part.zoneId ? sql`and rp.zone_id = ${part.zoneId}` : sql``}`;

export async function plotsOf(tx: Reading, scope: Scope, part: Part): Promise<PlotRow[]> {
  const { rows } = await sql<PlotRow>`
    select p.id, p.name, p.path, p.community_id, pl.plot_kind, pl.outline, p.lon, p.lat, rp.state, rp.visits
    from round_place rp
    join place p on p.street_id = rp.street_id and p.id = rp.place_id and p.kind = 'plot'
    join plot pl on pl.street_id = p.street_id and pl.place_id = p.id
    where ${ofPart(tx, scope, part)}
    order by p.sort_key, p.id`.execute(tx.sql);
  return rows;
}

export interface DatedTile {
  tileKey: number;
  day: Day;
  teamId: string;
  look: Look;
  bits: Uint8Array;
}

/** Tiles of a round of these looks up to a day, by tile and team; only those named, or all. */
export async function datedTiles(
  tx: Reading,
  roundId: string,
  looks: readonly LookClass[],
  day: Day | undefined,
  keys: readonly number[] | null,
): Promise<DatedTile[]> {
  const { rows } = await sql<DatedTile>`
    select tile_key, day, team_id, look, bits from ground_tile
    where street_id = ${tx.streetId} and round_id = ${roundId}
      and (look, within_m) in (${sql.join(looks.map(({ look, withinM }) => sql`(${look}, ${withinM}::smallint)`))})
      ${keys ? sql`and tile_key = any(${[...keys]}::int[])` : sql``} ${day ? sql`and day <= ${day}` : sql``}
    order by tile_key, team_id, day`.execute(tx.sql);
  return rows;
}

/** Distances of sight that ground of a round is kept for. */
export async function sightsKept(tx: Reading, roundId: string): Promise<number[]> {
  const { rows } = await sql<{ withinM: number }>`
    select distinct within_m from ground_tile
    where street_id = ${tx.streetId} and round_id = ${roundId} and look = 'sight'`.execute(tx.sql);
  return rows.map(({ withinM }) => withinM);
}

export async function daysWalked(tx: Reading, roundId: string): Promise<Day[]> {
  const { rows } = await sql<{ day: Day }>`
    select distinct day from ground_tile where street_id = ${tx.streetId} and round_id = ${roundId} order by day`.execute(
    tx.sql,
  );
  return rows.map((row) => row.day);
}
