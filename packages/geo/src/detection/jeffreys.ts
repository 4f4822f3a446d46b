import { betaQuantile } from "./beta-quantile.ts";
import { requireConfidence, requireSample } from "./detection-error.ts";
import { CONFIDENCE, type Interval } from "./interval.ts";

/**
 * Jeffreys interval of a share from `hits` among `tries`: quantiles of Beta(hits + 1/2, misses + 1/2), with the
 * end set to 0 or 1 where no or every try hit. Narrower than Clopper-Pearson; its coverage is the nominal one on
 * average over shares, not at each share.
 *
 * Brown, Cai & DasGupta, Statistical Science 16 (2001) 101-133.
 *
 * @throws DetectionError bad-count, sample-too-large, bad-confidence
 */
export function jeffreys(hits: number, tries: number, confidence = CONFIDENCE): Interval {
  requireSample(hits, tries, "hits");
  requireConfidence(confidence);
  const tail = (1 - confidence) / 2;
  return {
    lower: hits === 0 ? 0 : betaQuantile(tail, hits + 0.5, tries - hits + 0.5),
    upper: hits === tries ? 1 : betaQuantile(1 - tail, hits + 0.5, tries - hits + 0.5),
  };
}
