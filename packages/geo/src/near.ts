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
  const scratch = { hits: new Uint32Array(index.length), box: new Float64Array(5) };
  let reached = 0;
  for (let k = 0; k + 1 < starts.length; k++) {
    const end = starts[k + 1]! - 1;
    for (let from = starts[k]!; from <= end;) {
      const to = boxBatch(x, y, from, end, 2 * radius, scratch.box);
      reached += nearBatch(index, paths, from, to, radius, into, scratch);
      if (to >= end) break;
      from = to;
    }
  }
  return reached;
}

/**
 * The last position of a batch that starts at `from`: at most BATCH legs and, past the first, `wide` metres. Writes
 * its west, south, east and north to `box`, and the square of half its longest leg.
 */
function boxBatch(
  x: Float64Array,
  y: Float64Array,
  from: number,
  end: number,
  wide: number,
  box: Float64Array,
): number {
  let west = x[from]!;
  let east = west;
  let south = y[from]!;
  let north = south;
  let longest2 = 0;
  let to = from;
  // Not Math.min: what it does for NaN and -0 costs more than the rest of this loop.
  while (to < end && to - from < BATCH) {
    const nextX = x[to + 1]!;
    const nextY = y[to + 1]!;
    const w = nextX < west ? nextX : west;
    const e = nextX > east ? nextX : east;
    const s = nextY < south ? nextY : south;
    const n = nextY > north ? nextY : north;
    if (to > from && e - w + n - s > wide) break;
    const ux = nextX - x[to]!;
    const uy = nextY - y[to]!;
    if (ux * ux + uy * uy > longest2) longest2 = ux * ux + uy * uy;
    west = w;
    east = e;
    south = s;
    north = n;
    to++;
  }
  box[0] = west;
  box[1] = south;
  box[2] = east;
  box[3] = north;
  // A trifle more, for rounding.
  box[4] = longest2 * 0.2501;
  return to;
}

function nearBatch(
  index: PointIndex,
  paths: Paths,
  from: number,
  to: number,
  radius: number,
  into: Nearness,
  { hits, box }: { hits: Uint32Array; box: Float64Array },
): number {
  const { x, y } = paths;
  const { xy, ids } = index;
  const west = box[0]!;
  const south = box[1]!;
  const east = box[2]!;
  const north = box[3]!;
  const half2 = box[4]!;
  const count = index.searchInto(west - radius, south - radius, east + radius, north + radius, hits);
  let reached = 0;
  for (let h = 0; h < count; h++) {
    const p = hits[h]!;
    const px = xy[2 * p]!;
    const py = xy[2 * p + 1]!;
    const id = ids[p]!;
    const known = into.metres[id]!;
    const limit = known === Infinity ? radius * radius : known * known;
    // Most doors already know a leg nearer than this whole batch.
    const outX = px < west ? west - px : px > east ? px - east : 0;
    const outY = py < south ? south - py : py > north ? py - north : 0;
    if (outX * outX + outY * outY > limit) continue;
    // One step up, so that what lies on the rim counts.
    let best = limit * (1 + Number.EPSILON);
    let nearest = -1;
    let dx = px - x[from]!;
    let dy = py - y[from]!;
    let end2 = dx * dx + dy * dy;
    if (end2 < best) {
      best = end2;
      nearest = from;
    }
    for (let i = from; i < to; i++) {
      const nextX = px - x[i + 1]!;
      const nextY = py - y[i + 1]!;
      const next2 = nextX * nextX + nextY * nextY;
      // The foot on a leg lies within half the leg of its nearer end: most legs are passed over by their ends alone.
      if ((end2 < next2 ? end2 : next2) - half2 < best) {
        const ux = dx - nextX;
        const uy = dy - nextY;
        const length2 = ux * ux + uy * uy;
        const along = length2 > 0 ? (dx * ux + dy * uy) / length2 : 0;
        const t = along < 0 ? 0 : along > 1 ? 1 : along;
        const ex = dx - t * ux;
        const ey = dy - t * uy;
        const d = ex * ex + ey * ey;
        if (d < best) {
          best = d;
          nearest = i;
        }
      }
      dx = nextX;
      dy = nextY;
      end2 = next2;
    }
    if (nearest < 0 || Math.sqrt(best) >= known) continue;
    if (known === Infinity) reached++;
    into.metres[id] = Math.sqrt(best);
    into.time[id] = paths.time[nearest]!;
  }
  return reached;
}
