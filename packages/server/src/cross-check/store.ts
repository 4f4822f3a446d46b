import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { CheckedSpot } from "@lingzhu/domain/cross-check";
import type { RoundKind } from "@lingzhu/domain/patrol";
import { placeInScope } from "../access/scope.ts";
import type { Reading } from "../db/transact.ts";
import { recordedAt } from "../place/standing.ts";

export interface CampaignRound {
  id: string;
  campaignId: string;
  name: string;
  ordinal: number;
  kind: RoundKind;
}

/** Rounds of the same campaign, in order. */
export const roundsBeside = (tx: Reading, roundId: string): Promise<CampaignRound[]> =>
  tx.sql
    .selectFrom("round as r")
    .innerJoin("round as one", (join) =>
      join.onRef("one.streetId", "=", "r.streetId").onRef("one.campaignId", "=", "r.campaignId"),
    )
    .select(["r.id", "r.campaignId", "r.name", "r.ordinal", "r.kind"])
    .where("one.streetId", "=", tx.streetId)
    .where("one.id", "=", roundId)
    .orderBy("r.ordinal")
    .execute();

export interface FindingHere extends CheckedSpot {
  number: string;
  path: string;
  ruledOut: boolean;
  teamId: string;
  team: string;
}

const within = (scope: Scope, communityId: string | null) =>
  sql`(${scope.street} or f.community_id = any(${[...scope.communityIds]}::uuid[]))
    ${communityId ? sql`and f.community_id = ${communityId}` : sql``}`;

/** 30 m as degrees of latitude; along a parallel it is divided by the cosine. */
const NEAR_DEGREES = 30 / 111_320;

/**
 * Findings that a round's own people reported, with whether the people of another round looked there too. A finding
 * outside every household and plot counts as looked at where both rounds saw a place within 30 m of it.
 */
export async function findingsOf(
  tx: Reading,
  scope: Scope,
  communityId: string | null,
  roundId: string,
  otherRoundId: string,
): Promise<FindingHere[]> {
  const { rows } = await sql<FindingHere>`
    select f.id as finding_id, f.number, f.state = 'ruled_out' as ruled_out, f.place_id, p.kind as place_kind,
      coalesce(p.path, '台账外地点') as path, coalesce(f.lon, p.lon) as lon, coalesce(f.lat, p.lat) as lat,
      case when f.state in ('eradicated', 'clean', 'closed') then f.eradicated_on end as eradicated_on,
      coalesce(t.id, f.reported_by) as team_id, coalesce(t.name, n.name) as team,
      case when p.kind in ('household', 'plot')
        then exists (select 1 from round_place o where o.street_id = f.street_id and o.round_id = ${otherRoundId}
          and o.place_id = f.place_id and o.state = 'seen')
        else exists (
          select 1 from round_place o
          join round_place own on own.street_id = o.street_id and own.round_id = f.round_id and own.place_id = o.place_id
            and own.state = 'seen'
          join place q on q.street_id = o.street_id and q.id = o.place_id
          left join place b on b.street_id = q.street_id and b.id = q.building_id
          where o.street_id = f.street_id and o.round_id = ${otherRoundId} and o.state = 'seen'
            and abs(coalesce(q.lat, b.lat) - coalesce(f.lat, p.lat)) <= ${NEAR_DEGREES}
            and abs(coalesce(q.lon, b.lon) - coalesce(f.lon, p.lon)) * cos(radians(coalesce(f.lat, p.lat))) <= ${NEAR_DEGREES})
        end as other_looked,
      coalesce((select min((v.recorded_at at time zone 'Asia/Shanghai')::date) from standing_fact v
        where v.street_id = f.street_id and v.kind = 'visit' and v.round_id = ${otherRoundId} and ${recordedAt(tx, "v", sql`f.place_id`)}
          and v.body ->> 'outcome' = 'checked'),
        (select o.starts_on from round o where o.street_id = f.street_id and o.id = ${otherRoundId})) as other_looked_on
    from finding f
    join round r on r.street_id = f.street_id and r.id = f.round_id
    join person n on n.street_id = f.street_id and n.id = f.reported_by
    left join place p on p.street_id = f.street_id and p.id = f.place_id
    left join lateral (
      select t.id, t.name from team_member tm join team t on t.street_id = tm.street_id and t.id = tm.team_id
      where tm.street_id = f.street_id and tm.person_id = f.reported_by and t.campaign_id = r.campaign_id
        and tm.valid_from <= (f.opened_at at time zone 'Asia/Shanghai')::date
        and (tm.valid_to is null or tm.valid_to >= (f.opened_at at time zone 'Asia/Shanghai')::date)
      order by tm.valid_from desc, t.id desc limit 1
    ) t on true
    where f.street_id = ${tx.streetId} and f.round_id = ${roundId} and f.source in ('patrol', 'cross_check')
      and ${within(scope, communityId)}
    order by f.id`.execute(tx.sql);
  return rows;
}

/** Which teams really looked at the given places in a round. */
export async function teamsThatLooked(
  tx: Reading,
  roundId: string,
  placeIds: readonly string[],
): Promise<{ placeId: string; teamId: string; team: string }[]> {
  if (placeIds.length === 0) return [];
  const { rows } = await sql<{ placeId: string; teamId: string; team: string }>`
    select distinct f.standing_place_id as place_id, coalesce(t.id, f.author_id) as team_id, coalesce(t.name, n.name) as team
    from standing_fact f
    join round r on r.street_id = f.street_id and r.id = f.round_id
    join person n on n.street_id = f.street_id and n.id = f.author_id
    left join lateral (
      select t.id, t.name from team_member tm join team t on t.street_id = tm.street_id and t.id = tm.team_id
      where tm.street_id = f.street_id and tm.person_id = f.author_id and t.campaign_id = r.campaign_id
        and tm.valid_from <= (f.recorded_at at time zone 'Asia/Shanghai')::date
        and (tm.valid_to is null or tm.valid_to >= (f.recorded_at at time zone 'Asia/Shanghai')::date)
      order by tm.valid_from desc, t.id desc limit 1
    ) t on true
    where f.street_id = ${tx.streetId} and f.kind = 'visit' and f.round_id = ${roundId}
      and f.standing_place_id = any(${[...placeIds]}::uuid[]) and f.body ->> 'outcome' = 'checked'`.execute(
    tx.sql,
  );
  return rows;
}

/** Households and plots in use that were seen in both rounds. */
export async function lookedByBoth(
  tx: Reading,
  scope: Scope,
  communityId: string | null,
  roundId: string,
  otherRoundId: string,
): Promise<{ households: number; plots: number }> {
  const { rows } = await sql<{ households: number; plots: number }>`
    select (count(*) filter (where p.kind = 'household'))::int as households,
      (count(*) filter (where p.kind = 'plot'))::int as plots
    from round_place a
    join round_place b on b.street_id = a.street_id and b.place_id = a.place_id and b.round_id = ${otherRoundId} and b.state = 'seen'
    join place p on p.street_id = a.street_id and p.id = a.place_id and p.retired_at is null
    where a.street_id = ${tx.streetId} and a.round_id = ${roundId} and a.state = 'seen' and ${placeInScope(scope, "p")}
      ${communityId ? sql`and p.community_id = ${communityId}` : sql``}`.execute(tx.sql);
  return rows[0]!;
}

export interface Part {
  roundId: string;
  communityId: string | null;
  name: string;
  population: number;
  checked: number;
}

/** The register of rounds and what of it was really looked at, by community, of one kind of place. */
export async function partsOf(
  tx: Reading,
  scope: Scope,
  communityId: string | null,
  roundIds: readonly string[],
  kind: "household" | "plot",
): Promise<Part[]> {
  const { rows } = await sql<Part>`
    select rp.round_id, p.community_id, coalesce(c.name, '不属社区') as name, count(*)::int as population,
      (count(*) filter (where rp.state = 'seen'))::int as checked
    from round_place rp
    join place p on p.street_id = rp.street_id and p.id = rp.place_id and p.kind = ${kind} and p.retired_at is null
    left join place c on c.street_id = p.street_id and c.id = p.community_id
    where rp.street_id = ${tx.streetId} and rp.round_id = any(${[...roundIds]}::uuid[]) and ${placeInScope(scope, "p")}
      ${communityId ? sql`and p.community_id = ${communityId}` : sql``}
    group by rp.round_id, p.community_id, c.name, c.code
    order by c.code nulls last, c.name`.execute(tx.sql);
  return rows;
}

/** Different places of one kind at which rounds found plants, not ruled out. */
export async function foundIn(
  tx: Reading,
  scope: Scope,
  communityId: string | null,
  roundIds: readonly string[],
  kind: "household" | "plot",
): Promise<Map<string, number>> {
  const { rows } = await sql<{ roundId: string; found: number }>`
    select f.round_id, count(distinct f.place_id)::int as found
    from finding f
    join place p on p.street_id = f.street_id and p.id = f.place_id and p.kind = ${kind}
    where f.street_id = ${tx.streetId} and f.round_id = any(${[...roundIds]}::uuid[]) and f.state <> 'ruled_out'
      and f.source in ('patrol', 'cross_check') and ${within(scope, communityId)}
    group by f.round_id`.execute(tx.sql);
  return new Map(rows.map(({ roundId, found }) => [roundId, found]));
}
