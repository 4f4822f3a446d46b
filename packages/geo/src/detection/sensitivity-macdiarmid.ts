import { requireSample, requireShare } from "./detection-error.ts";

/**
 * Survey sensitivity in a finite population by the approximation of epiR and RSurveillance ("hypergeometric"
 * there): 1 - (1 - Se n / N)^d. Never above the exact value, so safe.
 *
 * MacDiarmid, N. Z. Vet. J. 36 (1988) 39-42; Martin, Shoukri & Thorburn, Prev. Vet. Med. 14 (1992) 33-43.
 *
 * @throws DetectionError bad-count, bad-share, sample-too-large
 */
export function sensitivityMacDiarmid(
  population: number,
  positives: number,
  checked: number,
  detection: number,
): number {
  requireSample(positives, population, "positives");
  requireSample(checked, population, "checked");
  requireShare(detection, "detection");
  return checked === 0 || positives === 0 ? 0 : 1 - (1 - (detection * checked) / population) ** positives;
}
