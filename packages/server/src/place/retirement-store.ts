import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { PlaceKind, RetiredPlace } from "@lingzhu/domain/place";
import { placeInScope } from "../access/scope.ts";
import type { Reading, Writing } from "../db/transact.ts";
import { within } from "./reach.ts";

/** Retired places within reach, the last retired first, with the act that holds now. */
export async function listRetired(
  tx: Reading,
  scope: Scope,
  filter: { communityId?: string | undefined },
  page: { offset: number; limit: number } | null,
): Promise<{ items: RetiredPlace[]; total: number }> {
  const matching = sql`p.street_id = ${tx.streetId} and p.retired_at is not null and ${placeInScope(scope, "p")}
    ${filter.communityId ? sql`and p.community_id = ${filter.communityId}` : sql``}`;
  const { rows: items } = await sql<RetiredPlace>`
    select p.id, p.kind, p.name, p.path, p.community_id, p.retired_at, r.reason, n.name as by
    from place p
    left join lateral (
      select reason, acted_by from retirement r
      where r.street_id = p.street_id and r.place_id = p.id and r.act = 'retire'
      order by r.acted_at desc, r.id desc limit 1) r on true
    left join person n on n.street_id = p.street_id and n.id = r.acted_by
    where ${matching}
    order by p.retired_at desc, p.sort_key, p.id
    ${page ? sql`limit ${page.limit} offset ${page.offset}` : sql``}`.execute(tx.sql);
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from place p where ${matching}`.execute(tx.sql);
  return { items, total: rows[0]!.total };
}

/** Every act by which a place left the register or came back, in order. */
export const retirementsOf = (tx: Reading, placeId: string) =>
  tx.sql
    .selectFrom("retirement")
    .select(["id", "act", "reason", "actedAt"])
    .where("streetId", "=", tx.streetId)
    .where("placeId", "=", placeId)
    .orderBy("actedAt")
    .orderBy("id")
    .execute();

/** Records the act for each place, and how they stand from now on. */
export async function recordRetirement(
  tx: Writing,
  placeIds: readonly string[],
  act: "retire" | "reinstate",
  reason: string,
  by: string | null,
): Promise<void> {
  if (placeIds.length === 0) return;
  const actedAt = new Date(tx.now);
  await tx.sql
    .insertInto("retirement")
    .values(
      placeIds.map((placeId) => ({
        streetId: tx.streetId,
        id: tx.newId(),
        placeId,
        act,
        reason,
        actedAt,
        actedBy: by,
      })),
    )
    .execute();
  await tx.sql
    .updateTable("place")
    .set({ retiredAt: act === "retire" ? actedAt : null })
    .where("streetId", "=", tx.streetId)
    .where("id", "in", [...placeIds])
    .execute();
}

/** What stands against retiring a place. */
export async function tiesOf(tx: Reading, place: { id: string; kind: PlaceKind }) {
  const { rows } = await sql<{ children: boolean; findings: boolean }>`
    select exists (select 1 from place d where d.street_id = ${tx.streetId} and d.retired_at is null and d.id <> ${place.id}
        and (d.parent_id = ${place.id} or ${within(place, "d")})) as children,
      exists (select 1 from finding f where f.street_id = ${tx.streetId} and f.place_id = ${place.id}
        and f.closed_at is null) as findings`.execute(tx.sql);
  return rows[0]!;
}

/** The highest place above this one that is itself retired, or nothing. */
export async function retiredAbove(tx: Reading, place: { id: string }): Promise<string | null> {
  const { rows } = await sql<{ path: string }>`
    select up.path from place p join place up on up.street_id = p.street_id
      and up.id in (p.parent_id, p.unit_id, p.building_id, p.compound_id, p.grid_id, p.community_id) and up.id <> p.id
    where p.street_id = ${tx.streetId} and p.id = ${place.id} and up.retired_at is not null
    order by length(up.path) limit 1`.execute(tx.sql);
  return rows[0]?.path ?? null;
}
