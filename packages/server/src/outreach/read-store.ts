/** Notices and commitments over the register, and the events and handovers of a campaign. */
import { sql, type RawBuilder } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import { dayOf } from "@lingzhu/domain/kernel";
import type {
  OutreachCounts,
  OutreachQuery,
  OutreachRow,
  OutreachShow,
  PublicityQuery,
  PublicityView,
  SeedHandoverView,
} from "@lingzhu/domain/outreach";
import { placeInScope } from "../access/scope.ts";
import type { Reading } from "../db/transact.ts";
import { campaignOfFact } from "./state.ts";

/** Households and plots of the register within reach, each with its state in the campaign. */
const register = (tx: Reading, scope: Scope, campaignId: string, communityId: string | undefined) => sql`
  from place p
  left join outreach o on o.street_id = p.street_id and o.place_id = p.id and o.campaign_id = ${campaignId}
  where p.street_id = ${tx.streetId} and p.kind in ('household', 'plot') and p.retired_at is null and ${placeInScope(scope, "p")}
    ${communityId ? sql`and p.community_id = ${communityId}` : sql``}`;

export async function countsByCommunity(
  tx: Reading,
  scope: Scope,
  campaignId: string,
): Promise<(OutreachCounts & { communityId: string | null })[]> {
  const households = (more: RawBuilder<unknown>) =>
    sql`(count(*) filter (where p.kind = 'household' and ${more}))::int`;
  const key = (more: RawBuilder<unknown>) => sql`(count(*) filter (where p.is_key and ${more}))::int`;
  const { rows } = await sql<OutreachCounts & { communityId: string | null }>`
    select p.community_id, ${households(sql`true`)} as households, ${households(sql`o.notice = 'handed'`)} as handed,
      ${households(sql`o.notice = 'posted'`)} as posted, ${households(sql`o.notice = 'refused'`)} as refused,
      ${households(sql`o.notice = 'no_one_in'`)} as no_one_in, ${households(sql`o.notice is null`)} as not_asked,
      ${key(sql`true`)} as key_places, ${key(sql`o.commitment = 'signed'`)} as signed,
      ${key(sql`o.commitment = 'refused'`)} as sign_refused
    ${register(tx, scope, campaignId, undefined)} group by 1`.execute(tx.sql);
  return rows;
}

const shown: Record<OutreachShow, RawBuilder<unknown>> = {
  unserved: sql`p.kind = 'household' and (o.notice is null or o.notice not in ('handed', 'posted'))`,
  refused: sql`p.kind = 'household' and o.notice = 'refused'`,
  served: sql`p.kind = 'household' and o.notice in ('handed', 'posted')`,
  unsigned: sql`p.is_key and o.commitment is distinct from 'signed'`,
  signed: sql`o.commitment = 'signed'`,
};

/** Rows in walking order behind `after`, with their number. */
export async function outreachRows(
  tx: Reading,
  scope: Scope,
  { campaignId, communityId, show }: Pick<OutreachQuery, "campaignId" | "communityId" | "show">,
  page: { after: { sortKey: string; id: string } | null; limit: number | null },
): Promise<(OutreachRow & { sortKey: string })[]> {
  const today = dayOf(tx.now);
  const { after, limit } = page;
  const { rows } = await sql<OutreachRow & { sortKey: string }>`
    select q.*, coalesce(c.name, '') as community,
      (select pe.name from duty d join person pe on pe.street_id = d.street_id and pe.id = d.person_id
        where d.street_id = ${tx.streetId} and d.kind = 'contract_cadre' and d.place_id = any(q.way)
          and d.valid_from <= ${today} and (d.valid_to is null or d.valid_to >= ${today})
        order by array_position(q.way, d.place_id) limit 1) as contract_cadre
    from (select p.id as place_id, p.kind, p.path, p.is_key, p.sort_key, p.community_id, o.notice, o.notice_at,
        coalesce(o.notices, 0) as notices, o.commitment, o.commitment_at,
        array[p.id, p.unit_id, p.building_id, p.compound_id, p.grid_id] as way
      ${register(tx, scope, campaignId, communityId)} and ${shown[show]}
        ${after ? sql`and (p.sort_key, p.id) > (${after.sortKey}, ${after.id}::uuid)` : sql``}
      order by p.sort_key, p.id ${limit === null ? sql`` : sql`limit ${limit}`}) q
    left join place c on c.street_id = ${tx.streetId} and c.id = q.community_id
    order by q.sort_key, q.place_id`.execute(tx.sql);
  return rows;
}

export async function countShown(
  tx: Reading,
  scope: Scope,
  { campaignId, communityId, show }: Pick<OutreachQuery, "campaignId" | "communityId" | "show">,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n ${register(tx, scope, campaignId, communityId)} and ${shown[show]}`.execute(
    tx.sql,
  );
  return rows[0]!.n;
}

/** Records of a campaign that need no household: within reach by their place, or by whose community their author is of. */
const recorded = (
  tx: Reading,
  scope: Scope,
  kind: "publicity" | "seed-handover",
  { campaignId, communityId }: PublicityQuery,
) => sql`
  from standing_fact f
  join person n on n.street_id = f.street_id and n.id = f.author_id
  left join place p on p.street_id = f.street_id and p.id = f.standing_place_id
  where f.street_id = ${tx.streetId} and f.kind = ${kind} and ${campaignOfFact("f")} = ${campaignId}
    and (${scope.street} or (p.id is not null and ${placeInScope(scope, "p")})
      or (p.id is null and n.community_id = any(${[...scope.communityIds]}::uuid[])))
    ${communityId ? sql`and coalesce(p.community_id, n.community_id) = ${communityId}` : sql``}`;

const common = sql`f.id, f.recorded_at as at, n.name as by, case when p.kind <> 'street' then p.path end as place_path,
  f.body ->> 'note' as note, array(select ph.id from fact ph where ph.street_id = f.street_id and ph.kind = 'photograph'
    and ph.body ->> 'ofFactId' = f.id::text order by ph.recorded_at, ph.id) as photograph_ids`;

export async function publicityOf(
  tx: Reading,
  scope: Scope,
  query: PublicityQuery,
): Promise<PublicityView[]> {
  const { rows } = await sql<PublicityView>`
    select ${common}, f.body ->> 'form' as form, f.body ->> 'title' as title, (f.body ->> 'people')::int as people,
      (f.body ->> 'materials')::int as materials
    ${recorded(tx, scope, "publicity", query)} order by f.recorded_at desc, f.id`.execute(tx.sql);
  return rows;
}

export async function seedHandoversOf(
  tx: Reading,
  scope: Scope,
  query: PublicityQuery,
): Promise<SeedHandoverView[]> {
  const { rows } = await sql<SeedHandoverView>`
    select ${common}, f.body ->> 'species' as species, (f.body ->> 'grams')::float8 as grams,
      (f.body ->> 'seedlings')::int as seedlings, f.body ->> 'by' as way, f.body ->> 'sealNumber' as seal_number,
      f.body ->> 'handedTo' as handed_to
    ${recorded(tx, scope, "seed-handover", query)} order by f.recorded_at desc, f.id`.execute(tx.sql);
  return rows;
}
