import { requireShare, DetectionError } from "./detection-error.ts";
import { requireStrata, type Stratum } from "./strata.ts";

/** A stratum where plants are `risk` times as likely as where risk is 1. */
export interface RiskStratum extends Stratum {
  risk: number;
}

/**
 * Each stratum's prevalence when the whole population's is `prevalence`: p* RR / sum(share RR), so that the
 * strata's shares of it add up to p* again ("effective probability of infection").
 *
 * Martin, Cameron & Greiner, Prev. Vet. Med. 79 (2007) 71-97.
 *
 * @throws DetectionError bad-count, bad-share, sample-too-large, bad-option
 */
export function prevalenceByRisk(strata: readonly RiskStratum[], prevalence: number): number[] {
  requireStrata(strata);
  requireShare(prevalence, "prevalence");
  const all = strata.reduce((sum, { population }) => sum + population, 0);
  const mean = strata.reduce((sum, { population, risk }) => sum + (population / all) * risk, 0);
  if (!(mean > 0)) throw new DetectionError("bad-option", "at least one stratum needs a risk above 0");
  return strata.map(({ risk }) => {
    const here = (prevalence * risk) / mean;
    if (!(here >= 0 && here <= 1))
      throw new DetectionError(
        "bad-option",
        `risk ${risk} makes a prevalence of ${here} out of ${prevalence}`,
      );
    return here;
  });
}

/**
 * Survey sensitivity when plants are likelier in some strata than in others, for a large population:
 * 1 - product over strata of (1 - p_h Se_h)^n_h. Checking where they are likely counts for more.
 *
 * Martin, Cameron & Greiner 2007 (as above).
 *
 * @throws DetectionError bad-count, bad-share, sample-too-large, bad-option
 */
export function sensitivityByRisk(strata: readonly RiskStratum[], prevalence: number): number {
  const prevalences = prevalenceByRisk(strata, prevalence);
  const log = strata.reduce(
    (sum, { checked, detection }, h) =>
      checked === 0 ? sum : sum + checked * Math.log1p(-prevalences[h]! * detection),
    0,
  );
  return -Math.expm1(log);
}
