import { requireSample, requireShare } from "./detection-error.ts";

/** One part of the register looked at in one way, say the households of one community. */
export interface Stratum {
  /** Places on the register. */
  population: number;
  /** Of them, really looked at. */
  checked: number;
  /** Probability of finding the plants at a checked place that has them. */
  detection: number;
}

/** @throws DetectionError bad-count, bad-share, sample-too-large */
export function requireStrata(strata: readonly Stratum[]): void {
  for (const { population, checked, detection } of strata) {
    requireSample(checked, population, "checked");
    requireShare(detection, "detection");
  }
}
