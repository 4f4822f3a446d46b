/**
 * The work behind a check or an import. It holds the street's job lock for as long as its transaction lives, so that
 * one runs at a time, and a row whose job died is known as such by anybody. An import is one transaction: a process
 * that dies leaves nothing half done.
 */
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { Actor } from "@lingzhu/domain/access";
import { problem } from "@lingzhu/domain/kernel";
import type { ColumnMapping, LedgerDatum } from "@lingzhu/domain/place";
import { read, transact, type Floor, type Reading, type Writing } from "../db/transact.ts";
import { problemOf } from "../http/answer-problem.ts";
import { openLedgerFile } from "./ledger-file.ts";
import { passLedger, type LedgerPassage, type LedgerSource, type PassOptions } from "./ledger-pass.ts";
import { openSpool, spooled } from "./ledger-spool.ts";
import * as store from "./ledger-store.ts";
import { LedgerWriter } from "./ledger-writer.ts";
import { writeRejectedRows } from "./rejected-rows.ts";
import { lockTree } from "./store.ts";
import { keepRejected, removeUpload, spoolPath, uploadPath } from "./uploads.ts";

export interface LedgerJob {
  id: string;
  filename: string;
  mapping: ColumnMapping;
  datum: LedgerDatum | null;
}

const PROGRESS_MS = 500;
/** How long a job may take from saying that it has ended to having ended. */
const ENDING_MS = 20_000;
const ASK_AGAIN_MS = 50;
export const INTERRUPTED = "导入中断，没有保存任何内容，请重新开始";

/** Begins a dry run; settles once it is under way. */
export function startCheck(floor: Floor, actor: Actor, job: LedgerJob): Promise<void> {
  return begin(floor, actor, job, (begun) =>
    read(floor, actor, async (tx) => {
      await enter(floor, actor, tx, job, "checking");
      begun();
      const progress = progressNote(floor, actor, job, "正在试算");
      const passage = await passLedger(tx, await readFresh(floor, actor, job), { progress });
      await keepRejectedRows(floor, actor, job, passage);
      // Before the lock goes, so that nobody takes the finished check for one that was cut off.
      await store.noteImport(floor, actor.streetId, job.id, {
        state: "checked",
        progress: null,
        problem: null,
        rowCount: passage.rows,
        difference: passage.difference,
      });
    }),
  );
}

/** Begins an import; settles once it is under way. The file is removed when all of it is saved. */
export function startApply(floor: Floor, actor: Actor, job: LedgerJob & { rows: number }): Promise<void> {
  return begin(floor, actor, job, async (begun) => {
    await transact(floor, actor, async (tx) => {
      await enter(floor, actor, tx, job, "importing");
      begun();
      const progress = progressNote(floor, actor, job, "正在导入", job.rows);
      const passage = await importLedger(tx, await readAgain(floor, actor, job), { progress });
      await keepRejectedRows(floor, actor, job, passage);
      await store.changeImport(tx, job.id, {
        state: "done",
        progress: null,
        problem: null,
        rowCount: passage.rows,
        difference: passage.difference,
      });
      const { created, changed, unchanged, missing, rejected } = passage.difference;
      tx.audit({
        act: "ledger.import",
        noun: "ledger",
        id: job.id,
        detail: { created, changed, unchanged, missing, rejected },
      });
      tx.announce("place");
    });
    await removeUpload(floor.uploadsDir, { streetId: actor.streetId, id: job.id });
  });
}

/**
 * Imports a ledger file within the caller's transaction; the command line and the demonstration season call it too.
 * The caller declares the audit.
 */
export async function importLedger(
  tx: Writing,
  source: LedgerSource,
  options: Omit<PassOptions, "take"> = {},
): Promise<LedgerPassage> {
  await lockTree(tx);
  const writer = await LedgerWriter.open(tx);
  try {
    const passage = await passLedger(tx, source, { ...options, take: (found) => writer.take(found) });
    await writer.finish();
    return passage;
  } finally {
    // The transaction must not be undone while a batch of it is still under way.
    await writer.rest();
  }
}

/** Runs the work in the background. What it throws before it has begun is the caller's; later it is noted. */
function begin(
  floor: Floor,
  actor: Actor,
  job: LedgerJob,
  work: (begun: () => void) => Promise<void>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let hasBegun = false;
    const begun = () => {
      hasBegun = true;
      resolve();
    };
    work(begun).catch(async (error: unknown) => {
      if (!hasBegun) return reject(error as Error);
      const refusal = problemOf(error);
      if (refusal.code === "server.fault")
        process.stderr.write(`${refusal.detail} ${error instanceof Error ? error.stack : ""}\n`);
      // A database that is gone cannot note it; the row is then taken for cut off.
      await store
        .noteImport(floor, actor.streetId, job.id, {
          state: "failed",
          progress: null,
          problem: refusal.detail,
        })
        .catch(() => {});
    });
  });
}

/** Takes the job lock, then says in the row that the job is under way. */
async function enter(
  floor: Floor,
  actor: Actor,
  tx: Reading,
  job: LedgerJob,
  state: "checking" | "importing",
): Promise<void> {
  if (!(await lockOnceFree(floor, actor, tx)))
    throw problem("record.in-use", { noun: "台账", by: "另一次试算或导入（请等它结束）" });
  await transact(floor, actor, async (own) => {
    await store.markInterrupted(own, INTERRUPTED);
    const { mapping, datum } = job;
    await store.changeImport(own, job.id, {
      state,
      problem: null,
      progress: { done: 0, total: 0, doing: state === "checking" ? "正在试算" : "正在导入" },
      ...(state === "checking" ? { mapping, datum, difference: null } : {}),
    });
    const act = state === "checking" ? "ledger.check" : "ledger.apply";
    own.audit({ act, noun: "ledger", id: job.id, detail: { datum } });
  });
}

/**
 * A job that has just ended says so in its row a moment before its transaction, and with it the lock, is over. Whoever
 * reads the row and goes on at once waits for that moment; a job that is under way is not waited for.
 */
async function lockOnceFree(floor: Floor, actor: Actor, tx: Reading): Promise<boolean> {
  for (let left = ENDING_MS; ; left -= ASK_AGAIN_MS) {
    if (await store.lockJob(tx)) return true;
    if (left <= 0 || (await read(floor, actor, store.anyUnderWay))) return false;
    await sleep(ASK_AGAIN_MS);
  }
}

/** Reads the uploaded file itself, and leaves its rows for the import. */
async function readFresh(floor: Floor, actor: Actor, job: LedgerJob): Promise<LedgerSource> {
  const name = { streetId: actor.streetId, id: job.id };
  const file = await openLedgerFile(uploadPath(floor.uploadsDir, name), job.filename);
  return { file: spooled(file, spoolPath(floor.uploadsDir, name)), mapping: job.mapping, datum: job.datum };
}

/** Reads the rows that the check left; the file itself where they are gone. */
async function readAgain(floor: Floor, actor: Actor, job: LedgerJob): Promise<LedgerSource> {
  const name = { streetId: actor.streetId, id: job.id };
  const file = await openSpool(spoolPath(floor.uploadsDir, name));
  return file ? { file, mapping: job.mapping, datum: job.datum } : readFresh(floor, actor, job);
}

function progressNote(floor: Floor, actor: Actor, job: LedgerJob, doing: string, known = 0) {
  let last = performance.now();
  return async (done: number, estimated: number): Promise<void> => {
    if (performance.now() - last < PROGRESS_MS) return;
    last = performance.now();
    const progress = { done, total: Math.max(done, known || estimated), doing };
    await store.noteImport(floor, actor.streetId, job.id, { progress });
  };
}

async function keepRejectedRows(
  floor: Floor,
  actor: Actor,
  job: LedgerJob,
  { headers, rejected }: LedgerPassage,
): Promise<void> {
  const name = { streetId: actor.streetId, id: job.id };
  if (rejected.length === 0) return keepRejected(floor.uploadsDir, floor.sealer, name, null);
  const stream = new PassThrough();
  const workbook = buffer(stream);
  await writeRejectedRows(stream, headers, rejected, ({ column }) => job.mapping[column]);
  await keepRejected(floor.uploadsDir, floor.sealer, name, await workbook);
}
