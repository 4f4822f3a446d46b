import { DetectionError, requireCount, requireShare } from "./detection-error.ts";

/**
 * The design prevalence as a number of places: the smallest whole number that is at least the share p* of the
 * population, never less than 1. A product that misses a whole number only by rounding counts as that number.
 *
 * @throws DetectionError bad-count, bad-share, bad-option (prevalence 0: nothing to look for)
 */
export function designCount(population: number, prevalence: number): number {
  requireCount(population, "population");
  requireShare(prevalence, "prevalence");
  if (prevalence === 0)
    throw new DetectionError("bad-option", "a design prevalence of 0 cannot be looked for");
  return Math.max(1, Math.ceil(population * prevalence - 1e-9));
}
