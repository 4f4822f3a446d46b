/** 面积覆盖设置: what of the ground counts as seen in a street. */
import { z } from "zod";
import { SightDistances } from "./sight.ts";

export const GroundRule = z.object({
  sights: SightDistances,
  /** Footprints in force, and how many of them hold a building of the register. */
  footprints: z.number(),
  buildings: z.number(),
  changedAt: z.number().nullable(),
  changedBy: z.string().nullable(),
});
export type GroundRule = z.infer<typeof GroundRule>;

export const SetSights = z.object({ sights: SightDistances });

/** What an import or a new distance did. */
export const GroundRuleChange = z.object({
  footprints: z.number(),
  buildings: z.number(),
  /** Features of the file that are no usable footprint; 1 is the first. */
  rejected: z.array(z.object({ feature: z.number(), reason: z.string() })),
  /** Days of walking that were laid out anew. */
  restampedDays: z.number(),
});
export type GroundRuleChange = z.infer<typeof GroundRuleChange>;
