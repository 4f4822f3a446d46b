import { requireConfidence, requireCount, requireShare, DetectionError } from "./detection-error.ts";
import { CONFIDENCE } from "./interval.ts";
import { logChoose } from "./log-gamma.ts";
import { firstWhere } from "./search.ts";
import { requireStrata, type Stratum } from "./strata.ts";

export interface LookedAt extends Stratum {
  /** The lower end of what the detection may be; the bound uses it where given. */
  detectionLower?: number;
}

export interface Missed {
  /** Share of places with plants that such a survey finds: coverage times detection. */
  foundShare: number;
  /** Expected places missed, in all. */
  expected: number;
  /** Of them at places looked at, where the plants were overlooked. */
  overlooked: number;
  /** Of them at places nobody looked at. */
  unseen: number;
  /** Upper bound of the number missed at the given confidence (one-sided); at most the places there are. */
  most: number;
}

/**
 * Expected number of places with plants that were missed, and an upper bound, from what was found, how much was
 * looked at, and how well a look finds.
 *
 * If plants lie anywhere on the register alike, one place with plants is found with probability
 * pi = sum(n_h Se_h) / N. Then k found stand for k / pi in all (Horvitz & Thompson, J. Am. Stat. Assoc. 47 (1952)
 * 663-685), and k is binomial: the bound is the largest total at which finding so few is not rarer than
 * 1 - confidence, the argument of Clopper & Pearson (1934) on the binomial index. Without replacement the count
 * varies less than binomially, so that the bound errs to the safe side. If growers avoid where teams go, all of
 * it is too low.
 *
 * Null when nothing was looked at: there is nothing to conclude from.
 *
 * @throws DetectionError bad-count, bad-share, bad-confidence, sample-too-large, bad-option
 */
export function missedAfter(
  strata: readonly LookedAt[],
  found: number,
  confidence = CONFIDENCE,
): Missed | null {
  requireStrata(strata);
  requireCount(found, "found");
  requireConfidence(confidence);
  let [places, seen, sure, surest] = [0, 0, 0, 0];
  for (const { population, checked, detection, detectionLower = detection } of strata) {
    requireShare(detectionLower, "detectionLower");
    if (detectionLower > detection)
      throw new DetectionError("bad-option", `detectionLower ${detectionLower} is above ${detection}`);
    places += population;
    seen += checked;
    sure += checked * detection;
    surest += checked * detectionLower;
  }
  if (found > seen) throw new DetectionError("bad-count", `found ${found} at ${seen} places looked at`);
  if (sure === 0) return null;
  const total = (found * places) / sure;
  return {
    foundShare: sure / places,
    expected: total - found,
    overlooked: (total * (seen - sure)) / places,
    unseen: (total * (places - seen)) / places,
    most: largestTotal(found, surest / places, places, 1 - confidence) - found,
  };
}

/** The largest total, up to `places`, of which `found` or fewer are found with more than the given probability. */
function largestTotal(found: number, share: number, places: number, rarest: number): number {
  if (share === 0) return places;
  if (share === 1) return found;
  const asFew = (total: number): number => {
    let sum = 0;
    for (let k = 0; k <= found; k += 1)
      sum += Math.exp(logChoose(total, k) + k * Math.log(share) + (total - k) * Math.log1p(-share));
    return sum;
  };
  return firstWhere(found, (total) => total >= places || asFew(total + 1) <= rarest);
}
