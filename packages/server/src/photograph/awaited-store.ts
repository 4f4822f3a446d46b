/** Records of photographs whose bytes have not come: kept as a list of their own, for photographs are many. */
import { sql, type RawBuilder } from "kysely";
import type { Writing } from "../db/transact.ts";

/** True while the bytes are not here. Record and bytes that came in the same moment did not see each other. */
export const stillAwaited = (awaited: string): RawBuilder<boolean> => sql<boolean>`not exists (
  select 1 from media here where here.street_id = ${sql.ref(`${awaited}.street_id`)} and here.sha256 = ${sql.ref(`${awaited}.sha256`)})`;

/** Notes the photographs among new facts whose bytes are not here yet. */
export async function awaitBytes(
  tx: Writing,
  photographs: readonly { factId: string; sha256: string }[],
): Promise<void> {
  if (photographs.length === 0) return;
  await sql`
    insert into photograph_awaited (street_id, fact_id, sha256)
    select ${tx.streetId}, n.fact_id, n.sha256
    from unnest(${photographs.map(({ factId }) => factId)}::uuid[], ${photographs.map(({ sha256 }) => sha256)}::text[])
      as n (fact_id, sha256)
    where not exists (select 1 from media m where m.street_id = ${tx.streetId} and m.sha256 = n.sha256)`.execute(
    tx.sql,
  );
}

/** The bytes came. */
export const bytesCame = (tx: Writing, sha256: string) =>
  tx.sql
    .deleteFrom("photographAwaited")
    .where("streetId", "=", tx.streetId)
    .where("sha256", "=", sha256)
    .execute();

export async function rebuildAwaited(tx: Writing): Promise<void> {
  await tx.sql.deleteFrom("photographAwaited").where("streetId", "=", tx.streetId).execute();
  await sql`
    insert into photograph_awaited (street_id, fact_id, sha256)
    select f.street_id, f.id, f.body ->> 'sha256' from fact f
    where f.street_id = ${tx.streetId} and f.kind = 'photograph' and not exists (
      select 1 from media m where m.street_id = f.street_id and m.sha256 = f.body ->> 'sha256')`.execute(
    tx.sql,
  );
}
