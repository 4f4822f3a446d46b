/** Rows that hold from a day to a day, both included; posts, duties, memberships and assignments are such rows. */
import { addDays, type Day } from "./day.ts";

export interface Span {
  validFrom: Day;
  /** Last day; null while it lasts. One day before `validFrom` when the row was replaced on its first day. */
  validTo: Day | null;
}

/** True when the row holds on `day`. */
export function holdsOn(span: Span, day: Day): boolean {
  return span.validFrom <= day && (span.validTo === null || day <= span.validTo);
}

/** True when the two share a day. */
export function overlaps(a: Span, b: Span): boolean {
  const aHeld = a.validTo === null || a.validTo >= a.validFrom;
  const bHeld = b.validTo === null || b.validTo >= b.validFrom;
  if (!aHeld || !bHeld) return false;
  return (a.validTo === null || b.validFrom <= a.validTo) && (b.validTo === null || a.validFrom <= b.validTo);
}

export interface Room<S extends Span> {
  /** Rows to end, each with the day before the new one; a row that began that same day never held. */
  end: { row: S; validTo: Day }[];
  /** The row that begins after the new one's first day and shares days with it; it must be ended by hand. */
  inTheWay: S | null;
}

/**
 * What must give way when a new row starts where only one may hold at a time. Rows are never overwritten:
 * only an open or later end moves forward.
 */
export function makeRoom<S extends Span>(existing: readonly S[], incoming: Span): Room<S> {
  const standing = existing.filter((row) => overlaps(row, incoming));
  const inTheWay = standing.find((row) => row.validFrom > incoming.validFrom) ?? null;
  if (inTheWay) return { end: [], inTheWay };
  return { end: standing.map((row) => ({ row, validTo: addDays(incoming.validFrom, -1) })), inTheWay: null };
}
