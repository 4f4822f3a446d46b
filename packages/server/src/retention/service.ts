/**
 * Carries out retention dates. Each erasure is a transaction of its own with its audit entry and a row that proves what
 * went: how many rows, and a digest over what identified them.
 */
import { createHash } from "node:crypto";
import { dayOf, startOfDay, addDays } from "@lingzhu/domain/kernel";
import { erasedFrom, lastDueDay, retentionWords, type RetentionSubject } from "@lingzhu/domain/retention";
import { read, transact, type Floor, type Writing } from "../db/transact.ts";
import type { Job } from "../jobs/job.ts";
import { streetIds } from "../street/ids.ts";
import * as store from "./store.ts";

const system = (streetId: number) => ({ streetId, accountId: null, sessionId: null });

/** Erases everything that is due in every street. Returns the rows erased, by subject. */
export async function eraseDue(floor: Floor): Promise<Record<RetentionSubject, number>> {
  const erased = { track: 0, resident: 0, session: 0 };
  for (const streetId of await streetIds(floor)) {
    const today = dayOf(floor.now());
    const rounds = await read(floor, system(streetId), (tx) =>
      store.roundsWithTracks(tx, lastDueDay("track", today)),
    );
    for (const round of rounds)
      erased.track += await transact(floor, system(streetId), async (tx) => {
        const digests = await store.eraseTracks(tx, round.id);
        return prove(tx, "track", digests, erasedFrom("track", round.end), round.id);
      });
    for (const subject of ["resident", "session"] as const) {
      const erase = subject === "resident" ? store.eraseResidents : store.eraseSessions;
      const before = startOfDay(addDays(lastDueDay(subject, today), 1));
      erased[subject] += await transactIfAny(floor, streetId, async (tx) =>
        prove(tx, subject, await erase(tx, before), today, null),
      );
    }
  }
  return erased;
}

/** A day without anything due leaves no trace in the audit. */
class NothingDue extends Error {}
async function transactIfAny(
  floor: Floor,
  streetId: number,
  work: (tx: Writing) => Promise<number>,
): Promise<number> {
  try {
    return await transact(floor, system(streetId), async (tx) => {
      const rows = await work(tx);
      if (rows === 0) throw new NothingDue();
      return rows;
    });
  } catch (error) {
    if (error instanceof NothingDue) return 0;
    throw error;
  }
}

async function prove(
  tx: Writing,
  subject: RetentionSubject,
  erased: readonly (Buffer | string)[],
  dueOn: string,
  roundId: string | null,
): Promise<number> {
  if (erased.length === 0) return 0;
  const hash = createHash("sha256");
  for (const one of erased) hash.update(one);
  const rows = erased.length;
  const id = await store.recordErasure(tx, { subject, roundId, rows, digest: hash.digest(), dueOn });
  tx.audit({ act: "retention.erase", noun: "erasure", id, detail: { subject, rows, dueOn, roundId } });
  return rows;
}

export const eraseDueJob: Job = {
  name: "retention.erase",
  word: "到期数据删除",
  schedule: { dailyAt: "03:20" },
  leaseMinutes: 60,
  run: async (floor) => {
    const erased = await eraseDue(floor);
    const parts = (Object.keys(erased) as RetentionSubject[]).map(
      (subject) => `${retentionWords[subject]} ${erased[subject]} 条`,
    );
    return `到期删除：${parts.join("，")}。`;
  },
};
