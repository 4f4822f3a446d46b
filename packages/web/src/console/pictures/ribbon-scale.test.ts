import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "@lingzhu/domain/kernel";
import { dayByKey, linesFor, monthStarts, ribbonScale, seasonOf, stackByDay } from "./ribbon-scale.ts";
import { phaseWords, stageOutside } from "./season-words.ts";

describe("the ribbon", () => {
  it("gives back the day under every pixel of that day", () => {
    const span = fc.record({
      length: fc.integer({ min: 0, max: 400 }),
      width: fc.integer({ min: 300, max: 2000 }),
    });
    fc.assert(
      fc.property(
        span,
        fc.nat(),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        ({ length, width }, pick, within) => {
          const scale = ribbonScale("2026-03-01", addDays("2026-03-01", length), width);
          const day = addDays("2026-03-01", pick % (length + 1));
          expect(scale.dayAt(scale.x(day) + scale.dayWidth * within)).toBe(day);
          expect(scale.xEnd(day) - scale.x(day)).toBeCloseTo(scale.dayWidth, 6);
        },
      ),
    );
  });
  it("clamps what lies outside of the season", () => {
    const scale = ribbonScale("2026-03-01", "2026-06-30", 1220);
    expect([scale.x("2026-01-01"), scale.xEnd("2027-01-01")]).toEqual([0, 1220]);
    expect([scale.dayAt(-50), scale.dayAt(5000)]).toEqual(["2026-03-01", "2026-06-30"]);
  });
  it("stretches to rounds outside of the plan and marks the months", () => {
    const season = seasonOf({ start: "2026-03-01", end: "2026-06-30" }, [
      { start: "2026-02-20", end: "2026-07-02" },
    ]);
    expect(season).toEqual({ start: "2026-02-20", end: "2026-07-02" });
    expect(monthStarts("2025-11-15", "2026-01-01")).toEqual(["2025-12-01", "2026-01-01"]);
  });
  it("never lays overlapping rounds on one line", () => {
    const a = { start: "2026-03-01", end: "2026-03-10" };
    const b = { start: "2026-03-10", end: "2026-03-20" };
    const c = { start: "2026-03-11", end: "2026-03-12" };
    expect(linesFor([b, a, c])).toEqual([1, 0, 0]);
  });
  it("stacks findings of one day", () => {
    const levels = stackByDay([{ day: "2026-04-01" }, { day: "2026-04-02" }, { day: "2026-04-01" }]);
    expect(levels.map(({ level }) => level)).toEqual([0, 0, 1]);
  });
  it("moves by keys between the first day and the last that has been", () => {
    const season = { start: "2026-03-01", last: "2026-04-20" };
    expect(dayByKey("ArrowLeft", "2026-04-20", season)).toBe("2026-04-19");
    expect(dayByKey("ArrowRight", "2026-04-20", season)).toBe("2026-04-20");
    expect(dayByKey("PageDown", "2026-03-03", season)).toBe("2026-03-01");
    expect(dayByKey("End", "2026-03-03", season)).toBe("2026-04-20");
    expect(dayByKey("a", "2026-03-03", season)).toBeNull();
  });
});

it("says a stage once, and the word 阶段 once", () => {
  expect(stageOutside({ name: "第三轮（挂果）", stage: "fruiting" })).toBeNull();
  expect(stageOutside({ name: "第三轮踏查", stage: "fruiting" })).toBe("挂果");
  expect([phaseWords("踏查铲除阶段"), phaseWords("踏查铲除")]).toEqual(["踏查铲除阶段", "踏查铲除阶段"]);
});
