/**
 * Cuts a stream of positions into `track` facts. Pure. A chunk never spans a gap: where the phone was silent for
 * longer than GAP_MS the old chunk ends, so that nobody later draws a line over ground that was not walked.
 */
import { distance } from "@lingzhu/geo";

/** [lon, lat, milliseconds, accuracy in metres], as in the fact. */
export type TrackPoint = [lon: number, lat: number, at: number, accuracy: number];

export const CHUNK_POINTS = 60;
export const CHUNK_MS = 60_000;
/** Silence longer than this is a gap. Positions come every second or two while walking. */
export const GAP_MS = 30_000;
/** A phone that stands still repeats itself; one point in this many milliseconds is enough then. */
const STILL_MS = 10_000;
const STILL_METRES = 1;

/** Degrees to seven places: about a centimetre, which no phone reaches, in half the characters. */
const trim = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

export const trackPoint = (lon: number, lat: number, at: number, accuracy: number): TrackPoint => [
  trim(lon),
  trim(lat),
  Math.round(at),
  Math.round(Math.max(0, accuracy) * 10) / 10,
];

/** False for a point that tells nothing new: older than the last, or the same spot a moment later. */
export function tellsMore(last: TrackPoint | undefined, next: TrackPoint): boolean {
  if (!last) return true;
  if (next[2] <= last[2]) return false;
  if (next[2] - last[2] >= STILL_MS) return true;
  return distance(last[0], last[1], next[0], next[1]) >= STILL_METRES;
}

/** True when `points` should become a fact before `next` is added. */
export function isFull(points: readonly TrackPoint[], next: TrackPoint): boolean {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return false;
  return points.length >= CHUNK_POINTS || next[2] - first[2] >= CHUNK_MS || next[2] - last[2] > GAP_MS;
}

const inOrder = (points: readonly TrackPoint[]) => [...points].sort((a, b) => a[2] - b[2]);

/** All points, in any order, as chunks. Points left from a phone that was switched off go through here too. */
export function chunks(points: readonly TrackPoint[]): TrackPoint[][] {
  const all: TrackPoint[][] = [];
  let chunk: TrackPoint[] = [];
  for (const point of inOrder(points)) {
    if (isFull(chunk, point)) {
      all.push(chunk);
      chunk = [];
    }
    chunk.push(point);
  }
  if (chunk.length > 0) all.push(chunk);
  return all;
}

export interface TrackGap {
  from: number;
  to: number;
}

/** What a track amounts to: walked parts apart, gaps named, metres only along walked parts. */
export interface TrackSummary {
  parts: TrackPoint[][];
  gaps: TrackGap[];
  metres: number;
}

export function summarise(points: readonly TrackPoint[]): TrackSummary {
  const parts: TrackPoint[][] = [];
  const gaps: TrackGap[] = [];
  let metres = 0;
  let last: TrackPoint | undefined;
  for (const point of inOrder(points)) {
    if (!last || point[2] - last[2] > GAP_MS) {
      if (last) gaps.push({ from: last[2], to: point[2] });
      parts.push([point]);
    } else {
      metres += distance(last[0], last[1], point[0], point[1]);
      parts.at(-1)!.push(point);
    }
    last = point;
  }
  return { parts, gaps, metres };
}
