import { sql } from "kysely";
import type { Floor } from "../db/transact.ts";

/** Throws `server.busy` (by translation) while the database cannot be reached. */
export async function requireDatabase(floor: Floor): Promise<void> {
  await sql`select 1`.execute(floor.db);
}
