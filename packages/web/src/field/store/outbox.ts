/**
 * The outbox: facts and photographs go in within one local transaction and leave only on the server's word.
 * Everything here survives a reload; nothing here talks to the network. Each record is sealed for its person and for
 * the server; what it says is read from here only while its person's vault is open.
 */
import type { Fact, FactReceipt } from "@lingzhu/domain/sync";
import { textOf, utf8 } from "./bytes.ts";
import { meanwhile, type FieldDatabase } from "./database.ts";
import {
  isDue,
  isHeld,
  isUrgentKind,
  settle,
  type EntryInside,
  type MediaParcel,
  type OutboxEntry,
  type Refusal,
  type StoredEntry,
  type StoredMedia,
} from "./entry.ts";
import type { Vault } from "./vault.ts";

/** A fact with what the person should read about it, and the bytes of its photograph if it is one. */
export interface Parcel {
  fact: Fact;
  label: string;
  photograph?: { sha256: string; mime: string; bytes: ArrayBuffer };
}

/** One person's queue. Whatever of it has to be read is empty while that person's vault is locked. */
export interface Outbox {
  /**
   * Stores facts and photographs together: all of them or, when it throws, none. Inside of a transaction of the caller
   * it is part of that. Throws LockedError while locked.
   */
  enqueue(personId: string, parcels: readonly Parcel[], options?: { heldUntil?: number }): Promise<void>;
  /** Takes a held record back together with what hangs on it. False when it may already be with the server. */
  withdraw(factId: string, now: number): Promise<boolean>;
  /** This person's facts to send now, in the order they were made. */
  due(personId: string, now: number): Promise<OutboxEntry[]>;
  /** When the next held record comes free (ms), or null. */
  nextDue(personId: string, now: number): Promise<number | null>;
  markReceipts(receipts: readonly FactReceipt[], at: number): Promise<void>;
  /** Photographs to upload now: only those whose fact the server has accepted. */
  dueMedia(personId: string): Promise<Omit<MediaParcel, "bytes">[]>;
  /** One photograph's bytes; null when they are not here, or the vault is locked. */
  bytesOf(factId: string): Promise<ArrayBuffer | null>;
  /** The bytes have arrived: lets go of them. */
  releaseMedia(factId: string): Promise<void>;
  refuseMedia(factId: string, refusal: Refusal): Promise<void>;
  /** Puts refused records of this person back in the line. */
  retryRefused(personId: string): Promise<void>;
  /** The person's newest records on this phone, sent or not; newest first. */
  latest(limit: number): Promise<OutboxEntry[]>;
  /** The person's records that are not yet with the server. */
  pending(): Promise<OutboxEntry[]>;
  /** The person's visits of one round, sent or not, as long as they are remembered here. */
  visitsOf(roundId: string): Promise<OutboxEntry[]>;
  /** The person's photographs whose bytes are still here. */
  listMedia(): Promise<Omit<MediaParcel, "bytes">[]>;
  /** Forgets accepted facts of anybody settled before `before` (ms); never a waiting or refused one. */
  sweep(before: number): Promise<void>;
}

export function openOutbox(db: FieldDatabase, vault: Vault): Outbox {
  const me = vault.personId;
  /** What was opened stays open until the vault is locked: records never change, and each is read many times. */
  const open = new Map<string, EntryInside>();
  /** What is being opened now: several queries that begin together, as after unlocking, open each record once. */
  const opening = new Map<string, Promise<EntryInside | null>>();
  vault.onLock(() => open.clear());

  async function insideOf(row: StoredEntry): Promise<EntryInside | null> {
    const known = open.get(row.id);
    if (known) return known;
    let coming = opening.get(row.id);
    if (!coming) {
      coming = openEntry(vault, row).finally(() => opening.delete(row.id));
      opening.set(row.id, coming);
    }
    const inside = await coming;
    if (inside && vault.isOpen) open.set(row.id, inside);
    return inside;
  }
  async function openAll(rows: readonly StoredEntry[]): Promise<OutboxEntry[]> {
    if (!vault.isOpen) return [];
    const entries = rows
      .filter(({ personId }) => personId === me)
      .map(async (row) => {
        const inside = await insideOf(row);
        const { parcel: _parcel, picture: _picture, ...outside } = row;
        return inside && { ...outside, ...inside };
      });
    return (await Promise.all(entries)).filter((entry) => entry !== null);
  }
  const opened = (rows: readonly StoredEntry[]) => meanwhile(openAll(rows));
  const waitingRows = (personId: string) =>
    db.entries.where("[personId+state]").equals([personId, "waiting"]).sortBy("id");
  const ofMine = <T extends { personId: string }>(rows: readonly T[]) =>
    rows.filter(({ personId }) => personId === me);

  return {
    async enqueue(personId, parcels, options = {}) {
      if (personId !== me) throw new Error("a vault takes its own person's records only");
      const sealing = sealParcels(vault, parcels, options.heldUntil ?? null);
      const { entries, media } = await meanwhile(sealing);
      await db.transaction("rw", db.entries, db.media, async () => {
        await db.entries.bulkAdd(entries);
        await db.media.bulkAdd(media);
      });
      for (const { fact, label } of parcels) open.set(fact.id, { fact, label });
    },

    async withdraw(factId, now) {
      const hanging = (await opened(await waitingRows(me))).filter(
        ({ fact }) => fact.kind === "photograph" && fact.body.ofFactId === factId,
      );
      return db.transaction("rw", db.entries, db.media, async () => {
        const entry = await db.entries.get(factId);
        if (!entry || !isHeld(entry, now)) return false;
        const ids = [factId, ...hanging.map(({ id }) => id)];
        await db.entries.bulkDelete(ids);
        await db.media.bulkDelete(ids);
        return true;
      });
    },

    async due(personId, now) {
      return await opened((await waitingRows(personId)).filter((entry) => isDue(entry, personId, now)));
    },

    async nextDue(personId, now) {
      if (!vault.isOpen) return null;
      const held = (await waitingRows(personId)).filter((entry) => isHeld(entry, now));
      return held.length > 0 ? Math.min(...held.map(({ heldUntil }) => heldUntil!)) : null;
    },

    async markReceipts(receipts, at) {
      await db.transaction("rw", db.entries, async () => {
        for (const receipt of receipts) {
          const entry = await db.entries.get(receipt.id);
          if (entry) await db.entries.put(settle(entry, receipt, at));
        }
      });
    },

    async dueMedia(personId) {
      if (!vault.isOpen || personId !== me) return [];
      const rows = await db.transaction("r", db.entries, db.media, async () => {
        const waiting = await db.media.where("[personId+state]").equals([personId, "waiting"]).toArray();
        const facts = await db.entries.bulkGet(waiting.map(({ factId }) => factId));
        return waiting.filter((_, index) => facts[index]?.state === "accepted");
      });
      return rows
        .filter(({ parcel }) => !parcel || vault.canOpen(parcel))
        .map(({ bytes: _bytes, parcel: _parcel, ...row }) => row);
    },

    async bytesOf(factId) {
      const row = await db.media.get(factId);
      if (!row || row.personId !== me || !vault.isOpen) return null;
      if (!row.parcel) return row.bytes ?? null;
      return vault.canOpen(row.parcel) ? (await meanwhile(vault.openParcel(row.parcel))).buffer : null;
    },

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

    latest: async (limit) =>
      await opened(
        await db.entries
          .orderBy("id")
          .reverse()
          .filter(({ personId }) => personId === me)
          .limit(limit)
          .toArray(),
      ),
    pending: async () =>
      await opened(
        await db.entries.where("[personId+state]").anyOf([me, "waiting"], [me, "refused"]).sortBy("id"),
      ),
    visitsOf: async (roundId) =>
      (
        await opened(
          await db.entries
            .orderBy("id")
            .filter(({ personId }) => personId === me)
            .toArray(),
        )
      ).filter(({ fact }) => fact.kind === "visit" && fact.roundId === roundId),

    async listMedia() {
      const rows: Omit<MediaParcel, "bytes">[] = [];
      await db.media.each(({ bytes: _bytes, parcel: _parcel, ...row }) => void rows.push(row));
      return ofMine(rows);
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

/** Rows as they are stored, for parcels of the vault's person. */
async function sealParcels(
  vault: Vault,
  parcels: readonly Parcel[],
  heldUntil: number | null,
): Promise<{ entries: StoredEntry[]; media: StoredMedia[] }> {
  const entries: StoredEntry[] = [];
  const media: StoredMedia[] = [];
  // A photograph is as urgent as what it was recorded with.
  const urgent = parcels.some(({ fact }) => isUrgentKind(fact.kind));
  for (const { fact, label, photograph } of parcels) {
    const outside = { id: fact.id, personId: vault.personId, state: "waiting" as const, heldUntil, urgent };
    entries.push(await sealEntry(vault, { ...outside, refusal: null, settledAt: null, fact, label }));
    if (!photograph) continue;
    const { sha256, mime, bytes } = photograph;
    const outsideOf = { factId: fact.id, personId: vault.personId, sha256, mime, urgent };
    media.push(await sealMedia(vault, { ...outsideOf, state: "waiting", refusal: null, bytes }));
  }
  return { entries, media };
}

/** The record sealed, what is outside of it as it was. */
export async function sealEntry(
  vault: Vault,
  { fact, label, ...outside }: StoredEntry & EntryInside,
): Promise<StoredEntry> {
  const parcel = await vault.sealParcel("fact", fact.id, utf8(JSON.stringify({ fact, label })));
  return { ...outside, picture: fact.kind === "photograph", parcel };
}
export async function sealMedia(vault: Vault, { bytes, ...outside }: MediaParcel): Promise<StoredMedia> {
  return { ...outside, parcel: await vault.sealParcel("photograph", outside.factId, new Uint8Array(bytes)) };
}

/** Null for a record that another key sealed: it can be carried, not read. */
async function openEntry(vault: Vault, { parcel, fact, label }: StoredEntry): Promise<EntryInside | null> {
  if (!parcel) return fact && label !== undefined ? { fact, label } : null;
  if (!vault.canOpen(parcel)) return null;
  return JSON.parse(textOf(await vault.openParcel(parcel))) as EntryInside;
}
