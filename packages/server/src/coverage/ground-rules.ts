/** By what rules ground counts as seen in a street: distances of sight, and walls that block it. */
import { allSights, walkLooks, type LookClass, type SightDistances } from "@lingzhu/domain/coverage";
import type { Outline } from "@lingzhu/domain/place";
import { Bitmap, TILE_WORDS, maskOf, projectGeometry, stampMask } from "@lingzhu/geo";
import type { Reading } from "../db/transact.ts";
import type { StreetGrid } from "./ground-grid.ts";
import * as store from "./ground-rules-store.ts";

export interface GroundRules {
  sights: SightDistances;
  /** What a walk is stamped with. */
  looks: LookClass[];
  /** Cells that buildings stand on; null where no footprints are known. */
  walls: Bitmap | null;
}

/** The rules in force. To be asked under the lock of the ground when something is stamped by them. */
export async function groundRules(tx: Reading, street: StreetGrid): Promise<GroundRules> {
  const rule = await store.ruleOf(tx);
  const sights = allSights(rule?.sights ?? {});
  return { sights, looks: walkLooks(sights), walls: await wallsOf(tx, street, rule?.footprints ?? null) };
}

/** Walls of the imports in use lately, by import and grid: they are asked for with every chunk of every track. */
const known = new Map<string, Bitmap>();
const MOST_KNOWN = 16;

/** The walls of an import of footprints; null without one. */
export async function wallsOf(
  tx: Reading,
  { grid, plane }: StreetGrid,
  footprints: string | null,
): Promise<Bitmap | null> {
  if (footprints === null) return null;
  const key = `${footprints} ${grid.lon0} ${grid.lat0} ${grid.cell}`;
  const before = known.get(key);
  if (before) return before;
  const walls = wallsFrom(await store.outlinesOf(tx), { grid, plane });
  const oldest = known.keys().next();
  if (known.size >= MOST_KNOWN && !oldest.done) known.delete(oldest.value);
  known.set(key, walls);
  return walls;
}

export function wallsFrom(outlines: readonly Outline[], { grid, plane }: StreetGrid): Bitmap {
  const walls = new Bitmap(grid);
  for (const outline of outlines) stampMask(walls, maskOf(projectGeometry(outline, plane), grid));
  return walls;
}

/** Tiles in which two sets of walls differ, and the tiles around them, from which sight reaches in. */
export function tilesBetween(before: Bitmap | null, after: Bitmap | null, around: (key: number) => number[]) {
  const empty = new Uint32Array(TILE_WORDS);
  const changed = new Set<number>();
  for (const key of new Set([...(before?.tiles.keys() ?? []), ...(after?.tiles.keys() ?? [])])) {
    const a = before?.tiles.get(key) ?? empty;
    const b = after?.tiles.get(key) ?? empty;
    if (a.some((word, w) => word !== b[w])) for (const near of around(key)) changed.add(near);
  }
  return [...changed];
}
