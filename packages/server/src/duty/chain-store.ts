import { sql } from "kysely";
import type { ChainDuty, ChainLink } from "@lingzhu/domain/duty";
import type { PlaceKind } from "@lingzhu/domain/place";
import type { Reading } from "../db/transact.ts";

/** The place and what contains it, nearest first, without the street; empty for an unknown place. */
export async function ancestryOf(tx: Reading, placeId: string) {
  const { rows } = await sql<{ id: string; kind: PlaceKind; path: string; communityId: string | null }>`
    select a.id, a.kind, a.path, case when a.kind = 'community' then a.id else a.community_id end as community_id
    from place p join place a on a.street_id = p.street_id
      and a.id in (p.id, p.unit_id, p.building_id, p.compound_id, p.grid_id, p.community_id)
    where p.street_id = ${tx.streetId} and p.id = ${placeId}
    order by a.id <> p.id,
      array_position(array['unit', 'building', 'compound', 'grid', 'community'], a.kind)`.execute(tx.sql);
  return rows;
}

/** Duties of all kinds that hold at these places on the day, latest first. */
export async function dutiesAt(tx: Reading, placeIds: readonly string[], day: string): Promise<ChainDuty[]> {
  const { rows } = await sql<ChainDuty>`
    select d.id, d.place_id, d.kind, p.path as place_path, d.valid_from, d.valid_to,
      json_build_object('id', n.id, 'name', n.name, 'post', n.post) as person
    from duty d
    join place p on p.street_id = d.street_id and p.id = d.place_id
    join person n on n.street_id = d.street_id and n.id = d.person_id
    where d.street_id = ${tx.streetId} and d.place_id = any(${placeIds as string[]}::uuid[])
      and d.valid_from <= ${day} and (d.valid_to is null or d.valid_to >= ${day})
    order by d.valid_from desc, d.id`.execute(tx.sql);
  return rows;
}

/** 组长 of the street's leading group on the day, in the latest campaign that has one then. */
export async function leaderOn(tx: Reading, day: string): Promise<ChainLink | null> {
  const { rows } = await sql<ChainLink>`
    select '组长' as title, 'leader' as kind, json_build_object('id', n.id, 'name', n.name, 'post', m.post) as person,
      s.name as place_path, m.valid_from, m.valid_to
    from leading_group_member m
    join campaign c on c.street_id = m.street_id and c.id = m.campaign_id
    join person n on n.street_id = m.street_id and n.id = m.person_id
    join street s on s.street_id = m.street_id
    where m.street_id = ${tx.streetId} and m.place_id is null and m.role = '组长'
      and m.valid_from <= ${day} and (m.valid_to is null or m.valid_to >= ${day}) and c.starts_on <= ${day}
    order by c.starts_on desc, c.created_at desc, m.ordinal limit 1`.execute(tx.sql);
  return rows[0] ?? null;
}

export const streetName = (tx: Reading) =>
  tx.sql.selectFrom("street").select("name").where("streetId", "=", tx.streetId).executeTakeFirstOrThrow();
