/** What intake modules share while one batch is taken in. */
import type { Actor } from "@lingzhu/domain/access";
import type { Fact, FactKind, FactOf } from "@lingzhu/domain/sync";
import type { NewTrack } from "../coverage/ground-stamp.ts";
import type { Writing } from "../db/transact.ts";
import type { RoundStanding } from "../patrol/round-state.ts";
import type { Reach } from "./reach.ts";

export interface Intake {
  tx: Writing;
  actor: Actor;
  reach: Reach;
  /** Facts of this batch taken so far; they are written to the database only after the last. */
  taken: Map<string, Fact>;
  /** Round and place pairs whose state has to be computed again before commit. */
  touched: { roundId: string; placeId: string }[];
  /** Places whose notices and commitments have to be weighed again before commit. */
  served: Set<string>;
  /** Tracks whose ground has to be added before commit. */
  walked: NewTrack[];
  /** What bears on the presence grade of visits. */
  presence: {
    visits: { id: string; authorId: string; recordedAt: number }[];
    tracks: { authorId: string; from: number; to: number }[];
    visitIds: string[];
  };
  /** Photographs whose bytes may not be here yet. */
  pictured: { factId: string; sha256: string }[];
  /** Rounds asked for in this batch, and how they stand. */
  rounds: Map<string, RoundStanding>;
}

export const openIntake = (tx: Writing, actor: Actor, reach: Reach): Intake => ({
  tx,
  actor,
  reach,
  taken: new Map(),
  touched: [],
  served: new Set(),
  walked: [],
  presence: { visits: [], tracks: [], visitIds: [] },
  pictured: [],
  rounds: new Map(),
});

/**
 * How one kind is taken in: judged and applied, or refused by a thrown problem before anything is written.
 * Returns the finding that the fact belongs to, if any.
 */
export interface Intaker<K extends FactKind> {
  take(intake: Intake, fact: FactOf<K>): Promise<string | null>;
  /** What listening pages are told after commit, besides what `take` announces itself. */
  topic?: string;
}
