import { sql } from "kysely";
import type { CreateRound, RoundView } from "@lingzhu/domain/patrol";
import type { Reading, Writing } from "../db/transact.ts";

/** Rounds in order, with their zones, the team that has each on `day` (or will have it next), and what is in them. */
export async function listRounds(
  tx: Reading,
  filter: { campaignId: string | null; id: string | null },
  day: string,
): Promise<RoundView[]> {
  const { rows } = await sql<RoundView>`
    with chosen as (
      select * from round
      where street_id = ${tx.streetId} and (${filter.campaignId}::uuid is null or campaign_id = ${filter.campaignId})
        and (${filter.id}::uuid is null or id = ${filter.id})
    ), counts as (
      select rp.zone_id, count(*) filter (where p.kind = 'household')::int as households,
        count(*) filter (where p.kind = 'plot')::int as plots
      from round_place rp join place p on p.street_id = rp.street_id and p.id = rp.place_id
      where rp.street_id = ${tx.streetId} and rp.zone_id is not null and rp.round_id in (select id from chosen)
      group by rp.zone_id
    ), teams as (
      select distinct on (a.zone_id) a.zone_id, t.id, t.name
      from assignment a
      join zone z on z.street_id = a.street_id and z.id = a.zone_id
      join team t on t.street_id = a.street_id and t.id = a.team_id
      where a.street_id = ${tx.streetId} and z.round_id in (select id from chosen)
        and (a.valid_to is null or (a.valid_to >= ${day} and a.valid_to >= a.valid_from))
      order by a.zone_id, (a.valid_from <= ${day}) desc, a.valid_from desc
    ), zones as (
      select z.round_id, json_agg(json_build_object('id', z.id, 'name', z.name,
          'placeIds', (select coalesce(json_agg(zp.place_id order by p.sort_key, p.id), '[]'::json) from zone_place zp
            join place p on p.street_id = zp.street_id and p.id = zp.place_id
            where zp.street_id = z.street_id and zp.zone_id = z.id),
          'households', coalesce(c.households, 0), 'plots', coalesce(c.plots, 0),
          'teamId', t.id, 'teamName', t.name) order by z.ordinal, z.id) as list
      from zone z left join counts c on c.zone_id = z.id left join teams t on t.zone_id = z.id
      where z.street_id = ${tx.streetId} and z.round_id in (select id from chosen)
      group by z.round_id
    )
    select r.id, r.campaign_id, r.name, r.ordinal, r.kind, r.stage, r.starts_on as start, r.ends_on as "end",
      coalesce(zones.list, '[]'::json) as zones
    from chosen r join campaign c on c.street_id = r.street_id and c.id = r.campaign_id
    left join zones on zones.round_id = r.id
    order by c.starts_on desc, c.id, r.ordinal`.execute(tx.sql);
  return rows;
}

/** Locks the campaign, so that two new rounds never get one ordinal. Null when there is no such campaign. */
export async function nextOrdinal(tx: Writing, campaignId: string): Promise<number | null> {
  const campaign = await tx.sql
    .selectFrom("campaign")
    .select("id")
    .where("streetId", "=", tx.streetId)
    .where("id", "=", campaignId)
    .forUpdate()
    .executeTakeFirst();
  if (!campaign) return null;
  const { last } = await tx.sql
    .selectFrom("round")
    .select(({ fn }) => fn.max("ordinal").as("last"))
    .where("streetId", "=", tx.streetId)
    .where("campaignId", "=", campaignId)
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}

export const insertRound = (tx: Writing, id: string, ordinal: number, round: CreateRound) =>
  tx.sql
    .insertInto("round")
    .values({
      streetId: tx.streetId,
      id,
      ordinal,
      campaignId: round.campaignId,
      name: round.name,
      kind: round.kind,
      stage: round.stage,
      startsOn: round.start,
      endsOn: round.end,
      createdAt: new Date(tx.now),
    })
    .execute();

/** The round, held: its zones change one after the other. */
export const lockRound = (tx: Writing, id: string) =>
  tx.sql
    .selectFrom("round")
    .select(["id", "campaignId", "kind", "ordinal", "startsOn", "endsOn"])
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
