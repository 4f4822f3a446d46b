import { distance, type Sightings } from "@lingzhu/geo";
import type { Day } from "../kernel/index.ts";
import type { PlaceKind } from "../place/schema.ts";

/** Metres within which two findings of different teams are taken for one. A phone in the open errs by some 10 m. */
export const SAME_SPOT_M = 30;

/** A finding as one team reported it. */
export interface Spot {
  findingId: string;
  placeId: string | null;
  /** Kind of that place; null without one. */
  placeKind: PlaceKind | null;
  lon: number | null;
  lat: number | null;
}

/** One place with plants as one team saw it: usually one finding, several when it was reported again. */
export type Site = readonly [Spot, ...Spot[]];

export interface Matched {
  firstOnly: Site[];
  secondOnly: Site[];
  both: { first: Site; second: Site }[];
}

function metresBetween(a: Spot, b: Spot): number {
  if (a.lon === null || a.lat === null || b.lon === null || b.lat === null) return Infinity;
  return distance(a.lon, a.lat, b.lon, b.lat);
}
const samePlace = (a: Spot, b: Spot) => a.placeId !== null && a.placeId === b.placeId;
/** Both name a door, and not the same one. Doors of a building share a position, so that distance says nothing there. */
const differentDoors = (a: Spot, b: Spot) =>
  a.placeKind === "household" && b.placeKind === "household" && a.placeId !== b.placeId;
const closest = (a: Site, b: Site, near: (a: Spot, b: Spot) => number) =>
  Math.min(...a.flatMap((one) => b.map((other) => near(one, other))));

/** 0 for the same place, metres when near enough, Infinity for two spots. */
function apart(a: Spot, b: Spot): number {
  if (samePlace(a, b)) return 0;
  if (differentDoors(a, b)) return Infinity;
  const metres = metresBetween(a, b);
  // Never quite zero, so that the same place goes before the same position.
  return metres <= SAME_SPOT_M ? Math.max(metres, 1e-6) : Infinity;
}

/**
 * The places with plants of one team: what it reported at the same place, or without a place within 30 m, is one.
 * Two places that a team named itself stay two, however near.
 */
export function sitesOf(spots: readonly Spot[]): Site[] {
  const sites: [Spot, ...Spot[]][] = [];
  for (const spot of [...spots].sort((a, b) => (a.findingId < b.findingId ? -1 : 1))) {
    const site = sites.find((site) =>
      site.some(
        (other) =>
          samePlace(spot, other) ||
          ((spot.placeId === null || other.placeId === null) && apart(spot, other) < Infinity),
      ),
    );
    if (site) site.push(spot);
    else sites.push([spot]);
  }
  return sites;
}

/**
 * Which places with plants two teams both saw: the same place, or within 30 m of each other unless they are two
 * different doors. One to one: the same place first, then the nearest; equal distances by finding id. The order of
 * the findings does not matter.
 */
export function matchSpots(first: readonly Spot[], second: readonly Spot[]): Matched {
  const [ours, theirs] = [sitesOf(first), sitesOf(second)];
  const pairs = ours.flatMap((a) =>
    theirs.flatMap((b) => {
      const metres = closest(a, b, apart);
      return metres < Infinity ? [{ a, b, metres }] : [];
    }),
  );
  const key = ({ a, b }: (typeof pairs)[number]) => [a[0].findingId, b[0].findingId].sort().join(" ");
  pairs.sort((p, q) => p.metres - q.metres || (key(p) < key(q) ? -1 : 1));
  const taken = new Set<Site>();
  const both: Matched["both"] = [];
  for (const { a, b } of pairs) {
    if (taken.has(a) || taken.has(b)) continue;
    taken.add(a).add(b);
    both.push({ first: a, second: b });
  }
  return {
    firstOnly: ours.filter((site) => !taken.has(site)),
    secondOnly: theirs.filter((site) => !taken.has(site)),
    both,
  };
}

/** What decides whether a finding says anything about the other team. */
export interface CheckedSpot extends Spot {
  /** The other team really looked at the place (or its surroundings, without a place). */
  otherLooked: boolean;
  /** For the first team's: eradicated on this day; null while it stands. */
  eradicatedOn: Day | null;
  /** For the first team's: the day on which the second team looked there; null when it did not. */
  otherLookedOn: Day | null;
}

export interface CrossChecked extends Matched {
  /** The first team's that were eradicated before the second team came: it could not see them. */
  removedBefore: Site[];
  /** Where only one of the teams looked: it says nothing about the other. */
  elsewhere: Site[];
}

/**
 * The findings of both teams on the ground that both looked at.
 *
 * A finding of the first team that was eradicated by the day the second one came is left out unless that one saw it
 * too. The estimate of what both missed stays right: it needs only that the second team finds a marked place as
 * easily as another, whichever marks were taken away before (Seber 1982, section 3.1). The first team's own detection
 * then comes out too low, which errs to the safe side.
 */
export function crossChecked(first: readonly CheckedSpot[], second: readonly CheckedSpot[]): CrossChecked {
  const matched = matchSpots(first, second);
  const checked = new Map([...first, ...second].map((spot) => [spot.findingId, spot]));
  const some = (site: Site, holds: (spot: CheckedSpot) => boolean) =>
    site.some((spot) => holds(checked.get(spot.findingId)!));
  const looked = (site: Site) => some(site, (spot) => spot.otherLooked);
  const removed = (site: Site) =>
    !some(
      site,
      ({ eradicatedOn, otherLookedOn }) =>
        eradicatedOn === null || (otherLookedOn !== null && otherLookedOn < eradicatedOn),
    );
  const lookedFirst = matched.firstOnly.filter(looked);
  return {
    both: matched.both,
    firstOnly: lookedFirst.filter((site) => !removed(site)),
    removedBefore: lookedFirst.filter(removed),
    secondOnly: matched.secondOnly.filter(looked),
    elsewhere: [...matched.firstOnly, ...matched.secondOnly].filter((site) => !looked(site)),
  };
}

export const sightingsOf = ({ firstOnly, secondOnly, both }: Matched): Sightings => ({
  firstOnly: firstOnly.length,
  secondOnly: secondOnly.length,
  both: both.length,
});
