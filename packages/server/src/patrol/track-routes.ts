import { sql } from "kysely";
import { z } from "zod";
import type { Scope } from "@lingzhu/domain/access";
import { DayText } from "@lingzhu/domain/campaign";
import { startOfDay } from "@lingzhu/domain/kernel";
import type { TrackBody } from "@lingzhu/domain/patrol";
import type { Reading } from "../db/transact.ts";
import { readRoute, type Route } from "../http/route.ts";

const Tracks = z.object({
  tracks: z.array(
    z.object({
      factId: z.uuid(),
      by: z.string(),
      recordedAt: z.number(),
      points: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
    }),
  ),
});
const DAY_MS = 86_400_000;

/** Tracks of a round within reach: of the street, of people of one's community, or one's own. */
async function listTracks(tx: Reading, scope: Scope, roundId: string, day: string | undefined) {
  const from = day ? startOfDay(day) : 0;
  const to = day ? from + DAY_MS : tx.now + DAY_MS;
  const { rows } = await sql<{ factId: string; by: string; recordedAt: number; points: TrackBody["points"] }>`
    select f.id as fact_id, p.name as by, f.recorded_at, f.body -> 'points' as points
    from fact f join person p on p.street_id = f.street_id and p.id = f.author_id
    where f.street_id = ${tx.streetId} and f.round_id = ${roundId} and f.kind = 'track' and f.erased_at is null
      and f.recorded_at >= ${new Date(from)} and f.recorded_at < ${new Date(to)}
      and (${scope.street} or p.community_id = any(${[...scope.communityIds]}::uuid[]) or f.author_id = ${scope.ownPersonId}::uuid)
    order by f.author_id, f.recorded_at limit 5000`.execute(tx.sql);
  return { tracks: rows };
}

export const trackRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/tracks",
    summary: "一轮踏查的轨迹",
    access: "track.read",
    query: z.object({ roundId: z.uuid(), day: DayText.optional() }),
    answer: Tracks,
    call: ({ tx, scope, query }) => listTracks(tx, scope, query.roundId, query.day),
  }),
];
