/** Doors that a round and its cross-check each added to the register. */
import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { AddedDoor } from "@lingzhu/domain/coverage";
import { placeInScope } from "../access/scope.ts";
import type { Reading } from "../db/transact.ts";

export interface RoundOfCampaign {
  id: string;
  ordinal: number;
  kind: "patrol" | "cross_check";
}

/** All rounds of the campaign of a round. */
export async function roundsBeside(tx: Reading, roundId: string): Promise<RoundOfCampaign[]> {
  const { rows } = await sql<RoundOfCampaign>`
    select r.id, r.ordinal, r.kind from round r
    join round own on own.street_id = r.street_id and own.campaign_id = r.campaign_id and own.id = ${roundId}
    where r.street_id = ${tx.streetId}`.execute(tx.sql);
  return rows;
}

/**
 * Doors added in either round and not refused since. Two records of one door are one once the office has merged them.
 * A round was where a door is when it saw a door of the same building, or compound where there is no building.
 */
export async function addedDoors(
  tx: Reading,
  scope: Scope,
  of: { first: string; second: string; communityId?: string | undefined },
): Promise<AddedDoor[]> {
  const saw = (roundId: string) => sql`exists (
    select 1 from place q join round_place rp on rp.street_id = q.street_id and rp.place_id = q.id
    where q.street_id = p.street_id and q.id <> p.id and q.kind = 'household' and rp.round_id = ${roundId}
      and rp.state = 'seen' and coalesce(q.building_id, q.compound_id) = coalesce(p.building_id, p.compound_id))`;
  const { rows } = await sql<AddedDoor>`
    select distinct a.stands_for as place_id,
      case when f.round_id = ${of.first} then 'first' else 'second' end as round,
      ${saw(of.first)} and ${saw(of.second)} as both_were_there
    from fact f
    join place_addition a on a.street_id = f.street_id and a.place_id = f.id
    join place p on p.street_id = a.street_id and p.id = a.stands_for and p.kind = 'household'
    where f.street_id = ${tx.streetId} and f.kind = 'place-addition' and f.round_id in (${of.first}, ${of.second})
      and a.state in ('awaiting', 'confirmed', 'merged') and ${placeInScope(scope, "p")}
      and (${of.communityId ?? null}::uuid is null or p.community_id = ${of.communityId ?? null})`.execute(
    tx.sql,
  );
  return rows;
}
