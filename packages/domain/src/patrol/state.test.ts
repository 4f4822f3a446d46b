import fc from "fast-check";
import { expect, it } from "vitest";
import { outcomeNames, stateFromVisits, type VisitMark } from "./index.ts";

const marks = fc.uniqueArray(
  fc.record({
    id: fc.uuid({ version: 7 }),
    outcome: fc.constantFrom(...outcomeNames),
    recordedAt: fc.integer({ min: 1, max: 5 }),
  }),
  { selector: (mark: VisitMark) => mark.id, maxLength: 8 },
);

it("does not depend on the order of arrival", () => {
  fc.assert(
    fc.property(marks, fc.infiniteStream(fc.nat()), (visits, randoms) => {
      const shuffled = visits
        .map((visit) => [randoms.next().value, visit] as const)
        .sort((a, b) => Number(a[0]) - Number(b[0]));
      expect(stateFromVisits(shuffled.map(([, visit]) => visit))).toEqual(stateFromVisits(visits));
    }),
  );
});

it("never falls back once a look was completed", () => {
  fc.assert(
    fc.property(marks, (visits) => {
      const seen = visits.some((visit) => visit.outcome === "checked");
      expect(stateFromVisits(visits).state === "seen").toBe(seen);
    }),
  );
});

it("takes the latest failed attempt while nobody has looked", () => {
  const visit = (id: string, outcome: VisitMark["outcome"], recordedAt: number): VisitMark => ({
    id,
    outcome,
    recordedAt,
  });
  expect(stateFromVisits([])).toEqual({ state: "unseen", visits: 0, lastVisitId: null, lastVisitAt: null });
  expect(stateFromVisits([visit("b", "no_one_in", 2), visit("a", "refused", 1)])).toMatchObject({
    state: "no_one_in",
    visits: 2,
    lastVisitId: "b",
  });
  expect(stateFromVisits([visit("a", "checked", 1), visit("b", "refused", 2)])).toMatchObject({
    state: "seen",
    lastVisitId: "b",
  });
});
