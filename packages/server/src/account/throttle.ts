import type { Floor } from "../db/transact.ts";
import { problem } from "@lingzhu/domain/kernel";

/** Free attempts before waiting starts, the first wait, and the longest. Waits double. */
const FREE = 5;
const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Failures older than this are forgotten. */
const MEMORY_MS = 24 * 3_600_000;

/**
 * The key joins account and address, so that a stranger elsewhere cannot lock a colleague out by guessing,
 * while guessing from one address is slowed.
 */
export const throttleKey = (login: string, address: string) => `${login}|${address}`;

/** Throws `auth.locked` while the key must wait. */
export async function requireUnblocked(floor: Floor, key: string): Promise<void> {
  const row = await floor.db
    .selectFrom("loginThrottle")
    .select("blockedUntil")
    .where("key", "=", key)
    .executeTakeFirst();
  const left = (row?.blockedUntil ?? 0) - floor.now();
  if (left > 0) throw problem("auth.locked", { seconds: Math.ceil(left / 1000) });
}

export async function countFailure(floor: Floor, key: string): Promise<void> {
  const now = floor.now();
  const row = await floor.db
    .selectFrom("loginThrottle")
    .select(["failures", "lastFailureAt"])
    .where("key", "=", key)
    .executeTakeFirst();
  const failures = row && now - row.lastFailureAt < MEMORY_MS ? row.failures + 1 : 1;
  const wait = failures < FREE ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (failures - FREE), LONGEST_WAIT_MS);
  const values = { failures, lastFailureAt: new Date(now), blockedUntil: wait ? new Date(now + wait) : null };
  await floor.db
    .insertInto("loginThrottle")
    .values({ key, ...values })
    .onConflict((conflict) => conflict.column("key").doUpdateSet(values))
    .execute();
}

export async function forgetFailures(floor: Floor, key: string): Promise<void> {
  await floor.db.deleteFrom("loginThrottle").where("key", "=", key).execute();
}
