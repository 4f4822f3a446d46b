/** Plots laid over the stored ground: what was seen of each, how often, by whom and when. */
import type { Scope } from "@lingzhu/domain/access";
import { droneLook, seenFromAbove } from "@lingzhu/domain/coverage";
import { groupBy, type Day } from "@lingzhu/domain/kernel";
import type { Outline } from "@lingzhu/domain/place";
import {
  Bitmap,
  GeometryError,
  TILE_WORDS,
  coveredM2,
  decodeTile,
  localProjection,
  maskOf,
  polygonFault,
  projectGeometry,
  without,
  type Grid,
  type Mask,
} from "@lingzhu/geo";
import type { Reading } from "../db/transact.ts";
import { streetGrid, type StreetGrid } from "./ground-grid.ts";
import { groundRules } from "./ground-rules.ts";
import * as store from "./ground-read-store.ts";

/** A plot whose ground can be measured. */
export interface MeasuredPlot {
  row: store.PlotRow;
  /** Metres from which its kind counts as seen. */
  sight: number;
  mask: Mask;
  /** Its area without the buildings on it, m². */
  areaM2: number;
  seen: SeenGround;
}
export interface UnmeasuredPlot {
  row: store.PlotRow;
  reason: string;
}

/** The ground within one distance of sight of what was walked, and in photographs where these count. */
export interface SeenGround {
  once: Bitmap;
  /** Seen by a team on two days, by two teams, or by a team and a drone. */
  twice: Bitmap;
  byTwoTeams: Bitmap;
  drone: Bitmap;
  /** In photographs, and within sight of nobody's walk. */
  droneOnly: Bitmap;
  /** What was seen on each day, newest first; empty unless asked for. */
  days: { day: Day; bitmap: Bitmap }[];
}

export interface PlotGrounds {
  street: StreetGrid;
  walls: Bitmap | null;
  measured: MeasuredPlot[];
  unmeasured: UnmeasuredPlot[];
}

/** Plots of a part of a round within reach, and the ground seen there up to a day. */
export async function readGround(
  tx: Reading,
  scope: Scope,
  part: store.Part & { day?: Day | undefined },
  { withDays = false } = {},
): Promise<PlotGrounds> {
  const rows = await store.plotsOf(tx, scope, part);
  const street = (await streetGrid(tx)) ?? provisionalGrid(rows);
  const { sights, walls } = await groundRules(tx, street);
  const sightOf = nearestKept(await store.sightsKept(tx, part.roundId));
  const laid: Omit<MeasuredPlot, "seen">[] = [];
  const unmeasured: UnmeasuredPlot[] = [];
  for (const row of rows) {
    const mask = layPlot(row, street);
    if (typeof mask === "string") unmeasured.push({ row, reason: mask });
    else {
      const areaM2 = walls ? mask.areaM2 - coveredM2(mask, walls) : mask.areaM2;
      laid.push({ row, sight: sightOf(sights[row.plotKind]), mask, areaM2 });
    }
  }
  const lookOf = (plot: (typeof laid)[number]) => `${plot.sight} ${seenFromAbove[plot.row.plotKind]}`;
  const seen = new Map<string, SeenGround>();
  for (const [look, plots] of groupBy(laid, lookOf)) {
    const { sight, row } = plots[0]!;
    const walk = { look: "sight", withinM: sight } as const;
    const keys = new Set(plots.flatMap(({ mask }) => mask.tiles.map(({ key }) => key)));
    const tiles = await store.datedTiles(
      tx,
      part.roundId,
      seenFromAbove[row.plotKind] ? [walk, droneLook] : [walk],
      part.day,
      [...keys],
    );
    seen.set(look, seenGround(street.grid, tiles, { walls, withDays }));
  }
  const measured = laid.map((plot) => ({ ...plot, seen: seen.get(lookOf(plot))! }));
  return { street, walls, measured, unmeasured };
}

/**
 * The distance to count a round by: the one set, or where the round's tracks were erased before it was set, the
 * greatest below it that its ground is kept for.
 */
function nearestKept(kept: readonly number[]): (sight: number) => number {
  return (sight) => {
    if (kept.length === 0 || kept.includes(sight)) return sight;
    const below = kept.filter((metres) => metres < sight);
    return below.length > 0 ? Math.max(...below) : Math.min(...kept);
  };
}

/** Before the first track nothing is stored, so that any grid will do to measure areas on. */
function provisionalGrid(rows: readonly store.PlotRow[]): StreetGrid {
  const [lon, lat] = rows.find((row) => row.outline)?.outline?.coordinates[0]?.[0] ?? [117, 34];
  const valid = Math.abs(lat) <= 84;
  const [lon0, lat0] = valid ? [lon, lat] : [117, 34];
  return { grid: { lon0, lat0, cell: 1 }, plane: localProjection(lon0, lat0) };
}

/** Most plots of a few streets; a mask takes some kilobytes. */
const MOST_LAID = 4000;
/** Plots laid out earlier, by grid and outline: outlines hardly ever change, and laying 900 takes longer than counting. */
const laidPlots = new Map<string, Mask | string>();

/** The plot on the grid, or why it cannot be laid there. */
function layPlot(row: store.PlotRow, street: StreetGrid): Mask | string {
  if (!row.outline) return "台账没有这块地的边界";
  const { lon0, lat0, cell } = street.grid;
  const key = `${lon0} ${lat0} ${cell} ${JSON.stringify(row.outline.coordinates)}`;
  const known = laidPlots.get(key);
  if (known !== undefined) return known;
  const laid = layOutline(row.outline, street);
  const oldest = laidPlots.keys().next();
  if (laidPlots.size >= MOST_LAID && !oldest.done) laidPlots.delete(oldest.value);
  laidPlots.set(key, laid);
  return laid;
}

function layOutline(outline: Outline, { grid, plane }: StreetGrid): Mask | string {
  if (polygonFault(outline)) return "边界不是合法的多边形，请在地图上重画";
  try {
    return maskOf(projectGeometry(outline, plane), grid);
  } catch (error) {
    if (error instanceof GeometryError) return "边界离本街道太远，请核对坐标";
    throw error;
  }
}

/**
 * Unions of dated tiles, which come by tile and team. A pass is what one team walked on one day, or what a drone
 * photographed. What stands on walls in a photograph is roof, not ground.
 */
export function seenGround(
  grid: Grid,
  tiles: readonly store.DatedTile[],
  { walls, withDays }: { walls: Bitmap | null; withDays: boolean },
): SeenGround {
  const once = new Bitmap(grid);
  const twice = new Bitmap(grid);
  const byTwoTeams = new Bitmap(grid);
  const drone = new Bitmap(grid);
  const walked = new Bitmap(grid);
  const photographed = tiles.some(({ look }) => look === "drone");
  const days = new Map<Day, Bitmap>();
  const earlierTeams = new Uint32Array(TILE_WORDS);
  const team = new Uint32Array(TILE_WORDS);
  for (const [i, { tileKey, day, teamId, look, bits }] of tiles.entries()) {
    const previous = tiles[i - 1];
    if (previous?.tileKey !== tileKey) {
      earlierTeams.fill(0);
      team.fill(0);
    } else if (previous.teamId !== teamId) {
      for (let w = 0; w < team.length; w++) earlierTeams[w]! |= team[w]!;
      team.fill(0);
    }
    const { words } = decodeTile(bits);
    const wall = look === "drone" ? walls?.tiles.get(tileKey) : undefined;
    if (wall) for (let w = 0; w < words.length; w++) words[w]! &= ~wall[w]!;
    addLook(words, once.tileForWrite(tileKey), twice.tileForWrite(tileKey));
    if (look === "drone") drone.mergeTile(tileKey, words);
    else {
      addTeam(words, earlierTeams, team, byTwoTeams.tileForWrite(tileKey));
      if (photographed) walked.mergeTile(tileKey, words);
    }
    if (!withDays) continue;
    let dayBitmap = days.get(day);
    if (!dayBitmap) days.set(day, (dayBitmap = new Bitmap(grid)));
    dayBitmap.mergeTile(tileKey, words);
  }
  return {
    once,
    twice,
    byTwoTeams,
    drone,
    droneOnly: photographed ? without(drone, walked) : drone,
    days: [...days].map(([day, bitmap]) => ({ day, bitmap })).sort((a, b) => (a.day < b.day ? 1 : -1)),
  };
}

/** Adds one pass to one tile. Most words of a walk's tile are empty. */
function addLook(words: Uint32Array, once: Uint32Array, twice: Uint32Array): void {
  for (let w = 0; w < words.length; w++) {
    const word = words[w]!;
    if (word === 0) continue;
    twice[w]! |= once[w]! & word;
    once[w]! |= word;
  }
}

function addTeam(words: Uint32Array, earlier: Uint32Array, team: Uint32Array, both: Uint32Array): void {
  for (let w = 0; w < words.length; w++) {
    const word = words[w]!;
    if (word === 0) continue;
    both[w]! |= earlier[w]! & word;
    team[w]! |= word;
  }
}
