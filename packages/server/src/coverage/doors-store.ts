/** Rows behind door coverage: households of a round's register and the visits at them. */
import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { Outcome, PlaceState } from "@lingzhu/domain/patrol";
import type { Grade } from "@lingzhu/domain/presence";
import type { Reading } from "../db/transact.ts";
import { ofPart, type Part } from "./ground-read-store.ts";

export interface DoorRow {
  id: string;
  communityId: string | null;
  state: PlaceState;
  addedInField: boolean;
}

export async function doorsOf(tx: Reading, scope: Scope, part: Part): Promise<DoorRow[]> {
  const { rows } = await sql<DoorRow>`
    select p.id, p.community_id, rp.state, p.source = 'field' as added_in_field
    from round_place rp
    join place p on p.street_id = rp.street_id and p.id = rp.place_id and p.kind = 'household'
    where ${ofPart(tx, scope, part)}`.execute(tx.sql);
  return rows;
}

export interface DoorVisit {
  id: string;
  placeId: string;
  authorId: string;
  outcome: Outcome;
  recordedAt: number;
  /** The presence grade; null while it is not judged. */
  grade: Grade | null;
  /** Somebody stands for it by name. */
  approved: boolean;
}

/** Visits of a round at households within reach, corrected ones left out. */
export async function visitsOf(tx: Reading, scope: Scope, part: Part): Promise<DoorVisit[]> {
  const { rows } = await sql<DoorVisit>`
    select f.id, p.id as place_id, f.author_id, f.body ->> 'outcome' as outcome, f.recorded_at, v.grade,
      coalesce(v.approved_by is not null, false) as approved
    from standing_fact f
    join round_place rp on rp.street_id = f.street_id and rp.round_id = f.round_id and rp.place_id = f.standing_place_id
    join place p on p.street_id = f.street_id and p.id = f.standing_place_id and p.kind = 'household'
    left join visit_presence v on v.street_id = f.street_id and v.visit_id = f.id
    where f.street_id = ${tx.streetId} and f.kind = 'visit' and f.round_id = ${part.roundId} and ${ofPart(tx, scope, part)}
    order by f.recorded_at, f.id`.execute(tx.sql);
  return rows;
}

export interface OpenDoor {
  placeId: string;
  path: string;
  communityId: string | null;
  sortKey: string;
  visits: { id: string; outcome: Outcome; recordedAt: number }[];
}

/**
 * Households where somebody went and did not see, with all their visits, in walking order. The visits of the round are
 * read once and gathered by door, not looked up for each.
 */
export async function openDoors(tx: Reading, scope: Scope, part: Part): Promise<OpenDoor[]> {
  const { rows } = await sql<OpenDoor>`
    with gathered as materialized (
      select f.standing_place_id as place_id, json_agg(json_build_object('id', f.id, 'outcome', f.body ->> 'outcome',
        'recordedAt', (extract(epoch from f.recorded_at) * 1000)::bigint) order by f.recorded_at, f.id) as visits
      from standing_fact f
      where f.street_id = ${tx.streetId} and f.kind = 'visit' and f.round_id = ${part.roundId}
      group by f.standing_place_id
    )
    select p.id as place_id, p.path, p.community_id, p.sort_key, v.visits
    from round_place rp
    join place p on p.street_id = rp.street_id and p.id = rp.place_id and p.kind = 'household'
    join gathered v on v.place_id = rp.place_id
    where ${ofPart(tx, scope, part)} and rp.visits > 0 and rp.state <> 'seen'
    order by p.sort_key, p.id`.execute(tx.sql);
  return rows;
}
