import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plotKindNames } from "../place/index.ts";
import type { VisitMark } from "../patrol/index.ts";
import { followUp, inWorkingHours, registerGap, sightMetres } from "./index.ts";

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
  it("is unknown without doors added in the field, or without visits", () => {
    expect(registerGap({ registered: 900, visited: 300, addedInField: 0 })).toMatchObject({ missing: null });
    expect(registerGap({ registered: 900, visited: 0, addedInField: 2 }).missing).toBeNull();
  });
  it("expects twice as many still missing when a third of the register was visited", () => {
    const gap = registerGap({ registered: 900, visited: 300, addedInField: 10 });
    // (901 · 311 / 301 − 1) − 900 − 10
    expect(gap.missing).toBe(20);
    expect(gap.low).toBeLessThan(20);
    expect(gap.words).toContain("约还有 20 户");
  });
  it("never falls below zero, grows with what was added, and is nothing once all was walked", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.nat(),
        fc.integer({ min: 1, max: 400 }),
        (n, v, f) => {
          const visited = 1 + (v % n);
          const gap = registerGap({ registered: n, visited, addedInField: f });
          expect(gap.low!).toBeGreaterThanOrEqual(0);
          expect(gap.low!).toBeLessThanOrEqual(gap.missing!);
          expect(gap.missing!).toBeLessThanOrEqual(gap.high!);
          const more = registerGap({ registered: n, visited, addedInField: f + 1 });
          expect(more.missing!).toBeGreaterThanOrEqual(gap.missing!);
          expect(registerGap({ registered: n, visited: n, addedInField: f }).missing).toBe(0);
        },
      ),
    );
  });
});

it("gives every kind of plot a distance of sight", () => {
  for (const kind of plotKindNames) expect(sightMetres[kind]).toBeGreaterThan(0);
});
