import { distance } from "@lingzhu/geo";
import type { TrackBody } from "@lingzhu/domain/patrol";

/** Longer silences and faster legs are gaps: they are cut, never joined by a straight line. */
const GAP_MS = 120_000;
const FASTEST_MPS = 3;

/** Metres walked over all tracks, rounded to whole metres; a vehicle's legs and gaps do not count. */
export function walkedMetres(tracks: readonly TrackBody["points"][]): number {
  let metres = 0;
  for (const points of tracks) {
    for (let i = 1; i < points.length; i++) {
      const [lonA, latA, from] = points[i - 1]!;
      const [lonB, latB, to] = points[i]!;
      const leg = distance(lonA, latA, lonB, latB);
      if (to > from && to - from <= GAP_MS && leg / ((to - from) / 1000) <= FASTEST_MPS) metres += leg;
    }
  }
  return Math.round(metres);
}
