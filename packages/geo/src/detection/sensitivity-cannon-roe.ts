import { requireSample } from "./detection-error.ts";

/**
 * Survey sensitivity in a finite population by Cannon and Roe's approximation, for places at which nothing is
 * overlooked once checked: 1 - (1 - n / (N - (d - 1) / 2))^d. Very close to the exact value, and the one behind
 * most printed tables.
 *
 * Cannon & Roe, Livestock Disease Surveys: A Field Manual for Veterinarians (Canberra 1982), table 1.
 *
 * @throws DetectionError bad-count, sample-too-large
 */
export function sensitivityCannonRoe(population: number, positives: number, checked: number): number {
  requireSample(positives, population, "positives");
  requireSample(checked, population, "checked");
  if (positives === 0) return 0;
  return 1 - Math.max(0, 1 - checked / (population - (positives - 1) / 2)) ** positives;
}
