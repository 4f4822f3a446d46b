/** 停留: how long the phone has stayed here, from the track that is being recorded. Pure. */
import { distance } from "@lingzhu/geo";
import type { TrackPoint } from "../track/chunk.ts";
import { GAP_MS } from "../track/chunk.ts";

/** Metres: a doorway, its landing and the error of a phone between buildings. */
const HERE = 20;

/**
 * Seconds up to `now` (ms) during which the track stayed within HERE metres, or within the accuracy of `at` where that
 * is worse; null without a track, and from the last gap on only.
 */
export function dwellSeconds(
  points: readonly TrackPoint[],
  at: { lon: number; lat: number; accuracy: number },
  now: number,
): number | null {
  const reach = Math.max(HERE, at.accuracy);
  let since: number | null = null;
  let later = now;
  for (let i = points.length - 1; i >= 0; i--) {
    const [lon, lat, when] = points[i]!;
    if (later - when > GAP_MS || distance(lon, lat, at.lon, at.lat) > reach) break;
    since = later = when;
  }
  return since === null ? null : Math.max(0, Math.round((now - since) / 1_000));
}
