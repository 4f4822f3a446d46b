import { sql } from "kysely";
import { dayOf, problem } from "@lingzhu/domain/kernel";
import type { Reading } from "../db/transact.ts";

/**
 * The round that pictures show: the one asked for, or else the patrol round of the latest campaign that runs today or
 * began last. Null when none has begun.
 *
 * @throws Problem `record.missing` for a round that the street does not have.
 */
export async function roundToShow(tx: Reading, asked: string | undefined): Promise<string | null> {
  if (asked) {
    const found = await tx.sql
      .selectFrom("round")
      .select("id")
      .where("streetId", "=", tx.streetId)
      .where("id", "=", asked)
      .executeTakeFirst();
    if (!found) throw problem("record.missing", { noun: "轮次" });
    return found.id;
  }
  const { rows } = await sql<{ id: string }>`
    select r.id from round r
    where r.street_id = ${tx.streetId} and r.starts_on <= ${dayOf(tx.now)} and r.campaign_id = (
      select c.id from campaign c where c.street_id = ${tx.streetId}
      order by c.starts_on desc, c.created_at desc limit 1)
    order by r.kind = 'patrol' desc, r.starts_on desc, r.ordinal desc limit 1`.execute(tx.sql);
  return rows[0]?.id ?? null;
}
