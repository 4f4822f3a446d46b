import { holdsOn, makeRoom, problem, type Day, type Span } from "../kernel/index.ts";
import type { PlaceKind } from "../place/index.ts";
import type { DutyKind } from "./schema.ts";

export interface DutySpan extends Span {
  id: string;
}

/** True when the duty is answered for on `day`; both ends are included. */
export function answersOn(duty: DutySpan, day: Day): boolean {
  return holdsOn(duty, day);
}

/** What assigning one person at one place does, given the duties of that kind already recorded there. */
export type DutyDecision =
  /** The person answers there from that day already; nothing to record. */
  | { is: "held" }
  /** A new row, after these have been ended. */
  | { is: "assigned"; end: { id: string; validTo: Day }[] }
  /** A duty that begins later stands in the way. */
  | { is: "refused"; reason: string };

/**
 * 包保 has one answerable person for each place and kind on a day: the duty that stands ends on the day before,
 * one that began on the same day is replaced and never held, and one that begins later must be ended by hand.
 */
export function decideDuty(
  existing: readonly (DutySpan & { personId: string })[],
  incoming: Span & { personId: string },
): DutyDecision {
  const same = existing.some(
    (duty) =>
      duty.personId === incoming.personId &&
      holdsOn(duty, incoming.validFrom) &&
      (duty.validTo === null || (incoming.validTo !== null && duty.validTo >= incoming.validTo)),
  );
  if (same) return { is: "held" };
  const { end, inTheWay } = makeRoom(existing, incoming);
  if (inTheWay) return { is: "refused", reason: `从 ${inTheWay.validFrom} 起已有另一份责任` };
  return { is: "assigned", end: end.map(({ row, validTo }) => ({ id: row.id, validTo })) };
}

/** Throws when a duty cannot end on `validTo`: an end once set only moves forward, and no duty ends before it began. */
export function requireEnd(duty: DutySpan, validTo: Day): void {
  const refuse = (reason: string) => problem("input.invalid", { issues: [{ path: "validTo", reason }] });
  if (validTo < duty.validFrom) throw refuse(`不能早于责任起始日 ${duty.validFrom}`);
  if (duty.validTo !== null && duty.validTo <= validTo) throw refuse(`这份责任已于 ${duty.validTo} 终止`);
}

/** Throws when the kind of duty does not belong on a kind of place: 第一责任人 answers for a community as a whole. */
export function requireDutyFits(kind: DutyKind, placeKind: PlaceKind): void {
  if (kind === "first_responsible" && placeKind !== "community")
    throw problem("input.invalid", {
      issues: [{ path: "placeIds", reason: "第一责任人对整个社区负责，请选择社区" }],
    });
  if (placeKind === "street")
    throw problem("input.invalid", { issues: [{ path: "placeIds", reason: "请选择社区或其下的地点" }] });
}

/** Ancestors from nearest to farthest: the person who answers is found at the first that has a duty. */
export function nearestDuty<D extends DutySpan & { placeId: string }>(
  ancestry: readonly string[],
  duties: readonly D[],
  day: Day,
): D | null {
  for (const placeId of ancestry) {
    const found = duties.find((duty) => duty.placeId === placeId && answersOn(duty, day));
    if (found) return found;
  }
  return null;
}
