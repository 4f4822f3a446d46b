/** One team's walk through its zone in one round: who records what, where and when. */
import { dayOf, type Day } from "@lingzhu/domain/kernel";
import type { Outcome } from "@lingzhu/domain/patrol";
import type { Chance } from "./chance.ts";
import { ANCHOR, at, spreadDays, type RoundPlan } from "./season.ts";

/** A household or plot as the walk needs it; in walking order. */
export interface Target {
  placeId: string;
  kind: "household" | "plot";
  /** Building, else compound, else itself: walking on to the next takes longer. */
  stopId: string;
  lon: number;
  lat: number;
  isKey: boolean;
}
export interface Attempt {
  target: Target;
  at: number;
  outcome: Outcome;
  note?: string;
}
/** What one team records on one day. */
export interface WalkDay {
  day: Day;
  attempts: Attempt[];
}

const A_DAY = 150;
/** Of the doors that are opened in the end, those where the first knock finds nobody. */
const FIRST_KNOCK_FAILS = 0.08;

/** Doors and plots that a team walks past without recording them: the holes in a façade. */
const PASSED_BY = 0.002;

const NOTES: Record<Outcome, readonly string[]> = {
  checked: ["阳台、窗台均查看", "院内查看，无异常", "已宣传并发放告知书", "楼顶花盆逐一查看"],
  no_one_in: ["白天无人，晚上再来", "邻居说在外务工", "电话约定晚上复访"],
  refused: ["称不方便，未让进门", "只在门口交谈"],
  unreachable: ["门禁损坏，上不去", "围挡施工，进不去", "院门上锁"],
};

/** Every day's attempts of a zone, by the share that its community has walked by the anchor. */
export function walkZone(
  targets: readonly Target[],
  round: RoundPlan,
  community: number,
  chance: Chance,
): WalkDay[] {
  const walked = targets.slice(
    0,
    Math.round(targets.length * round.walked[community % round.walked.length]!),
  );
  const failed = round.failed[community % round.failed.length]!;
  const last = round.end < dayOf(ANCHOR) ? round.end : dayOf(ANCHOR);
  const days = spreadDays(round.start, last, Math.ceil(walked.length / A_DAY) + 1);
  const perDay = Math.ceil(walked.length / days.length);
  const walks: WalkDay[] = [];
  let again: Attempt[] = [];
  for (const [number, day] of days.entries()) {
    const today = walked.slice(number * perDay, (number + 1) * perDay);
    const clock = dayClock(day, chance);
    const attempts: Attempt[] = [];
    const next: Attempt[] = [];
    let stop = "";
    for (const target of today) {
      if (chance.happens(PASSED_BY)) continue;
      const outcome = outcomeOf(target, failed, chance);
      const comesBack =
        outcome === "checked" && target.kind === "household" && chance.happens(FIRST_KNOCK_FAILS);
      const attempt = record(
        target,
        clock(target.stopId !== stop),
        comesBack ? "no_one_in" : outcome,
        chance,
      );
      stop = target.stopId;
      attempts.push(attempt);
      if (comesBack) next.push(attempt);
    }
    const evening = eveningClock(day, chance);
    for (const { target } of again) attempts.push(record(target, evening(), "checked", chance));
    again = next;
    walks.push({ day, attempts: attempts.filter((attempt) => attempt.at < ANCHOR - 300_000) });
  }
  // The round's last evening is for the doors of its last day.
  if (again.length > 0 && last === round.end) {
    const evening = eveningClock(last, chance);
    walks.at(-1)!.attempts.push(...again.map(({ target }) => record(target, evening(), "checked", chance)));
  }
  return walks.filter(({ attempts }) => attempts.length > 0);
}

function outcomeOf(target: Target, failed: number, chance: Chance): Outcome {
  if (!chance.happens(failed)) return "checked";
  return target.kind === "plot"
    ? "unreachable"
    : chance.pick(["no_one_in", "no_one_in", "no_one_in", "refused", "unreachable"]);
}

function record(target: Target, when: number, outcome: Outcome, chance: Chance): Attempt {
  const written = chance.happens(outcome === "checked" ? 0.02 : 0.4);
  return { target, at: when, outcome, ...(written ? { note: chance.pick(NOTES[outcome]) } : {}) };
}

/** Knock after knock from the morning on, with a break at noon; `moves` when the next stands elsewhere. */
function dayClock(day: Day, chance: Chance): (moves: boolean) => number {
  let now = at(day, "08:30") + chance.whole(0, 25 * 60_000);
  return (moves) => {
    now += 1000 * (moves ? chance.whole(100, 220) : chance.whole(50, 110));
    if (now > at(day, "11:40") && now < at(day, "14:30")) now = at(day, "14:30") + chance.whole(0, 900_000);
    return now;
  };
}

function eveningClock(day: Day, chance: Chance): () => number {
  let now = at(day, "18:40") + chance.whole(0, 900_000);
  return () => (now += 1000 * chance.whole(60, 150));
}
