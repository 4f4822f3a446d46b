import { sql } from "kysely";
import type { CampaignView, SaveCampaign } from "@lingzhu/domain/campaign";
import type { Reading, Writing } from "../db/transact.ts";

type CampaignRow = Pick<SaveCampaign, "title" | "year" | "start" | "end" | "goals" | "office" | "planText">;

const columnsOf = (campaign: CampaignRow) => ({
  title: campaign.title,
  year: campaign.year,
  startsOn: campaign.start,
  endsOn: campaign.end,
  goals: JSON.stringify(campaign.goals),
  officeAt: campaign.office?.at ?? null,
  officeHead: campaign.office?.head ?? null,
  planText: campaign.planText,
});

export const insertCampaign = (tx: Writing, id: string, campaign: CampaignRow) =>
  tx.sql
    .insertInto("campaign")
    .values({ streetId: tx.streetId, id, ...columnsOf(campaign), createdAt: new Date(tx.now) })
    .execute();

/** False when there is no such campaign. */
export async function updateCampaign(tx: Writing, id: string, campaign: CampaignRow): Promise<boolean> {
  const done = await tx.sql
    .updateTable("campaign")
    .set(columnsOf(campaign))
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Phases keep their ids where the caller names them; the others are new, and those not named go. */
export async function replacePhases(
  tx: Writing,
  campaignId: string,
  phases: SaveCampaign["phases"],
): Promise<void> {
  const own = await tx.sql
    .selectFrom("phase")
    .select("id")
    .where("streetId", "=", tx.streetId)
    .where("campaignId", "=", campaignId)
    .execute();
  const known = new Set(own.map(({ id }) => id));
  await tx.sql
    .deleteFrom("phase")
    .where("streetId", "=", tx.streetId)
    .where("campaignId", "=", campaignId)
    .execute();
  await tx.sql
    .insertInto("phase")
    .values(
      phases.map((phase, ordinal) => {
        const id = phase.id !== undefined && known.delete(phase.id) ? phase.id : tx.newId();
        return {
          streetId: tx.streetId,
          id,
          campaignId,
          name: phase.name,
          startsOn: phase.start,
          endsOn: phase.end,
          ordinal,
        };
      }),
    )
    .execute();
}

export async function replacePlanDuties(
  tx: Writing,
  campaignId: string,
  duties: SaveCampaign["duties"],
): Promise<void> {
  await tx.sql
    .deleteFrom("planDuty")
    .where("streetId", "=", tx.streetId)
    .where("campaignId", "=", campaignId)
    .execute();
  if (duties.length === 0) return;
  await tx.sql
    .insertInto("planDuty")
    .values(
      duties.map((duty, ordinal) => ({
        streetId: tx.streetId,
        id: tx.newId(),
        campaignId,
        kind: duty.kind,
        text: duty.text,
        ordinal,
      })),
    )
    .execute();
}

/** Campaigns with everything their page shows, latest first; the group as it stands on `day` or will. */
export async function listCampaigns(tx: Reading, day: string, id: string | null): Promise<CampaignView[]> {
  const { rows } = await sql<CampaignView>`
    select c.id, c.title, c.year, c.starts_on as start, c.ends_on as "end", c.goals, c.plan_text, c.closed_at,
      case when c.office_at is null and c.office_head is null then null
        else json_build_object('at', c.office_at, 'head', c.office_head) end as office,
      coalesce((select json_agg(json_build_object('id', p.id, 'name', p.name, 'start', p.starts_on, 'end', p.ends_on)
          order by p.ordinal)
        from phase p where p.street_id = c.street_id and p.campaign_id = c.id), '[]'::json) as phases,
      coalesce((select json_agg(json_build_object('kind', d.kind, 'text', d.text) order by d.ordinal)
        from plan_duty d where d.street_id = c.street_id and d.campaign_id = c.id), '[]'::json) as duties,
      coalesce((select json_agg(json_build_object('id', m.id, 'placeId', m.place_id, 'role', m.role,
          'personId', m.person_id, 'name', p.name, 'post', m.post, 'organisation', p.organisation)
          order by m.place_id nulls first, m.ordinal, m.id)
        from leading_group_member m join person p on p.street_id = m.street_id and p.id = m.person_id
        where m.street_id = c.street_id and m.campaign_id = c.id
          and (m.valid_to is null or (m.valid_to >= ${day} and m.valid_to >= m.valid_from))), '[]'::json) as "group"
    from campaign c
    where c.street_id = ${tx.streetId} and (${id}::uuid is null or c.id = ${id})
    order by c.starts_on desc, c.created_at desc`.execute(tx.sql);
  return rows;
}

export const campaignDays = (tx: Reading, id: string) =>
  tx.sql
    .selectFrom("campaign")
    .select(["startsOn", "endsOn"])
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .executeTakeFirst();
