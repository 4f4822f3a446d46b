import { betaQuantile } from "./beta-quantile.ts";
import { requireConfidence, requireSample } from "./detection-error.ts";
import { CONFIDENCE, type Interval } from "./interval.ts";

/**
 * Exact interval of a share from `hits` among `tries`: contains the true share with at least the given
 * confidence whatever it is, and is therefore wide. Of no tries it says 0 to 1.
 *
 * Clopper & Pearson, Biometrika 26 (1934) 404-413: each end is the share at which the observed count or a more
 * extreme one has probability (1 - confidence) / 2, written as beta quantiles.
 *
 * @throws DetectionError bad-count, sample-too-large, bad-confidence
 */
export function clopperPearson(hits: number, tries: number, confidence = CONFIDENCE): Interval {
  requireSample(hits, tries, "hits");
  requireConfidence(confidence);
  const tail = (1 - confidence) / 2;
  return {
    lower: hits === 0 ? 0 : betaQuantile(tail, hits, tries - hits + 1),
    upper: hits === tries ? 1 : betaQuantile(1 - tail, hits + 1, tries - hits),
  };
}
