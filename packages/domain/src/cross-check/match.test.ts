import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crossChecked, matchSpots, sightingsOf, type CheckedSpot, type Spot } from "./index.ts";

/** Metres east of one point, at 33.64° north. */
const east = (metres: number) => 116.96 + metres / (111_320 * Math.cos((33.64 * Math.PI) / 180));
let n = 0;
const spot = (placeId: string | null, metres: number | null, over: Partial<Spot> = {}): Spot => ({
  findingId: `f${String((n += 1)).padStart(4, "0")}`,
  placeId,
  placeKind: placeId === null ? null : "plot",
  lon: metres === null ? null : east(metres),
  lat: metres === null ? null : 33.64,
  ...over,
});
const door = (placeId: string, metres: number | null) => spot(placeId, metres, { placeKind: "household" });
const counts = (first: Spot[], second: Spot[]) => {
  const { firstOnly, secondOnly, both } = sightingsOf(matchSpots(first, second));
  return [firstOnly, secondOnly, both];
};

describe("matchSpots", () => {
  it("takes the same place for one, however far the phones were apart", () => {
    expect(counts([spot("p", 0)], [spot("p", 500)])).toEqual([0, 0, 1]);
    expect(counts([spot("p", null)], [spot("p", null)])).toEqual([0, 0, 1]);
  });
  it("takes what is within 30 m for one, and what is farther for two", () => {
    expect(counts([spot("p", 0)], [spot("q", 29)])).toEqual([0, 0, 1]);
    expect(counts([spot(null, 0)], [spot("q", 31)])).toEqual([1, 1, 0]);
    expect(counts([spot(null, null)], [spot(null, null)])).toEqual([1, 1, 0]);
  });
  it("never takes two different doors for one, though they share their building's position", () => {
    expect(counts([door("301", 0)], [door("302", 0)])).toEqual([1, 1, 0]);
    expect(counts([door("301", 0)], [spot(null, 5)])).toEqual([0, 0, 1]);
  });
  it("matches one to one: the same place first, then the nearest", () => {
    const [a, b] = [spot("p", 0), spot("q", 10)];
    const [c, d] = [spot("q", 2), spot("r", 4)];
    const { both } = matchSpots([a, b], [c, d]);
    expect(both.map(({ first, second }) => [first[0].findingId, second[0].findingId])).toEqual([
      [b.findingId, c.findingId],
      [a.findingId, d.findingId],
    ]);
  });
  it("counts a place reported twice by a team once", () => {
    expect(counts([spot("p", 0), spot("p", 8), spot(null, 4)], [])).toEqual([1, 0, 0]);
    expect(counts([spot("p", 0), spot("q", 8)], [])).toEqual([2, 0, 0]);
  });
  it("does not depend on the order of findings, and mirrors when the teams change sides", () => {
    const spots = fc.array(fc.tuple(fc.constantFrom(null, "p", "q", "r"), fc.integer({ min: 0, max: 120 })), {
      maxLength: 7,
    });
    fc.assert(
      fc.property(spots, spots, (a, b) => {
        const first = a.map(([place, metres]) => spot(place, metres));
        const second = b.map(([place, metres]) => spot(place, metres));
        const [one, two, both] = counts(first, second);
        expect(counts(first.toReversed(), second.toReversed())).toEqual([one, two, both]);
        expect(counts(second, first)[2]).toBe(both);
        expect(one! + both!).toBeLessThanOrEqual(first.length);
      }),
    );
  });
});

describe("crossChecked", () => {
  const checked = (spot: Spot, over: Partial<CheckedSpot> = {}): CheckedSpot => ({
    ...spot,
    otherLooked: true,
    eradicatedOn: null,
    otherLookedOn: "2026-03-20",
    ...over,
  });
  const sizes = (first: CheckedSpot[], second: CheckedSpot[]) => {
    const result = crossChecked(first, second);
    return {
      ...sightingsOf(result),
      removed: result.removedBefore.length,
      elsewhere: result.elsewhere.length,
    };
  };
  it("leaves out what the second team could not see any more, unless it saw it", () => {
    const gone = { eradicatedOn: "2026-03-18" };
    expect(sizes([checked(spot("p", 0), gone)], [])).toMatchObject({ firstOnly: 0, removed: 1 });
    expect(sizes([checked(spot("p", 0), gone)], [checked(spot("p", 0))])).toMatchObject({
      both: 1,
      removed: 0,
    });
    expect(sizes([checked(spot("p", 0), { eradicatedOn: "2026-03-21" })], [])).toMatchObject({
      firstOnly: 1,
    });
  });
  it("leaves out ground on which only one team looked", () => {
    expect(
      sizes(
        [checked(spot("p", 0), { otherLooked: false })],
        [checked(spot("q", 200), { otherLooked: false })],
      ),
    ).toEqual({ firstOnly: 0, secondOnly: 0, both: 0, removed: 0, elsewhere: 2 });
  });
});
