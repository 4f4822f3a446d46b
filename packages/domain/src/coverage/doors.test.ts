import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plotKindNames } from "../place/index.ts";
import type { VisitMark } from "../patrol/index.ts";
import { captureOf, followUp, inWorkingHours, registerGap, sightMetres } from "./index.ts";

/** 2026-03-04 is a Wednesday. */
const at = (day: string, time: string) => Date.parse(`${day}T${time}:00+08:00`);
let n = 0;
const visit = (recordedAt: number, outcome: VisitMark["outcome"] = "no_one_in"): VisitMark => ({
  id: `v${(n += 1)}`,
  outcome,
  recordedAt,
});

describe("followUp", () => {
  it("asks for a second attempt in two days, in the evening after a working day", () => {
    expect(followUp([visit(at("2026-03-04", "10:00"))])).toEqual({
      state: "no_one_in",
      attempt: 2,
      dueOn: "2026-03-06",
      advice: "多为白天无人，建议 18:30 后再去。",
    });
  });
  it("asks for a third in three days, and says so when no time of day helped", () => {
    const visits = [visit(at("2026-03-04", "10:00")), visit(at("2026-03-06", "19:10"))];
    expect(followUp(visits)).toMatchObject({ attempt: 3, dueOn: "2026-03-09" });
    expect(followUp(visits)!.advice).toContain("电话预约");
    expect(followUp([visit(at("2026-03-07", "10:00"))])!.advice).toContain("工作日白天");
  });
  it("does not send anybody a fourth time, nor alone after a refusal", () => {
    const empty = [1, 2, 3].map((day) => visit(at(`2026-03-0${day}`, "10:00")));
    expect(followUp(empty)).toMatchObject({ state: "no_one_in", attempt: null, dueOn: null });
    const refused = followUp([...empty, visit(at("2026-03-05", "10:00"), "refused")]);
    expect(refused).toMatchObject({ state: "refused", attempt: null });
    expect(refused!.advice).toContain("陪同");
  });
  it("is nothing once the household is seen, and a first attempt while nobody went", () => {
    expect(
      followUp([visit(at("2026-03-04", "10:00")), visit(at("2026-03-04", "11:00"), "checked")]),
    ).toBeNull();
    expect(followUp([])).toMatchObject({ state: "unseen", attempt: 1, dueOn: null });
  });
  it("knows working hours from their edges", () => {
    expect(inWorkingHours(at("2026-03-04", "08:00"))).toBe(true);
    expect(inWorkingHours(at("2026-03-04", "18:29"))).toBe(true);
    expect(inWorkingHours(at("2026-03-04", "18:30"))).toBe(false);
    expect(inWorkingHours(at("2026-03-04", "07:59"))).toBe(false);
    expect(inWorkingHours(at("2026-03-08", "10:00"))).toBe(false);
  });
});

describe("registerGap", () => {
  const counts = { registered: 900, visited: 300, addedInField: 0 };
  it("is unknown without doors added in the field, or without visits", () => {
    expect(registerGap(counts)).toMatchObject({ missing: null, atLeast: 0 });
    expect(registerGap(counts).words).toContain("不等于不缺");
    expect(registerGap({ registered: 900, visited: 0, addedInField: 2 }).missing).toBeNull();
  });
  it("says no more than what was added while one round alone had the chance, however much was walked", () => {
    const gap = registerGap({ registered: 900, visited: 900, addedInField: 10 });
    expect(gap).toMatchObject({ missing: null, low: null, atLeast: 10 });
    expect(gap.words).toContain("至少缺这么多");
  });
  it("is Chapman's estimate of what two independent rounds both overlooked", () => {
    const capture = { firstOnly: 4, secondOnly: 3, both: 9 };
    const gap = registerGap({ ...counts, addedInField: 16, capture });
    // 14 · 13 / 10 − 1 = 17.2 in all, 16 known.
    expect(gap.missing).toBe(1);
    expect(gap.low).toBeLessThanOrEqual(1);
    expect(gap.high).toBeGreaterThan(1);
    expect(gap.words).toContain("约还缺 1 户");
  });
  it("cannot tell from too few doors in common", () => {
    const capture = { firstOnly: 6, secondOnly: 5, both: 1 };
    expect(registerGap({ ...counts, addedInField: 12, capture })).toMatchObject({
      missing: null,
      atLeast: 12,
    });
    const none = { firstOnly: 0, secondOnly: 0, both: 0 };
    expect(registerGap({ ...counts, addedInField: 2, capture: none }).words).toContain("只有一轮补录");
  });
  it("keeps its estimate within its interval, and both whole and not below zero", () => {
    const some = fc.nat(40);
    fc.assert(
      fc.property(some, some, some, (firstOnly, secondOnly, both) => {
        const addedInField = firstOnly + secondOnly + both;
        const gap = registerGap({ ...counts, addedInField, capture: { firstOnly, secondOnly, both } });
        if (gap.missing === null) return;
        expect(gap.low!).toBeGreaterThanOrEqual(0);
        expect(gap.low!).toBeLessThanOrEqual(gap.missing);
        expect(gap.missing).toBeLessThanOrEqual(gap.high!);
        for (const figure of [gap.low, gap.missing, gap.high]) expect(Number.isInteger(figure)).toBe(true);
      }),
    );
  });
  it("counts a door once a round, and only where both rounds were", () => {
    const door = (placeId: string, round: "first" | "second", bothWereThere = true) => ({
      placeId,
      round,
      bothWereThere,
    });
    const added = [
      door("a", "first"),
      door("a", "first"),
      door("a", "second"),
      door("b", "second"),
      door("c", "first", false),
      door("d", "first"),
    ];
    expect(captureOf(added)).toEqual({ firstOnly: 1, secondOnly: 1, both: 1 });
    expect(captureOf(added.toReversed())).toEqual(captureOf(added));
  });
});

it("gives every kind of plot a distance of sight", () => {
  for (const kind of plotKindNames) expect(sightMetres[kind]).toBeGreaterThan(0);
});
