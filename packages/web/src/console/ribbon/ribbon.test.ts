import { expect, it } from "vitest";
import { showsEarlierDays } from "./as-of.ts";
import { stageWindowsOf } from "./stage-windows.ts";

it("knows which pages can show an earlier day", () => {
  expect(showsEarlierDays("/overview", null)).toBe(true);
  expect(showsEarlierDays("/places/0195a000", null)).toBe(true);
  expect(showsEarlierDays("/findings", null)).toBe(false);
  expect(showsEarlierDays("/rounds/0195a000", "ground")).toBe(true);
  expect(showsEarlierDays("/rounds/0195a000", null)).toBe(false);
});
it("cuts the plant's windows to the season, in every year that it touches", () => {
  expect(stageWindowsOf("2026-03-01", "2026-05-01")).toEqual([
    { stage: "emergence", start: "2026-03-01", end: "2026-04-05" },
    { stage: "flowering", start: "2026-04-06", end: "2026-05-01" },
  ]);
  expect(stageWindowsOf("2025-12-01", "2026-02-20")).toEqual([
    { stage: "emergence", start: "2026-02-10", end: "2026-02-20" },
  ]);
});
