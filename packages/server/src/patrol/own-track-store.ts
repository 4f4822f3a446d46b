import { sql } from "kysely";
import { startOfDay } from "@lingzhu/domain/kernel";
import type { OwnTrack, TrackBody, TrackGapBody } from "@lingzhu/domain/patrol";
import type { Reading } from "../db/transact.ts";

const DAY_MS = 86_400_000;
/** A gap is often explained later than it happened. */
const EXPLAINED_MS = 8 * DAY_MS;

export interface TrackDay {
  day: string;
  roundId: string;
  roundName: string;
  roundEnd: string;
  from: number;
  to: number;
}

/** Days and rounds in which somebody recorded a track, newest first. */
export async function daysOf(tx: Reading, personId: string): Promise<TrackDay[]> {
  const { rows } = await sql<TrackDay>`
    select to_char(f.recorded_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, r.id as round_id, r.name as round_name,
      r.ends_on as round_end, min((f.body #>> '{points,0,2}')::float8) as "from",
      max((f.body #>> '{points,-1,2}')::float8) as "to"
    from fact f join round r on r.street_id = f.street_id and r.id = f.round_id
    where f.street_id = ${tx.streetId} and f.author_id = ${personId} and f.kind = 'track'
      and f.erased_at is null
    group by 1, r.id, r.name, r.ends_on
    order by day desc, "from" limit 400`.execute(tx.sql);
  return rows;
}

/** Every position of one day of somebody's own, and the reasons given for gaps in it. */
export async function trackOf(tx: Reading, personId: string, day: string): Promise<OwnTrack> {
  const from = startOfDay(day);
  const facts = await tx.sql
    .selectFrom("fact")
    .select(["kind", "body"])
    .where("streetId", "=", tx.streetId)
    .where("authorId", "=", personId)
    .where("kind", "in", ["track", "track-gap"])
    .where("recordedAt", ">=", sql<number>`${new Date(from)}`)
    .where("recordedAt", "<", sql<number>`${new Date(from + EXPLAINED_MS)}`)
    .orderBy("recordedAt")
    .execute();
  const within = (at: number) => at >= from && at < from + DAY_MS;
  const bodies = <B>(kind: string) => facts.filter((fact) => fact.kind === kind).map(({ body }) => body as B);
  return {
    points: bodies<TrackBody>("track")
      .flatMap(({ points }) => points)
      .filter(([, , at]) => within(at)),
    gaps: bodies<TrackGapBody>("track-gap")
      .filter(({ from: began }) => within(began))
      .map(({ from: began, to, reason }) => ({ from: began, to, reason })),
  };
}
