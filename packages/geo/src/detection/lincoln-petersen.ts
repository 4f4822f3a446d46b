import { countsOf, type Sightings } from "./sightings.ts";

/**
 * Lincoln-Petersen estimate of all places with plants, seen or not: n1 n2 / m. The most likely value, but biased
 * upwards in small samples and without limit when no place was seen by both: null then.
 *
 * Petersen 1896, Lincoln 1930; Seber, The Estimation of Animal Abundance (2nd ed. 1982), chapter 3.
 *
 * @throws DetectionError bad-count
 */
export function lincolnPetersen(sightings: Sightings): number | null {
  const { n1, n2, m } = countsOf(sightings);
  return m === 0 ? null : (n1 * n2) / m;
}
