import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { DutyKind } from "@lingzhu/domain/duty";
import { dayOf } from "@lingzhu/domain/kernel";
import type { PresenceView } from "@lingzhu/domain/presence";
import type { FactKind } from "@lingzhu/domain/sync";
import { placeInScope } from "../access/scope.ts";
import type { Reading } from "../db/transact.ts";
import { presenceJson } from "../presence/read-store.ts";
import { resultOpens, within } from "./reach.ts";
import type { PlaceRow } from "./store.ts";

export interface FactHere {
  id: string;
  kind: Exclude<FactKind, "track" | "track-gap" | "marker">;
  at: number;
  by: string;
  body: unknown;
  findingId: string | null;
  corrects: string | null;
  correctedBy: string | null;
  photographIds: string[];
  placePath: string;
  /** The place where it counts, and the community that place is in. */
  standingPlaceId: string;
  communityId: string | null;
  authorId: string;
  roundId: string | null;
  presence: PresenceView | null;
}

/**
 * Facts recorded at a place or inside it, or at a place that was merged into one of these, and events of findings there,
 * newest first. A photograph stands for itself only while the fact it belongs to has not arrived.
 */
export async function factsHere(
  tx: Reading,
  scope: Scope,
  place: PlaceRow,
  limit: number,
): Promise<FactHere[]> {
  const { rows } = await sql<FactHere>`
    with inside as materialized (
      select d.id, d.path, d.community_id from place d
      where d.street_id = ${tx.streetId} and ${within(place, "d")} and ${placeInScope(scope, "d")}
        and (d.id = ${place.id} or not exists (select 1 from place_addition m
          where m.street_id = d.street_id and m.place_id = d.id and m.state = 'merged'))
    ), here as materialized (
      select id, path, id as standing_place_id, community_id from inside
      union select a.place_id, i.path, i.id, i.community_id from inside i join place_addition a on a.street_id = ${tx.streetId} and a.stands_for = i.id
    ), recorded as (
      select f.id, h.id as place_id, h.path from here h join fact f on f.street_id = ${tx.streetId} and f.place_id = h.id
      union
      select f.id, h.id, h.path from here h join fact f on f.street_id = ${tx.streetId} and f.id = h.id and f.kind = 'place-addition'
    ), relevant as (
      select id, place_id, path from recorded
      union
      select f.id, r.place_id, r.path from recorded r
      join fact f on f.street_id = ${tx.streetId} and f.corrects = r.id and f.kind = 'retraction'
      union
      select f.id, r.place_id, r.path from recorded r join fact f on f.street_id = ${tx.streetId}
        and f.kind = 'presence-approval' and f.body ->> 'visitId' = r.id::text
      union
      select f.id, h.id, h.path from here h
      join finding g on g.street_id = ${tx.streetId} and g.place_id = h.id
      join fact f on f.street_id = ${tx.streetId} and f.finding_id = g.id
      where f.place_id is null
    ), newest as materialized (
      select f.*, v.path, h.standing_place_id, h.community_id from relevant v join here h on h.id = v.place_id join fact f on f.street_id = ${tx.streetId} and f.id = v.id
      where f.kind not in ('track', 'track-gap', 'marker')
        and ${resultOpens(tx, scope, sql`v.place_id`, sql`f.round_id`)}
        and (f.kind <> 'photograph' or not exists (
          select 1 from fact o where o.street_id = f.street_id and o.id = (f.body ->> 'ofFactId')::uuid))
      order by f.recorded_at desc, f.id desc limit ${limit}
    )
    select f.id, f.kind, f.recorded_at as at, n.name as by, f.body, f.finding_id, f.corrects, f.path as place_path,
      f.standing_place_id, f.community_id, f.author_id, f.round_id, ${presenceJson} as presence,
      (select c.id from fact c where c.street_id = f.street_id and c.corrects = f.id order by c.seq desc limit 1) as corrected_by,
      array(select ph.id from fact ph where ph.street_id = f.street_id and ph.kind = 'photograph'
        and ph.body ->> 'ofFactId' = f.id::text order by ph.recorded_at, ph.id) as photograph_ids
    from newest f join person n on n.street_id = f.street_id and n.id = f.author_id
    left join visit_presence v on v.street_id = f.street_id and v.visit_id = f.id
    order by f.recorded_at desc, f.id desc`.execute(tx.sql);
  return rows;
}

export interface DutyHere {
  id: string;
  kind: DutyKind;
  validFrom: string;
  validTo: string | null;
  personName: string;
  post: string | null;
  placePath: string;
}

/** Duties at a place or inside it that began by today; one replaced on its first day never held. */
export async function dutiesHere(
  tx: Reading,
  scope: Scope,
  place: PlaceRow,
  limit: number,
): Promise<DutyHere[]> {
  const { rows } = await sql<DutyHere>`
    select u.id, u.kind, u.valid_from, u.valid_to, n.name as person_name, n.post, d.path as place_path
    from place d
    join duty u on u.street_id = d.street_id and u.place_id = d.id
    join person n on n.street_id = u.street_id and n.id = u.person_id
    where d.street_id = ${tx.streetId} and ${within(place, "d")} and ${placeInScope(scope, "d")}
      and u.valid_from <= ${dayOf(tx.now)} and (u.valid_to is null or u.valid_to >= u.valid_from)
    order by u.valid_from desc, u.id desc limit ${limit}`.execute(tx.sql);
  return rows;
}
