import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import {
  settledStates,
  type FindingEvent,
  type FindingRow,
  type FindingStatus,
  type SightingBody,
} from "@lingzhu/domain/finding";
import { dayOf } from "@lingzhu/domain/kernel";
import { findingInScope } from "../access/scope.ts";
import type { Reading, Writing } from "../db/transact.ts";

export interface NewFinding {
  id: string;
  reportedBy: string;
  placeId: string | null;
  communityId: string | null;
  roundId: string | null;
  position: { lon: number; lat: number } | null;
  openedAt: number;
  receivedAt: number;
  sighting: SightingBody;
  status: FindingStatus;
}

/**
 * The nearest place with a position, within about 300 m, that was registered by then; gives a finding its community.
 * What came later must not count, or a rebuild from facts would differ from what was maintained.
 */
export async function nearestPlace(tx: Reading, at: { lon: number; lat: number }, registeredBy: number) {
  const reach = 0.003; // degrees; a coarse box, for which the exact metre does not matter
  const { rows } = await sql<{ id: string; communityId: string | null }>`
    select id, community_id from place
    where street_id = ${tx.streetId} and community_id is not null and created_at <= ${new Date(registeredBy)}
      and lon between ${at.lon - reach} and ${at.lon + reach} and lat between ${at.lat - reach} and ${at.lat + reach}
    order by (lon - ${at.lon}) ^ 2 * cos(radians(${at.lat})) ^ 2 + (lat - ${at.lat}) ^ 2 limit 1`.execute(
    tx.sql,
  );
  return rows[0];
}

/** Inserts the finding with the next number of its year; the lock keeps two reporters from the same number. */
export async function insertFinding(
  tx: Writing,
  finding: NewFinding,
): Promise<{ communityId: string | null }> {
  const near = finding.position ? await nearestPlace(tx, finding.position, finding.receivedAt) : undefined;
  const communityId = finding.communityId ?? near?.communityId ?? null;
  const day = dayOf(finding.openedAt);
  const year = day.slice(0, 4);
  await sql`select pg_advisory_xact_lock(hashtext('finding.number'), hashtext(${`${tx.streetId}`}))`.execute(
    tx.sql,
  );
  const { rows } = await sql<{ next: number; campaignId: string | null }>`
    select coalesce(max(split_part(number, '-', 2)::int), 0) + 1 as next,
      (select id from campaign where street_id = ${tx.streetId} and starts_on <= ${day}
        and created_at <= ${new Date(finding.receivedAt)} order by starts_on desc limit 1) as campaign_id
    from finding where street_id = ${tx.streetId} and number like ${`${year}-%`}`.execute(tx.sql);
  const { next, campaignId } = rows[0]!;
  await tx.sql
    .insertInto("finding")
    .values({
      streetId: tx.streetId,
      id: finding.id,
      number: `${year}-${String(next).padStart(3, "0")}`,
      campaignId,
      placeId: finding.placeId,
      communityId,
      roundId: finding.roundId,
      reportedBy: finding.reportedBy,
      source: finding.sighting.source,
      note: finding.sighting.note ?? null,
      lon: finding.position?.lon ?? null,
      lat: finding.position?.lat ?? null,
      openedAt: new Date(finding.openedAt),
      ...columnsOf(finding.status),
    })
    .execute();
  return { communityId };
}

/** What the machine decides of a finding, and nothing else of its row. */
const columnsOf = (status: FindingStatus): FindingStatus => ({
  state: status.state,
  species: status.species,
  lookAlike: status.lookAlike,
  stage: status.stage,
  reportedStems: status.reportedStems,
  verifiedStems: status.verifiedStems,
  eradicatedStems: status.eradicatedStems,
  eradicatedOn: status.eradicatedOn,
  revisitDueOn: status.revisitDueOn,
  cleanRevisits: status.cleanRevisits,
});

/** The finding locked for this transaction, with where it belongs and what is known of it. */
export async function lockFinding(tx: Writing, id: string) {
  const row = await tx.sql
    .selectFrom("finding")
    .selectAll()
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row && { belonging: await belongingOf(tx, id), status: columnsOf(row) };
}

/** Where a finding belongs, for comparing it with scopes. `blindZoneIds` cross-check its place in another round. */
export async function belongingOf(tx: Reading, id: string) {
  const { rows } = await sql<{
    communityId: string | null;
    personId: string;
    zoneIds: string[];
    blindZoneIds: string[];
  }>`
    with holding as (
      select distinct rp.zone_id, its.kind <> 'cross_check' or its.id is not distinct from g.round_id as sees
      from finding g join round_place rp on rp.street_id = g.street_id and rp.place_id = g.place_id
      join round its on its.street_id = rp.street_id and its.id = rp.round_id
      where g.street_id = ${tx.streetId} and g.id = ${id} and rp.zone_id is not null
    )
    select f.community_id, f.reported_by as person_id, array(select zone_id from holding where sees) as zone_ids,
      array(select zone_id from holding where not sees) as blind_zone_ids
    from finding f where f.street_id = ${tx.streetId} and f.id = ${id}`.execute(tx.sql);
  return rows[0]!;
}

/** Findings as their sightings and events made them; the order of facts is the order of their numbers. */
export const clearFindings = (tx: Writing) =>
  tx.sql.deleteFrom("finding").where("streetId", "=", tx.streetId).execute();
export const findingFacts = (tx: Reading) =>
  tx.sql
    .selectFrom("fact")
    .leftJoin("placeAddition", (join) =>
      join
        .onRef("placeAddition.streetId", "=", "fact.streetId")
        .onRef("placeAddition.placeId", "=", "fact.placeId"),
    )
    .select([
      "fact.id",
      "fact.kind",
      "fact.authorId",
      "fact.recordedAt",
      "fact.receivedAt",
      // Where the place was merged into another, the finding stands there.
      (at) => at.fn.coalesce("placeAddition.standsFor", "fact.placeId").as("placeId"),
      "fact.roundId",
      "fact.lon",
      "fact.lat",
      "fact.body",
    ])
    .where("fact.streetId", "=", tx.streetId)
    .where("fact.kind", "in", ["sighting", "finding-event"])
    .orderBy("fact.seq")
    .execute();

export async function saveStatus(tx: Writing, id: string, status: FindingStatus, at: number): Promise<void> {
  const closedAt = settledStates.includes(status.state) ? new Date(at) : null;
  await tx.sql
    .updateTable("finding")
    .set({ ...columnsOf(status), closedAt })
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .execute();
}

export interface FindingFilter {
  id?: string | undefined;
  state?: string | undefined;
  communityId?: string | undefined;
  placeId?: string | undefined;
  open?: boolean | undefined;
  late?: boolean | undefined;
}

/** Findings within reach: those that are not settled first, in each part the newest first. */
export async function listFindings(
  tx: Reading,
  scope: Scope,
  filter: FindingFilter,
): Promise<(FindingRow & { note: string | null })[]> {
  const { rows } = await sql<FindingRow & { note: string | null }>`
    select f.id, f.number, f.state, f.source, f.species, f.look_alike, f.stage, f.reported_stems, f.verified_stems, f.eradicated_stems,
      f.place_id, coalesce(p.path, '台账外地点') as place_path, f.community_id, c.name as community_name,
      coalesce(f.lon, p.lon) as lon, coalesce(f.lat, p.lat) as lat, r.name as reported_by, f.opened_at, f.eradicated_on,
      f.revisit_due_on, f.clean_revisits, f.closed_at, f.note
    from finding f
    join person r on r.street_id = f.street_id and r.id = f.reported_by
    left join place p on p.street_id = f.street_id and p.id = f.place_id
    left join place c on c.street_id = f.street_id and c.id = f.community_id
    where f.street_id = ${tx.streetId} and ${findingInScope(scope, "f")}
      ${filter.id ? sql`and f.id = ${filter.id}` : sql``}
      ${filter.state ? sql`and f.state = ${filter.state}` : sql``}
      ${filter.communityId ? sql`and f.community_id = ${filter.communityId}` : sql``}
      ${filter.placeId ? sql`and f.place_id = ${filter.placeId}` : sql``}
      ${filter.late === undefined ? sql`` : sql`and (f.state = 'eradicated' and f.revisit_due_on < ${dayOf(tx.now)}) = ${filter.late}`}
      ${filter.open === undefined ? sql`` : filter.open ? sql`and f.state <> all(${[...settledStates]})` : sql`and f.state = any(${[...settledStates]})`}
    order by f.state = any(${[...settledStates]}), f.opened_at desc, f.number desc`.execute(tx.sql);
  return rows;
}

/** Every event and photograph of a finding, in order of what happened. */
export async function findingHistory(tx: Reading, id: string) {
  const events = await sql<{ id: string; at: number; receivedAt: number; by: string; event: FindingEvent }>`
    select f.id, f.recorded_at as at, f.received_at, p.name as by, f.body -> 'event' as event
    from fact f join person p on p.street_id = f.street_id and p.id = f.author_id
    where f.street_id = ${tx.streetId} and f.finding_id = ${id} and f.kind = 'finding-event'
    order by f.seq`.execute(tx.sql);
  const photographs = await sql<{
    factId: string;
    ofFactId: string;
    sha256: string;
    mime: string;
    view: string;
    takenAt: number;
    arrived: boolean;
  }>`
    select ph.id as fact_id, (ph.body ->> 'ofFactId')::uuid as of_fact_id, ph.body ->> 'sha256' as sha256, ph.body ->> 'mime' as mime,
      coalesce(ph.body ->> 'view', 'other') as view, ph.recorded_at as taken_at, (m.sha256 is not null) as arrived
    from fact ph left join media m on m.street_id = ph.street_id and m.sha256 = ph.body ->> 'sha256'
    where ph.street_id = ${tx.streetId} and ph.kind = 'photograph' and ph.body ->> 'ofFactId' in (
      select of.id::text from fact of where of.street_id = ${tx.streetId} and of.finding_id = ${id} and of.kind in ('sighting', 'finding-event'))
    order by ph.recorded_at, ph.id`.execute(tx.sql);
  const told = await sql<{ audience: string; at: number; seenAt: number | null; seenBy: string | null }>`
    select a.audience, a.created_at as at, a.seen_at, p.name as seen_by
    from alert a left join person p on p.street_id = a.street_id and p.id = a.seen_by
    where a.street_id = ${tx.streetId} and a.finding_id = ${id} order by a.audience`.execute(tx.sql);
  return { events: events.rows, photographs: photographs.rows, told: told.rows };
}

export async function communitiesOfPlaces(
  tx: Reading,
  ids: readonly string[],
): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.sql
    .selectFrom("place")
    .select(["id", "communityId"])
    .where("streetId", "=", tx.streetId)
    .where("id", "in", [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.communityId]));
}
