import { sql } from "kysely";
import type { Database } from "../db/database.ts";

/** Makes the rows of jobs that this version knows and the database does not. */
export async function knowJobs(
  db: Database,
  jobs: readonly { name: string; nextAt: number }[],
): Promise<void> {
  if (jobs.length === 0) return;
  await db
    .insertInto("job")
    .values(jobs.map(({ name, nextAt }) => ({ name, nextAt: new Date(nextAt) })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** True when this process may run the job now; no other gets it until it ends or `until` (ms) has passed. */
export async function claim(
  db: Database,
  of: { name: string; by: string; now: number; until: number },
): Promise<boolean> {
  const now = new Date(of.now);
  const { rows } = await sql`
    update job set claimed_by = ${of.by}, claimed_until = ${new Date(of.until)}, started_at = ${now}
    where name = ${of.name} and next_at <= ${now} and (claimed_until is null or claimed_until <= ${now})
    returning name`.execute(db);
  return rows.length === 1;
}

/** Lets go of a job that this process still holds, and says what came of it. */
export async function conclude(
  db: Database,
  of: { name: string; by: string; now: number; nextAt: number; failed: boolean; words: string },
): Promise<void> {
  await sql`
    update job set claimed_by = null, claimed_until = null, ended_at = ${new Date(of.now)},
      next_at = ${new Date(of.nextAt)}, failed = ${of.failed}, words = ${of.words}
    where name = ${of.name} and claimed_by = ${of.by}`.execute(db);
}

/** The state of every job, by name. */
export const jobStates = (db: Database) => db.selectFrom("job").selectAll().orderBy("name").execute();
