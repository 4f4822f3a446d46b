import { sql } from "kysely";
import type { Day } from "@lingzhu/domain/kernel";
import type { Reading } from "../db/transact.ts";

/** The team that has a zone on a day, or will have it next. */
export async function teamOfZone(tx: Reading, zoneId: string, day: Day): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select t.name from assignment a join team t on t.street_id = a.street_id and t.id = a.team_id
    where a.street_id = ${tx.streetId} and a.zone_id = ${zoneId} and (a.valid_to is null or a.valid_to >= ${day})
      and (a.valid_to is null or a.valid_to >= a.valid_from)
    order by a.valid_from, a.id limit 1`.execute(tx.sql);
  return rows[0]?.name ?? null;
}
