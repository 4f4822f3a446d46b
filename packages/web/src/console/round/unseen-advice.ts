import type { UnseenRow } from "@lingzhu/domain/coverage";
import { dayOf, startOfDay } from "@lingzhu/domain/kernel";

/** Hours of the day within which people are usually at work. */
const WORKDAY = { from: 8, to: 17.5 };

/** A kind word on what to do next, from the rows shown; empty when nothing stands out. */
export function unseenAdvice(rows: readonly UnseenRow[]): string {
  if (rows.length === 0) return "";
  const noOneIn = rows.filter(({ state }) => state === "no_one_in");
  const byDay = noOneIn.filter(({ lastVisitAt }) => {
    if (lastVisitAt === null) return false;
    const hour = (lastVisitAt - startOfDay(dayOf(lastVisitAt))) / 3_600_000;
    return hour >= WORKDAY.from && hour < WORKDAY.to;
  });
  if (noOneIn.length * 2 > rows.length && byDay.length * 2 > noOneIn.length)
    return "多为白天无人，建议 18:30 后再去";
  if (rows.every(({ zone }) => zone === null)) return "都还没有分到片，先去划片";
  if (rows.filter(({ state }) => state === "refused").length * 2 > rows.length)
    return "多为拒绝入户，建议请社区书记或民警同去";
  return "";
}
