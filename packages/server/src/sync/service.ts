/**
 * Intake of facts from phones and pages. Each fact is judged alone: accepted, already known, or refused with a
 * reason. All accepted facts of a batch, the state that follows from them and their audit row commit together, and
 * only then does the device get its receipts.
 */
import { createHash } from "node:crypto";
import type { Actor } from "@lingzhu/domain/access";
import { problem, Problem } from "@lingzhu/domain/kernel";
import {
  Fact,
  skewOf,
  type FactInput,
  type FactReceipt,
  type SyncAnswer,
  type SyncBatch,
} from "@lingzhu/domain/sync";
import { canonical } from "../audit/canonical.ts";
import { stampTracks, type NewTrack } from "../coverage/ground-stamp.ts";
import { prepared } from "../db/prepared.ts";
import { transact, type Floor, type Writing } from "../db/transact.ts";
import { problemOf } from "../http/answer-problem.ts";
import { takeFindingEvent, takeSighting } from "../finding/intake.ts";
import { takeMarker } from "../marker/intake.ts";
import { takeTrack, takeVisit } from "../patrol/intake.ts";
import { recomputeStates } from "../patrol/round-state.ts";
import { awaitBytes } from "../photograph/awaited-store.ts";
import { takePhotograph } from "../photograph/intake.ts";
import { againOnCollision } from "./collision.ts";
import { keepReading, type ClockReading } from "./clock-store.ts";
import { Reach } from "./reach.ts";
import * as store from "./store.ts";

/** What intake modules share while one batch is taken in. */
export interface Intake {
  tx: Writing;
  actor: Actor;
  reach: Reach;
  /** Round and place pairs whose state has to be computed again before commit. */
  touched: { roundId: string; placeId: string }[];
  /** Tracks whose ground has to be added before commit. */
  walked: NewTrack[];
  /** Photographs whose bytes may not be here yet. */
  pictured: { factId: string; sha256: string }[];
  /** Rounds asked for in this batch, and how they stand. */
  rounds: Map<string, RoundStanding>;
}

/** Of a round whose tracks were erased at their date no more are taken. */
export type RoundStanding = "missing" | "open" | "erased";

/** Sightings before their events and photographs, each kind in order of recording. */
const ORDER: Record<Fact["kind"], number> = {
  visit: 0,
  sighting: 1,
  "finding-event": 2,
  photograph: 3,
  track: 4,
  marker: 5,
};

export const digestOf = (fact: Fact): Buffer => createHash("sha256").update(canonical(fact)).digest();

/** @param batch facts in any order and shape; `sentAt` and `deviceId` are missing in the first protocol. */
export async function takeBatch(floor: Floor, actor: Actor, batch: SyncBatch): Promise<SyncAnswer> {
  const serverTime = floor.now();
  const receipts: FactReceipt[] = [];
  const facts: Fact[] = [];
  const ids = new Set<string>();
  for (const candidate of batch.facts) {
    const parsed = Fact.safeParse(candidate);
    const id = String((candidate as { id?: unknown } | null)?.id ?? "");
    if (!parsed.success) receipts.push(refusal(id, parsed.error));
    else if (!ids.has(parsed.data.id)) {
      ids.add(parsed.data.id);
      facts.push(parsed.data);
    }
  }
  facts.sort(
    (a, b) => ORDER[a.kind] - ORDER[b.kind] || a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1),
  );
  const { sentAt, deviceId } = batch;
  const clock = sentAt && deviceId ? { deviceId, skewMs: skewOf(sentAt, serverTime) } : null;
  if (facts.length > 0) receipts.push(...(await takeTogether(floor, actor, facts, clock)));
  return { receipts, serverTime: floor.now() };
}

/** Takes one fact from the office's own pages; a refusal is thrown, and nothing is kept. */
export async function takeFact(floor: Floor, actor: Actor, input: FactInput): Promise<void> {
  await takeAll(floor, actor, [Fact.parse(input)], null, (_fact, refused) => {
    throw refused;
  });
}

/** One transaction for all; should something unforeseen break it, each fact gets one of its own. */
async function takeTogether(
  floor: Floor,
  actor: Actor,
  facts: readonly Fact[],
  clock: ClockReading | null,
): Promise<FactReceipt[]> {
  try {
    return await takeAll(floor, actor, facts, clock);
  } catch (error) {
    const cause = problemOf(error);
    if (cause.code === "server.busy" || facts.length === 1) throw error;
    const receipts: FactReceipt[] = [];
    for (const fact of facts) {
      try {
        receipts.push(...(await takeAll(floor, actor, [fact], fact === facts[0] ? clock : null)));
      } catch (alone) {
        receipts.push(refusal(fact.id, alone));
      }
    }
    return receipts;
  }
}

async function takeAll(
  floor: Floor,
  actor: Actor,
  facts: readonly Fact[],
  clock: ClockReading | null,
  refuse: (fact: Fact, refused: Problem) => FactReceipt = (fact, refused) => refusal(fact.id, refused),
): Promise<FactReceipt[]> {
  const digests = new Map(facts.map((fact) => [fact.id, digestOf(fact)]));
  const take = async (tx: Writing): Promise<FactReceipt[]> => {
    const intake: Intake = {
      tx,
      actor,
      reach: new Reach(tx, actor),
      touched: [],
      walked: [],
      pictured: [],
      rounds: new Map(),
    };
    const known = await store.knownDigests(tx, [...digests.keys()]);
    const places = await intake.reach.load(facts);
    const accepted: store.NewFact[] = [];
    const receipts: FactReceipt[] = [];
    for (const fact of facts) {
      try {
        const before = known.get(fact.id);
        if (before) {
          if (!digests.get(fact.id)!.equals(before)) throw problem("fact.conflict");
          receipts.push({ id: fact.id, result: "known", problem: null });
          continue;
        }
        const findingId = await takeOne(intake, fact);
        accepted.push({ fact, findingId, digest: digests.get(fact.id)! });
        receipts.push({ id: fact.id, result: "accepted", problem: null });
      } catch (error) {
        // A rule refuses before it writes, so the transaction is still sound; anything else is not ours to judge.
        if (!(error instanceof Problem)) throw error;
        receipts.push(refuse(fact, error));
      }
    }
    await store.insertFacts(tx, actor, accepted);
    await recomputeStates(tx, intake.touched);
    await stampTracks(tx, intake.walked);
    await awaitBytes(tx, intake.pictured);
    if (clock) await keepReading(tx, actor.personId, clock, facts.length);
    const counts: Record<string, number> = {};
    for (const { fact } of accepted) counts[fact.kind] = (counts[fact.kind] ?? 0) + 1;
    tx.audit({
      act: "fact.take",
      noun: "fact",
      id: accepted.length === 1 ? accepted[0]!.fact.id : null,
      detail: {
        accepted: counts,
        refused: receipts.filter((receipt) => receipt.result === "refused").length,
        places: places.size,
      },
    });
    if (counts["visit"]) tx.announce("visit");
    if (counts["track"]) tx.announce("track");
    if (counts["marker"]) tx.announce("marker");
    return receipts;
  };
  return againOnCollision(() => prepared(() => transact(floor, actor, take)));
}

/** Judges and applies one fact; returns the finding it belongs to, if any. */
async function takeOne(intake: Intake, fact: Fact): Promise<string | null> {
  switch (fact.kind) {
    case "visit":
      return takeVisit(intake, fact);
    case "sighting":
      return takeSighting(intake, fact);
    case "finding-event":
      return takeFindingEvent(intake, fact);
    case "photograph":
      return takePhotograph(intake, fact);
    case "track":
      return takeTrack(intake, fact);
    case "marker":
      return takeMarker(intake, fact);
  }
}

function refusal(id: string, error: unknown): FactReceipt {
  const { code, title, detail } = problemOf(error);
  return { id, result: "refused", problem: { code, title, detail } };
}
