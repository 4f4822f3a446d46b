import { requireConfidence } from "./detection-error.ts";
import { logHypergeometric } from "./hypergeometric.ts";
import { CONFIDENCE, type Interval } from "./interval.ts";
import { normalQuantile } from "./normal-quantile.ts";
import { firstWhere } from "./search.ts";
import { countsOf, type Sightings } from "./sightings.ts";

/**
 * Likelihood-ratio interval of the number of all places with plants: every total whose likelihood, given n1 and
 * n2, is within exp(-z^2 / 2) of the largest. Asymmetric like the data, narrower than the exact interval; the
 * confidence is approximate. No upper end when nothing was seen by both.
 *
 * Cormack, Biometrics 48 (1992) 567-576; Evans, Kim & O'Brien, J. Agric. Biol. Environ. Stat. 1 (1996)
 * 131-140.
 * Assumptions: see Sightings.
 *
 * @throws DetectionError bad-count, bad-confidence
 */
export function profileInterval(sightings: Sightings, confidence = CONFIDENCE): Interval {
  const { n1, n2, m, r } = countsOf(sightings);
  requireConfidence(confidence);
  const drop = normalQuantile((1 + confidence) / 2) ** 2 / 2;
  const height = (total: number): number => logHypergeometric(m, total, n1, n2);
  if (m === 0) return { lower: firstWhere(r, (total) => height(total) >= -drop), upper: Infinity };
  const top = Math.max(r, Math.floor((n1 * n2) / m));
  const floor = height(top) - drop;
  return {
    lower: firstWhere(r, (total) => total >= top || height(total) >= floor),
    upper: firstWhere(top, (total) => height(total) < floor) - 1,
  };
}
