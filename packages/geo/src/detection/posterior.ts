import { DetectionError, requireConfidence } from "./detection-error.ts";
import { CONFIDENCE, type Interval } from "./interval.ts";
import { countsOf, type Sightings } from "./sightings.ts";

/** A beta distribution of a detection probability, as if `a` had been seen and `b` not, before this data. */
export interface BetaPrior {
  a: number;
  b: number;
}

export interface PosteriorOptions {
  /** First team's detection. Default Beta(1, 1): nothing known. Blind markers give 1 + found, 1 + not found. */
  first?: BetaPrior;
  second?: BetaPrior;
  /** Weight given in advance to a total of N places: the same for every N (default), or 1/N. */
  total?: "reciprocal" | "uniform";
  confidence?: number;
}

/** What is believed about the number of places seen by neither team, after the data. */
export interface Posterior {
  /** Null where the tail is so heavy that the mean does not exist. */
  mean: number | null;
  median: number;
  /** Equal tails; at least the given probability lies in it. */
  interval: Interval;
  /** Probability that nothing was missed. */
  nothing: number;
}

/** Terms summed at most; only a tail without a mean ever gets there, and then under 1e-3 is left. */
const MOST = 200_000;

/**
 * Posterior of the number of places with plants that both teams missed, for counts too small for formulas that
 * hold in large samples. Null when nothing was seen at all: there is nothing to learn from.
 *
 * p(N | data) is proportional to prior(N) N! / (N - r)! B(n1 + a1, N - n1 + b1) B(n2 + a2, N - n2 + b2): the
 * detection probabilities integrated out of the product-binomial likelihood. With nothing seen by both the
 * result exists but is mostly the prior; say so instead of quoting it.
 *
 * The default priors were chosen by counting: over all outcomes for 5 to 30 places and detection 0.3 to 0.9 the
 * 95 % interval holds the truth in at least 95 % of cases that saw any place twice, where 1/N falls to 90 % and
 * Chao's log-normal interval, unrounded, to 30 %.
 *
 * Castledine, Biometrika (1981); Smith, Biometrika 78 (1991) 399-407; George & Robert, Biometrika 79
 * (1992) 677-683. Assumptions: see Sightings.
 *
 * @throws DetectionError bad-count, bad-confidence, bad-option (a prior that is not positive)
 */
export function posteriorMissed(sightings: Sightings, options: PosteriorOptions = {}): Posterior | null {
  const { n1, n2, r } = countsOf(sightings);
  const { first = { a: 1, b: 1 }, second = { a: 1, b: 1 }, total = "uniform" } = options;
  const { confidence = CONFIDENCE } = options;
  requireConfidence(confidence);
  for (const value of [first.a, first.b, second.a, second.b])
    if (!(value > 0 && Number.isFinite(value)))
      throw new DetectionError("bad-option", `a beta prior needs positive parameters, got ${value}`);
  if (r === 0) return null;

  // Beyond all structure the weight falls as a power of N: its exponent closes the sum and tells if a mean exists.
  const power = n1 + first.a + n2 + second.a - r + (total === "reciprocal" ? 1 : 0);
  const logs = [0];
  let log = 0;
  let highest = 0;
  let sum = 1;
  for (let u = 0; u < MOST; u += 1) {
    const all = r + u;
    log += Math.log(
      ((all + 1) / (u + 1)) *
        ((all - n1 + first.b) / (all + first.a + first.b)) *
        ((all - n2 + second.b) / (all + second.a + second.b)) *
        (total === "reciprocal" ? all / (all + 1) : 1),
    );
    logs.push(log);
    if (log > highest) {
      sum *= Math.exp(highest - log);
      highest = log;
    }
    const weight = Math.exp(log - highest);
    sum += weight;
    if (u > 1000 + 20 * r && weight * all < 1e-6 * (power - 1) * sum) break;
  }
  const last = logs.length - 1;
  const weights = logs.map((value) => Math.exp(value - highest));
  if (power <= 1) return null;
  sum += (weights[last]! * (r + last)) / (power - 1);
  let moment = power > 2 ? (weights[last]! * (r + last) ** 2) / (power - 2) : Infinity;
  weights.forEach((weight, u) => {
    moment += weight * u;
  });

  const quantile = (p: number): number => {
    let below = 0;
    for (let u = 0; u < weights.length; u += 1) {
      below += weights[u]!;
      if (below >= p * sum) return u;
    }
    return Infinity;
  };
  const tail = (1 - confidence) / 2;
  return {
    mean: Number.isFinite(moment) ? moment / sum : null,
    median: quantile(0.5),
    interval: { lower: quantile(tail), upper: quantile(1 - tail) },
    nothing: weights[0]! / sum,
  };
}
