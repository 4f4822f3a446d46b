import { problem, type Day } from "../kernel/index.ts";
import type { PlaceKind } from "../place/index.ts";
import type { RoundKind } from "./schema.ts";

/** Kinds of place that a zone may be made of; the street as a whole is no zone. */
export const zoneKinds: readonly PlaceKind[] = [
  "community",
  "grid",
  "compound",
  "building",
  "unit",
  "household",
  "plot",
];

/**
 * The zone that a household or plot belongs to in a round: the nearest of itself and its ancestors that a zone
 * lists. So a zone of one building takes it out of the zone that lists its compound.
 *
 * @param ancestry ids from the place itself upwards (unit, building, compound, grid, community); null where absent.
 * @param listed place id → zone id of one round. A place is listed in at most one zone.
 */
export function zoneOf(
  ancestry: readonly (string | null)[],
  listed: ReadonlyMap<string, string>,
): string | null {
  for (const id of ancestry) {
    const zone = id === null ? undefined : listed.get(id);
    if (zone !== undefined) return zone;
  }
  return null;
}

/** A zone given out before its round begins is walked from the round's first day, otherwise from today. */
export function assignmentStart(today: Day, roundStart: Day): Day {
  return today > roundStart ? today : roundStart;
}

/** The round whose result a cross-check checks: the latest patrol round before it in its campaign; null when there is none. */
export function checkedRound<R extends { ordinal: number; kind: RoundKind }>(
  round: R,
  rounds: readonly R[],
): R | null {
  let checked: R | null = null;
  for (const other of rounds) {
    if (other.kind !== "patrol" || other.ordinal >= round.ordinal) continue;
    if (!checked || other.ordinal > checked.ordinal) checked = other;
  }
  return checked;
}

/**
 * 交叉复查 is worth something only when nobody looks at their own work again. Throws `team.not-independent` when a
 * member of the team walked these places, or belonged to a team that had them, in the round being checked.
 */
export function requireIndependent(
  members: readonly { personId: string; name: string }[],
  earlierWalkers: ReadonlySet<string>,
): void {
  const shared = members.filter(({ personId }) => earlierWalkers.has(personId));
  if (shared.length > 0)
    throw problem("team.not-independent", { names: [...new Set(shared.map(({ name }) => name))] });
}
