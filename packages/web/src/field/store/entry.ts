/**
 * What lies in the outbox, and the rules by which it moves. Pure: no storage, no clock.
 *
 * waiting → accepted   the server said "accepted" or "known"
 * waiting → refused    the server said why not; the record stays visible until a person retries or reads it
 * refused → waiting    retried by hand
 */
import type { Fact, FactReceipt } from "@lingzhu/domain/sync";
import type { SealedParcel } from "./vault.ts";

export type EntryState = "waiting" | "accepted" | "refused";

export interface Refusal {
  code: string;
  title: string;
  detail: string;
}

/** What may be known of a record without opening it. */
interface EntryOutside {
  /** The fact's id. */
  id: string;
  /** Whose record it is: only this person's session may send it as it is; anybody may carry it sealed. */
  personId: string;
  state: EntryState;
  /** Until this moment (ms) it may be taken back and is not sent; null when it goes at once. */
  heldUntil: number | null;
  refusal: Refusal | null;
  /** When the server's word arrived (ms). */
  settledAt: number | null;
  /** A finding, or recorded with one: goes before everything else. Absent in rows of earlier versions. */
  urgent?: boolean;
}

/** What its person reads in it. */
export interface EntryInside {
  fact: Fact;
  /** What the person reads in the queue, e.g. 12号楼 301 已查. */
  label: string;
}

/** One fact on this phone, opened. */
export interface OutboxEntry extends EntryOutside, EntryInside {}

/** As it is stored: sealed, or as version 1 stored it, in the open. */
export interface StoredEntry extends EntryOutside, Partial<EntryInside> {
  parcel?: SealedParcel;
  /** The record of a photograph, which is counted with its bytes. Absent in rows of version 1, whose fact tells. */
  picture?: boolean;
}

/** What may be known of a photograph without opening it. */
interface MediaOutside {
  /** The photograph fact that names these bytes. */
  factId: string;
  personId: string;
  sha256: string;
  mime: string;
  state: "waiting" | "refused";
  refusal: Refusal | null;
  /** As with its fact. */
  urgent?: boolean;
}

/** Bytes of one photograph, kept until the server has stored them. */
export interface MediaParcel extends MediaOutside {
  bytes: ArrayBuffer;
}
/** As it is stored: sealed, or as version 1 stored it. */
export interface StoredMedia extends MediaOutside {
  parcel?: SealedParcel;
  bytes?: ArrayBuffer;
}

/** Records of one other person on this phone that are not with the server yet. */
export interface OthersWork {
  personId: string;
  /** As that person is listed on this phone; null for records older than the list. */
  name: string | null;
  unsent: number;
  /** How many of them can be sent on that person's behalf: sealed, and not waiting to be taken back. */
  carriable: number;
}

/** Facts that somebody is waiting for. */
export const isUrgentKind = (kind: Fact["kind"]): boolean => kind === "sighting" || kind === "finding-event";

export const isUrgent = (entry: Pick<OutboxEntry, "urgent" | "fact">): boolean =>
  entry.urgent ?? isUrgentKind(entry.fact.kind);

/** The place is still on its way from another phone: the server will take the record once it is there. */
const AWAITED = "place.awaited";

/** The entry after the server's word on it. A receipt for another fact, or for a settled one, changes nothing. */
export function settle<E extends EntryOutside>(entry: E, receipt: FactReceipt, at: number): E {
  if (receipt.id !== entry.id || entry.state === "accepted") return entry;
  if (receipt.problem?.code === AWAITED) return entry;
  if (receipt.result === "refused") {
    const refusal = receipt.problem ?? {
      code: "server.fault",
      title: "没有收下",
      detail: "服务器没有说明原因。记录仍在本机，请联系街道禁毒办。",
    };
    return { ...entry, state: "refused", refusal, settledAt: at };
  }
  return { ...entry, state: "accepted", refusal: null, settledAt: at };
}

/** Ready to be sent by this person now. */
export const isDue = (entry: EntryOutside, personId: string, now: number): boolean =>
  entry.state === "waiting" &&
  entry.personId === personId &&
  (entry.heldUntil === null || entry.heldUntil <= now);

/** May still be taken back: it was never offered to the server. */
export const isHeld = (entry: EntryOutside, now: number): boolean =>
  entry.state === "waiting" && entry.heldUntil !== null && entry.heldUntil > now;

export interface QueueCount {
  /** Records of this person not yet with the server; a photograph counts until its bytes have arrived. */
  unsent: number;
  refused: number;
  /** Records of other people who used this phone. */
  ofOthers: number;
}

/** A record as far as it has to be known to be counted. */
export interface Countable {
  id: string;
  personId: string;
  state: EntryState;
  /** The record of a photograph, which is counted with its bytes. */
  picture: boolean;
}

export const countQueue = (
  entries: readonly Pick<OutboxEntry, "id" | "personId" | "state" | "fact">[],
  media: readonly Pick<MediaParcel, "factId" | "personId" | "state">[],
  personId: string,
): QueueCount =>
  countRecords(
    entries.map((entry) => ({ ...entry, picture: entry.fact.kind === "photograph" })),
    media,
    personId,
  );

/** Counts without opening anything. */
export function countRecords(
  records: readonly Countable[],
  media: readonly Pick<MediaParcel, "factId" | "personId" | "state">[],
  personId: string,
): QueueCount {
  const count: QueueCount = { unsent: 0, refused: 0, ofOthers: 0 };
  const add = (owner: string, state: EntryState) => {
    if (state === "accepted") return;
    if (owner !== personId) count.ofOthers++;
    else if (state === "waiting") count.unsent++;
    else count.refused++;
  };
  for (const { personId: owner, state, picture } of records)
    if (!picture || state === "refused") add(owner, state);
  // A photograph whose fact was refused is counted once, with its fact.
  const refused = new Set(records.filter(({ state }) => state === "refused").map(({ id }) => id));
  for (const parcel of media) if (!refused.has(parcel.factId)) add(parcel.personId, parcel.state);
  return count;
}

/** Splits facts into batches that stay under the server's limits of count and body size (characters of JSON). */
export function batches<T>(facts: readonly T[], maxFacts = 100, maxChars = 1_000_000): T[][] {
  const all: T[][] = [];
  let batch: T[] = [];
  let chars = 0;
  for (const fact of facts) {
    const size = JSON.stringify(fact).length;
    if (batch.length > 0 && (batch.length >= maxFacts || chars + size > maxChars)) {
      all.push(batch);
      batch = [];
      chars = 0;
    }
    batch.push(fact);
    chars += size;
  }
  if (batch.length > 0) all.push(batch);
  return all;
}

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;

/** Milliseconds to wait after `failures` failed attempts in a row; `spread` in 0…1 keeps phones from knocking together. */
export function backOff(failures: number, spread: number): number {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(wait * (0.75 + spread * 0.5));
}
