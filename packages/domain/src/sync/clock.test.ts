import { expect, it } from "vitest";
import { CLOCK_OFF_MS, isClockOff, settledSkew, skewOf, skewWords } from "./index.ts";

it("is ahead when the device says a later time than the server", () => {
  expect(skewOf(5_000, 2_000)).toBe(3_000);
  expect(skewOf(2_000, 5_000)).toBe(-3_000);
});
it("takes the middle measurement, so that one slow request does not count", () => {
  expect(settledSkew([])).toBeNull();
  expect(settledSkew([-40_000, 100, 200])).toBe(100);
  expect(settledSkew([100, 300])).toBe(100);
});
it("is off beyond two minutes either way, and says so in words", () => {
  expect([CLOCK_OFF_MS, CLOCK_OFF_MS + 1, -CLOCK_OFF_MS - 1].map(isClockOff)).toEqual([false, true, true]);
  expect([1_000, 300_000, -7_260_000, -93_600_000].map(skewWords)).toEqual([
    "准",
    "快 5 分钟",
    "慢 2 小时 1 分钟",
    "慢 1 天 2 小时",
  ]);
});
