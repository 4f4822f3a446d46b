/** Whether a team may cross-check a zone: nobody looks at their own work again. */
import { sql } from "kysely";
import { checkedRound, requireIndependent, type RoundKind } from "@lingzhu/domain/patrol";
import type { Reading } from "../db/transact.ts";

interface RoundOfZone {
  id: string;
  campaignId: string;
  ordinal: number;
  kind: RoundKind;
}

/**
 * Throws `team.not-independent` when one of the members had the zone's places in the round that is checked.
 * Zones of patrol rounds are free for every team.
 */
export async function requireIndependentTeam(
  tx: Reading,
  zoneId: string,
  round: RoundOfZone,
  members: readonly { personId: string; name: string }[],
): Promise<void> {
  if (round.kind !== "cross_check" || members.length === 0) return;
  const rounds = await tx.sql
    .selectFrom("round")
    .select(["id", "campaignId", "ordinal", "kind"])
    .where("streetId", "=", tx.streetId)
    .where("campaignId", "=", round.campaignId)
    .execute();
  const checked = checkedRound<RoundOfZone>(round, rounds);
  if (checked) requireIndependent(members, await walkersOf(tx, zoneId, round.id, checked.id));
}

/** Like `requireIndependentTeam` for somebody who joins a team, over the cross-checks it has from that day on. */
export async function requireIndependentOn(
  tx: Reading,
  teamId: string,
  member: { personId: string; name: string },
  day: string,
): Promise<void> {
  const { rows } = await sql<RoundOfZone & { zoneId: string }>`
    select distinct a.zone_id, r.id, r.campaign_id, r.ordinal, r.kind
    from assignment a
    join zone z on z.street_id = a.street_id and z.id = a.zone_id
    join round r on r.street_id = z.street_id and r.id = z.round_id
    where a.street_id = ${tx.streetId} and a.team_id = ${teamId} and r.kind = 'cross_check'
      and (a.valid_to is null or (a.valid_to >= ${day} and a.valid_to >= a.valid_from))`.execute(tx.sql);
  for (const { zoneId, ...round } of rows) await requireIndependentTeam(tx, zoneId, round, [member]);
}

/** Who had the zone's places in another round: members of the teams they were given to, and whoever recorded there. */
async function walkersOf(
  tx: Reading,
  zoneId: string,
  roundId: string,
  earlierRoundId: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ personId: string }>`
    with places as materialized (
      select place_id from round_place
      where street_id = ${tx.streetId} and round_id = ${roundId} and zone_id = ${zoneId}
    ), zones as materialized (
      select distinct rp.zone_id from round_place rp join places using (place_id)
      where rp.street_id = ${tx.streetId} and rp.round_id = ${earlierRoundId} and rp.zone_id is not null
    )
    select m.person_id from zones
    join assignment a on a.street_id = ${tx.streetId} and a.zone_id = zones.zone_id
      and (a.valid_to is null or a.valid_to >= a.valid_from)
    join team_member m on m.street_id = a.street_id and m.team_id = a.team_id
      and (m.valid_to is null or m.valid_to >= m.valid_from)
      and (m.valid_to is null or m.valid_to >= a.valid_from)
      and (a.valid_to is null or m.valid_from <= a.valid_to)
    union
    select f.author_id from fact f join places using (place_id)
    where f.street_id = ${tx.streetId} and f.round_id = ${earlierRoundId} and f.kind = 'visit'`.execute(
    tx.sql,
  );
  return new Set(rows.map(({ personId }) => personId));
}
