import { chapman, type Chapman } from "./chapman.ts";
import { exactInterval } from "./exact-interval.ts";
import { CONFIDENCE, type Interval } from "./interval.ts";
import { lincolnPetersen } from "./lincoln-petersen.ts";
import { posteriorMissed, type Posterior, type PosteriorOptions } from "./posterior.ts";
import { profileInterval } from "./profile-interval.ts";
import { countsOf, type Sightings } from "./sightings.ts";
import { teamDetections, type Detection } from "./team-detection.ts";

/**
 * How much a cross-check can tell: nothing was found by anyone; nothing was found by both, so that no upper limit
 * exists; few in common, where only the exact and the Bayesian interval hold; enough for the formulas.
 */
export type CrossCheckTells = "nothing-seen" | "no-overlap" | "few" | "enough";

/** Seen by both from which Chapman's estimate is nearly unbiased (Robson & Regier, Trans. Am. Fish. Soc. 93, 1964). */
export const ENOUGH_IN_COMMON = 7;

export interface CrossCheck {
  tells: CrossCheckTells;
  /** Different places found by the two teams together. */
  seen: number;
  first: Detection;
  second: Detection;
  /** Probability that at least one of the two finds a place: 1 - (1 - p1)(1 - p2); interval from the exact one. */
  together: { estimate: number | null; exact: Interval };
  lincolnPetersen: number | null;
  chapman: Chapman;
  /** For the total of all places with plants. */
  exact: Interval;
  profile: Interval;
  /** For the number missed by both. */
  posterior: Posterior | null;
}

/**
 * Everything that two blind looks at the same ground say about how much was missed. See each method's own page
 * for its source; assumptions: see Sightings.
 *
 * @throws DetectionError bad-count, bad-confidence, bad-option
 */
export function crossCheck(sightings: Sightings, options: PosteriorOptions = {}): CrossCheck {
  const { confidence = CONFIDENCE } = options;
  const { m, r } = countsOf(sightings);
  const { first, second } = teamDetections(sightings, confidence);
  const exact = exactInterval(sightings, confidence);
  const [p1, p2] = [first.estimate, second.estimate];
  return {
    tells: r === 0 ? "nothing-seen" : m === 0 ? "no-overlap" : m < ENOUGH_IN_COMMON ? "few" : "enough",
    seen: r,
    first,
    second,
    together: {
      estimate: p1 === null || p2 === null ? null : 1 - (1 - p1) * (1 - p2),
      exact: r === 0 ? { lower: 0, upper: 1 } : { lower: r / exact.upper, upper: r / exact.lower },
    },
    lincolnPetersen: lincolnPetersen(sightings),
    chapman: chapman(sightings, confidence),
    exact,
    profile: profileInterval(sightings, confidence),
    posterior: posteriorMissed(sightings, options),
  };
}
