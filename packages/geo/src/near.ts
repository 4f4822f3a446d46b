import { GeometryError } from "./geometry-error.ts";
import type { Paths } from "./paths.ts";
import type { PointIndex } from "./point-index.ts";

/** How near walked paths came to each point of an index. */
export interface Nearness {
  /** Nearest distance in metres by point number, up to the radius asked for; Infinity beyond it. */
  readonly metres: Float64Array;
  /** Time of the start of the nearest leg, milliseconds; NaN where there is none. */
  readonly time: Float64Array;
}

export function emptyNearness(points: number): Nearness {
  return {
    metres: new Float64Array(points).fill(Infinity),
    time: new Float64Array(points).fill(Number.NaN),
  };
}

/** Legs looked up together: neighbours share their box, and one search serves them all. */
const BATCH = 16;
/** Numbers kept of a leg: start x, y, direction x, y, and one over its squared length. */
const LEG = 5;

/**
 * Lowers `into` to the exact distance between every point and every leg of the paths, where that is at most
 * `radius` metres. Adding paths one after the other gives the same distances as all at once. Returns how many
 * points were reached that were not before.
 */
export function nearPaths(index: PointIndex, paths: Paths, radius: number, into: Nearness): number {
  if (!(radius > 0 && Number.isFinite(radius)))
    throw new GeometryError("bad-option", `Distance to a door ${radius} m is not a positive number.`);
  if (into.metres.length !== index.length)
    throw new GeometryError(
      "bad-option",
      `Nearness of ${into.metres.length} points for an index of ${index.length}.`,
    );
  if (index.length === 0) return 0;
  const { x, y, starts } = paths;
  const scratch = { hits: new Uint32Array(index.length), legs: new Float64Array(BATCH * LEG) };
  let reached = 0;
  for (let k = 0; k + 1 < starts.length; k++) {
    const end = starts[k + 1]! - 1;
    for (let from = starts[k]!; from <= end;) {
      const to = batchEnd(x, y, from, end, 2 * radius);
      reached += nearBatch(index, paths, from, to, radius, into, scratch);
      if (to >= end) break;
      from = to;
    }
  }
  return reached;
}

/** The last position of a batch that starts at `from`: at most BATCH legs and, past the first, `wide` metres. */
function batchEnd(x: Float64Array, y: Float64Array, from: number, end: number, wide: number): number {
  let minX = x[from]!;
  let maxX = minX;
  let minY = y[from]!;
  let maxY = minY;
  let to = from;
  while (to < end && to - from < BATCH) {
    minX = Math.min(minX, x[to + 1]!);
    maxX = Math.max(maxX, x[to + 1]!);
    minY = Math.min(minY, y[to + 1]!);
    maxY = Math.max(maxY, y[to + 1]!);
    if (to > from && maxX - minX + maxY - minY > wide) break;
    to++;
  }
  return to;
}

function nearBatch(
  index: PointIndex,
  paths: Paths,
  from: number,
  to: number,
  radius: number,
  into: Nearness,
  scratch: { hits: Uint32Array; legs: Float64Array },
): number {
  const { x, y } = paths;
  const { hits, legs } = scratch;
  const { xy, ids } = index;
  let minX = x[to]!;
  let maxX = minX;
  let minY = y[to]!;
  let maxY = minY;
  // A lone position is a leg of no length.
  const legCount = Math.max(1, to - from);
  for (let n = 0; n < legCount; n++) {
    const ax = x[from + n]!;
    const ay = y[from + n]!;
    const ux = to > from ? x[from + n + 1]! - ax : 0;
    const uy = to > from ? y[from + n + 1]! - ay : 0;
    const length2 = ux * ux + uy * uy;
    legs[n * LEG] = ax;
    legs[n * LEG + 1] = ay;
    legs[n * LEG + 2] = ux;
    legs[n * LEG + 3] = uy;
    legs[n * LEG + 4] = length2 > 0 ? 1 / length2 : 0;
    minX = Math.min(minX, ax);
    maxX = Math.max(maxX, ax);
    minY = Math.min(minY, ay);
    maxY = Math.max(maxY, ay);
  }
  const count = index.searchInto(minX - radius, minY - radius, maxX + radius, maxY + radius, hits);
  let reached = 0;
  for (let h = 0; h < count; h++) {
    const p = hits[h]!;
    const px = xy[2 * p]!;
    const py = xy[2 * p + 1]!;
    const id = ids[p]!;
    const known = into.metres[id]!;
    const limit = known === Infinity ? radius * radius : known * known;
    // Most doors already know a leg nearer than this whole batch.
    const outX = Math.max(minX - px, 0, px - maxX);
    const outY = Math.max(minY - py, 0, py - maxY);
    if (outX * outX + outY * outY > limit) continue;
    let best = Infinity;
    let nearest = 0;
    for (let n = 0; n < legCount * LEG; n += LEG) {
      const dx = px - legs[n]!;
      const dy = py - legs[n + 1]!;
      const ux = legs[n + 2]!;
      const uy = legs[n + 3]!;
      const t = Math.min(1, Math.max(0, (dx * ux + dy * uy) * legs[n + 4]!));
      const ex = dx - t * ux;
      const ey = dy - t * uy;
      const d = ex * ex + ey * ey;
      if (d < best) {
        best = d;
        nearest = n;
      }
    }
    if (best > limit || Math.sqrt(best) >= known) continue;
    if (known === Infinity) reached++;
    into.metres[id] = Math.sqrt(best);
    into.time[id] = paths.time[from + nearest / LEG]!;
  }
  return reached;
}
