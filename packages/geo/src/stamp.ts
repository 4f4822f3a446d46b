import type { Bitmap } from "./bitmap.ts";
import { GeometryError } from "./geometry-error.ts";
import type { Paths } from "./paths.ts";
import { RowSpans } from "./row-spans.ts";

/** Cells from the origin that tiles are numbered for, less what a radius may add. */
const MOST_CELLS = 2 ** 21;

/**
 * Adds the ground within `radius` metres of the paths: every cell whose centre is that near to a piece.
 *
 * The set is exact for cell centres. Its area differs from the exact area of the union of buffers by at most
 * √2 · cell · L, L the length of that union's boundary: only cells that the boundary cuts can be wrong, and
 * they lie within half a diagonal of it. The usual error is far smaller, as cells cut in and out cancel.
 *
 * Time is linear in positions × radius / cell; memory is the tiles touched, and 8 bytes for each row of cells
 * that a piece spans.
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
    const spans = bandOf(bitmap, y, from, to, scale, r);
    let ax = x[from]! * scale;
    let ay = y[from]! * scale;
    addDisc(spans, ax, ay, r);
    for (let i = from + 1; i < to; i++) {
      const bx = x[i]! * scale;
      const by = y[i]! * scale;
      if (bx === ax && by === ay) continue;
      addStep(spans, ax, ay, bx, by, r);
      ax = bx;
      ay = by;
    }
    spans.close();
  }
}

/** The rows within r of a piece. */
function bandOf(
  bitmap: Bitmap,
  y: Float64Array,
  from: number,
  to: number,
  scale: number,
  r: number,
): RowSpans {
  let low = y[from]!;
  let high = low;
  for (let i = from + 1; i < to; i++) {
    low = Math.min(low, y[i]!);
    high = Math.max(high, y[i]!);
  }
  // A row more on either side: rounding must not lead out of the band.
  return new RowSpans(bitmap, Math.floor(low * scale - r) - 1, Math.ceil(high * scale + r) + 1);
}

/** All in cells: the centre and radius of a disc. */
function addDisc(spans: RowSpans, x: number, y: number, r: number): void {
  addDiscRows(spans, x, y, r, Math.ceil(y - r - 0.5) | 0, Math.floor(y + r - 0.5) | 0);
}

/** Rows j0 … j1 of a disc. Their numbers are whole to the compiler as well: |0 spares it -0 and fractions. */
function addDiscRows(spans: RowSpans, x: number, y: number, r: number, j0: number, j1: number): void {
  const middle = x - 0.5;
  const r2 = r * r;
  let k = (j0 - spans.firstRow) | 0;
  let dy = j0 + 0.5 - y;
  for (let j = j0; j <= j1; j++, k++, dy += 1) {
    const half = Math.sqrt(Math.max(0, r2 - dy * dy));
    spans.add(k, Math.ceil(middle - half) | 0, Math.floor(middle + half) | 0);
  }
}

/**
 * What the step from a to b adds to the disc around a, whose runs are open. Most of all time is spent here.
 *
 * Two circles of one radius meet in two points, and the rows of these part the new disc in three. Between them the
 * back edge lies in the old disc and only the front edge is new, where the two have at least a cell in common, so
 * that a run is surely open there. On one outer side the new disc lies within the old one, unless the step runs
 * nearly along the rows. All other rows are new. The rectangle between the discs adds two slivers under the
 * common tangents.
 */
function addStep(spans: RowSpans, ax: number, ay: number, bx: number, by: number, r: number): void {
  const dx = bx - ax;
  const dy = by - ay;
  const across = Math.abs(dx);
  // How far the points where the circles meet lie from the middle, over the length of the step.
  const reach = Math.sqrt(Math.max(0, (r * r) / (dx * dx + dy * dy) - 0.25));
  const meeting = across * reach;
  const within = Math.abs(dy) * reach > across / 2;
  const middle = (ay + by) / 2;
  // In rows this near to both middles the chords overlap by a cell; no row is nearer than -1.
  const common2 = r * r - ((across + 1) * (across + 1)) / 4;
  const common = common2 > 0 ? Math.sqrt(common2) : -1;
  const lower = Math.ceil(Math.max(middle - meeting, Math.max(ay, by) - common) - 0.5) | 0;
  const upper = Math.floor(Math.min(middle + meeting, Math.min(ay, by) + common) - 0.5) | 0;
  const first = Math.ceil((within && dy > 0 ? middle - meeting : by - r) - 0.5) | 0;
  const last = Math.floor((within && dy < 0 ? middle + meeting : by + r) - 0.5) | 0;
  if (lower <= upper) {
    addDiscRows(spans, bx, by, r, first, lower - 1);
    if (dx > 0) moveEastEdge(spans, bx, by, r, lower, upper);
    else moveWestEdge(spans, bx, by, r, lower, upper);
    addDiscRows(spans, bx, by, r, upper + 1, last);
  } else addDiscRows(spans, bx, by, r, first, last);
  addBetweenDiscs(spans, ax, ay, bx, by, r);
}

/** Rows j0 … j1 of a disc whose west edge lies in the open runs. */
function moveEastEdge(spans: RowSpans, x: number, y: number, r: number, j0: number, j1: number): void {
  const edges = spans.to;
  const middle = x - 0.5;
  const r2 = r * r;
  let k = (j0 - spans.firstRow) | 0;
  let dy = j0 + 0.5 - y;
  for (let j = j0; j <= j1; j++, k++, dy += 1) {
    const edge = edges[k]!;
    const move = (Math.floor(middle + Math.sqrt(r2 - dy * dy)) - edge) | 0;
    edges[k] = edge + (move & ~(move >> 31));
  }
}

/** Rows j0 … j1 of a disc whose east edge lies in the open runs. */
function moveWestEdge(spans: RowSpans, x: number, y: number, r: number, j0: number, j1: number): void {
  const edges = spans.from;
  const middle = x - 0.5;
  const r2 = r * r;
  let k = (j0 - spans.firstRow) | 0;
  let dy = j0 + 0.5 - y;
  for (let j = j0; j <= j1; j++, k++, dy += 1) {
    const edge = edges[k]!;
    const move = (Math.ceil(middle - Math.sqrt(r2 - dy * dy)) - edge) | 0;
    edges[k] = edge + (move & (move >> 31));
  }
}

/**
 * What the rectangle of half width r from a to b adds to the discs around a and b. When the discs overlap that
 * is two slivers under the common tangents, and only the rows these reach are looked at.
 */
function addBetweenDiscs(spans: RowSpans, ax: number, ay: number, bx: number, by: number, r: number): void {
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
    if (from <= to)
      spans.add(j - spans.firstRow, Math.ceil(ax + from - 0.5) | 0, Math.floor(ax + to - 0.5) | 0);
  }
}

/** Keeps the reciprocals of a direction finite; at 1e-12 of a cell nobody sees the difference. */
function awayFromZero(v: number): number {
  return Math.abs(v) < 1e-12 ? 1e-12 : v;
}
