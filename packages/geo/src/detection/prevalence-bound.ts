import { requireConfidence, requireCount, requireSample, requireShare } from "./detection-error.ts";
import { CONFIDENCE } from "./interval.ts";
import { firstWhere } from "./search.ts";
import { sensitivityExact } from "./sensitivity-exact.ts";

/**
 * The smallest design prevalence excluded with the given confidence after nothing was found in a large
 * population: (1 - (1 - c)^(1/n)) / Se, at most 1. "At most this share has plants."
 *
 * pstar.calc of RSurveillance, rsu.pstar of epiR (N unknown).
 *
 * @throws DetectionError bad-count, bad-share, bad-confidence
 */
export function prevalenceBound(checked: number, detection: number, confidence = CONFIDENCE): number {
  requireCount(checked, "checked");
  requireShare(detection, "detection");
  requireConfidence(confidence);
  if (checked === 0 || detection === 0) return 1;
  return Math.min(1, -Math.expm1(Math.log1p(-confidence) / checked) / detection);
}

/**
 * The most places with plants that a finite population can still have, with the given confidence, after nothing
 * was found at `checked` of them: one fewer than the smallest number that would have been found with it.
 *
 * @throws DetectionError bad-count, bad-share, bad-confidence, sample-too-large
 */
export function positivesBound(
  population: number,
  checked: number,
  detection: number,
  confidence = CONFIDENCE,
): number {
  requireSample(checked, population, "checked");
  requireShare(detection, "detection");
  requireConfidence(confidence);
  return (
    firstWhere(
      1,
      (positives) =>
        positives > population ||
        sensitivityExact(population, positives, checked, detection) >= confidence - 1e-12,
    ) - 1
  );
}
