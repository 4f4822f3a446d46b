/** One person's walking on one day, from the tracks of that day. Pure. */
import { dayOf, type Day } from "@lingzhu/domain/kernel";
import { GAP_MS, type GroundTrack, type TrackPoint } from "../pictures/ground-layers.ts";

export interface Walk {
  day: Day;
  by: string;
  from: number;
  to: number;
  /** Length along the walked stretches; gaps add nothing. */
  metres: number;
  gaps: number;
  points: number;
}

const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Great-circle distance in metres; good to 0.5 % which is more than a phone's position allows. */
function metresBetween(a: TrackPoint, b: TrackPoint): number {
  const dLat = (b[1] - a[1]) * RADIANS;
  const dLon = (b[0] - a[0]) * RADIANS;
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(a[1] * RADIANS) * Math.cos(b[1] * RADIANS) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(h));
}

/** Newest day first, then by name. */
export function walksOf(tracks: readonly (GroundTrack & { recordedAt: number })[]): Walk[] {
  const walks = new Map<string, Walk>();
  for (const { by, points, recordedAt } of tracks) {
    const first = points[0];
    const last = points.at(-1);
    if (!first || !last) continue;
    const day = dayOf(recordedAt);
    const walk = walks.get(`${day} ${by}`) ?? {
      day,
      by,
      from: first[2],
      to: last[2],
      metres: 0,
      gaps: 0,
      points: 0,
    };
    walk.from = Math.min(walk.from, first[2]);
    walk.to = Math.max(walk.to, last[2]);
    walk.points += points.length;
    for (let i = 1; i < points.length; i++) {
      const [before, here] = [points[i - 1]!, points[i]!];
      if (here[2] - before[2] > GAP_MS) walk.gaps += 1;
      else walk.metres += metresBetween(before, here);
    }
    walks.set(`${day} ${by}`, walk);
  }
  return [...walks.values()].sort((a, b) =>
    a.day === b.day ? (a.by < b.by ? -1 : 1) : a.day < b.day ? 1 : -1,
  );
}
