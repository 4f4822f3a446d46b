import { requireConfidence, requireSample, requireShare } from "./detection-error.ts";
import { CONFIDENCE } from "./interval.ts";
import { sensitivityExact } from "./sensitivity-exact.ts";

/** Rounded up, but not for what only arithmetic put above a whole number. */
const up = (value: number): number => Math.ceil(value - 1e-9);

/**
 * Places to check in a large population so that plants at the design prevalence are found with the wanted
 * confidence: ln(1 - c) / ln(1 - p* Se), rounded up. Null when no number is enough.
 *
 * Cannon, Prev. Vet. Med. 49 (2001) 141-163; n.binom of RSurveillance, rsu.sssep.rs(N = NA) of epiR.
 *
 * @throws DetectionError bad-share, bad-confidence
 */
export function checksNeededBinomial(
  prevalence: number,
  detection: number,
  confidence = CONFIDENCE,
): number | null {
  requireShare(prevalence, "prevalence");
  requireShare(detection, "detection");
  requireConfidence(confidence);
  const share = prevalence * detection;
  return share === 0 ? null : Math.max(1, up(Math.log1p(-confidence) / Math.log1p(-share)));
}

/**
 * Places to check of `population`, `positives` of them with plants: the smallest number whose exact survey
 * sensitivity reaches the wanted confidence. Null when not even checking all of them does.
 *
 * Cameron & Baldock, Prev. Vet. Med. 34 (1998) 1-17; see sensitivityExact.
 *
 * @throws DetectionError bad-count, bad-share, bad-confidence, sample-too-large
 */
export function checksNeededExact(
  population: number,
  positives: number,
  detection: number,
  confidence = CONFIDENCE,
): number | null {
  requireConfidence(confidence);
  const reaches = (checked: number): boolean =>
    sensitivityExact(population, positives, checked, detection) >= confidence - 1e-12;
  if (!reaches(population)) return null;
  let low = 0;
  let high = population;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * The same by the approximation of epiR and RSurveillance: (N / Se)(1 - (1 - c)^(1/d)), rounded up; null above N.
 * Never fewer than the exact number.
 *
 * MacDiarmid, N. Z. Vet. J. 36 (1988) 39-42; n.hypergeo of RSurveillance, rsu.sssep.rs of epiR.
 *
 * @throws DetectionError bad-count, bad-share, bad-confidence, sample-too-large
 */
export function checksNeededMacDiarmid(
  population: number,
  positives: number,
  detection: number,
  confidence = CONFIDENCE,
): number | null {
  requireSample(positives, population, "positives");
  requireShare(detection, "detection");
  requireConfidence(confidence);
  if (positives === 0 || detection === 0) return null;
  const needed = (population / detection) * (1 - (1 - confidence) ** (1 / positives));
  return needed > population ? null : up(needed);
}

/**
 * The same by Cannon and Roe's formula for places where nothing is overlooked: (1 - (1 - c)^(1/d))(N - (d - 1)/2),
 * rounded up; null when none of them has plants. This is their table 1.
 *
 * Cannon & Roe, Livestock Disease Surveys (Canberra 1982).
 *
 * @throws DetectionError bad-count, bad-confidence, sample-too-large
 */
export function checksNeededCannonRoe(
  population: number,
  positives: number,
  confidence = CONFIDENCE,
): number | null {
  requireSample(positives, population, "positives");
  requireConfidence(confidence);
  if (positives === 0) return null;
  return up((1 - (1 - confidence) ** (1 / positives)) * (population - (positives - 1) / 2));
}
