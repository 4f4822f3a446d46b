/** Where this phone's track was silent: noted as it happens, kept until a reason was given for it. */
import type { FieldDatabase } from "../store/database.ts";
import { forget, keep, keptRows, useLive } from "../store/kept.ts";
import { useField } from "../frame/field-context.ts";
import type { TrackGap } from "./chunk.ts";

/** A gap of one assignment; times in milliseconds. */
export interface RecordedGap extends TrackGap {
  zoneId: string;
  roundId: string;
}

// Not under the person's own prefix: signing out forgets what was read, and a gap is a record.
const prefixOf = (personId: string) => `gap/${personId}/`;
const keyOf = (personId: string, gap: TrackGap) => `${prefixOf(personId)}${gap.from}`;

/** Noting the same gap again, as after a reload, changes nothing. */
export const noteGap = (db: FieldDatabase, personId: string, gap: RecordedGap): Promise<void> =>
  keep(db, keyOf(personId, gap), gap);

/** Gaps without a reason, the oldest first. */
export async function gapsOf(db: FieldDatabase, personId: string): Promise<RecordedGap[]> {
  const rows = await keptRows(db, prefixOf(personId));
  return rows.map(({ value }) => value as RecordedGap).sort((a, b) => a.from - b.from);
}

/** A reason was recorded for it, or none is needed. */
export const settleGap = (db: FieldDatabase, personId: string, gap: TrackGap): Promise<void> =>
  forget(db, [keyOf(personId, gap)]);

/** Gaps without a reason of the person at this phone, followed as they come and go. */
export function useGaps(): RecordedGap[] {
  const { db, session } = useField();
  const personId = session.person.id;
  return useLive(`gaps/${personId}`, () => gapsOf(db, personId)) ?? [];
}
