import { GeometryError } from "./geometry-error.ts";
import { pathMetres, type Paths } from "./paths.ts";
import type { Projection } from "./projection.ts";
import { drivenLegs } from "./track-drive.ts";
import { orderFixes } from "./track-order.ts";
import { dropImpossible } from "./track-speed.ts";
import { PathBuilder, putWithoutJitter } from "./track-stay.ts";

/** Position fixes as recorded: any order, any number of tracks. All arrays have the same length. */
export interface Fixes {
  /** WGS 84 degrees. */
  readonly lon: ArrayLike<number>;
  readonly lat: ArrayLike<number>;
  /** Milliseconds since 1970 UTC; NaN when unknown. A track is timed when any of its fixes is. */
  readonly time: ArrayLike<number>;
  /** Reported accuracy in metres; NaN when unknown. */
  readonly accuracy?: ArrayLike<number>;
  /** Number of the track a fix belongs to: never joined across. One track when left out. */
  readonly track?: ArrayLike<number>;
}

export interface HygieneOptions {
  /** Fixes reported worse than this are dropped, metres. */
  accuracy: number;
  /** Faster than this is an error of position, metres per second. */
  impossibleSpeed: number;
  /** A longer silence cuts the track, seconds. */
  gapSeconds: number;
  /** In tracks without times, a longer leg cuts the track, metres. */
  gapMetres: number;
  /** Faster than this over half a minute is driving, which looks at no ground, metres per second. */
  vehicleSpeed: number;
  /** Within this many metres of their middle … */
  stayMetres: number;
  /** … for at least so many seconds, fixes are one stand and their jitter no walking. */
  staySeconds: number;
}

export const HYGIENE: Readonly<HygieneOptions> = {
  accuracy: 35,
  impossibleSpeed: 50,
  gapSeconds: 60,
  gapMetres: 100,
  vehicleSpeed: 3.5,
  stayMetres: 8,
  staySeconds: 30,
};

/** Why fixes were dropped. */
export type DropReason = "position" | "time" | "accuracy" | "same-time" | "speed";

/** A silence or a jump inside a track; its ends are milliseconds since 1970, NaN in a track without times. */
export interface TrackGap {
  readonly track: number;
  readonly from: number;
  readonly to: number;
  readonly seconds: number;
  readonly metres: number;
}

export interface HygieneReport {
  /** Fixes given = duplicates + all dropped + used. */
  readonly points: number;
  readonly used: number;
  readonly duplicates: number;
  /** Fixes that stood earlier in the input than a fix of the same track with an earlier time. */
  readonly reordered: number;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  readonly gaps: readonly TrackGap[];
  readonly vehicleSeconds: number;
  readonly standingSeconds: number;
  /** Walked, without gaps, driving and jitter. */
  readonly metres: number;
}

export interface CleanTracks {
  /** What was walked, in the plane; stands collapsed to their middle. */
  readonly walked: Paths;
  /** Track number of each piece of `walked`. */
  readonly pieceTrack: Uint32Array;
  readonly report: HygieneReport;
}

/**
 * Turns recorded fixes into ground that was walked. In order: fixes that cannot be used are dropped, exact
 * duplicates (position and time, also between tracks) removed, each track put in order of time, spots of
 * impossible speed dropped, silences and jumps cut, driving taken out, stands collapsed. Everything removed is
 * counted; nothing is invented and no two pieces are ever joined. The order of the input does not matter.
 */
export function cleanTracks(
  fixes: Fixes,
  projection: Projection,
  options: Partial<HygieneOptions> = {},
): CleanTracks {
  const limits: HygieneOptions = { ...HYGIENE, ...options };
  for (const [name, value] of Object.entries(limits))
    if (!(value > 0)) throw new GeometryError("bad-option", `Track limit ${name} is ${value}, not above 0.`);
  const ordered = orderFixes(fixes, projection, limits.accuracy);
  const { x, y, time, tracks } = ordered;
  const dropped = { ...ordered.dropped };
  const gaps: TrackGap[] = [];
  const walked = new PathBuilder();
  const pieceTrack: number[] = [];
  let used = 0;
  let vehicleMs = 0;
  let standingMs = 0;

  for (const { track, order } of tracks) {
    const timed = !Number.isNaN(time[order[0]!]!);
    const possible = timed
      ? dropImpossible(x, y, time, order, limits.impossibleSpeed)
      : { order, cuts: new Set<number>(), dropped: 0 };
    if (possible.dropped > 0) dropped.speed = (dropped.speed ?? 0) + possible.dropped;
    used += possible.order.length;
    let from = 0;
    for (let i = 1; i <= possible.order.length; i++) {
      if (i < possible.order.length) {
        const a = possible.order[i - 1]!;
        const b = possible.order[i]!;
        const ms = time[b]! - time[a]!;
        const metres = Math.hypot(x[b]! - x[a]!, y[b]! - y[a]!);
        const cut = timed ? ms > limits.gapSeconds * 1000 || possible.cuts.has(i) : metres > limits.gapMetres;
        if (!cut) continue;
        gaps.push({ track, from: time[a]!, to: time[b]!, seconds: ms / 1000, metres });
      }
      const piece = possible.order.subarray(from, i);
      from = i;
      if (!timed) {
        walked.putPiece(x, y, time, piece);
        pieceTrack.push(track);
        continue;
      }
      const driven = drivenLegs(x, y, time, piece, limits.vehicleSpeed);
      for (let start = 0; start < piece.length;) {
        // A spell: a run of legs that are all driven or all walked.
        let stop = start;
        const drives = start + 1 < piece.length && driven[start] === 1;
        while (stop + 1 < piece.length && (driven[stop] === 1) === drives) stop++;
        if (drives) vehicleMs += time[piece[stop]!]! - time[piece[start]!]!;
        else {
          standingMs += putWithoutJitter(x, y, time, piece.subarray(start, stop + 1), limits, walked);
          pieceTrack.push(track);
        }
        if (stop === start || stop + 1 >= piece.length) break;
        start = stop;
      }
    }
  }

  const paths = walked.finish();
  return {
    walked: paths,
    pieceTrack: Uint32Array.from(pieceTrack),
    report: {
      points: fixes.lon.length,
      used,
      duplicates: ordered.duplicates,
      reordered: ordered.reordered,
      dropped,
      gaps,
      vehicleSeconds: vehicleMs / 1000,
      standingSeconds: standingMs / 1000,
      metres: pathMetres(paths),
    },
  };
}

/**
 * The fixes as they stand, each track one piece in the order given: no hygiene at all, for comparison. Fixes
 * without a usable position are still dropped, for there is no place to put them.
 */
export function rawTracks(fixes: Fixes, projection: Projection): CleanTracks {
  const walked = new PathBuilder();
  const byTrack = new Map<number, { x: number; y: number; time: number }[]>();
  let position = 0;
  for (let i = 0; i < fixes.lon.length; i++) {
    const lon = fixes.lon[i]!;
    const lat = fixes.lat[i]!;
    if (!(Math.abs(lon - projection.lon0) <= 3 && Math.abs(lat) <= 84)) {
      position++;
      continue;
    }
    const [x, y] = projection.forward(lon, lat);
    const fix = { x, y, time: fixes.time[i]! };
    const track = fixes.track?.[i] ?? 0;
    const list = byTrack.get(track);
    if (list) list.push(fix);
    else byTrack.set(track, [fix]);
  }
  for (const list of byTrack.values()) {
    for (const { x, y, time } of list) walked.put(x, y, time);
    walked.endPiece();
  }
  const paths = walked.finish();
  return {
    walked: paths,
    pieceTrack: Uint32Array.from(byTrack.keys()),
    report: {
      points: fixes.lon.length,
      used: fixes.lon.length - position,
      duplicates: 0,
      reordered: 0,
      dropped: position > 0 ? { position } : {},
      gaps: [],
      vehicleSeconds: 0,
      standingSeconds: 0,
      metres: pathMetres(paths),
    },
  };
}
