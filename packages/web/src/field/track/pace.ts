/** How often a position is asked for: always while walking, now and then while standing or on a low battery. Pure. */
import { distance } from "@lingzhu/geo";
import { GAP_MS, type TrackPoint } from "./chunk.ts";

/** What the browser says of the battery; null where it does not say. */
export interface Battery {
  /** 0 to 1. */
  level: number;
  charging: boolean;
}

/** Milliseconds between two looks; 0 keeps the receiver on. */
export type Pace = number;

/** Somebody who has not moved for so long is at a door, at lunch, or sitting. */
const STILL_MS = 120_000;
/** Steps of the receiver itself, standing still. */
const STILL_METRES = 15;
const LOW_BATTERY = 0.15;
/** Short enough that standing still is never a gap, with the time that a look takes. */
const STANDING_MS = Math.round(GAP_MS * 0.5);
/** Some fifteen metres of walking: less exact, but the phone lasts until the evening. */
const SPARING_MS = Math.round(GAP_MS * 0.4);

/** `points` in order of time; only the last minutes of them matter. */
export function paceOf(points: readonly TrackPoint[], now: number, battery: Battery | null): Pace {
  const last = points.at(-1);
  if (last && isStill(points, last, now)) return STANDING_MS;
  return battery && !battery.charging && battery.level <= LOW_BATTERY ? SPARING_MS : 0;
}

function isStill(points: readonly TrackPoint[], last: TrackPoint, now: number): boolean {
  for (let i = points.length - 1; i >= 0; i--) {
    const point = points[i]!;
    const reach = Math.max(STILL_METRES, last[3], point[3]);
    if (distance(point[0], point[1], last[0], last[1]) > reach) return false;
    if (now - point[2] >= STILL_MS) return true;
  }
  return false;
}
