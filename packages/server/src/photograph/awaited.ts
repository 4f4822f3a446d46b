/** Who still has photographs whose records came. */
import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { AwaitedPhotographs } from "@lingzhu/domain/sync";
import { moment } from "../db/database.ts";
import type { Reading } from "../db/transact.ts";
import { stillAwaited } from "./awaited-store.ts";

/** A photograph belongs to the community of its place, else to that of its author. */
const awaitedRows = (tx: Reading, scope: Scope) => sql`
  select ph.id, ph.author_id, n.name as person, ph.device_id, ph.received_at, p.path
  from photograph_awaited a
  join fact ph on ph.street_id = a.street_id and ph.id = a.fact_id
  join person n on n.street_id = ph.street_id and n.id = ph.author_id
  left join fact o on o.street_id = ph.street_id and o.id = (ph.body ->> 'ofFactId')::uuid
  left join place p on p.street_id = ph.street_id and p.id = coalesce(o.place_id, ph.place_id)
  where a.street_id = ${tx.streetId} and ${stillAwaited("a")}
    and (${scope.street} or coalesce(p.community_id, n.community_id) = any(${[...scope.communityIds]}::uuid[]))`;

/** By person and phone, the one that waits longest first. */
export async function awaitedWithin(tx: Reading, scope: Scope): Promise<AwaitedPhotographs[]> {
  const { rows } = await sql<AwaitedPhotographs>`
    with awaited as (${awaitedRows(tx, scope)})
    select w.author_id as person_id, w.person, w.device_id, count(*)::int as count, min(w.received_at) as since,
      (select max(f.received_at) from fact f where f.street_id = ${tx.streetId} and f.author_id = w.author_id
        and f.device_id = w.device_id) as last_heard_at,
      (array_remove(array_agg(distinct w.path), null))[1:3] as places
    from awaited w group by w.author_id, w.person, w.device_id
    order by min(w.received_at), w.author_id, w.device_id`.execute(tx.sql);
  return rows;
}

/** How many came without bytes before a moment, and when the first did. */
export async function awaitedBefore(
  tx: Reading,
  scope: Scope,
  before: number,
): Promise<{ count: number; since: number | null }> {
  const { rows } = await sql<{ count: number; since: number | null }>`
    with awaited as (${awaitedRows(tx, scope)})
    select count(*)::int as count, min(received_at) as since from awaited
    where received_at < ${moment(before)}`.execute(tx.sql);
  return rows[0]!;
}
