import { addDays, dayOf, startOfDay } from "@lingzhu/domain/kernel";

/** When a job is due again: after so many minutes, or each day at an hour of China Standard Time. */
export type Schedule = { everyMinutes: number } | { dailyAt: `${number}:${number}` };

const MINUTE = 60_000;

/** The next moment (ms) strictly after `now` at which the schedule falls due. */
export function nextAt(schedule: Schedule, now: number): number {
  if ("everyMinutes" in schedule) return now + schedule.everyMinutes * MINUTE;
  const [hour, minute] = schedule.dailyAt.split(":").map(Number) as [number, number];
  const intoDay = (hour * 60 + minute) * MINUTE;
  const today = startOfDay(dayOf(now)) + intoDay;
  return today > now ? today : startOfDay(addDays(dayOf(now), 1)) + intoDay;
}
