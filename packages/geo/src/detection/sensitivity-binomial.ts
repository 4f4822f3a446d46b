import { requireCount, requireShare } from "./detection-error.ts";

/**
 * Survey sensitivity, the probability that a survey finds at least one place with plants when they stand at the
 * design prevalence, for a population so large that checking does not use it up: 1 - (1 - p* Se)^n.
 *
 * `checked` places n, `prevalence` p* as a share, `detection` Se the probability of finding the plants at a
 * checked place that has them. Assumes places checked are like those not checked, and every finding verified.
 * Too low, so safe, for a finite population.
 *
 * Martin, Shoukri & Thorburn, Prev. Vet. Med. 14 (1992) 33-43; Cannon, Prev. Vet. Med. 49 (2001) 141-163.
 *
 * @throws DetectionError bad-count, bad-share
 */
export function sensitivityBinomial(checked: number, prevalence: number, detection: number): number {
  requireCount(checked, "checked");
  requireShare(prevalence, "prevalence");
  requireShare(detection, "detection");
  return checked === 0 ? 0 : -Math.expm1(checked * Math.log1p(-prevalence * detection));
}
