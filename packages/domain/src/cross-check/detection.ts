import type { Detection } from "@lingzhu/geo";
import { LEAST_IN_COMMON } from "../coverage/missed.ts";
import { ENOUGH_PASSES } from "../marker/rules.ts";
import type { DetectionSource } from "./schema.ts";

/** How well a look finds, and on what that rests. */
export interface KnownDetection {
  source: DetectionSource;
  /** Null where nobody has measured it. */
  estimate: number | null;
  /** The lower end of the exact interval, to count with; null with the estimate. */
  lower: number | null;
}

/**
 * The detection to count with: blind markers where enough of them were passed, else the cross-check where enough was
 * found by both, else none. Markers go first: their number is known, so that nothing has to be assumed of the plants.
 */
export function detectionKnown(
  markers: Detection,
  crossCheck: (Detection & { both: number }) | null,
): KnownDetection {
  if (markers.tries >= ENOUGH_PASSES)
    return { source: "marker", estimate: markers.estimate, lower: markers.exact.lower };
  if (crossCheck && crossCheck.both >= LEAST_IN_COMMON)
    return { source: "cross_check", estimate: crossCheck.estimate, lower: crossCheck.exact.lower };
  return { source: "assumed", estimate: null, lower: null };
}
