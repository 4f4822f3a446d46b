import type { DutyView } from "@lingzhu/domain/duty";

/** Who answers for each place itself; two people at one place are both named. */
export function holdersOf(duties: readonly DutyView[]): Map<string, string> {
  const holders = new Map<string, string>();
  for (const { placeId, personName } of duties) {
    const before = holders.get(placeId);
    holders.set(placeId, before ? `${before}、${personName}` : personName);
  }
  return holders;
}

/** Ids of the rows from one to another, both included, in either direction. */
export function rowsBetween(rows: readonly { id: string }[], from: string, to: string): string[] {
  const a = rows.findIndex(({ id }) => id === from);
  const b = rows.findIndex(({ id }) => id === to);
  if (a < 0 || b < 0) return [];
  return rows.slice(Math.min(a, b), Math.max(a, b) + 1).map(({ id }) => id);
}
