import { requireConfidence } from "./detection-error.ts";
import { CONFIDENCE, type Interval } from "./interval.ts";
import { normalQuantile } from "./normal-quantile.ts";
import { countsOf, type Sightings } from "./sightings.ts";

export interface Chapman {
  /** All places with plants, seen or not. */
  total: number;
  /** Of them, seen by neither team. */
  missed: number;
  variance: number;
  /** For the total. Null where the variance is zero or nothing is estimated as missed: the formula is silent. */
  interval: Interval | null;
}

/**
 * Chapman's estimate of all places with plants from what two teams found: (n1 + 1)(n2 + 1) / (m + 1) - 1.
 *
 * Unbiased when n1 + n2 is at least the true number, and nearly so, by Robson & Regier (1964), from m = 7 up;
 * too low below. Variance (n1 + 1)(n2 + 1)(n1 - m)(n2 - m) / ((m + 1)^2 (m + 2)), nearly unbiased (Seber 1970).
 * The interval takes the number missed f as log-normal: r + f / C to r + f C with
 * C = exp(z sqrt(ln(1 + variance / f^2))), so that it never falls below the r places seen.
 *
 * Chapman, Univ. Calif. Publ. Stat. 1 (1951) 131-160; Seber, Biometrics 26 (1970) 13-22; Chao, Biometrics 43
 * (1987) 783-791. Assumptions: see Sightings.
 *
 * @throws DetectionError bad-count, bad-confidence
 */
export function chapman(sightings: Sightings, confidence = CONFIDENCE): Chapman {
  const { n1, n2, m, r } = countsOf(sightings);
  requireConfidence(confidence);
  const missed = ((n1 - m) * (n2 - m)) / (m + 1);
  const variance = ((n1 + 1) * (n2 + 1) * (n1 - m) * (n2 - m)) / ((m + 1) ** 2 * (m + 2));
  const spread = Math.exp(
    normalQuantile((1 + confidence) / 2) * Math.sqrt(Math.log1p(variance / missed ** 2)),
  );
  return {
    total: r + missed,
    missed,
    variance,
    interval: missed > 0 ? { lower: r + missed / spread, upper: r + missed * spread } : null,
  };
}
