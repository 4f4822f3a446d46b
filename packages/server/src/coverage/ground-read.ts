/** Plots laid over the stored ground: what was seen of each, how often, by whom and when. */
import type { Scope } from "@lingzhu/domain/access";
import { sightMetres, type Sight } from "@lingzhu/domain/coverage";
import type { Day } from "@lingzhu/domain/kernel";
import type { Outline } from "@lingzhu/domain/place";
import {
  Bitmap,
  GeometryError,
  TILE_WORDS,
  decodeTile,
  localProjection,
  maskOf,
  polygonFault,
  projectGeometry,
  type Grid,
  type Mask,
} from "@lingzhu/geo";
import type { Reading } from "../db/transact.ts";
import { streetGrid, type StreetGrid } from "./ground-grid.ts";
import * as store from "./ground-read-store.ts";

/** A plot whose ground can be measured. */
export interface MeasuredPlot {
  row: store.PlotRow;
  sight: Sight;
  mask: Mask;
}
export interface UnmeasuredPlot {
  row: store.PlotRow;
  reason: string;
}

/** The ground within one distance of sight of what was walked. */
export interface SeenGround {
  once: Bitmap;
  /** Seen by a team on two days, or by two teams. */
  twice: Bitmap;
  byTwoTeams: Bitmap;
  /** What was seen on each day, newest first. */
  days: { day: Day; bitmap: Bitmap }[];
}

export interface PlotGrounds {
  street: StreetGrid;
  measured: MeasuredPlot[];
  unmeasured: UnmeasuredPlot[];
  /** By distance of sight, for those that any plot has. */
  seen: ReadonlyMap<Sight, SeenGround>;
}

/** Plots of a part of a round within reach, and the ground seen there up to a day. */
export async function readGround(
  tx: Reading,
  scope: Scope,
  part: store.Part & { day?: Day | undefined },
): Promise<PlotGrounds> {
  const rows = await store.plotsOf(tx, scope, part);
  const street = (await streetGrid(tx)) ?? provisionalGrid(rows);
  const measured: MeasuredPlot[] = [];
  const unmeasured: UnmeasuredPlot[] = [];
  for (const row of rows) {
    const laid = layPlot(row, street);
    if (typeof laid === "string") unmeasured.push({ row, reason: laid });
    else measured.push({ row, sight: sightMetres[row.plotKind], mask: laid });
  }
  const keys = new Map<Sight, Set<number>>();
  for (const { sight, mask } of measured) {
    const known = keys.get(sight);
    if (known) for (const tile of mask.tiles) known.add(tile.key);
    else keys.set(sight, new Set(mask.tiles.map((tile) => tile.key)));
  }
  const seen = new Map<Sight, SeenGround>();
  for (const [sight, wanted] of keys)
    seen.set(
      sight,
      seenGround(street.grid, await store.datedTiles(tx, part.roundId, sight, part.day, [...wanted])),
    );
  return { street, measured, unmeasured, seen };
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

/** Unions of dated tiles, which come by tile and team. A pass is what one team walked on one day. */
export function seenGround(grid: Grid, tiles: readonly store.DatedTile[]): SeenGround {
  const once = new Bitmap(grid);
  const twice = new Bitmap(grid);
  const byTwoTeams = new Bitmap(grid);
  const days = new Map<Day, Bitmap>();
  const earlierTeams = new Uint32Array(TILE_WORDS);
  const team = new Uint32Array(TILE_WORDS);
  for (const [i, { tileKey, day, teamId, bits }] of tiles.entries()) {
    const previous = tiles[i - 1];
    if (previous?.tileKey !== tileKey) {
      earlierTeams.fill(0);
      team.fill(0);
    } else if (previous.teamId !== teamId) {
      for (let w = 0; w < team.length; w++) earlierTeams[w]! |= team[w]!;
      team.fill(0);
    }
    let dayBitmap = days.get(day);
    if (!dayBitmap) days.set(day, (dayBitmap = new Bitmap(grid)));
    addPass(decodeTile(bits).words, earlierTeams, team, {
      once: once.tileForWrite(tileKey),
      twice: twice.tileForWrite(tileKey),
      byTwoTeams: byTwoTeams.tileForWrite(tileKey),
      day: dayBitmap.tileForWrite(tileKey),
    });
  }
  return {
    once,
    twice,
    byTwoTeams,
    days: [...days].map(([day, bitmap]) => ({ day, bitmap })).sort((a, b) => (a.day < b.day ? 1 : -1)),
  };
}

/** Adds one pass to one tile. Most words of a walk's tile are empty. */
function addPass(
  words: Uint32Array,
  earlierTeams: Uint32Array,
  team: Uint32Array,
  { once, twice, byTwoTeams, day }: Record<"once" | "twice" | "byTwoTeams" | "day", Uint32Array>,
): void {
  for (let w = 0; w < words.length; w++) {
    const word = words[w]!;
    if (word === 0) continue;
    twice[w]! |= once[w]! & word;
    once[w]! |= word;
    byTwoTeams[w]! |= earlierTeams[w]! & word;
    team[w]! |= word;
    day[w]! |= word;
  }
}
