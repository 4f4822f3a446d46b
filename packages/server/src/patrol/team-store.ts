import { sql } from "kysely";
import type { TeamView } from "@lingzhu/domain/patrol";
import type { Reading, Writing } from "../db/transact.ts";

/** Teams with their members of all days; somebody replaced on the first day never belonged and is left out. */
export async function listTeams(tx: Reading, campaignId: string | null): Promise<TeamView[]> {
  const { rows } = await sql<TeamView>`
    select t.id, t.campaign_id, t.community_id, t.name,
      coalesce((select json_agg(json_build_object('id', m.id, 'personId', m.person_id, 'name', p.name, 'post', p.post,
          'validFrom', m.valid_from, 'validTo', m.valid_to) order by m.valid_from, m.id)
        from team_member m join person p on p.street_id = m.street_id and p.id = m.person_id
        where m.street_id = t.street_id and m.team_id = t.id
          and (m.valid_to is null or m.valid_to >= m.valid_from)), '[]'::json) as members
    from team t
    where t.street_id = ${tx.streetId} and (${campaignId}::uuid is null or t.campaign_id = ${campaignId})
    order by t.created_at, t.id`.execute(tx.sql);
  return rows;
}

export const teamById = (tx: Reading, id: string) =>
  tx.sql
    .selectFrom("team")
    .select(["id", "campaignId", "communityId", "name"])
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .executeTakeFirst();

/** Like `teamById`, and holds the row: changes of one team come one after the other. */
export const lockTeam = (tx: Writing, id: string) =>
  tx.sql
    .selectFrom("team")
    .select(["id", "campaignId", "communityId", "name"])
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

export async function insertTeam(
  tx: Writing,
  team: { id: string; campaignId: string; communityId: string | null; name: string },
): Promise<void> {
  await tx.sql
    .insertInto("team")
    .values({ streetId: tx.streetId, ...team, createdAt: new Date(tx.now) })
    .execute();
}

export async function insertMembers(
  tx: Writing,
  teamId: string,
  personIds: readonly string[],
  validFrom: string,
): Promise<string[]> {
  const rows = personIds.map((personId) => ({
    streetId: tx.streetId,
    id: tx.newId(),
    teamId,
    personId,
    validFrom,
  }));
  await tx.sql.insertInto("teamMember").values(rows).execute();
  return rows.map(({ id }) => id);
}

export const membersOf = (tx: Reading, teamId: string) =>
  tx.sql
    .selectFrom("teamMember as m")
    .innerJoin("person as p", (join) =>
      join.onRef("p.streetId", "=", "m.streetId").onRef("p.id", "=", "m.personId"),
    )
    .select(["m.id", "m.personId", "p.name", "m.validFrom", "m.validTo"])
    .where("m.streetId", "=", tx.streetId)
    .where("m.teamId", "=", teamId)
    .execute();

export const endMember = (tx: Writing, id: string, validTo: string) =>
  tx.sql
    .updateTable("teamMember")
    .set({ validTo })
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .execute();

export const peopleById = (tx: Reading, ids: readonly string[]) =>
  tx.sql
    .selectFrom("person")
    .select(["id", "name", "communityId"])
    .where("streetId", "=", tx.streetId)
    .where("id", "in", [...ids])
    .execute();

export async function campaignExists(tx: Reading, id: string): Promise<boolean> {
  const row = await tx.sql
    .selectFrom("campaign")
    .select("id")
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row !== undefined;
}
