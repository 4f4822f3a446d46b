import { requireCount } from "./detection-error.ts";

/**
 * Places with plants found on the same ground by two teams, neither knowing the other's result: places, not
 * plants. Everything estimated from it rests on four assumptions: the teams found independently of each other;
 * nothing came or went between them; every place was about as easy to see as any other; each finding is
 * verified and matched rightly to the other team's. A place hidden from both teams for one reason (a roof, a
 * locked yard) breaks the third, and then every estimate of what was missed is too low.
 */
export interface Sightings {
  firstOnly: number;
  secondOnly: number;
  both: number;
}

/** The counts under their usual letters: n1 and n2 by each team, m by both, r different places in all. */
export interface SightingCounts {
  n1: number;
  n2: number;
  m: number;
  r: number;
}

/** @throws DetectionError bad-count */
export function countsOf(sightings: Sightings): SightingCounts {
  requireCount(sightings.firstOnly, "firstOnly");
  requireCount(sightings.secondOnly, "secondOnly");
  requireCount(sightings.both, "both");
  const { firstOnly, secondOnly, both } = sightings;
  return { n1: firstOnly + both, n2: secondOnly + both, m: both, r: firstOnly + secondOnly + both };
}
