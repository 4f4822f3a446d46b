/**
 * Records that somebody else brings. A colleague on the same phone hands over sealed parcels; this server opens them,
 * holds each against the signature of its author's device, and judges it as the author's, by what the author was
 * allowed on the day of recording. The carrier learns a receipt by id and nothing else.
 */
import { createHash } from "node:crypto";
import type { Actor, Grant } from "@lingzhu/domain/access";
import {
  CarriedParcel,
  carriedStanding,
  ParcelHead,
  parcelMessage,
  type Standing,
} from "@lingzhu/domain/device";
import { dayOf, problem, startOfDay } from "@lingzhu/domain/kernel";
import type { FactReceipt, SyncAnswer } from "@lingzhu/domain/sync";
import { zonesOn } from "../account/session.ts";
import { read, transact, type Floor } from "../db/transact.ts";
import { problemOf } from "../http/answer-problem.ts";
import { keepMedia } from "../photograph/service.ts";
import { takeBatch } from "../sync/service.ts";
import { isSignedBy } from "./proof.ts";
import * as store from "./store.ts";

const DAY_MS = 86_400_000;
const YEAR_10000 = Date.UTC(10_000, 0);

interface Author extends Standing {
  id: string;
  accountId: string;
  personId: string;
  phoneId: string;
  publicKey: Uint8Array;
}

/** A record that was opened and proved to be its author's. */
interface Opened {
  author: Author;
  day: string;
  fact: unknown;
}

export async function carryRecords(
  floor: Floor,
  carrier: Actor,
  candidates: readonly unknown[],
): Promise<SyncAnswer> {
  const receipts: FactReceipt[] = [];
  const parcels: CarriedParcel[] = [];
  for (const candidate of candidates) {
    const parsed = CarriedParcel.safeParse(candidate);
    if (parsed.success) parcels.push(parsed.data);
    else receipts.push(refusal(String((candidate as { id?: unknown } | null)?.id ?? ""), parsed.error));
  }
  const authors = await authorsOn(floor, carrier, parcels);
  const opened: Opened[] = [];
  for (const parcel of parcels) {
    try {
      opened.push(openRecord(floor, authors.get(parcel.deviceId), parcel));
    } catch (error) {
      receipts.push(refusal(parcel.id, error));
    }
  }
  for (const batch of byAuthorAndDay(opened)) {
    const { author, day } = batch[0]!;
    const actor = await actorOn(floor, carrier, author, day);
    const answer = await takeBatch(floor, actor, { facts: batch.map(({ fact }) => fact) });
    receipts.push(...answer.receipts);
    await noteCarried(floor, carrier, author, "fact.carry", answer.receipts);
  }
  return { receipts, serverTime: floor.now() };
}

/** The registrations that the parcels name, as far as they are of the phone that the carrier holds. */
async function authorsOn(
  floor: Floor,
  carrier: Actor,
  parcels: readonly Pick<ParcelHead, "deviceId">[],
): Promise<Map<string, Author>> {
  const { deviceId } = carrier;
  if (deviceId === undefined) throw problem("device.none");
  const ids = [...new Set([deviceId, ...parcels.map((parcel) => parcel.deviceId)])];
  const rows = await read(floor, carrier, (tx) => store.authorsOf(tx, ids));
  const phoneId = rows.find((row) => row.id === deviceId)?.phoneId;
  return new Map(rows.filter((row) => row.phoneId === phoneId).map((row) => [row.id, row]));
}

/** Throws `parcel.unproven` unless the author's device signed just this, and `parcel.unreadable` when it does not open. */
function openParcel(
  floor: Floor,
  author: Author | undefined,
  head: ParcelHead,
  sealed: Uint8Array,
): { author: Author; content: Buffer } {
  const digest = createHash("sha256").update(sealed).digest("base64url");
  const isAuthors =
    author !== undefined &&
    isSignedBy(author.publicKey, parcelMessage(head, digest), Buffer.from(head.signature, "base64url"));
  if (!isAuthors) throw problem("parcel.unproven");
  try {
    return { author, content: floor.exchange.open(head, sealed) };
  } catch {
    throw problem("parcel.unreadable");
  }
}

function openRecord(floor: Floor, claimed: Author | undefined, parcel: CarriedParcel): Opened {
  const { author, content } = openParcel(floor, claimed, parcel, Buffer.from(parcel.sealed, "base64url"));
  const fact = factIn(content);
  if (fact.id !== parcel.id || fact.deviceId !== author.phoneId) throw problem("parcel.unproven");
  requireStanding(author, fact.recordedAt, floor.now());
  return { author, day: dayOf(fact.recordedAt), fact };
}

/** Only what is needed to judge the parcel; the shape of the fact is judged at intake. */
function factIn(content: Buffer): { id: unknown; deviceId: unknown; recordedAt: number } {
  try {
    const { fact } = JSON.parse(content.toString("utf8")) as { fact: { recordedAt: unknown } };
    const { recordedAt } = fact;
    if (typeof recordedAt !== "number" || !(recordedAt > 0 && recordedAt < YEAR_10000))
      throw new Error("no time");
    return fact as ReturnType<typeof factIn>;
  } catch {
    throw problem("parcel.unreadable");
  }
}

function requireStanding(author: Standing, recordedAt: number, now: number): void {
  const standing = carriedStanding(author, recordedAt, now);
  if (standing === "revoked") throw problem("parcel.revoked");
  if (standing === "after") throw problem("parcel.after");
}

function byAuthorAndDay(opened: readonly Opened[]): Opened[][] {
  const groups = new Map<string, Opened[]>();
  for (const one of opened) {
    const key = `${one.author.accountId} ${one.day}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

/** The author as they stood on that day: what they were given then counts, not what they were given since. */
async function actorOn(floor: Floor, carrier: Actor, author: Author, day: string): Promise<Actor> {
  const { accountId, personId } = author;
  const [grants, zoneIds] = await read(floor, carrier, async (tx) => [
    await store.grantsBegunBy(tx, accountId, startOfDay(day) + DAY_MS),
    await zonesOn(tx, personId, day),
  ]);
  const { streetId, sessionId } = carrier;
  return { streetId, accountId, personId, grants: grants as Grant[], zoneIds, sessionId };
}

async function noteCarried(
  floor: Floor,
  carrier: Actor,
  author: Author,
  act: "fact.carry" | "media.carry",
  receipts: readonly FactReceipt[],
): Promise<void> {
  const counts: Record<string, number> = {};
  for (const { result } of receipts) counts[result] = (counts[result] ?? 0) + 1;
  await transact(floor, carrier, async (tx) =>
    tx.audit({ act, noun: "account", id: author.accountId, detail: { deviceId: author.id, ...counts } }),
  );
}

/**
 * One photograph whose record has been accepted: four bytes with the length of the head (big-endian), the head as JSON,
 * the ciphertext.
 */
export async function carryPhotograph(floor: Floor, carrier: Actor, body: unknown): Promise<FactReceipt> {
  const { head, sealed } = photographIn(body);
  const authors = await authorsOn(floor, carrier, [head]);
  try {
    const { author, content } = openParcel(floor, authors.get(head.deviceId), head, sealed);
    const fact = await read(floor, carrier, (tx) => store.photographOf(tx, author.personId, head.id));
    if (!fact) throw problem("record.missing", { noun: "照片的记录" });
    requireStanding(author, fact.recordedAt, floor.now());
    const actor = await actorOn(floor, carrier, author, dayOf(fact.recordedAt));
    await keepMedia(floor, actor, fact.sha256, content);
    const receipt = { id: head.id, result: "accepted", problem: null } as const;
    await noteCarried(floor, carrier, author, "media.carry", [receipt]);
    return receipt;
  } catch (error) {
    const cause = problemOf(error);
    if (cause.status >= 500) throw error;
    return refusal(head.id, cause);
  }
}

function photographIn(body: unknown): { head: ParcelHead; sealed: Buffer } {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const start = bytes.length > 4 ? 4 + bytes.readUInt32BE(0) : 0;
  if (start < 5 || start > 4096 || start >= bytes.length) throw problem("parcel.unreadable");
  const head = ParcelHead.safeParse(jsonIn(bytes.subarray(4, start)));
  if (!head.success || head.data.content !== "photograph") throw problem("parcel.unreadable");
  return { head: head.data, sealed: bytes.subarray(start) };
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
}

function refusal(id: string, error: unknown): FactReceipt {
  const { code, title, detail } = problemOf(error);
  return { id, result: "refused", problem: { code, title, detail } };
}
