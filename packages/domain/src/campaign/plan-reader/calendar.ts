import { isDay, type Day } from "../../kernel/index.ts";
import type { DatePoint, DateRange } from "./date-range.ts";

/** What the rest of the document says about years. */
export interface Calendar {
  /** The plan's year, for dates that name none; null when the document never says. */
  year: number | null;
  /** Day of issue, the meaning of 即日. */
  issued: Day | null;
  /** First and last day of the whole campaign when already known; places bare months in a season over New Year. */
  period: { start: Day | null; end: Day | null } | null;
}

export interface ReadDays {
  start: Day | null;
  end: Day | null;
  /** True when a word such as 月初 was taken as ten days, or a side could not be told: show it to a person. */
  doubtful: boolean;
}

const two = (n: number) => String(n).padStart(2, "0");
const lengthOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The day at one side of a point, or null when there is no such day. */
function dayAt(point: DatePoint, year: number, side: "start" | "end"): Day | null {
  const first = side === "start";
  const month = point.month ?? (first ? 1 : 12);
  const asked = first ? month : (point.lastMonth ?? month);
  if (asked < 1 || asked > 12 || year < 1900 || year > 2200) return null;
  const last = lengthOf(year, asked);
  const bounds: Record<Exclude<DatePoint["day"], number>, readonly [number, number]> = {
    whole: [1, last],
    early: [1, 10],
    begin: [1, 10],
    middle: [11, 20],
    mid: [11, 20],
    late: [21, last],
    end: [21, last],
  };
  const day = typeof point.day === "number" ? point.day : bounds[point.day][first ? 0 : 1];
  const text = `${year}-${two(asked)}-${two(day)}`;
  return isDay(text) ? text : null;
}

function yearOf(point: DatePoint, base: number | null): number | null {
  if (typeof point.year === "number") return point.year;
  if (base === null || point.year === null) return null;
  return point.year === "this" ? base : point.year === "next" ? base + 1 : base - 1;
}

/** In which year a range without one begins: the one that puts it inside the campaign. */
function bareYear(point: DatePoint, calendar: Calendar): number | null {
  const { period, year } = calendar;
  const month = point.month ?? 1;
  if (period?.start && period.end && period.start.slice(0, 4) !== period.end.slice(0, 4)) {
    const years = [Number(period.start.slice(0, 4)), Number(period.end.slice(0, 4))];
    const inside = years.filter((y) => {
      const text = `${y}-${two(month)}`;
      return text >= period.start!.slice(0, 7) && text <= period.end!.slice(0, 7);
    });
    return inside.length === 1 ? inside[0]! : null;
  }
  return year;
}

/** Turns the words of a range into days. Nothing is made up: what the document does not fix stays null. */
export function resolveDays(range: DateRange, calendar: Calendar): ReadDays {
  const { from, to } = range;
  const fromPoint = from === "now" ? null : from;
  let startYear = fromPoint ? yearOf(fromPoint, calendar.year) : null;
  let endYear = to ? yearOf(to, startYear ?? calendar.year) : null;
  if (to && to.year === "next" && fromPoint && startYear === null) {
    startYear = bareYear(fromPoint, calendar);
    endYear = startYear === null ? null : startYear + 1;
  }
  const fromMonth = fromPoint?.month ?? 1;
  const toMonth = to?.month ?? 12;
  if (fromPoint && startYear === null) {
    if (endYear !== null && to !== from) startYear = fromMonth <= toMonth ? endYear : endYear - 1;
    else startYear = bareYear(fromPoint, calendar);
  }
  if (to && endYear === null) {
    if (startYear !== null) endYear = fromMonth <= toMonth ? startYear : startYear + 1;
    else endYear = bareYear(to, calendar);
  }
  const start =
    from === "now"
      ? calendar.issued
      : fromPoint && startYear !== null
        ? dayAt(fromPoint, startYear, "start")
        : null;
  const end = to && endYear !== null ? dayAt(to, endYear, "end") : null;
  if (start !== null && end !== null && start > end) return { start: null, end: null, doubtful: true };
  const vague =
    (from !== to && (fromPoint?.day === "end" || fromPoint?.day === "mid")) ||
    to?.day === "begin" ||
    to?.day === "mid";
  return {
    start,
    end,
    doubtful: vague || (from !== null && start === null) || (to !== null && end === null),
  };
}
