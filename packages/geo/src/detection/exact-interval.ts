import { requireConfidence } from "./detection-error.ts";
import { logHypergeometric } from "./hypergeometric.ts";
import { CONFIDENCE, type Interval } from "./interval.ts";
import { firstWhere } from "./search.ts";
import { countsOf, type Sightings } from "./sightings.ts";

/**
 * Exact interval of the number of all places with plants, given how many each team found.
 *
 * With independent teams the number seen by both is hypergeometric given n1 and n2, whatever the detection
 * probabilities. The interval holds every total at which neither "as few in common" nor "as many in common" is
 * rarer than (1 - confidence) / 2. It therefore contains the true number with at least the given confidence for
 * every total and every pair of detection probabilities, and is wide for small counts. With nothing seen by both
 * it has no upper end: the data cannot tell.
 *
 * Chapman, Int. Pac. Salmon Fish. Comm. Bull. 2 (1948); Seber, The Estimation of Animal Abundance (1982), chapter 3. Assumptions: see Sightings.
 *
 * @throws DetectionError bad-count, bad-confidence
 */
export function exactInterval(sightings: Sightings, confidence = CONFIDENCE): Interval {
  const { n1, n2, m, r } = countsOf(sightings);
  requireConfidence(confidence);
  // A hair less, so that a total exactly at the limit is in whichever way its terms were rounded.
  const tail = ((1 - confidence) / 2) * (1 - 1e-9);
  const probability = (total: number, from: number, to: number): number => {
    let sum = 0;
    for (let k = from; k <= to; k += 1) sum += Math.exp(logHypergeometric(k, total, n1, n2));
    return sum;
  };
  const most = Math.min(n1, n2);
  return {
    lower: firstWhere(r, (total) => probability(total, 0, m) > tail),
    upper: m === 0 ? Infinity : firstWhere(r, (total) => probability(total, m, most) <= tail) - 1,
  };
}
