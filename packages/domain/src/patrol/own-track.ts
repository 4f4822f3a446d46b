/** 我的轨迹: what a worker sees of their own tracks, and when they are erased. */
import { z } from "zod";
import { trackGapReasonNames } from "./track-gap.ts";

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
      /** Day from which the positions are erased. */
      erasedOn: z.string(),
    }),
  ),
});
export type OwnTrackDays = z.infer<typeof OwnTrackDays>;

/** One day of one's own: every position, and what was said of its gaps. */
export const OwnTrack = z.object({
  points: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
  gaps: z.array(z.object({ from: z.number(), to: z.number(), reason: z.enum(trackGapReasonNames) })),
});
export type OwnTrack = z.infer<typeof OwnTrack>;
