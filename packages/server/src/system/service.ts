import { sql } from "kysely";
import type { SystemView } from "@lingzhu/domain/system";
import type { Floor } from "../db/transact.ts";
import { worst } from "../doctor/check.ts";

/** Throws `server.busy` (by translation) while the database cannot be reached. */
export async function requireDatabase(floor: Floor): Promise<void> {
  await sql`select 1`.execute(floor.db);
}

/** What the doctor says of this installation, the worst first. */
export async function viewSystem(floor: Floor): Promise<SystemView> {
  const checks = (await floor.examine?.()) ?? [];
  const order = { bad: 0, warn: 1, ok: 2 };
  return { level: worst(checks), checks: checks.toSorted((a, b) => order[a.level] - order[b.level]) };
}
