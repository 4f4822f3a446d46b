/** 季带: days on a line, in whole days of China Standard Time. Pure. */
import { addDays, daysBetween, type Day } from "@lingzhu/domain/kernel";

export interface RibbonScale {
  start: Day;
  end: Day;
  /** Width of the band and of one day, pixels. */
  width: number;
  dayWidth: number;
  /** Left edge of a day; days outside the season are clamped to its edges. */
  x: (day: Day) => number;
  /** Right edge of a day. */
  xEnd: (day: Day) => number;
  /** The day under a pixel, clamped to the season. */
  dayAt: (x: number) => Day;
}

/** `end` is included: a season of one day is as wide as the band. */
export function ribbonScale(start: Day, end: Day, width: number): RibbonScale {
  const days = Math.max(1, daysBetween(start, end) + 1);
  const dayWidth = width / days;
  const clamp = (n: number, high: number) => Math.min(high, Math.max(0, n));
  return {
    start,
    end,
    width,
    dayWidth,
    x: (day) => clamp(daysBetween(start, day), days) * dayWidth,
    xEnd: (day) => clamp(daysBetween(start, day) + 1, days) * dayWidth,
    dayAt: (x) => addDays(start, clamp(Math.floor(x / dayWidth), days - 1)),
  };
}

/** The first day shown and the last: the plan's dates, stretched to whatever rounds lie outside of them. */
export function seasonOf(
  plan: { start: Day; end: Day },
  spans: readonly { start: Day; end: Day }[],
): { start: Day; end: Day } {
  let { start, end } = plan;
  for (const span of spans) {
    if (span.start < start) start = span.start;
    if (span.end > end) end = span.end;
  }
  return { start, end };
}

/** First days of the months inside the season, besides its own first day. */
export function monthStarts(start: Day, end: Day): Day[] {
  const firsts: Day[] = [];
  let [year, month] = start.split("-").map(Number) as [number, number];
  for (;;) {
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
    const first = `${year}-${String(month).padStart(2, "0")}-01`;
    if (first > end) return firsts;
    firsts.push(first);
  }
}

/** Puts spans into as few lines as needed so that none overlap; the line of each, in the order given. */
export function linesFor(spans: readonly { start: Day; end: Day }[]): number[] {
  const lastEnd: Day[] = [];
  const order = spans.map((_, i) => i).sort((a, b) => (spans[a]!.start < spans[b]!.start ? -1 : 1));
  const lines = spans.map(() => 0);
  for (const i of order) {
    const free = lastEnd.findIndex((end) => end < spans[i]!.start);
    const line = free < 0 ? lastEnd.length : free;
    lastEnd[line] = spans[i]!.end;
    lines[i] = line;
  }
  return lines;
}

/** Findings of the same day stand one above the other. */
export function stackByDay<T extends { day: Day }>(items: readonly T[]): { item: T; level: number }[] {
  const heights = new Map<Day, number>();
  return items.map((item) => {
    const level = heights.get(item.day) ?? 0;
    heights.set(item.day, level + 1);
    return { item, level };
  });
}

/** The day that a key leads to: a day, a week (with Page keys), or the ends of what has been. */
export function dayByKey(key: string, day: Day, season: { start: Day; last: Day }): Day | null {
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -7, PageUp: 7 };
  const step = steps[key];
  const wanted =
    step !== undefined
      ? addDays(day, step)
      : key === "Home"
        ? season.start
        : key === "End"
          ? season.last
          : null;
  if (wanted === null) return null;
  return wanted < season.start ? season.start : wanted > season.last ? season.last : wanted;
}
