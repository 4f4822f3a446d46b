import type { Counts } from "@lingzhu/domain/coverage";
import { placeStates, type PlaceState } from "@lingzhu/domain/patrol";
import { toneOfPlaceState, type StateTone } from "../../shared/theme/index.ts";

/** One stretch of a counts bar. */
export interface CountPart {
  state: PlaceState;
  tone: StateTone;
  word: string;
  n: number;
}

const of: Record<PlaceState, (counts: Counts) => number> = {
  seen: (counts) => counts.seen,
  no_one_in: (counts) => counts.noOneIn,
  refused: (counts) => counts.refused,
  unreachable: (counts) => counts.unreachable,
  unseen: (counts) => counts.unseen,
};
const ORDER: readonly PlaceState[] = ["seen", "no_one_in", "refused", "unreachable", "unseen"];

/** Parts from done to not looked at; empty ones are left out. */
export const countParts = (counts: Counts): CountPart[] =>
  ORDER.map((state) => ({
    state,
    tone: toneOfPlaceState[state],
    word: placeStates[state],
    n: of[state](counts),
  })).filter(({ n }) => n > 0);

/** Everything that is not yet seen, whatever the reason. */
export const notSeen = (counts: Counts): number => counts.total - counts.seen;

export const addCounts = (a: Counts, b: Counts): Counts => ({
  total: a.total + b.total,
  seen: a.seen + b.seen,
  noOneIn: a.noOneIn + b.noOneIn,
  refused: a.refused + b.refused,
  unreachable: a.unreachable + b.unreachable,
  unseen: a.unseen + b.unseen,
});

/** Sorted by what is still to do, most first; equal ones keep their order. Never a rank of merit. */
export const byStillToDo = <T extends { households: Counts; plots: Counts }>(
  communities: readonly T[],
): T[] =>
  [...communities].sort(
    (a, b) => notSeen(addCounts(b.households, b.plots)) - notSeen(addCounts(a.households, a.plots)),
  );
