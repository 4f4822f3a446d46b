/**
 * The state of one household or plot within one round, from its visits.
 *
 * Rule: a completed look outlasts any later failed attempt in the same round (a closed door on Friday does not
 * unsee Thursday); among attempts that did not succeed the latest by recording time counts; equal times are
 * settled by the greater fact id, so that any order of arrival gives the same state. A corrected visit does
 * not count; its correction does.
 */
import type { Outcome } from "./schema.ts";

export const placeStates = {
  unseen: "未查",
  seen: "已查",
  no_one_in: "待复访",
  refused: "拒绝",
  unreachable: "无法到达",
} as const;
export type PlaceState = keyof typeof placeStates;
export const placeStateNames = Object.keys(placeStates) as [PlaceState, ...PlaceState[]];

export interface VisitMark {
  id: string;
  outcome: Outcome;
  /** Device time in milliseconds. */
  recordedAt: number;
}

export interface RoundPlaceState {
  state: PlaceState;
  visits: number;
  lastVisitId: string | null;
  lastVisitAt: number | null;
}

const stateOfOutcome: Record<Outcome, PlaceState> = {
  checked: "seen",
  no_one_in: "no_one_in",
  refused: "refused",
  unreachable: "unreachable",
};

const later = (a: VisitMark, b: VisitMark) => (a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1)) > 0;

/** State from all visits of a place in a round, corrected ones already left out. Order does not matter. */
export function stateFromVisits(visits: readonly VisitMark[]): RoundPlaceState {
  let latest: VisitMark | null = null;
  let latestSeen: VisitMark | null = null;
  for (const visit of visits) {
    if (!latest || later(visit, latest)) latest = visit;
    if (visit.outcome === "checked" && (!latestSeen || later(visit, latestSeen))) latestSeen = visit;
  }
  const decisive = latestSeen ?? latest;
  if (!decisive || !latest) return { state: "unseen", visits: 0, lastVisitId: null, lastVisitAt: null };
  return {
    state: stateOfOutcome[decisive.outcome],
    visits: visits.length,
    lastVisitId: latest.id,
    lastVisitAt: latest.recordedAt,
  };
}
