/** The phone's own database. Names of tables and indexes are a stored format: change them only by a new version. */
import { Dexie, type Table } from "dexie";
import type { MediaParcel, OutboxEntry } from "./entry.ts";
import type { TrackPoint } from "../track/chunk.ts";

/** Something fetched and kept for when there is no signal, or a draft. */
export interface Kept {
  key: string;
  /** When it was fetched or written (ms). */
  at: number;
  value: unknown;
}

/** A track point not yet part of a fact; survives a reload while recording. */
export interface LoosePoint {
  seq?: number;
  personId: string;
  roundId: string;
  point: TrackPoint;
}

export class FieldDatabase extends Dexie {
  declare entries: Table<OutboxEntry, string>;
  declare media: Table<MediaParcel, string>;
  declare kept: Table<Kept, string>;
  declare points: Table<LoosePoint, number>;

  constructor(name = "lingzhu-field") {
    super(name);
    this.version(1).stores({
      entries: "id, [personId+state], state, settledAt, [fact.kind+fact.roundId]",
      media: "factId, [personId+state]",
      kept: "key",
      points: "++seq",
    });
  }
}
