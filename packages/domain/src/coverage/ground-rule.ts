/** 面积覆盖设置: what of the ground counts as seen in a street. */
import { z } from "zod";
import { Outline } from "../place/index.ts";
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

/** 房屋轮廓 as GeoJSON (RFC 7946, WGS 84), each with the building of the register that stands in it, if any. */
export const FootprintMap = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(
    z.object({
      type: z.literal("Feature"),
      id: z.uuid(),
      geometry: Outline,
      properties: z.object({ buildingId: z.uuid().nullable(), name: z.string().nullable() }),
    }),
  ),
});
export type FootprintMap = z.infer<typeof FootprintMap>;

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
