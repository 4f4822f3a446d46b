import { ROW_WORDS, TILE_CELLS, TILE_SHIFT, tileKey, type Bitmap } from "./bitmap.ts";
import { GeometryError } from "./geometry-error.ts";
import type { Paths } from "./paths.ts";

/** Cells from the origin that tiles are numbered for, less what a radius may add. */
const MOST_CELLS = 2 ** 21;

/**
 * Adds the ground within `radius` metres of the paths: every cell whose centre is that near to a piece.
 *
 * The set is exact for cell centres. Its area differs from the exact area of the union of buffers by at most
 * √2 · cell · L, L the length of that union's boundary: only cells that the boundary cuts can be wrong, and
 * they lie within half a diagonal of it. The usual error is far smaller, as cells cut in and out cancel.
 *
 * Time is linear in positions × radius / cell; memory is the tiles touched.
 */
export function stampPaths(bitmap: Bitmap, paths: Paths, radius: number): void {
  if (!(radius > 0 && Number.isFinite(radius)))
    throw new GeometryError("bad-option", `Sight distance ${radius} m is not a positive number.`);
  const scale = 1 / bitmap.grid.cell;
  const r = radius * scale;
  const { x, y, starts } = paths;
  for (let i = 0; i < x.length; i++)
    if (!(Math.abs(x[i]!) * scale < MOST_CELLS && Math.abs(y[i]!) * scale < MOST_CELLS))
      throw new GeometryError("too-far", `Position ${i} at ${x[i]}, ${y[i]} m is off the grid.`);
  for (let k = 0; k + 1 < starts.length; k++) {
    const from = starts[k]!;
    const to = starts[k + 1]!;
    if (from === to) continue;
    let ax = x[from]! * scale;
    let ay = y[from]! * scale;
    stampDisc(bitmap, ax, ay, r);
    for (let i = from + 1; i < to; i++) {
      const bx = x[i]! * scale;
      const by = y[i]! * scale;
      if (bx === ax && by === ay) continue;
      stampDisc(bitmap, bx, by, r);
      stampBetweenDiscs(bitmap, ax, ay, bx, by, r);
      ax = bx;
      ay = by;
    }
  }
}

/** All in cells: the centre and radius of a disc. Most of all time is spent here. */
function stampDisc(bitmap: Bitmap, x: number, y: number, r: number): void {
  const j0 = Math.ceil(y - r - 0.5) | 0;
  const j1 = Math.floor(y + r - 0.5) | 0;
  const tx0 = Math.floor(x - r) >> TILE_SHIFT;
  const tx1 = Math.floor(x + r) >> TILE_SHIFT;
  const r2 = r * r;
  for (let ty = j0 >> TILE_SHIFT; ty <= j1 >> TILE_SHIFT; ty++) {
    const top = ty * TILE_CELLS;
    const from = Math.max(j0, top) | 0;
    const to = Math.min(j1, top + TILE_CELLS - 1) | 0;
    for (let tx = tx0; tx <= tx1; tx++) {
      const words = bitmap.tileForWrite(tileKey(tx, ty));
      // Column of a cell centre and the rows, counted within the tile.
      const middle = x - 0.5 - tx * TILE_CELLS;
      let row = (from - top) * ROW_WORDS;
      let dy = from + 0.5 - y;
      for (let j = from; j <= to; j++, dy += 1, row += ROW_WORDS) {
        const half = Math.sqrt(Math.max(0, r2 - dy * dy));
        const c0 = Math.max(0, Math.ceil(middle - half) | 0);
        const c1 = Math.min(TILE_CELLS - 1, Math.floor(middle + half) | 0);
        if (c0 > c1) continue;
        if (c1 - c0 < 32) {
          // At most two words, without a branch that the processor would guess wrong.
          const mask = -1 >>> (31 - (c1 - c0));
          const word = row + (c0 >> 5);
          const high = (mask >>> 1) >>> (31 - (c0 & 31));
          words[word]! |= mask << (c0 & 31);
          words[word + ((high | -high) >>> 31)]! |= high;
        } else setRun(words, row, c0, c1);
      }
    }
  }
}

/**
 * What the rectangle of half width r from a to b adds to the discs around a and b. When the discs overlap that
 * is two slivers under the common tangents, and only the rows these reach are looked at.
 */
function stampBetweenDiscs(bitmap: Bitmap, ax: number, ay: number, bx: number, by: number, r: number): void {
  const length2 = (bx - ax) * (bx - ax) + (by - ay) * (by - ay);
  // Also keeps the direction finite: the square of a difference may vanish.
  if (length2 < 1e-18) return;
  const length = Math.sqrt(length2);
  const ux = awayFromZero((bx - ax) / length);
  const uy = awayFromZero((by - ay) / length);
  // Across the axis a row is within r in slope·dy ± half; along it within the length in [0, span] - tilt·dy.
  const slope = ux / uy;
  const half = Math.abs(r / uy);
  const tilt = uy / ux;
  const spanLow = Math.min(0, length / ux);
  const spanHigh = Math.max(0, length / ux);

  // How far in y the tangent points lie from the ends, and the circles' meeting points from the middle.
  const tangent = Math.abs(r * ux);
  const meeting = Math.abs(Math.sqrt(Math.max(0, r * r - length2 / 4)) * ux);
  const low = Math.min(ay, by);
  const high = Math.max(ay, by);
  const middle = (ay + by) / 2;
  // Whole numbers to the compiler as well: |0 keeps it from preparing for -0 and fractions.
  const first = Math.ceil(low - tangent - 0.5) | 0;
  const last = Math.floor(high + tangent - 0.5) | 0;
  // The rows between the slivers; none when the discs do not overlap or the slivers do.
  const apart = length2 < 4 * r * r;
  const skipFrom = apart ? (Math.floor(Math.max(high - tangent, middle - meeting) - 0.5) | 0) + 1 : last + 1;
  const skipTo = apart ? (Math.ceil(Math.min(low + tangent, middle + meeting) - 0.5) | 0) - 1 : last;
  for (let j = first; j <= last; j++) {
    if (j === skipFrom && skipTo >= j) {
      j = skipTo;
      continue;
    }
    const dy = j + 0.5 - ay;
    const across = slope * dy;
    const along = tilt * dy;
    const from = Math.max(across - half, spanLow - along);
    const to = Math.min(across + half, spanHigh - along);
    if (from <= to) setAcross(bitmap, j, Math.ceil(ax + from - 0.5) | 0, Math.floor(ax + to - 0.5) | 0);
  }
}

/** Cells i0 … i1 of row j, over as many tiles as they span. */
export function setAcross(bitmap: Bitmap, j: number, i0: number, i1: number): void {
  const row = (j & (TILE_CELLS - 1)) * ROW_WORDS;
  for (let i = i0; i <= i1;) {
    const end = Math.min(i1, i | (TILE_CELLS - 1));
    const words = bitmap.tileForWrite(tileKey(i >> TILE_SHIFT, j >> TILE_SHIFT));
    setRun(words, row, i & (TILE_CELLS - 1), end & (TILE_CELLS - 1));
    i = end + 1;
  }
}

/** Columns c0 … c1 of the row that starts at word `row`. */
function setRun(words: Uint32Array, row: number, c0: number, c1: number): void {
  const w0 = row + (c0 >> 5);
  const w1 = row + (c1 >> 5);
  const first = -1 << (c0 & 31);
  const last = -1 >>> (31 - (c1 & 31));
  if (w0 === w1) words[w0]! |= first & last;
  else {
    words[w0]! |= first;
    for (let w = w0 + 1; w < w1; w++) words[w] = -1;
    words[w1]! |= last;
  }
}

/** Keeps the reciprocals of a direction finite; at 1e-12 of a cell nobody sees the difference. */
function awayFromZero(v: number): number {
  return Math.abs(v) < 1e-12 ? 1e-12 : v;
}
