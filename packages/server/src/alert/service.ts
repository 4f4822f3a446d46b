import { sql } from "kysely";
import type { Actor } from "@lingzhu/domain/access";
import type { AlertView, Audience } from "@lingzhu/domain/alert";
import { problem } from "@lingzhu/domain/kernel";
import type { Reading, Writing } from "../db/transact.ts";

/** Tells the office, the police and, where the community is known, its secretary of a finding. */
export async function tellOf(tx: Writing, findingId: string, communityId: string | null): Promise<void> {
  const audiences: Audience[] = communityId ? ["office", "police", "secretary"] : ["office", "police"];
  await tx.sql
    .insertInto("alert")
    .values(
      audiences.map((audience) => ({
        streetId: tx.streetId,
        id: tx.newId(),
        audience,
        findingId,
        communityId,
        createdAt: new Date(tx.now),
      })),
    )
    .execute();
}

/** What the actor's posts were told, newest first; unseen ones are those nobody of that post has opened. */
export async function listAlerts(tx: Reading, actor: Actor): Promise<AlertView[]> {
  const { rows } = await sql<AlertView>`
    select a.id, a.audience, a.finding_id, f.number, coalesce(p.path, '台账外地点') as place_path, a.created_at, a.seen_at
    from alert a join finding f on f.street_id = a.street_id and f.id = a.finding_id
    left join place p on p.street_id = f.street_id and p.id = f.place_id
    where a.street_id = ${tx.streetId} and ${toActor(actor)}
    order by a.created_at desc limit 200`.execute(tx.sql);
  return rows;
}

export async function markSeen(tx: Writing, actor: Actor, id: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update alert a set seen_at = coalesce(seen_at, ${new Date(tx.now)}), seen_by = coalesce(seen_by, ${actor.personId}::uuid)
    where a.street_id = ${tx.streetId} and a.id = ${id} and ${toActor(actor)} returning a.id`.execute(tx.sql);
  if (rows.length === 0) throw problem("record.missing", { noun: "通知" });
  tx.audit({ act: "alert.see", noun: "alert", id });
  tx.announce("alert");
}

const toActor = (actor: Actor) => {
  const posts = actor.grants
    .filter((grant) => grant.communityId === null)
    .map((grant) => grant.role as string);
  const communities = actor.grants.flatMap((grant) => (grant.communityId ? [grant.communityId] : []));
  return sql`(a.audience = any(${posts}) or (a.audience = 'secretary' and a.community_id = any(${communities}::uuid[])))`;
};
