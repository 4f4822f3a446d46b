/**
 * Runs what is due. Any number of processes on one database may do so: a job is claimed in the database, so it runs
 * once, and a process that dies in the middle loses its claim after the lease.
 */
import type { Floor } from "../db/transact.ts";
import type { Job } from "./job.ts";
import { nextAt } from "./schedule.ts";
import * as store from "./store.ts";

const LOOK_EVERY_MS = 60_000;
/** A job that failed is tried again before its hour comes round. */
const AGAIN_AFTER_MS = 15 * 60_000;

export interface Ran {
  name: string;
  failed: boolean;
  words: string;
}

/** Runs every job that is due and free, one after the other. A job that fails stops no other. */
export async function runDue(floor: Floor, jobs: readonly Job[]): Promise<Ran[]> {
  await store.knowJobs(
    floor.db,
    jobs.map(({ name, schedule }) => ({ name, nextAt: nextAt(schedule, floor.now()) })),
  );
  const by = floor.newId();
  const ran: Ran[] = [];
  for (const job of jobs) {
    const now = floor.now();
    const until = now + job.leaseMinutes * 60_000;
    if (!(await store.claim(floor.db, { name: job.name, by, now, until }))) continue;
    const result = await attempt(floor, job);
    const ended = floor.now();
    const regular = nextAt(job.schedule, ended);
    await store.conclude(floor.db, {
      ...result,
      by,
      now: ended,
      nextAt: result.failed ? Math.min(regular, ended + AGAIN_AFTER_MS) : regular,
    });
    ran.push(result);
  }
  return ran;
}

async function attempt(floor: Floor, job: Job): Promise<Ran> {
  try {
    return { name: job.name, failed: false, words: await job.run(floor) };
  } catch (error) {
    return { name: job.name, failed: true, words: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Looks every minute until stopped. `onFailure` hears of a job that failed and of a look that could not be taken, for
 * instance while the database is away; the next look comes all the same.
 */
export function startJobs(
  floor: Floor,
  jobs: readonly Job[],
  onFailure: (words: string) => void,
): { stop(): Promise<void> } {
  let looking: Promise<void> | null = null;
  const look = () => {
    looking ??= runDue(floor, jobs)
      .then((ran) => {
        for (const { name, failed, words } of ran) if (failed) onFailure(`${name}：${words}`);
      })
      .catch((error: unknown) => onFailure(error instanceof Error ? error.message : String(error)))
      .finally(() => {
        looking = null;
      });
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  look();
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
