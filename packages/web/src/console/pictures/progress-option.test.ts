import { expect, it } from "vitest";
import { progressDays, progressOption, progressWords } from "./progress-option.ts";

const progress = {
  roundId: "0195a000-0000-7000-8000-000000000001",
  start: "2026-05-11",
  end: "2026-05-14",
  total: 300,
  days: [
    { day: "2026-05-10", visits: 5, seen: 4 },
    { day: "2026-05-12", visits: 120, seen: 100 },
  ],
};

it("fills idle days, keeps early work, and knows nothing of days that have not come", () => {
  expect(progressDays(progress, "2026-05-13")).toEqual([
    { day: "2026-05-10", visits: 5, seen: 4, time: 0 },
    { day: "2026-05-11", visits: 0, seen: 4, time: 0.25 },
    { day: "2026-05-12", visits: 120, seen: 100, time: 0.5 },
    { day: "2026-05-13", visits: 0, seen: 100, time: 0.75 },
    { day: "2026-05-14", visits: null, seen: null, time: 1 },
  ]);
});
it("says a day in words, the share rounded down", () => {
  const days = progressDays(progress, "2026-05-13");
  expect(progressWords(days[2]!, 300)).toBe("05-12 踏查 120 次，累计已查 100 / 300 处 33.3%，时间过了 50%");
  expect(progressWords(days[4]!, 300)).toBe("05-14 还没有到，时间过了 100%");
});
it("draws one bar and two lines per day, and divides by no empty register", () => {
  const { series } = progressOption(progressDays(progress, "2026-05-13"), 0) as {
    series: { data: (number | null)[] }[];
  };
  expect(series.map(({ data }) => data.length)).toEqual([5, 5, 5]);
  expect(series[1]!.data).toEqual([null, null, null, null, null]);
});
