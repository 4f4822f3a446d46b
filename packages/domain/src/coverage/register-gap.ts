/** How many doors the register itself lacks. */
import { crossCheck, type Sightings } from "@lingzhu/geo";
import { up, whole } from "./honest-number.ts";
import { LEAST_IN_COMMON, WIDEST } from "./missed.ts";

/** A door that the register lacked, as one round's team added it. */
export interface AddedDoor {
  /** The place that stands for it, the same for two records of one door once the office has merged them. */
  placeId: string;
  /** Who had the chance: the round that is checked, or its cross-check. */
  round: "first" | "second";
  /** Both rounds were where it is: in its building, or else its compound, both saw a door. */
  bothWereThere: boolean;
}

/** Added doors by who added them, on the ground where both rounds had the chance. */
export function captureOf(doors: Iterable<AddedDoor>): Sightings {
  const by = { first: new Set<string>(), second: new Set<string>() };
  for (const { placeId, round, bothWereThere } of doors) if (bothWereThere) by[round].add(placeId);
  const both = [...by.first].filter((placeId) => by.second.has(placeId)).length;
  return { firstOnly: by.first.size - both, secondOnly: by.second.size - both, both };
}

export interface RegisterGap {
  /** Doors that are in no list yet, estimated; null: cannot be said. */
  missing: number | null;
  /** 95 % interval, null with it. */
  low: number | null;
  high: number | null;
  /** Doors that the register is known to have lacked: those added in the field. */
  atLeast: number;
  /** Doors of the register, how many of them were visited, and doors that were added in the field. */
  registered: number;
  visited: number;
  addedInField: number;
  /** The same as one sentence in plain Chinese, with what it rests on. */
  words: string;
}

export interface GapCounts {
  registered: number;
  visited: number;
  addedInField: number;
  /** Doors added by a round and by its cross-check; null while no cross-check had the chance. */
  capture?: Sightings | null;
}

/**
 * Two independent teams that both had the chance to add a lacking door are two captures of those doors (Chapman 1951;
 * interval as in `missedSentence`). The register itself is no capture: walkers go by its list, so that a door outside
 * it is met less often, and an estimate from list and walk comes out too low, at zero once everything was walked.
 * With one team only what was added is known: at least so many. Nothing added means nothing known, not nothing
 * missing: perhaps nobody looked.
 */
export function registerGap({ capture = null, ...counts }: GapCounts): RegisterGap {
  const { visited, addedInField } = counts;
  const gap = (words: string, figures: { missing: number; low: number; high: number } | null = null) => ({
    ...counts,
    atLeast: addedInField,
    missing: figures?.missing ?? null,
    low: figures?.low ?? null,
    high: figures?.high ?? null,
    words,
  });
  if (visited === 0) return gap("尚无踏查记录，无法估计台账缺多少户。");
  const known = `现场补录 ${whole(addedInField)} 户，台账至少缺这么多`;
  const check = capture && crossCheck(capture);
  if (!check || check.tells === "nothing-seen")
    return gap(
      addedInField === 0
        ? "现场没有补录过户，无法估计台账缺多少户（不等于不缺）。"
        : `${known}；只有一轮补录，说不准还缺多少，交叉复查也补录后才能估计。`,
    );
  const interval = check.posterior?.interval ?? null;
  if (capture.both < LEAST_IN_COMMON || !interval || interval.upper > WIDEST * check.seen)
    return gap(`${known}；踏查和复查都补录到的只有 ${whole(capture.both)} 户，太少，说不准还缺多少。`);
  const low = interval.lower;
  const high = up(interval.upper);
  const missing = Math.min(high, Math.max(low, Math.round(check.chapman.missed)));
  return gap(
    `${known}；按踏查和复查各自补录、都补录到 ${whole(capture.both)} 户推算，两轮都查过的范围内约还缺 ` +
      `${whole(missing)} 户（${whole(low)}–${whole(high)} 户）。前提是两组互不知情；两组都走不到的户不在内。`,
    { missing, low, high },
  );
}
