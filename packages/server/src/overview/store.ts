import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import {
  applyEvent,
  openFinding,
  type FindingEvent,
  type FindingStatus,
  type SightingBody,
} from "@lingzhu/domain/finding";
import { dayOf, type Day } from "@lingzhu/domain/kernel";
import type { PlantStage, RoundKind } from "@lingzhu/domain/patrol";
import { findingInScope, placeInScope } from "../access/scope.ts";
import type { Reading } from "../db/transact.ts";

/** The campaign that runs on a day, else the last begun, else the first to come. */
export async function campaignOn(tx: Reading, day: Day) {
  const { rows } = await sql<{
    id: string;
    title: string;
    start: Day;
    end: Day;
    phases: { id: string; name: string; start: Day; end: Day }[];
  }>`
    select c.id, c.title, c.starts_on as start, c.ends_on as "end",
      coalesce((select json_agg(json_build_object('id', p.id, 'name', p.name, 'start', p.starts_on, 'end', p.ends_on) order by p.ordinal)
        from phase p where p.street_id = c.street_id and p.campaign_id = c.id), '[]'::json) as phases
    from campaign c where c.street_id = ${tx.streetId}
    order by (c.starts_on <= ${day} and c.ends_on >= ${day}) desc, (c.starts_on <= ${day}) desc, c.starts_on desc limit 1`.execute(
    tx.sql,
  );
  return rows[0] ?? null;
}

export async function roundsOf(tx: Reading, campaignId: string) {
  const { rows } = await sql<{
    id: string;
    campaignId: string;
    name: string;
    ordinal: number;
    kind: RoundKind;
    stage: PlantStage;
    start: Day;
    end: Day;
  }>`
    select id, campaign_id, name, ordinal, kind, stage, starts_on as start, ends_on as "end"
    from round where street_id = ${tx.streetId} and campaign_id = ${campaignId} order by ordinal`.execute(
    tx.sql,
  );
  return rows;
}

export interface FindingThen {
  id: string;
  number: string;
  communityId: string | null;
  openedOn: Day;
  verifiedOn: Day | null;
  status: FindingStatus;
}

/** Findings as they stood at a moment: opened by then, with the events recorded by then, replayed through the machine. */
export async function findingsAsOf(tx: Reading, scope: Scope, asOf: number): Promise<FindingThen[]> {
  const { rows } = await sql<{
    id: string;
    number: string;
    communityId: string | null;
    openedAt: number;
    sighting: SightingBody;
    events: { at: string; event: FindingEvent }[];
  }>`
    select f.id, f.number, f.community_id, f.opened_at, s.body as sighting,
      coalesce((select json_agg(json_build_object('at', e.recorded_at, 'event', e.body -> 'event') order by e.seq)
        from fact e where e.street_id = f.street_id and e.finding_id = f.id and e.kind = 'finding-event' and e.recorded_at <= ${new Date(asOf)}), '[]'::json) as events
    from finding f join fact s on s.street_id = f.street_id and s.id = f.id
    where f.street_id = ${tx.streetId} and f.opened_at <= ${new Date(asOf)} and ${findingInScope(scope, "f")}
    order by f.number`.execute(tx.sql);
  return rows.map(({ sighting, events, openedAt, ...row }) => ({
    ...row,
    openedOn: dayOf(openedAt),
    verifiedOn: lastConfirmed(events),
    status: events.reduce((status, { event }) => applyEvent(status, event), openFinding(sighting)),
  }));
}

/** The day since which plants are known to stand there: the last verification, or the re-visit that found them grown again. */
function lastConfirmed(events: readonly { at: string; event: FindingEvent }[]): Day | null {
  const last = events.findLast(
    ({ event }) => event.type === "verify" || (event.type === "revisit" && event.result === "regrown"),
  );
  return last ? dayOf(Date.parse(last.at)) : null;
}

/** Visits by community and day, for the small multiples. */
export async function visitsByDay(tx: Reading, scope: Scope, from: number, to: number) {
  const { rows } = await sql<{ communityId: string; day: Day; visits: number }>`
    select p.community_id, to_char(f.recorded_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, count(*)::int as visits
    from standing_fact f join place p on p.street_id = f.street_id and p.id = f.standing_place_id
    where f.street_id = ${tx.streetId} and f.kind = 'visit' and f.recorded_at >= ${new Date(from)} and f.recorded_at <= ${new Date(to)}
      and p.community_id is not null and ${placeInScope(scope, "p")}
    group by 1, 2`.execute(tx.sql);
  return rows;
}
