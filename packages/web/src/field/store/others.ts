/**
 * Unsent records of the other people on this phone: how many there are, and sending them on their behalf. The one who
 * carries them sees numbers, never what is in them.
 */
import type { CarriedParcel, ParcelHead } from "@lingzhu/domain/device";
import type { FactReceipt, SyncAnswer } from "@lingzhu/domain/sync";
import { joined, toBase64url, utf8, type Bytes } from "./bytes.ts";
import type { FieldDatabase } from "./database.ts";
import {
  countRecords,
  isHeld,
  settle,
  type OthersWork,
  type Refusal,
  type StoredEntry,
  type StoredMedia,
} from "./entry.ts";
import type { SealedParcel } from "./vault.ts";

/** The network as carrying sees it; throws SendError like the sender's. */
export interface CarryTransport {
  postCarried(parcels: readonly CarriedParcel[]): Promise<SyncAnswer>;
  postCarriedPhotograph(framed: Bytes): Promise<FactReceipt>;
}

export interface Carried {
  /** Records and photographs that the server has taken over now. */
  sent: number;
  /** Why some were not taken, each reason once. */
  refusals: Refusal[];
}

const NOTHING = new Uint8Array();
/** Limits of a batch: the server's count, and characters of JSON well below its body limit. */
const MOST = 100;
const MOST_CHARS = 1_000_000;

/**
 * Records on this phone that the person at it cannot read: of others, and of one's own from before a PIN was forgotten
 * for good.
 */
const isOthers = (row: { personId: string; parcel?: SealedParcel }, personId: string, keyId: string | null) =>
  row.personId !== personId || (row.parcel !== undefined && keyId !== null && row.parcel.keyId !== keyId);

const isPicture = ({ picture, fact }: StoredEntry) => picture ?? fact?.kind === "photograph";

/** One line for each person who has something unsent here besides what the one at the phone sends anyway. */
export async function othersWork(db: FieldDatabase, personId: string, now: number): Promise<OthersWork[]> {
  const keyId = (await db.people.get(personId))?.keyId ?? null;
  return workWhere(db, now, (row) => isOthers(row, personId, keyId));
}
/** The same for everybody, before anybody has said who they are. */
export const workOfAll = (db: FieldDatabase, now: number): Promise<OthersWork[]> =>
  workWhere(db, now, () => true);

async function workWhere(
  db: FieldDatabase,
  now: number,
  counts: (row: StoredEntry | StoredMedia) => boolean,
): Promise<OthersWork[]> {
  const names = new Map((await db.people.toArray()).map(({ personId, name }) => [personId, name]));
  const entries = (await db.entries.where("state").anyOf("waiting", "refused").toArray()).filter(counts);
  const media: StoredMedia[] = [];
  await db.media.each((row) => {
    // Without the bytes, which are megabytes.
    const { parcel, bytes: _bytes, ...outside } = row;
    if (counts(row)) media.push(parcel ? { ...outside, parcel: { ...parcel, sealed: NOTHING } } : outside);
  });
  const unsentOf = (owner: string, of: readonly StoredEntry[], pictures: readonly StoredMedia[]) => {
    const own = of.filter(({ personId }) => personId === owner);
    const ownMedia = pictures.filter(({ personId }) => personId === owner);
    return countRecords(
      own.map((row) => ({ ...row, picture: isPicture(row) })),
      ownMedia,
      owner,
    ).unsent;
  };
  const able = entries.filter((row) => row.parcel && !isHeld(row, now));
  const ableMedia = media.filter((row) => row.parcel);
  return [...new Set([...entries, ...media].map((row) => row.personId))].map((owner) => ({
    personId: owner,
    name: names.get(owner) ?? null,
    unsent: unsentOf(owner, entries, media),
    carriable: unsentOf(owner, able, ableMedia),
  }));
}

/**
 * Sends what others have left here, records first, then the photographs of accepted ones. Lets go of nothing before the
 * server's word. A refusal of the carrying itself leaves the record as it was, for later or for its own person; one of
 * the record is its author's to see.
 */
export async function carryForOthers(
  db: FieldDatabase,
  personId: string,
  transport: CarryTransport,
  now: () => number,
): Promise<Carried> {
  const keyId = (await db.people.get(personId))?.keyId ?? null;
  const refusals = new Map<string, Refusal>();
  let sent = 0;
  const take = async (receipts: readonly FactReceipt[]) => {
    for (const receipt of receipts) {
      if (receipt.problem) refusals.set(receipt.problem.code, receipt.problem);
      if (receipt.problem?.code.startsWith("parcel.")) continue;
      await db.transaction("rw", db.entries, async () => {
        const entry = await db.entries.get(receipt.id);
        if (!entry) return;
        if (receipt.result !== "refused" && entry.state !== "accepted" && !isPicture(entry)) sent++;
        await db.entries.put(settle(entry, receipt, now()));
      });
    }
  };
  const waiting = (await db.entries.where("state").equals("waiting").sortBy("id")).filter(
    (row) => row.parcel && isOthers(row, personId, keyId) && !isHeld(row, now()),
  );
  for (const batch of inBatches(waiting.map(({ parcel }) => onTheWire(parcel!))))
    await take((await transport.postCarried(batch)).receipts);

  const ids = await db.media
    .filter((row) => row.state === "waiting" && row.parcel !== undefined)
    .primaryKeys();
  for (const id of ids) {
    const row = await db.media.get(id);
    if (!row?.parcel || !isOthers(row, personId, keyId)) continue;
    if ((await db.entries.get(id))?.state !== "accepted") continue;
    const receipt = await transport.postCarriedPhotograph(framed(row.parcel.head, row.parcel.sealed));
    if (receipt.result !== "refused") {
      await db.media.delete(id);
      sent++;
    } else if (receipt.problem) {
      refusals.set(receipt.problem.code, receipt.problem);
      if (!receipt.problem.code.startsWith("parcel."))
        await db.media.update(id, { state: "refused", refusal: receipt.problem });
    }
  }
  return { sent, refusals: [...refusals.values()] };
}

const onTheWire = ({ head, sealed }: SealedParcel): CarriedParcel => ({
  ...head,
  content: "fact",
  sealed: toBase64url(sealed),
});

function inBatches(parcels: readonly CarriedParcel[]): CarriedParcel[][] {
  const all: CarriedParcel[][] = [];
  let chars = Infinity;
  for (const parcel of parcels) {
    const size = parcel.sealed.length + 600;
    if (chars + size > MOST_CHARS || all.at(-1)!.length >= MOST) {
      all.push([]);
      chars = 0;
    }
    all.at(-1)!.push(parcel);
    chars += size;
  }
  return all;
}

/** As the server's route takes it: four bytes of length, the head, the ciphertext. */
function framed(head: ParcelHead, sealed: Bytes): Bytes {
  const text = utf8(JSON.stringify(head));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, text.length);
  return joined(length, text, sealed);
}
