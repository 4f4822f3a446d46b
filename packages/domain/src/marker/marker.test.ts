import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clopperPearson } from "@lingzhu/geo";
import {
  MARKER_CODES,
  markerCode,
  markerPasses,
  markerSentence,
  markerShares,
  markerState,
  MarkerBody,
  readMarkerCode,
  stoodOnDayOf,
  type MarkerTrial,
} from "./index.ts";

const SIGNS = "34679ACDEFGHJKMNPQRTWXY";
const number = fc.nat(MARKER_CODES - 1);

describe("a marker code", () => {
  it("reads as it was written: small, wide, spaced, without its M", () => {
    fc.assert(
      fc.property(number, (n) => {
        const code = markerCode(n);
        expect(code).toMatch(/^M-[3-9A-Y]{5}$/);
        const bare = code.slice(2);
        const wide = [...code].map((sign) => String.fromCodePoint(sign.codePointAt(0)! + 0xfee0)).join("");
        for (const typed of [code, bare, code.toLowerCase(), `m ${bare.slice(0, 2)} ${bare.slice(2)}`, wide])
          expect(readMarkerCode(typed)).toBe(code);
      }),
    );
  });
  it("shows every wrong sign and every two signs swapped", () => {
    fc.assert(
      fc.property(number, fc.nat(4), fc.nat(4), fc.constantFrom(...SIGNS), (n, i, j, sign) => {
        const signs = markerCode(n).slice(2).split("");
        const wrong = [...signs];
        wrong[i] = sign;
        expect(readMarkerCode(wrong.join(""))).toBe(sign === signs[i] ? markerCode(n) : null);
        const swapped = [...signs];
        [swapped[i], swapped[j]] = [signs[j]!, signs[i]!];
        expect(readMarkerCode(swapped.join(""))).toBe(signs[i] === signs[j] ? markerCode(n) : null);
      }),
    );
  });
  it("is another one for another number", () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(markerCode(a) === markerCode(b)).toBe(a === b);
      }),
    );
  });
  it("is refused by the fact's shape when it is none", () => {
    expect(MarkerBody.safeParse({ code: "M-00000" }).success).toBe(false);
    expect(MarkerBody.parse({ code: markerCode(7).toLowerCase() }).code).toBe(markerCode(7));
  });
});

const day = (n: number, hour = 9) =>
  Date.parse(`2026-03-${String(n).padStart(2, "0")}T00:00:00+08:00`) + hour * 3_600_000;
const trial = (over: Partial<MarkerTrial>): MarkerTrial => ({
  id: "m",
  kind: "field",
  placedAt: day(2),
  removedAt: null,
  gone: false,
  looks: [],
  records: [],
  ...over,
});
const look = (teamId: string, at: number) => ({ teamId, personId: `${teamId}1`, at });
const record = (teamId: string, at: number, metres: number | null = 4) => ({ ...look(teamId, at), metres });
const nobody = new Set<string>();

describe("a marker", () => {
  it("goes from drawn to placed to removed or gone; one that never stood is withdrawn", () => {
    const life = { placedAt: null, removedAt: null, gone: false };
    expect(markerState(life)).toBe("drawn");
    expect(markerState({ ...life, removedAt: 2 })).toBe("withdrawn");
    expect(markerState({ ...life, placedAt: 1 })).toBe("placed");
    expect(markerState({ ...life, placedAt: 1, removedAt: 2 })).toBe("removed");
    expect(markerState({ placedAt: 1, removedAt: 2, gone: true })).toBe("gone");
  });
  it("stands by whole days", () => {
    const life = { placedAt: day(2, 15), removedAt: day(4, 8), gone: false };
    expect([1, 2, 3, 4, 5].map((n) => stoodOnDayOf(day(n, 12), life))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(stoodOnDayOf(day(2), { placedAt: null, removedAt: null, gone: false })).toBe(false);
  });
});

describe("markerPasses", () => {
  it("counts a team once for a marker it passed, found or not", () => {
    const passes = markerPasses(
      [
        trial({
          looks: [look("a", day(3)), look("a", day(5)), look("b", day(3))],
          records: [record("b", day(3))],
        }),
      ],
      nobody,
    );
    expect(passes.map(({ teamId, found }) => [teamId, found])).toEqual([
      ["a", false],
      ["b", true],
    ]);
  });
  it("leaves out looks before it stood and after it was taken, and records without a look", () => {
    expect(
      markerPasses(
        [
          trial({
            removedAt: day(5),
            looks: [look("a", day(1)), look("b", day(6))],
            records: [record("c", day(3))],
          }),
        ],
        nobody,
      ),
    ).toEqual([]);
    expect(markerPasses([trial({ placedAt: null, looks: [look("a", day(3))] })], nobody)).toEqual([]);
  });
  it("sets aside what insiders saw and what was recorded from afar", () => {
    const one = trial({
      looks: [look("a", day(3)), look("b", day(3))],
      records: [record("a", day(3), 400), record("b", day(3))],
    });
    expect(markerPasses([one], new Set(["b1"])).map(({ teamId, found }) => [teamId, found])).toEqual([
      ["a", false],
    ]);
  });
  it("believes that a marker which disappeared stood only until it was last recorded", () => {
    const gone = { gone: true, removedAt: day(9) };
    const looks = [look("a", day(3)), look("b", day(4)), look("c", day(7))];
    expect(markerPasses([trial({ ...gone, looks })], nobody)).toEqual([]);
    expect(
      markerPasses([trial({ ...gone, looks, records: [record("b", day(4))] })], nobody).map(
        ({ teamId, found }) => [teamId, found],
      ),
    ).toEqual([
      ["a", false],
      ["b", true],
    ]);
  });
});

it("shares by team, kind and sight, with the interval of the geometry library", () => {
  const passes = [
    { markerId: "1", kind: "field" as const, teamId: "a", found: true },
    { markerId: "2", kind: "field" as const, teamId: "a", found: false },
    { markerId: "3", kind: "household" as const, teamId: "b", found: true },
  ];
  const { total, teams, kinds, sights } = markerShares(passes, new Map([["a", "甲组"]]));
  expect(total).toMatchObject({ found: 2, passed: 3, share: 2 / 3, exact: clopperPearson(2, 3) });
  expect(teams.map(({ name, found, passed }) => [name, found, passed])).toEqual([
    ["甲组", 1, 2],
    ["未编组", 1, 1],
  ]);
  expect(kinds.map(({ name }) => name)).toEqual(["农田", "户"]);
  expect(sights.map(({ name }) => name)).toEqual(["开阔地，15 米", "入户"]);
  expect(markerSentence(total, 3)).toContain("次数还少");
  expect(markerSentence({ ...total, passed: 0 }, 3)).toContain("说不出发现率");
  expect(markerSentence(total, 0)).toContain("还没有放置");
});
