/** 我的登记: one's own records as they are told, each with its grade and with what can still be done about it. Pure. */
import type { Conflict } from "@lingzhu/domain/patrol";
import type { OwnPresence } from "@lingzhu/domain/presence";
import { factKindWords, isRetractable } from "@lingzhu/domain/sync";
import type { OutboxEntry } from "../store/entry.ts";

export interface OwnRecord {
  id: string;
  /** When it was recorded (ms). */
  at: number;
  label: string;
  kind: string;
  /** Taken back, or put right by a later record, on this phone. */
  gone: "retracted" | "corrected" | null;
  presence: OwnPresence[number] | null;
  /** What somebody else said of the same place on the same day, and this does not agree with. */
  conflict: Conflict | null;
  /** The record to take back; null where that cannot be done from here. */
  retractable: OutboxEntry | null;
}

/** What the server says of one's visits; empty while there was no signal yet. */
export interface OwnAnswers {
  presence: OwnPresence;
  conflicts: readonly Conflict[];
}

/** Kinds that are records of their own; photographs, tracks and corrections are told with what they belong to. */
const told = (entry: OutboxEntry) =>
  isRetractable(entry.fact.kind) || entry.fact.kind === "sighting" || entry.fact.kind === "marker";

/**
 * This person's records, newest first: those the phone remembers, and older visits of the round by their grades.
 * `nameOf` words a place that only the server's answer names; visits of places it does not know are left out.
 */
export function ownRecords(
  entries: readonly OutboxEntry[],
  personId: string,
  answers: OwnAnswers,
  nameOf: (placeId: string) => string | null,
): OwnRecord[] {
  const own = entries.filter((entry) => entry.personId === personId && entry.state !== "refused");
  const retracted = new Set<string | null>();
  const corrected = new Set<string | null>();
  for (const { fact } of own) (fact.kind === "retraction" ? retracted : corrected).add(fact.corrects);
  const graded = new Map(answers.presence.map((one) => [one.visitId, one]));
  const conflictOf = new Map(
    answers.conflicts.flatMap((conflict) =>
      conflict.reports.map(({ factId }) => [factId, conflict] as const),
    ),
  );

  const here = own.filter(told).map((entry): OwnRecord => {
    const { id, label, fact } = entry;
    const gone = retracted.has(id) ? "retracted" : corrected.has(id) ? "corrected" : null;
    return {
      id,
      at: fact.recordedAt,
      label,
      kind: factKindWords[fact.kind],
      gone,
      presence: gone ? null : (graded.get(id) ?? null),
      conflict: gone ? null : (conflictOf.get(id) ?? null),
      retractable: gone === null && isRetractable(fact.kind) ? entry : null,
    };
  });
  const known = new Set(own.map(({ id }) => id));
  const older = answers.presence.flatMap((presence): OwnRecord[] => {
    const { visitId: id, placeId, recordedAt: at } = presence;
    const label = nameOf(placeId);
    if (known.has(id) || label === null) return [];
    const conflict = conflictOf.get(id) ?? null;
    return [{ id, at, label, kind: factKindWords.visit, gone: null, presence, conflict, retractable: null }];
  });
  return [...here, ...older].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}

/** How many of each grade: of visits that still count. */
export function gradeCounts(records: readonly OwnRecord[]): Record<"A" | "B" | "C" | "D", number> {
  const counts = { A: 0, B: 0, C: 0, D: 0 };
  for (const { presence } of records) if (presence) counts[presence.grade]++;
  return counts;
}
