import { addDays, dayOf, longDay, type Day } from "@lingzhu/domain/kernel";

export { longDay };

/** 04-18, for tables. */
export const shortDay = (day: Day): string => day.slice(5);

/** 2026年3月—6月, 2026年3月1日—5月31日: the year once when both sides share it. */
export function dayRange(start: Day, end: Day): string {
  const from = longDay(start);
  const to = longDay(end);
  return start.slice(0, 4) === end.slice(0, 4)
    ? `${from}—${to.slice(to.indexOf("年") + 1)}`
    : `${from}—${to}`;
}

const pad = (n: number) => String(n).padStart(2, "0");
/** 16:20 in China Standard Time, wherever the browser is. */
export function clockTime(ms: number): string {
  const shifted = new Date(ms + 8 * 3_600_000);
  return `${pad(shifted.getUTCHours())}:${pad(shifted.getUTCMinutes())}`;
}

const WEEK = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];

/**
 * A moment in words: 今天 16:20, 昨天 16:20, 周三 16:20 within the last week, else 04-18 16:20, and with the year
 * when it is another one. Moments in the future are never relative.
 */
export function momentWords(ms: number, now: number): string {
  const day = dayOf(ms);
  const today = dayOf(now);
  const time = clockTime(ms);
  if (ms <= now || day === today) {
    if (day === today) return `今天 ${time}`;
    if (day === addDays(today, -1)) return `昨天 ${time}`;
    if (day > addDays(today, -7)) return `${WEEK[new Date(`${day}T00:00:00Z`).getUTCDay()]} ${time}`;
  }
  return day.slice(0, 4) === today.slice(0, 4) ? `${shortDay(day)} ${time}` : `${day} ${time}`;
}
