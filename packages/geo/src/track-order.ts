import { GeometryError } from "./geometry-error.ts";
import type { Projection } from "./projection.ts";
import type { DropReason, Fixes } from "./track.ts";

export interface OrderedFixes {
  /** Plane positions and times by fix number as given. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly time: Float64Array;
  /** Fix numbers of each track, in order of time; never empty. */
  readonly tracks: readonly { readonly track: number; readonly order: Uint32Array }[];
  readonly duplicates: number;
  readonly reordered: number;
  readonly dropped: Partial<Record<DropReason, number>>;
}

/** Farther than this from the plane's central meridian is no fix of this street. */
const REACH_DEGREES = 3;

/** Drops what cannot be used, removes duplicates and puts every track in order of time. */
export function orderFixes(fixes: Fixes, projection: Projection, worst: number): OrderedFixes {
  const count = fixes.lon.length;
  for (const [name, list] of Object.entries(fixes) as [string, ArrayLike<number>][])
    if (list.length !== count)
      throw new GeometryError("bad-option", `${list.length} values of ${name} for ${count} of lon.`);
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const time = Float64Array.from(fixes.time);
  const dropped: Partial<Record<DropReason, number>> = {};
  const drop = (reason: DropReason): void => {
    dropped[reason] = (dropped[reason] ?? 0) + 1;
  };
  const byTrack = new Map<number, number[]>();
  const timed = new Set<number>();
  for (let i = 0; i < count; i++) if (Number.isFinite(time[i])) timed.add(fixes.track?.[i] ?? 0);

  const twin = twinFinder(fixes.lon, fixes.lat, time);
  let duplicates = 0;
  for (let i = 0; i < count; i++) {
    const lon = fixes.lon[i]!;
    const lat = fixes.lat[i]!;
    const track = fixes.track?.[i] ?? 0;
    // 0, 0 is what a recorder writes when it has no position.
    if (!(Math.abs(lon - projection.lon0) <= REACH_DEGREES && Math.abs(lat) <= 84)) drop("position");
    else if (timed.has(track) && !Number.isFinite(time[i])) drop("time");
    else if ((fixes.accuracy?.[i] ?? 0) > worst) drop("accuracy");
    else if (timed.has(track) && twin(i)) duplicates++;
    else {
      const [px, py] = projection.forward(lon, lat);
      x[i] = px;
      y[i] = py;
      const list = byTrack.get(track);
      const last = list?.at(-1);
      if (last !== undefined && !timed.has(track) && x[last] === px && y[last] === py) duplicates++;
      else if (list) list.push(i);
      else byTrack.set(track, [i]);
    }
  }

  let reordered = 0;
  const tracks: { track: number; order: Uint32Array }[] = [];
  for (const [track, list] of byTrack) {
    let latest = -Infinity;
    let late = 0;
    for (const i of list) {
      if (time[i]! < latest) late++;
      else if (timed.has(track)) latest = time[i]!;
    }
    reordered += late;
    const accuracy = (i: number): number => fixes.accuracy?.[i] ?? Number.NaN;
    if (timed.has(track))
      // Ties by quality, then place, so that the input order decides nothing.
      list.sort(
        (a, b) => time[a]! - time[b]! || better(accuracy(a), accuracy(b)) || x[a]! - x[b]! || y[a]! - y[b]!,
      );
    const kept: number[] = [];
    for (const i of list) {
      const last = kept.at(-1);
      if (last !== undefined && time[last] === time[i]) drop("same-time");
      else kept.push(i);
    }
    tracks.push({ track, order: Uint32Array.from(kept) });
  }
  tracks.sort((a, b) => a.track - b.track);
  return { x, y, time, tracks, duplicates, reordered, dropped };
}

/** Known accuracy before unknown, small before large. */
function better(a: number, b: number): number {
  return (Number.isNaN(a) ? Infinity : a) === (Number.isNaN(b) ? Infinity : b)
    ? 0
    : (Number.isNaN(a) ? Infinity : a) - (Number.isNaN(b) ? Infinity : b);
}

/** Tells whether a fix equals one asked about before; open addressing over the bits of its three numbers. */
function twinFinder(
  lon: ArrayLike<number>,
  lat: ArrayLike<number>,
  time: Float64Array,
): (i: number) => boolean {
  const size = 2 ** Math.ceil(Math.log2(Math.max(16, lon.length * 2)));
  const slots = new Int32Array(size).fill(-1);
  const numbers = new Float64Array(3);
  const bits = new Uint32Array(numbers.buffer);
  return (i) => {
    numbers[0] = lon[i]!;
    numbers[1] = lat[i]!;
    numbers[2] = time[i]!;
    let hash = 0x811c9dc5;
    for (let w = 0; w < 6; w++) {
      hash = Math.imul(hash ^ bits[w]!, 0x01000193);
      hash ^= hash >>> 15;
    }
    for (let s = hash & (size - 1); ; s = (s + 1) & (size - 1)) {
      const other = slots[s]!;
      if (other < 0) {
        slots[s] = i;
        return false;
      }
      if (lon[other] === lon[i] && lat[other] === lat[i] && time[other] === time[i]) return true;
    }
  };
}
