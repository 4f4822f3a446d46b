/** Rows behind door coverage: households of a round's register and the visits at them. */
import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { Outcome, PlaceState } from "@lingzhu/domain/patrol";
import type { Reading } from "../db/transact.ts";
import { ofPart, type Part } from "./ground-read-store.ts";

export interface DoorRow {
  id: string;
  communityId: string | null;
  state: PlaceState;
  /** Position of the door, or else of its building. */
  lon: number | null;
  lat: number | null;
  ownPosition: boolean;
  addedInField: boolean;
}

export async function doorsOf(tx: Reading, scope: Scope, part: Part): Promise<DoorRow[]> {
  const { rows } = await sql<DoorRow>`
    select p.id, p.community_id, rp.state, p.source = 'field' as added_in_field,
      p.lon is not null and p.lat is not null as own_position,
      case when p.lon is not null and p.lat is not null then p.lon else b.lon end as lon,
      case when p.lon is not null and p.lat is not null then p.lat else b.lat end as lat
    from round_place rp
    join place p on p.street_id = rp.street_id and p.id = rp.place_id and p.kind = 'household'
    left join place b on b.street_id = p.street_id and b.id = p.building_id
    where ${ofPart(tx, scope, part)}`.execute(tx.sql);
  return rows;
}

export interface DoorVisit {
  id: string;
  placeId: string;
  authorId: string;
  outcome: Outcome;
  recordedAt: number;
  lon: number | null;
  lat: number | null;
  accuracyM: number | null;
}

/** Visits of a round at households within reach, corrected ones left out. */
export async function visitsOf(tx: Reading, scope: Scope, part: Part): Promise<DoorVisit[]> {
  const { rows } = await sql<DoorVisit>`
    select f.id, f.place_id, f.author_id, f.body ->> 'outcome' as outcome, f.recorded_at, f.lon, f.lat, f.accuracy_m
    from fact f
    join round_place rp on rp.street_id = f.street_id and rp.round_id = f.round_id and rp.place_id = f.place_id
    join place p on p.street_id = f.street_id and p.id = f.place_id and p.kind = 'household'
    where f.street_id = ${tx.streetId} and f.kind = 'visit' and f.round_id = ${part.roundId} and ${ofPart(tx, scope, part)}
      and not exists (select 1 from fact c where c.street_id = f.street_id and c.corrects = f.id)
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

/** Households where somebody went and did not see, with all their visits, in walking order. */
export async function openDoors(tx: Reading, scope: Scope, part: Part): Promise<OpenDoor[]> {
  const { rows } = await sql<OpenDoor>`
    select p.id as place_id, p.path, p.community_id, p.sort_key, v.visits
    from round_place rp
    join place p on p.street_id = rp.street_id and p.id = rp.place_id and p.kind = 'household'
    cross join lateral (
      select json_agg(json_build_object('id', f.id, 'outcome', f.body ->> 'outcome',
        'recordedAt', (extract(epoch from f.recorded_at) * 1000)::bigint) order by f.recorded_at, f.id) as visits
      from fact f
      where f.street_id = rp.street_id and f.kind = 'visit' and f.place_id = rp.place_id and f.round_id = rp.round_id
        and not exists (select 1 from fact c where c.street_id = f.street_id and c.corrects = f.id)) v
    where ${ofPart(tx, scope, part)} and rp.visits > 0 and rp.state <> 'seen' and v.visits is not null
    order by p.sort_key, p.id`.execute(tx.sql);
  return rows;
}
