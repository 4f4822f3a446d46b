/**
 * Calendar days. The campaign lives in China Standard Time (UTC+8, no daylight saving since 1991):
 * a day is an ISO string such as "2026-04-18", which sorts and compares as text.
 */
export type Day = string;

const CST_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** The day in China Standard Time at a moment given in milliseconds. */
export function dayOf(ms: number): Day {
  return new Date(ms + CST_OFFSET_MS).toISOString().slice(0, 10);
}
/** First millisecond of a day in China Standard Time. */
export function startOfDay(day: Day): number {
  return Date.parse(`${day}T00:00:00.000Z`) - CST_OFFSET_MS;
}
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
/** Whole days from `from` to `to`; negative when `to` lies before `from`. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}
/** True when `text` is a day that exists, e.g. not 2026-02-30. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}
/** 2026年4月18日, as official sentences write it. */
export function longDay(day: Day): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}
