/**
 * The outbox where the browser cannot encrypt (no secure context): records live as long as the page and go out at once.
 * Nothing new is written to the phone. What version 1 left there in the open is sent on and then removed.
 */
import { Dexie } from "dexie";
import { meanwhile, type FieldDatabase } from "./database.ts";
import { isDue, isHeld, settle, type MediaParcel, type OutboxEntry } from "./entry.ts";
import type { Outbox } from "./outbox.ts";

/** Its row changes with this outbox, so that live queries notice. */
const NOTICE = "passing-outbox";

export function openPassingOutbox(db: FieldDatabase, personId: string): Outbox {
  const entries = new Map<string, OutboxEntry>();
  const media = new Map<string, MediaParcel>();
  let changes = 0;
  const inOrder = () => [...entries.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  /** Also from within a transaction that does not know of the row. */
  const noticed = () =>
    Dexie.ignoreTransaction(() => db.kept.put({ key: NOTICE, at: 0, value: ++changes })).then(
      () => undefined,
    );
  const listening = () => db.kept.get(NOTICE);

  const ready = (async () => {
    for (const row of await db.entries
      .filter((one) => one.personId === personId && one.state !== "accepted")
      .toArray())
      if (row.fact && row.label !== undefined)
        entries.set(row.id, { ...row, fact: row.fact, label: row.label });
    for (const row of await db.media.filter((one) => one.personId === personId).toArray())
      if (row.bytes) media.set(row.factId, { ...row, bytes: row.bytes });
    await noticed();
  })();
  const all = async () => {
    await listening();
    await meanwhile(ready);
    return inOrder();
  };

  return {
    async enqueue(who, parcels, options = {}) {
      await ready;
      for (const { fact, label, photograph } of parcels) {
        const outside = {
          id: fact.id,
          personId: who,
          state: "waiting" as const,
          refusal: null,
          settledAt: null,
        };
        entries.set(fact.id, { ...outside, heldUntil: options.heldUntil ?? null, fact, label });
        if (!photograph) continue;
        media.set(fact.id, {
          factId: fact.id,
          personId: who,
          ...photograph,
          state: "waiting",
          refusal: null,
        });
      }
      await noticed();
    },
    async withdraw(factId, now) {
      const entry = entries.get(factId);
      if (!entry || !isHeld(entry, now)) return false;
      for (const { id, fact } of inOrder())
        if (id === factId || (fact.kind === "photograph" && fact.body.ofFactId === factId)) {
          entries.delete(id);
          media.delete(id);
        }
      await noticed();
      return true;
    },
    due: async (who, now) => (await all()).filter((entry) => isDue(entry, who, now)),
    async nextDue(_who, now) {
      const held = (await all()).filter((entry) => isHeld(entry, now));
      return held.length > 0 ? Math.min(...held.map(({ heldUntil }) => heldUntil!)) : null;
    },
    async markReceipts(receipts, at) {
      for (const receipt of receipts) {
        const entry = entries.get(receipt.id);
        if (!entry) continue;
        const settled = settle(entry, receipt, at);
        entries.set(receipt.id, settled);
        if (settled.state === "accepted") await db.entries.delete(receipt.id);
      }
      await noticed();
    },
    async dueMedia() {
      await all();
      return [...media.values()].filter(
        ({ factId, state }) =>
          state === "waiting" && (entries.get(factId)?.state ?? "accepted") === "accepted",
      );
    },
    bytesOf: async (factId) => media.get(factId)?.bytes ?? null,
    async releaseMedia(factId) {
      media.delete(factId);
      await db.media.delete(factId);
      await noticed();
    },
    async refuseMedia(factId, refusal) {
      const parcel = media.get(factId);
      if (parcel) media.set(factId, { ...parcel, state: "refused", refusal });
      await noticed();
    },
    async retryRefused() {
      for (const [id, entry] of entries)
        if (entry.state === "refused") entries.set(id, { ...entry, state: "waiting", refusal: null });
      for (const [id, parcel] of media)
        if (parcel.state === "refused") media.set(id, { ...parcel, state: "waiting", refusal: null });
      await noticed();
    },
    latest: async (limit) => (await all()).reverse().slice(0, limit),
    pending: async () => (await all()).filter(({ state }) => state !== "accepted"),
    visitsOf: async (roundId) =>
      (await all()).filter(({ fact }) => fact.kind === "visit" && fact.roundId === roundId),
    async listMedia() {
      await all();
      return [...media.values()].map(({ bytes: _bytes, ...parcel }) => parcel);
    },
    async sweep() {},
  };
}
