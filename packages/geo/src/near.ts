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
/** Numbers kept of a leg: start x, y, direction x, y, one over its squared length, and the square of half of it. */
const LEG = 6;

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
    const nextX = x[to + 1]!;
    const nextY = y[to + 1]!;
    // Not Math.min: what it does for NaN and -0 costs more than the rest of this loop.
    if (nextX < minX) minX = nextX;
    if (nextX > maxX) maxX = nextX;
    if (nextY < minY) minY = nextY;
    if (nextY > maxY) maxY = nextY;
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
    // A trifle more, for rounding.
    legs[n * LEG + 5] = length2 * 0.2501;
    if (ax < minX) minX = ax;
    if (ax > maxX) maxX = ax;
    if (ay < minY) minY = ay;
    if (ay > maxY) maxY = ay;
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
    const outX = px < minX ? minX - px : px > maxX ? px - maxX : 0;
    const outY = py < minY ? minY - py : py > maxY ? py - maxY : 0;
    if (outX * outX + outY * outY > limit) continue;
    // The foot on a leg lies within half the leg of its nearer end: most legs are passed over by their ends alone.
    // One step up, so that what lies on the rim counts.
    let best = limit * (1 + Number.EPSILON);
    let nearest = -1;
    let dx = px - legs[0]!;
    let dy = py - legs[1]!;
    let end2 = dx * dx + dy * dy;
    for (let n = 0; n < legCount * LEG; n += LEG) {
      const ux = legs[n + 2]!;
      const uy = legs[n + 3]!;
      const nextX = dx - ux;
      const nextY = dy - uy;
      const next2 = nextX * nextX + nextY * nextY;
      if ((end2 < next2 ? end2 : next2) - legs[n + 5]! < best) {
        const along = (dx * ux + dy * uy) * legs[n + 4]!;
        const t = along < 0 ? 0 : along > 1 ? 1 : along;
        const ex = dx - t * ux;
        const ey = dy - t * uy;
        const d = ex * ex + ey * ey;
        if (d < best) {
          best = d;
          nearest = n;
        }
      }
      dx = nextX;
      dy = nextY;
      end2 = next2;
    }
    if (nearest < 0 || Math.sqrt(best) >= known) continue;
    if (known === Infinity) reached++;
    into.metres[id] = Math.sqrt(best);
    into.time[id] = paths.time[from + nearest / LEG]!;
  }
  return reached;
}
