/** Phrases that several official documents share. Numbers in sentences carry no thousands separator. */
import { dayOf, longDay, sharePercent, startOfDay, type Day } from "../kernel/index.ts";

/** 2026年6月20日18:00, the way a query time stands in a document (China Standard Time). */
export function longMoment(ms: number): string {
  const day = dayOf(ms);
  const minutes = Math.floor((ms - startOfDay(day)) / 60_000);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${longDay(day)}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** 2026年3月1日至6月30日; the year is named again only when it changes. */
export function longPeriod(start: Day, end: Day): string {
  if (start === end) return longDay(start);
  const sameYear = start.slice(0, 4) === end.slice(0, 4);
  return `${longDay(start)}至${sameYear ? longDay(end).slice(5) : longDay(end)}`;
}

/** 4月18日, for a day of the year that the sentence already named. */
export const shortDay = (day: Day): string => longDay(day).slice(5);
/** 04-18, for tables. */
export const tableDay = (day: Day): string => day.slice(5);

/** 振兴社区26户、环宇社区3户: the parts that are not zero, or null when none is. */
export function countedParts(
  parts: readonly (readonly [word: string, count: number])[],
  unit: string,
): string | null {
  const present = parts.filter(([, count]) => count > 0);
  return present.length === 0 ? null : present.map(([word, count]) => `${word}${count}${unit}`).join("、");
}

/** 占98.3%, rounded down; empty when there is nothing to take a share of. */
export function shareClause(part: number, whole: number): string {
  const share = sharePercent(part, whole);
  return share === null ? "" : `，占${share}`;
}
/** Share in a table cell: a dash where there is nothing to take a share of. */
export const shareCell = (part: number, whole: number): string => sharePercent(part, whole) ?? "—";

/** How often each word occurs, in the order given by `order`, then by first appearance. */
export function tally(words: readonly string[], order: readonly string[] = []): [string, number][] {
  const counts = new Map<string, number>(order.map((word) => [word, 0]));
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 0);
}
