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
  for (let k = 0; k + 1 < starts.length; k++) {
    const from = starts[k]!;
    const to = starts[k + 1]!;
    if (from === to) continue;
    const spans = bandOf(bitmap, paths, from, to, scale, r);
    // From here on in the band's own cells, whose centres are at whole numbers, all above zero.
    const left = spans.firstColumn + 0.5;
    const bottom = spans.firstRow + 0.5;
    let ax = x[from]! * scale - left;
    let ay = y[from]! * scale - bottom;
    addDisc(spans, ax, ay, r);
    for (let i = from + 1; i < to; i++) {
      const bx = x[i]! * scale - left;
      const by = y[i]! * scale - bottom;
      if (bx === ax && by === ay) continue;
      addStep(spans, ax, ay, bx, by, r);
      ax = bx;
      ay = by;
    }
    spans.close();
  }
}

/**
 * Rows and columns within r of a piece, and two more on each side: rounding must not lead out of the band. Throws
 * `too-far` for positions off the grid.
 */
function bandOf(
  bitmap: Bitmap,
  { x, y }: Paths,
  from: number,
  to: number,
  scale: number,
  r: number,
): RowSpans {
  let west = x[from]!;
  let east = west;
  let south = y[from]!;
  let north = south;
  let sum = west + south;
  for (let i = from + 1; i < to; i++) {
    const px = x[i]!;
    const py = y[i]!;
    if (px < west) west = px;
    if (px > east) east = px;
    if (py < south) south = py;
    if (py > north) north = py;
    sum += px + py;
  }
  const far = Math.max(-west, east, -south, north) * scale;
  // Comparisons overlook what is not a number; the sum does not.
  if (!(far < MOST_CELLS) || Number.isNaN(sum)) {
    const at = x.findIndex((px, i) => i >= from && i < to && !onGrid(px, y[i]!, scale));
    throw new GeometryError("too-far", `Position ${at} at ${x[at]}, ${y[at]} m is off the grid.`);
  }
  return new RowSpans(
    bitmap,
    Math.floor(south * scale - r) - 2,
    Math.ceil(north * scale + r) + 2,
    Math.floor(west * scale - r) - 2,
    Math.ceil(east * scale + r) + 2,
  );
}

const onGrid = (x: number, y: number, scale: number) =>
  Math.abs(x) * scale < MOST_CELLS && Math.abs(y) * scale < MOST_CELLS;

function addDisc(spans: RowSpans, x: number, y: number, r: number): void {
  for (let row = Math.ceil(y - r) | 0; row <= y + r; row++) addDiscRow(spans, x, y, r, row);
}

function addDiscRow(spans: RowSpans, x: number, y: number, r: number, row: number): void {
  const half = Math.sqrt(Math.max(0, r * r - (row - y) * (row - y)));
  spans.add(row, Math.ceil(x - half) | 0, Math.floor(x + half) | 0);
}

/**
 * Adds the capsule from a to b, the ground within r of that leg. Before and after, every row of the disc around
 * where the walk stands has its cells in the open run. The capsule is convex, so that in a row with any such cell
 * its own ends are all there is to move the run's ends to; in most rows nothing of them is new.
 */
function addStep(spans: RowSpans, ax: number, ay: number, bx: number, by: number, r: number): void {
  const dx = bx - ax;
  const dy = by - ay;
  const perLength = r / Math.sqrt(dx * dx + dy * dy);
  // The common tangents touch the discs this far to the side of their middles and this far up or down.
  const outX = Math.abs(dy) * perLength;
  const outY = (dy < 0 ? dx : -dx) * perLength;
  const slope = dx / dy;
  // Rows in which the disc around a is more than a cell wide. For a small disc there may be none.
  const safe2 = r * r - 0.251;
  const safe = safe2 > 0 ? Math.sqrt(safe2) : -1;
  const low = Math.ceil(ay - safe) | 0;
  const high = Math.floor(ay + safe) | 0;
  const { east, west, width } = spans;
  moveEnds(east, ax + outX, ay + outY, slope, bx, by, by + outY, r, low, high, dy < 0);
  moveEnds(west, width - ax + outX, ay - outY, -slope, width - bx, by, by - outY, r, low, high, dy < 0);

  // The other rows; on the far side of both tangents the disc around b is all there is.
  const first = Math.ceil(Math.min(ay, by) - r) | 0;
  const last = Math.floor(Math.max(ay, by) + r) | 0;
  const tipLow = dy < 0 ? by - Math.abs(outY) : -Infinity;
  const tipHigh = dy < 0 ? Infinity : by + Math.abs(outY);
  const rowsBelow = Math.min(low - 1, last) | 0;
  for (let row = first; row <= rowsBelow; row++)
    if (row <= tipLow) addDiscRow(spans, bx, by, r, row);
    else addRow(spans, ax, ay, bx, by, r, row);
  for (let row = Math.max(first, rowsBelow + 1, high + 1) | 0; row <= last; row++)
    if (row >= tipHigh) addDiscRow(spans, bx, by, r, row);
    else addRow(spans, ax, ay, bx, by, r, row);
}

/**
 * Moves the ends of open runs on one side, in rows low … high, to that side of the capsule where it leaves the
 * disc around a: the tangent from (x, y) on, up to row touchB, then the arc around b. Most time is spent here.
 */
function moveEnds(
  ends: Int32Array,
  x: number,
  y: number,
  slope: number,
  bx: number,
  by: number,
  touchB: number,
  r: number,
  low: number,
  high: number,
  down: boolean,
): void {
  let row = Math.max(low, Math.ceil(down ? touchB : y)) | 0;
  let last = Math.min(high, Math.floor(down ? y : touchB)) | 0;
  for (; row <= last; row++) {
    // NaN for a leg along the rows, which becomes 0 and moves nothing: no row lies between its touching points.
    const end = ends[row]!;
    const move = ((x + (row - y) * slope) | 0) - end;
    ends[row] = end + (move & ~(move >> 31));
  }
  row = down ? low : Math.max(low, Math.floor(touchB) + 1) | 0;
  last = down ? Math.min(high, Math.ceil(touchB) - 1) | 0 : high;
  const r2 = r * r;
  for (let up = row - by; row <= last; row++, up += 1) {
    // The greater of two without a branch, which the processor would guess wrong half of the time.
    const end = ends[row]!;
    const move = ((bx + Math.sqrt(r2 - up * up)) | 0) - end;
    ends[row] = end + (move & ~(move >> 31));
  }
}

/** Adds one row of the capsule from a to b: what the two discs and the rectangle between them reach there. */
function addRow(
  spans: RowSpans,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  r: number,
  row: number,
): void {
  let from = Infinity;
  let to = -Infinity;
  const halfA = Math.sqrt(r * r - (row - ay) * (row - ay));
  if (halfA >= 0) {
    from = ax - halfA;
    to = ax + halfA;
  }
  const halfB = Math.sqrt(r * r - (row - by) * (row - by));
  if (halfB >= 0) {
    from = Math.min(from, bx - halfB);
    to = Math.max(to, bx + halfB);
  }
  const dx = bx - ax;
  const dy = by - ay;
  const length = Math.sqrt(dx * dx + dy * dy);
  const ux = awayFromZero(dx / length);
  const uy = awayFromZero(dy / length);
  // Across the leg the rectangle is within r of it, along it between its ends; both are bounds on x in a row.
  const up = row - ay;
  const across = (ux / uy) * up;
  const half = Math.abs(r / uy);
  const along = (uy / ux) * up;
  const left = Math.max(across - half, Math.min(0, length / ux) - along);
  const right = Math.min(across + half, Math.max(0, length / ux) - along);
  if (left <= right) {
    from = Math.min(from, ax + left);
    to = Math.max(to, ax + right);
  }
  if (from <= to) spans.add(row, Math.ceil(from) | 0, Math.floor(to) | 0);
}

/** Keeps the reciprocals of a direction finite; at 1e-12 of a cell nobody sees the difference. */
function awayFromZero(v: number): number {
  return Math.abs(v) < 1e-12 ? 1e-12 : v;
}
