/** The calendar of the invented season and how far each community is in each round. */
import { addDays, daysBetween, startOfDay, type Day } from "@lingzhu/domain/kernel";
import type { PlantStage } from "@lingzhu/domain/patrol";

/** The moment at which the demonstration stands: 22 May 2026, 10:20 in China. */
export const ANCHOR = at("2026-05-22", "10:20");
export const SEASON = { year: 2026, start: "2026-03-01", end: "2026-06-30" } as const;

export interface RoundPlan {
  name: string;
  stage: PlantStage;
  start: Day;
  end: Day;
  /** Made on this day. */
  planned: Day;
  /** Share of each community's doors and plots that is walked by the anchor; by index, repeated beyond the sixth. */
  walked: readonly number[];
  /** Share of what is walked that stays shut, refused or out of reach to the end. */
  failed: readonly number[];
}

const FAILED = [0.004, 0.009, 0.014, 0.019, 0.024, 0.028];
export const ROUNDS: readonly RoundPlan[] = [
  {
    name: "第一轮踏查",
    stage: "emergence",
    planned: "2026-03-10",
    start: "2026-03-12",
    end: "2026-04-05",
    walked: [1, 0.999, 1, 0.998, 1, 0.997],
    failed: FAILED,
  },
  {
    name: "第二轮踏查",
    stage: "flowering",
    planned: "2026-04-10",
    start: "2026-04-15",
    end: "2026-05-06",
    walked: [1, 1, 0.999, 0.999, 0.998, 0.999],
    failed: [...FAILED].reverse(),
  },
  {
    name: "第三轮踏查",
    stage: "fruiting",
    planned: "2026-05-08",
    start: "2026-05-11",
    end: "2026-05-31",
    walked: [0.93, 0.86, 0.81, 0.77, 0.66, 0.57],
    failed: [0.02, 0.03, 0.025, 0.03, 0.035, 0.04],
  },
];

/** The moment of a clock time in China on a day. */
export function at(day: Day, time: string): number {
  const [hours, minutes] = time.split(":").map(Number) as [number, number];
  return startOfDay(day) + (hours * 60 + minutes) * 60_000;
}

/** `count` days spread evenly over a span, both ends included; fewer when the span is shorter. */
export function spreadDays(from: Day, to: Day, count: number): Day[] {
  const span = daysBetween(from, to);
  const days = Math.min(count, span + 1);
  if (days <= 1) return [to];
  return [
    ...new Set(Array.from({ length: days }, (_, i) => addDays(from, Math.round((i * span) / (days - 1))))),
  ];
}
