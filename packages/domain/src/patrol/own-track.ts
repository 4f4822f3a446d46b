/** 我的轨迹: what a worker sees of their own tracks, and until when they are kept. */
import { z } from "zod";
import { addDays, type Day } from "../kernel/index.ts";
import { trackGapReasonNames } from "./track-gap.ts";

/**
 * Days that a track is kept after its round has ended. A track is sensitive personal data of the worker (个人信息保护法
 * Art. 28, 19: the shortest time that the purpose needs): the round's coverage and its review by the next round need it,
 * nothing after that does. The number is this product's own default.
 */
export const TRACK_KEPT_DAYS = 180;
export const trackKeptUntil = (roundEnd: Day): Day => addDays(roundEnd, TRACK_KEPT_DAYS);

/** Days on which one was recorded, newest first. */
export const OwnTrackDays = z.object({
  days: z.array(
    z.object({
      day: z.string(),
      roundId: z.uuid(),
      roundName: z.string(),
      /** First and last position, milliseconds by the device's clock. */
      from: z.number(),
      to: z.number(),
      keptUntil: z.string(),
    }),
  ),
});
export type OwnTrackDays = z.infer<typeof OwnTrackDays>;

/** One day of one's own: every position, and what was said of its gaps. */
export const OwnTrack = z.object({
  points: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
  gaps: z.array(
    z.object({ from: z.number(), to: z.number(), reason: z.enum(trackGapReasonNames) }),
  ),
});
export type OwnTrack = z.infer<typeof OwnTrack>;
