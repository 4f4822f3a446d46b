import { addDays, problem, type Day } from "../kernel/index.ts";

export interface DutySpan {
  id: string;
  validFrom: Day;
  validTo: Day | null;
}

/** True when the duty is answered for on `day`; both ends are included. */
export function answersOn(duty: DutySpan, day: Day): boolean {
  return duty.validFrom <= day && (duty.validTo === null || day <= duty.validTo);
}

/**
 * What to do with the duties already held at one place, of one kind, when a new one starts: those running
 * past its first day end on the day before it. Rows are never overwritten: only an open or later end moves
 * forward, and a duty that began on or after that day stands in the way and must be ended by hand.
 */
export function endPrevious(existing: readonly DutySpan[], newFrom: Day): { id: string; validTo: Day }[] {
  const standing = existing.filter((duty) => duty.validTo === null || duty.validTo >= newFrom);
  const later = standing.find((duty) => duty.validFrom >= newFrom);
  if (later) throw problem("record.in-use", { noun: "地点", by: `从 ${later.validFrom} 起的另一份责任` });
  return standing.map((duty) => ({ id: duty.id, validTo: addDays(newFrom, -1) }));
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
