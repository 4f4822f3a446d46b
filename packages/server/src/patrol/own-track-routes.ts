import { z } from "zod";
import { DayText } from "@lingzhu/domain/campaign";
import { OwnTrack, OwnTrackDays } from "@lingzhu/domain/patrol";
import { erasedFrom } from "@lingzhu/domain/retention";
import { readRoute, type Route } from "../http/route.ts";
import { daysOf, trackOf } from "./own-track-store.ts";

/** Nobody's track but the caller's own, whatever their post reaches. */
export const ownTrackRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/field/track-days",
    summary: "自己有轨迹的日子，各到哪天删除",
    access: "track.read",
    answer: OwnTrackDays,
    call: async ({ tx, actor }) => ({
      days: (await daysOf(tx, actor.personId)).map(({ roundEnd, ...day }) => ({
        ...day,
        erasedOn: erasedFrom("track", roundEnd),
      })),
    }),
  }),
  readRoute({
    method: "GET",
    url: "/api/field/tracks",
    summary: "自己某一天的轨迹，和对中断的说明",
    access: "track.read",
    query: z.object({ day: DayText }),
    answer: OwnTrack,
    call: ({ tx, actor, query }) => trackOf(tx, actor.personId, query.day),
  }),
];
