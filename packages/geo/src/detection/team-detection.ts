import { clopperPearson } from "./clopper-pearson.ts";
import { CONFIDENCE, type Interval } from "./interval.ts";
import { jeffreys } from "./jeffreys.ts";
import { countsOf, type Sightings } from "./sightings.ts";

/** Probability that a team finds a place with plants on the ground it looked at; null where nothing tells. */
export interface Detection {
  hits: number;
  tries: number;
  estimate: number | null;
  /** Clopper-Pearson: at least the stated confidence. */
  exact: Interval;
  /** Jeffreys: the stated confidence on average. */
  jeffreys: Interval;
}

/**
 * Detection probability from places known to have plants and how many of them were found: blind markers, or the
 * other team's findings.
 *
 * @throws DetectionError bad-count, sample-too-large, bad-confidence
 */
export function detectionOf(hits: number, tries: number, confidence = CONFIDENCE): Detection {
  return {
    hits,
    tries,
    estimate: tries === 0 ? null : hits / tries,
    exact: clopperPearson(hits, tries, confidence),
    jeffreys: jeffreys(hits, tries, confidence),
  };
}

/**
 * Each team's detection probability, the other team's findings serving as its test: m / n2 for the first, m / n1
 * for the second (double-observer survey; Nichols et al., Auk 117 (2000) 393-408).
 * Assumptions: see Sightings; places neither team can see count for neither, so that the figures are for places
 * that can be seen at all.
 *
 * @throws DetectionError bad-count, bad-confidence
 */
export function teamDetections(
  sightings: Sightings,
  confidence = CONFIDENCE,
): { first: Detection; second: Detection } {
  const { n1, n2, m } = countsOf(sightings);
  return { first: detectionOf(m, n2, confidence), second: detectionOf(m, n1, confidence) };
}
