/** 我的登记: one's own records as they are told, with what can still be done about each. Pure. */
import { factKindWords, isRetractable } from "@lingzhu/domain/sync";
import type { OutboxEntry } from "../store/entry.ts";

export interface OwnRecord {
  entry: OutboxEntry;
  kind: string;
  /** Taken back, or put right by a later record, on this phone. */
  gone: "retracted" | "corrected" | null;
  /** May be taken back. */
  retractable: boolean;
}

/** Kinds that are records of their own; photographs, tracks and corrections are told with what they belong to. */
const told = (entry: OutboxEntry) =>
  isRetractable(entry.fact.kind) || entry.fact.kind === "sighting" || entry.fact.kind === "marker";

/** This person's records, newest first. */
export function ownRecords(entries: readonly OutboxEntry[], personId: string): OwnRecord[] {
  const own = entries.filter((entry) => entry.personId === personId && entry.state !== "refused");
  const retracted = new Set<string | null>();
  const corrected = new Set<string | null>();
  for (const { fact } of own) (fact.kind === "retraction" ? retracted : corrected).add(fact.corrects);
  return own
    .filter(told)
    .sort((a, b) => b.fact.recordedAt - a.fact.recordedAt || (a.id < b.id ? 1 : -1))
    .map((entry): OwnRecord => {
      const gone = retracted.has(entry.id) ? "retracted" : corrected.has(entry.id) ? "corrected" : null;
      return {
        entry,
        kind: factKindWords[entry.fact.kind],
        gone,
        retractable: gone === null && isRetractable(entry.fact.kind),
      };
    });
}
