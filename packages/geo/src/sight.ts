import { Bitmap, ROW_WORDS, TILE_CELLS, TILE_SHIFT, TILE_WORDS, tileKey } from "./bitmap.ts";
import { GeometryError } from "./geometry-error.ts";
import type { Paths } from "./paths.ts";
import { setAcross } from "./row-spans.ts";
import { stampPaths } from "./stamp.ts";

/**
 * As `stampPaths`, with sight blocked: adds the cells whose centre lies within `radius` metres of a place on
 * the paths and is visible from it past the cells of `blocked` (building footprints, by `stampMask`).
 *
 * A leg with nothing blocked within its reach adds exactly what `stampPaths` adds. Along any other, sight is
 * followed from one place per cell length, from the middle of its cell, by recursive shadow casting (Bergström
 * 2001): a cell is seen when any part of it is in the open. Blocked cells are never seen. From inside a blocked
 * cell nothing is seen: such a position is an error of a few metres that cannot be told from standing on the
 * other side. Returns how many places of the paths were so. What is added depends on a leg and on what is
 * blocked within `radius` of its box alone, and is always a part of what `stampPaths` adds. Time linear in
 * walled path length / cell × (radius / cell)².
 */
export function stampSight(bitmap: Bitmap, paths: Paths, radius: number, blocked: Bitmap): number {
  if (!(radius > 0 && Number.isFinite(radius)))
    throw new GeometryError("bad-option", `Sight distance ${radius} m is not a positive number.`);
  const { open, walled } = partByWalls(paths, radius, blocked);
  stampPaths(bitmap, open, radius);
  if (walled.x.length === 0) return 0;
  const inReach = new Bitmap(bitmap.grid);
  stampPaths(inReach, walled, radius);
  const visible = new Bitmap(bitmap.grid);
  const inside = look(visible, walled, radius, blocked);
  for (const [key, words] of visible.tiles) {
    const reach = inReach.tiles.get(key);
    if (!reach) continue;
    for (let w = 0; w < TILE_WORDS; w++) reach[w]! &= words[w]!;
    bitmap.mergeTile(key, reach);
  }
  return inside;
}

/** The legs with nothing blocked within reach of their box, and the others; lone positions count as legs. */
function partByWalls(
  { x, y, time, starts }: Paths,
  radius: number,
  blocked: Bitmap,
): { open: Paths; walled: Paths } {
  const { cell } = blocked.grid;
  const kept = { open: new LegList(), walled: new LegList() };
  for (let k = 0; k + 1 < starts.length; k++) {
    const end = starts[k + 1]!;
    for (let i = starts[k]!; i < end; i++) {
      const j = Math.min(i + 1, end - 1);
      if (j === i && i > starts[k]!) continue;
      const walls = anyIn(
        blocked,
        Math.floor((Math.min(x[i]!, x[j]!) - radius) / cell) - 1,
        Math.floor((Math.min(y[i]!, y[j]!) - radius) / cell) - 1,
        Math.floor((Math.max(x[i]!, x[j]!) + radius) / cell) + 1,
        Math.floor((Math.max(y[i]!, y[j]!) + radius) / cell) + 1,
      );
      kept[walls ? "walled" : "open"].add(i, j);
    }
  }
  return { open: kept.open.from(x, y, time), walled: kept.walled.from(x, y, time) };
}

/** Legs by the numbers of their ends; legs that follow each other become one piece. */
class LegList {
  readonly #at: number[] = [];
  readonly #starts: number[] = [];

  add(i: number, j: number): void {
    if (this.#at.length === 0 || this.#at.at(-1) !== i) {
      this.#starts.push(this.#at.length);
      this.#at.push(i);
    }
    if (j !== i) this.#at.push(j);
  }

  from(x: Float64Array, y: Float64Array, time: Float64Array): Paths {
    return {
      x: Float64Array.from(this.#at, (i) => x[i]!),
      y: Float64Array.from(this.#at, (i) => y[i]!),
      time: Float64Array.from(this.#at, (i) => time[i]!),
      starts: Uint32Array.from([...this.#starts, this.#at.length]),
    };
  }
}

/** Whether any cell from column i0 to i1 and row j0 to j1 is in the set. */
function anyIn(set: Bitmap, i0: number, j0: number, i1: number, j1: number): boolean {
  for (let ty = j0 >> TILE_SHIFT; ty <= j1 >> TILE_SHIFT; ty++)
    for (let tx = i0 >> TILE_SHIFT; tx <= i1 >> TILE_SHIFT; tx++) {
      const words = set.tiles.get(tileKey(tx, ty));
      if (!words) continue;
      const from = Math.max(i0, tx * TILE_CELLS) & (TILE_CELLS - 1);
      const to = Math.min(i1, (tx + 1) * TILE_CELLS - 1) & (TILE_CELLS - 1);
      const last = Math.min(j1, (ty + 1) * TILE_CELLS - 1) & (TILE_CELLS - 1);
      for (let row = Math.max(j0, ty * TILE_CELLS) & (TILE_CELLS - 1); row <= last; row++)
        for (let w = from >> 5; w <= to >> 5; w++) {
          let word = words[row * ROW_WORDS + w]!;
          if (w === from >> 5) word &= -1 << (from & 31);
          if (w === to >> 5) word &= -1 >>> (31 - (to & 31));
          if (word !== 0) return true;
        }
    }
  return false;
}

/** Adds what is visible within a cell more than `radius` of places a cell apart; returns how many were blocked. */
function look(visible: Bitmap, { x, y, starts }: Paths, radius: number, blocked: Bitmap): number {
  const scale = 1 / visible.grid.cell;
  const view = new View(radius * scale + 1);
  let inside = 0;
  let lastI = Number.NaN;
  let lastJ = Number.NaN;
  const lookFrom = (px: number, py: number): void => {
    const i = Math.floor(px);
    const j = Math.floor(py);
    if (i === lastI && j === lastJ) return;
    lastI = i;
    lastJ = j;
    if (blocked.has(i, j)) inside++;
    else view.look(visible, i, j, blocked);
  };
  for (let k = 0; k + 1 < starts.length; k++)
    for (let n = starts[k]!; n < starts[k + 1]!; n++) {
      const ax = x[n]! * scale;
      const ay = y[n]! * scale;
      lookFrom(ax, ay);
      if (n + 1 === starts[k + 1]) continue;
      const dx = x[n + 1]! * scale - ax;
      const dy = y[n + 1]! * scale - ay;
      const steps = Math.ceil(Math.hypot(dx, dy));
      for (let s = 1; s < steps; s++) lookFrom(ax + (dx * s) / steps, ay + (dy * s) / steps);
    }
  return inside;
}

/** Eight octants: how their (across, depth) becomes (x, y). */
const OCTANTS = [
  [1, 0, 0, 1],
  [0, 1, 1, 0],
  [0, -1, 1, 0],
  [-1, 0, 0, 1],
  [-1, 0, 0, -1],
  [0, -1, -1, 0],
  [0, 1, -1, 0],
  [1, 0, 0, -1],
] as const;

/** The square of cells around one standing place, copied out of the tiles while it is looked at. */
class View {
  readonly #radius: number;
  /** Cells from the middle to the rim. */
  readonly #reach: number;
  readonly #side: number;
  readonly #walls: Uint8Array;
  readonly #seen: Uint8Array;

  constructor(radius: number) {
    this.#radius = radius;
    this.#reach = Math.floor(radius);
    this.#side = 2 * this.#reach + 1;
    this.#walls = new Uint8Array(this.#side * this.#side);
    this.#seen = new Uint8Array(this.#side * this.#side);
  }

  /** Adds to `bitmap` what is seen from cell (i, j), itself open. */
  look(bitmap: Bitmap, i: number, j: number, blocked: Bitmap): void {
    const reach = this.#reach;
    if (!this.#copyWalls(i - reach, j - reach, blocked)) {
      for (let dy = -reach; dy <= reach; dy++) {
        const half = Math.floor(Math.sqrt(this.#radius * this.#radius - dy * dy));
        setAcross(bitmap, j + dy, i - half, i + half);
      }
      return;
    }
    this.#seen.fill(0);
    this.#seen[reach * this.#side + reach] = 1;
    for (const octant of OCTANTS) this.#cast(octant, 1, 1, 0);
    for (let row = 0; row < this.#side; row++)
      for (let c = 0; c < this.#side; c++) {
        if (this.#seen[row * this.#side + c] === 0) continue;
        const from = c;
        while (c + 1 < this.#side && this.#seen[row * this.#side + c + 1] === 1) c++;
        setAcross(bitmap, j - reach + row, i - reach + from, i - reach + c);
      }
  }

  /** Fills the walls of the square from cell (i0, j0) on; false when there are none. */
  #copyWalls(i0: number, j0: number, blocked: Bitmap): boolean {
    const side = this.#side;
    let any = false;
    let key = -1;
    let words: Uint32Array | undefined;
    this.#walls.fill(0);
    for (let row = 0; row < side; row++) {
      const j = j0 + row;
      for (let i = i0; i < i0 + side;) {
        const end = Math.min(i0 + side - 1, i | 31);
        const tile = tileKey(i >> TILE_SHIFT, j >> TILE_SHIFT);
        if (tile !== key) {
          key = tile;
          words = blocked.tiles.get(tile);
        }
        const column = i & (TILE_CELLS - 1);
        const word = words ? words[(j & (TILE_CELLS - 1)) * ROW_WORDS + (column >> 5)]! : 0;
        if (word !== 0)
          for (let c = i; c <= end; c++)
            if ((word >>> (c & 31)) & 1) {
              this.#walls[row * side + c - i0] = 1;
              any = true;
            }
        i = end + 1;
      }
    }
    return any;
  }

  /** Rows outward from `depth`, between two slopes (start ≥ end); splits where something stands in the way. */
  #cast(octant: (typeof OCTANTS)[number], first: number, start: number, end: number): void {
    if (start < end) return;
    const [xx, xy, yx, yy] = octant;
    const side = this.#side;
    const r2 = this.#radius * this.#radius;
    const middle = this.#reach * side + this.#reach;
    let from = start;
    for (let depth = first; depth <= this.#reach; depth++) {
      let shut = false;
      for (let across = depth; across >= 0; across--) {
        const left = (across + 0.5) / (depth - 0.5);
        const right = (across - 0.5) / (depth + 0.5);
        if (from < right) continue;
        if (end > left) break;
        const at = middle + across * xx + depth * xy + (across * yx + depth * yy) * side;
        const wall = this.#walls[at] === 1;
        if (!wall && across * across + depth * depth <= r2) this.#seen[at] = 1;
        if (wall && !shut) {
          // Look past the near side of the wall first, then go on along its far side.
          this.#cast(octant, depth + 1, from, left);
          shut = true;
        }
        if (wall) from = right;
        else shut = false;
      }
      if (shut) return;
    }
  }
}
