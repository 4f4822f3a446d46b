/** What a door that is not seen asks for next: another attempt, at another time of day, or another way. */
import { addDays, dayOf, startOfDay, type Day } from "../kernel/index.ts";
import { stateFromVisits, type PlaceState, type VisitMark } from "../patrol/index.ts";

/**
 * 复访规则。A default of this product, unverified: plans ask for every household to be seen and say nothing of attempts.
 * Three attempts at different times is the habit of household surveys.
 */
export const followUpRule = {
  /** Days from one attempt to the next: the second soon, the third on another day of the week. */
  daysToNext: [2, 3],
  /** After so many attempts nobody should simply go again. */
  attempts: 3,
  /** Monday to Friday in China Standard Time, minutes of the day; holidays are not known here. */
  workingHours: { from: 8 * 60, to: 18 * 60 + 30 },
} as const;

export interface FollowUp {
  /** Which attempt is due next; null where another plain attempt is not the answer. */
  attempt: number | null;
  /** Day by which it is due; null when no date follows from the visits. */
  dueOn: Day | null;
  /** What to do, in plain Chinese. */
  advice: string;
}

const WORDS = {
  unseen: "尚未去过，请按片安排入户。",
  daytime: "多为白天无人，建议 18:30 后再去。",
  evening: "多为晚间或周末无人，建议工作日白天再去。",
  mixed: "不同时段均无人，建议先电话预约。",
  exhausted: "已三次无人，请包保人电话预约，或由社区核实是否空户。",
  refused: "曾拒绝入户，请社区书记或民警陪同再去。",
  unreachable: "无法到达，请另选路线，或由邻近楼层、无人机观察。",
} as const;

/** True when a moment lies in working hours, when most people are out. */
export function inWorkingHours(at: number): boolean {
  const day = dayOf(at);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const minute = (at - startOfDay(day)) / 60_000;
  const { from, to } = followUpRule.workingHours;
  return weekday >= 1 && weekday <= 5 && minute >= from && minute < to;
}

/**
 * The follow-up of a household from its visits in a round, corrected ones left out; null when it is seen. Order does
 * not matter.
 */
export function followUp(visits: readonly VisitMark[]): (FollowUp & { state: PlaceState }) | null {
  const { state, lastVisitAt } = stateFromVisits(visits);
  if (state === "seen") return null;
  if (state === "unseen" || lastVisitAt === null)
    return { state, attempt: 1, dueOn: null, advice: WORDS.unseen };
  if (state === "refused" || state === "unreachable")
    return { state, attempt: null, dueOn: null, advice: WORDS[state] };
  if (visits.length >= followUpRule.attempts)
    return { state, attempt: null, dueOn: null, advice: WORDS.exhausted };
  const wait = followUpRule.daysToNext[visits.length - 1] ?? followUpRule.daysToNext[0];
  return {
    state,
    attempt: visits.length + 1,
    dueOn: addDays(dayOf(lastVisitAt), wait),
    advice: adviceAfter(visits),
  };
}

function adviceAfter(visits: readonly VisitMark[]): string {
  const empty = visits.filter((visit) => visit.outcome === "no_one_in");
  const working = empty.filter((visit) => inWorkingHours(visit.recordedAt)).length;
  if (working === empty.length) return WORDS.daytime;
  return working === 0 ? WORDS.evening : WORDS.mixed;
}
