/**
 * The outbox: facts and photographs go in within one local transaction and leave only on the server's word.
 * Everything here survives a reload; nothing here talks to the network.
 */
import type { Fact, FactReceipt } from "@lingzhu/domain/sync";
import type { FieldDatabase } from "./database.ts";
import {
  isDue,
  isHeld,
  isUrgentKind,
  settle,
  type MediaParcel,
  type OutboxEntry,
  type Refusal,
} from "./entry.ts";

/** A fact with what the person should read about it, and the bytes of its photograph if it is one. */
export interface Parcel {
  fact: Fact;
  label: string;
  photograph?: { sha256: string; mime: string; bytes: ArrayBuffer };
}

export interface Outbox {
  /** Stores facts and photographs together: all of them or, when it throws, none. */
  enqueue(personId: string, parcels: readonly Parcel[], options?: { heldUntil?: number }): Promise<void>;
  /** Takes a held record back together with what hangs on it. False when it may already be with the server. */
  withdraw(factId: string, now: number): Promise<boolean>;
  /** This person's facts to send now, in the order they were made. */
  due(personId: string, now: number): Promise<OutboxEntry[]>;
  /** When the next held record comes free (ms), or null. */
  nextDue(personId: string, now: number): Promise<number | null>;
  markReceipts(receipts: readonly FactReceipt[], at: number): Promise<void>;
  /** Photographs to upload now: only those whose fact the server has accepted. */
  dueMedia(personId: string): Promise<MediaParcel[]>;
  /** The bytes have arrived: lets go of them. */
  releaseMedia(factId: string): Promise<void>;
  refuseMedia(factId: string, refusal: Refusal): Promise<void>;
  /** Puts refused records of this person back in the line. */
  retryRefused(personId: string): Promise<void>;
  /** The newest records on this phone, sent or not; newest first. */
  latest(limit: number): Promise<OutboxEntry[]>;
  /** Everything not yet with the server, of every person. */
  pending(): Promise<OutboxEntry[]>;
  /** Visits of one round, sent or not, as long as they are remembered here. */
  visitsOf(roundId: string): Promise<OutboxEntry[]>;
  listMedia(): Promise<Omit<MediaParcel, "bytes">[]>;
  /** Forgets accepted facts settled before `before` (ms); never a waiting or refused one. */
  sweep(before: number): Promise<void>;
}

export function openOutbox(db: FieldDatabase): Outbox {
  const waiting = (personId: string) =>
    db.entries.where("[personId+state]").equals([personId, "waiting"]).sortBy("id");

  return {
    async enqueue(personId, parcels, options = {}) {
      // A photograph is as urgent as what it was recorded with.
      const urgent = parcels.some(({ fact }) => isUrgentKind(fact.kind));
      const entries = parcels.map(({ fact, label }): OutboxEntry => ({
        id: fact.id,
        personId,
        fact,
        label,
        state: "waiting",
        heldUntil: options.heldUntil ?? null,
        refusal: null,
        settledAt: null,
        urgent,
      }));
      const media = parcels.flatMap(({ fact, photograph }): MediaParcel[] =>
        photograph
          ? [{ factId: fact.id, personId, ...photograph, state: "waiting", refusal: null, urgent }]
          : [],
      );
      await db.transaction("rw", db.entries, db.media, async () => {
        await db.entries.bulkAdd(entries);
        await db.media.bulkAdd(media);
      });
    },

    withdraw: (factId, now) =>
      db.transaction("rw", db.entries, db.media, async () => {
        const entry = await db.entries.get(factId);
        if (!entry || !isHeld(entry, now)) return false;
        const hanging = (await waiting(entry.personId)).filter(
          ({ fact }) => fact.kind === "photograph" && fact.body.ofFactId === factId,
        );
        const ids = [factId, ...hanging.map(({ id }) => id)];
        await db.entries.bulkDelete(ids);
        await db.media.bulkDelete(ids);
        return true;
      }),

    due: async (personId, now) => (await waiting(personId)).filter((entry) => isDue(entry, personId, now)),

    async nextDue(personId, now) {
      const times = (await waiting(personId)).filter((entry) => isHeld(entry, now)).map((e) => e.heldUntil!);
      return times.length > 0 ? Math.min(...times) : null;
    },

    async markReceipts(receipts, at) {
      await db.transaction("rw", db.entries, async () => {
        for (const receipt of receipts) {
          const entry = await db.entries.get(receipt.id);
          if (entry) await db.entries.put(settle(entry, receipt, at));
        }
      });
    },

    dueMedia: (personId) =>
      db.transaction("r", db.entries, db.media, async () => {
        const parcels = await db.media.where("[personId+state]").equals([personId, "waiting"]).toArray();
        const facts = await db.entries.bulkGet(parcels.map(({ factId }) => factId));
        return parcels.filter((_, index) => facts[index]?.state === "accepted");
      }),

    releaseMedia: (factId) => db.media.delete(factId),

    async refuseMedia(factId, refusal) {
      await db.media.update(factId, { state: "refused", refusal });
    },

    async retryRefused(personId) {
      await db.transaction("rw", db.entries, db.media, async () => {
        const refused = [personId, "refused"];
        const again = { state: "waiting", refusal: null } as const;
        await db.entries.where("[personId+state]").equals(refused).modify(again);
        await db.media.where("[personId+state]").equals(refused).modify(again);
      });
    },

    latest: (limit) => db.entries.orderBy("id").reverse().limit(limit).toArray(),
    pending: () => db.entries.where("state").anyOf("waiting", "refused").sortBy("id"),
    visitsOf: (roundId) => db.entries.where("[fact.kind+fact.roundId]").equals(["visit", roundId]).toArray(),

    async listMedia() {
      const parcels: Omit<MediaParcel, "bytes">[] = [];
      await db.media.each(({ bytes: _bytes, ...parcel }) => void parcels.push(parcel));
      return parcels;
    },

    async sweep(before) {
      await db.transaction("rw", db.entries, db.media, async () => {
        const old = await db.entries.where("settledAt").below(before).toArray();
        const unsentPhotographs = new Set(await db.media.toCollection().primaryKeys());
        await db.entries.bulkDelete(
          old.filter((e) => e.state === "accepted" && !unsentPhotographs.has(e.id)).map(({ id }) => id),
        );
      });
    },
  };
}
