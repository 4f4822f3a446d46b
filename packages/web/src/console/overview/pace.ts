/** Are we on time: how far the round has come against how much of its time is gone. Pure. */
import type { Counts } from "@lingzhu/domain/coverage";
import { daysBetween, type Day } from "@lingzhu/domain/kernel";

export interface Pace {
  /** Days gone and all days of the span, the day itself counted as gone. */
  gone: number;
  days: number;
  /** Share of time gone, 0 to 1. */
  time: number;
  /** Whole days left after this one; negative once it is over. */
  left: number;
}

export function paceOf(span: { start: Day; end: Day }, day: Day): Pace {
  const days = daysBetween(span.start, span.end) + 1;
  const gone = Math.min(days, Math.max(0, daysBetween(span.start, day) + 1));
  return { gone, days, time: gone / days, left: daysBetween(day, span.end) };
}

/** One sentence for the head of the overview. */
export function paceWords(pace: Pace, counts: Counts): string {
  const rest = counts.total - counts.seen;
  if (counts.total === 0) return "名册是空的";
  if (rest === 0) return pace.left > 0 ? `已全部查到，提前 ${pace.left} 天` : "已全部查到";
  if (pace.gone === 0) return "还没有开始";
  if (pace.left < 0) return `已截止 ${-pace.left} 天，还有 ${rest} 处没有查清`;
  const ahead = Math.floor((counts.seen / counts.total - pace.time) * 100);
  if (pace.left === 0) return `今天截止，还有 ${rest} 处`;
  const daily = Math.ceil(rest / pace.left);
  return ahead >= 0 ? `进度赶在时间前面` : `进度落后于时间，往后每天须查 ${daily} 处`;
}
