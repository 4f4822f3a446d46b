/** Figures of the closing report, each counted from facts and dated rows; nothing is kept or typed in. */
import { sql, type RawBuilder } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { ClosingFigures } from "@lingzhu/domain/document";
import type { FindingEvent } from "@lingzhu/domain/finding";
import type { Day } from "@lingzhu/domain/kernel";
import type { PlaceState, PlantStage, RoundKind, TrackBody } from "@lingzhu/domain/patrol";
import { placeInScope } from "../access/scope.ts";
import { inRegister, visitStates } from "../coverage/states.ts";
import type { Reading } from "../db/transact.ts";
import { listPublicity, listSeedHandovers } from "../outreach/service.ts";

/** The records a report looks at: visits of the campaign's rounds between two moments, both included. */
export interface Period {
  campaignId: string;
  from: number;
  to: number;
}

const inPeriod = (
  tx: Reading,
  period: Period,
) => sql`f.recorded_at >= ${new Date(period.from)} and f.recorded_at <= ${new Date(period.to)}
  and f.round_id in (select id from round where street_id = ${tx.streetId} and campaign_id = ${period.campaignId})`;
const person = sql`f.author_id`;
const localDay = sql`(f.recorded_at at time zone 'Asia/Shanghai')::date`;

export interface Tally {
  roundId: string | null;
  communityId: string | null;
  kind: "household" | "plot";
  state: PlaceState;
  places: number;
}

/**
 * Places of a register with the states that the period's visits gave, `unseen` where none came. Put together by grouping
 * and not by a join: the planner takes the visits of a period for a handful, and would walk all of them for every place.
 */
const statesOver = (register: RawBuilder<unknown>, states: RawBuilder<unknown>) => sql`(
  select scope_id, place_id, coalesce(max(state), 'unseen') as state
  from (select scope_id, place_id, null::text as state, true as due from ${register} r
    union all select scope_id, place_id, state, false from ${states} v) both_of_them
  group by scope_id, place_id having bool_or(due))`;

/** Register of each round with the states that the period's visits gave. */
export async function tallyRounds(tx: Reading, scope: Scope, period: Period): Promise<Tally[]> {
  const register = sql`(select rp.round_id as scope_id, rp.place_id from round_place rp
    join round o on o.street_id = rp.street_id and o.id = rp.round_id
    where rp.street_id = ${tx.streetId} and o.campaign_id = ${period.campaignId})`;
  const { rows } = await sql<Tally>`
    select s.scope_id as round_id, p.community_id, p.kind, s.state, count(*)::int as places
    from ${statesOver(register, visitStates(tx, inPeriod(tx, period), sql`f.round_id`))} s
    join place p on p.street_id = ${tx.streetId} and p.id = s.place_id
    where ${inRegister(null)} and ${placeInScope(scope, "p")}
    group by 1, 2, 3, 4`.execute(tx.sql);
  return rows;
}

/** Every place once, by its best state over all rounds of the period. */
export async function tallyPlaces(tx: Reading, scope: Scope, period: Period): Promise<Tally[]> {
  const register = sql`(select 1 as scope_id, p.id as place_id from place p
    where p.street_id = ${tx.streetId} and ${inRegister(null)})`;
  const { rows } = await sql<Tally>`
    select null as round_id, p.community_id, p.kind, s.state, count(*)::int as places
    from ${statesOver(register, visitStates(tx, inPeriod(tx, period), sql`1`))} s
    join place p on p.street_id = ${tx.streetId} and p.id = s.place_id
    where ${placeInScope(scope, "p")}
    group by 1, 2, 3, 4`.execute(tx.sql);
  return rows;
}

const visits = (tx: Reading, scope: Scope, period: Period) => sql`
  from standing_fact f join place p on p.street_id = f.street_id and p.id = f.standing_place_id
  where f.street_id = ${tx.streetId} and f.kind = 'visit' and ${inPeriod(tx, period)} and ${placeInScope(scope, "p")} and ${inRegister(null)}`;

export async function visitsByRound(tx: Reading, scope: Scope, period: Period) {
  const { rows } = await sql<{ roundId: string; visits: number; personDays: number }>`
    select f.round_id, count(*)::int as visits, count(distinct (${person}, ${localDay}))::int as person_days
    ${visits(tx, scope, period)} group by 1`.execute(tx.sql);
  return rows;
}

export async function visitsByCommunity(tx: Reading, scope: Scope, period: Period) {
  const { rows } = await sql<{ communityId: string | null; visits: number }>`
    select p.community_id, count(*)::int as visits ${visits(tx, scope, period)} group by 1`.execute(tx.sql);
  return rows;
}

export async function workDone(tx: Reading, scope: Scope, period: Period) {
  const { rows } = await sql<{ visits: number; personDays: number; people: number; days: number }>`
    select count(*)::int as visits, count(distinct (${person}, ${localDay}))::int as person_days,
      count(distinct ${person})::int as people, count(distinct ${localDay})::int as days
    ${visits(tx, scope, period)}`.execute(tx.sql);
  return rows[0]!;
}

/** Notices and commitments over the register, events and seeds, as recorded within the period. */
export async function outreachDone(
  tx: Reading,
  scope: Scope,
  period: Period,
): Promise<NonNullable<ClosingFigures["outreach"]>> {
  const [from, to] = [new Date(period.from), new Date(period.to)];
  const { rows } = await sql<Record<"households" | "noticeHouseholds" | "keyPlaces" | "commitments", number>>`
    select (count(*) filter (where p.kind = 'household'))::int as households,
      (count(*) filter (where p.kind = 'household' and o.notice in ('handed', 'posted')
        and o.notice_at between ${from} and ${to}))::int as notice_households,
      (count(*) filter (where p.is_key))::int as key_places,
      (count(*) filter (where p.is_key and o.commitment = 'signed'
        and o.commitment_at between ${from} and ${to}))::int as commitments
    from place p left join outreach o on o.street_id = p.street_id and o.place_id = p.id and o.campaign_id = ${period.campaignId}
    where p.street_id = ${tx.streetId} and ${inRegister(null)} and ${placeInScope(scope, "p")}`.execute(
    tx.sql,
  );
  const within = (at: number) => period.from <= at && at <= period.to;
  const events = (await listPublicity(tx, scope, period)).filter(({ at }) => within(at));
  const seeds = (await listSeedHandovers(tx, scope, period)).filter(({ at }) => within(at));
  return {
    ...rows[0]!,
    activities: events.length,
    seedHandovers: seeds.length,
    seedGrams: seeds.reduce((sum, { grams }) => sum + (grams ?? 0), 0),
    seedlings: seeds.reduce((sum, { seedlings }) => sum + (seedlings ?? 0), 0),
  };
}

/** Photographs taken by those whose records are within reach. */
export async function countPhotographs(tx: Reading, scope: Scope, period: Period): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from fact f
    left join fact o on o.street_id = f.street_id and o.id = (f.body ->> 'ofFactId')::uuid
    left join place p on p.street_id = f.street_id and p.id = coalesce(f.place_id, o.place_id)
    where f.street_id = ${tx.streetId} and f.kind = 'photograph'
      and f.recorded_at >= ${new Date(period.from)} and f.recorded_at <= ${new Date(period.to)}
      and (${scope.street} or (p.id is not null and ${placeInScope(scope, "p")}))`.execute(tx.sql);
  return rows[0]!.n;
}

export async function tracksOf(tx: Reading, scope: Scope, period: Period): Promise<TrackBody["points"][]> {
  const { rows } = await sql<{ points: TrackBody["points"] }>`
    select f.body -> 'points' as points from fact f join person pe on pe.street_id = f.street_id and pe.id = f.author_id
    where f.street_id = ${tx.streetId} and f.kind = 'track' and ${inPeriod(tx, period)}
      and (${scope.street} or pe.community_id = any(${[...scope.communityIds]}::uuid[]))`.execute(tx.sql);
  return rows.map((row) => row.points);
}

/** The last eradication of each finding. */
export async function eradications(
  tx: Reading,
): Promise<Map<string, Extract<FindingEvent, { type: "eradicate" }>>> {
  const { rows } = await sql<{ findingId: string; event: Extract<FindingEvent, { type: "eradicate" }> }>`
    select distinct on (finding_id) finding_id, body -> 'event' as event from fact
    where street_id = ${tx.streetId} and kind = 'finding-event' and body -> 'event' ->> 'type' = 'eradicate'
    order by finding_id, seq desc`.execute(tx.sql);
  return new Map(rows.map((row) => [row.findingId, row.event]));
}

export async function countCadres(tx: Reading, scope: Scope, day: Day): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct d.person_id)::int as n from duty d join place p on p.street_id = d.street_id and p.id = d.place_id
    where d.street_id = ${tx.streetId} and d.kind = 'contract_cadre' and d.valid_from <= ${day} and (d.valid_to is null or d.valid_to >= ${day})
      and (${scope.street} or p.community_id = any(${[...scope.communityIds]}::uuid[]))`.execute(tx.sql);
  return rows[0]!.n;
}

export async function groupOf(tx: Reading, campaignId: string, day: Day) {
  const { rows } = await sql<{ role: string; n: number }>`
    select role, count(*)::int as n from leading_group_member
    where street_id = ${tx.streetId} and campaign_id = ${campaignId} and place_id is null
      and valid_from <= ${day} and (valid_to is null or valid_to >= ${day}) group by role`.execute(tx.sql);
  const count = (role: string) => rows.find((row) => row.role === role)?.n ?? 0;
  return rows.length === 0
    ? null
    : { leaders: count("组长"), deputies: count("副组长"), members: count("成员") };
}

export interface CampaignRow {
  id: string;
  title: string;
  start: Day;
  end: Day;
  officeAt: string | null;
  street: string;
}

export async function campaignById(tx: Reading, id: string): Promise<CampaignRow | undefined> {
  const { rows } = await sql<CampaignRow>`
    select c.id, c.title, c.starts_on as start, c.ends_on as "end", c.office_at, s.name as street
    from campaign c join street s on s.street_id = c.street_id where c.street_id = ${tx.streetId} and c.id = ${id}`.execute(
    tx.sql,
  );
  return rows[0];
}

export async function phaseById(tx: Reading, campaignId: string, id: string) {
  const { rows } = await sql<{ name: string; start: Day; end: Day }>`
    select name, starts_on as start, ends_on as "end" from phase
    where street_id = ${tx.streetId} and campaign_id = ${campaignId} and id = ${id}`.execute(tx.sql);
  return rows[0];
}

export async function roundsOf(tx: Reading, campaignId: string) {
  const { rows } = await sql<{
    id: string;
    name: string;
    kind: RoundKind;
    stage: PlantStage;
    start: Day;
    end: Day;
  }>`
    select id, name, kind, stage, starts_on as start, ends_on as "end" from round
    where street_id = ${tx.streetId} and campaign_id = ${campaignId} order by ordinal`.execute(tx.sql);
  return rows;
}
