/** 面积覆盖: how much of each plot was within sight of what was walked. */
import { z } from "zod";
import { DayText } from "../campaign/schema.ts";
import { plotKindNames } from "../place/index.ts";
import type { placeStateNames } from "../patrol/state.ts";

/** `day`: as of the end of that day; left out, everything so far. */
export const GroundQuery = z.object({
  roundId: z.uuid(),
  day: DayText.optional(),
  communityId: z.uuid().optional(),
});
export type GroundQuery = z.infer<typeof GroundQuery>;

/** Square metres, one decimal. */
const M2 = z.number();
const GroundSum = z.object({
  areaM2: M2,
  /** Ground within sight at least once. */
  seenM2: M2,
  /** seenM2 ÷ areaM2, 0 … 1; null without area. */
  share: z.number().nullable(),
  /** Ground that was seen in two passes: by a team on two days, by two teams, or by a team and a drone. */
  seenTwiceM2: M2,
  /** Ground that two different teams saw. */
  byTwoTeamsM2: M2,
  /** Ground in drone photographs, of kinds of plot that these show; and the part of it that no walk came in sight of. */
  droneM2: M2,
  droneOnlyM2: M2,
});
export type GroundSum = z.infer<typeof GroundSum>;

export const PlotGround = GroundSum.extend({
  id: z.uuid(),
  path: z.string(),
  communityId: z.uuid().nullable(),
  plotKind: z.enum(plotKindNames),
  /** Metres from which this kind of plot counts as seen. */
  sightM: z.number(),
  /** The last day any of it was seen. */
  lastSeenDay: DayText.nullable(),
});
export type PlotGround = z.infer<typeof PlotGround>;

export const GroundTotal = GroundSum.extend({
  plots: z.number(),
  /** Plots whose outline is missing or no valid polygon: their ground is not in the figures. */
  unmeasured: z.number(),
});

export const GroundCoverage = z.object({
  roundId: z.uuid(),
  asOf: z.number(),
  day: DayText.nullable(),
  /** Days of the round on which anything was walked; for the slider. */
  days: z.array(DayText),
  total: GroundTotal,
  communities: z.array(GroundTotal.extend({ id: z.uuid(), name: z.string() })),
  plots: z.array(PlotGround),
  /** Plots whose ground could not be measured, and why. */
  unmeasured: z.array(z.object({ id: z.uuid(), path: z.string(), reason: z.string() })),
});
export type GroundCoverage = z.infer<typeof GroundCoverage>;

/** Together they are the whole plot without its buildings, but `drone`: ground in photographs, part of the seen. */
export const groundLayers = {
  unseen: "未看到",
  once: "看到一次",
  twice: "看到两次以上",
  drone: "航拍看到",
} as const;
export type GroundLayer = keyof typeof groundLayers;
export const groundLayerNames = Object.keys(groundLayers) as [GroundLayer, ...GroundLayer[]];

export const GroundMapQuery = GroundQuery.extend({ layer: z.enum(groundLayerNames) });
export type GroundMapQuery = z.infer<typeof GroundMapQuery>;

const Position = z.array(z.number());
/** One layer of the ground as GeoJSON (RFC 7946, WGS 84), clipped to plots; plots without any of it are left out. */
export const GroundMap = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(
    z.object({
      type: z.literal("Feature"),
      id: z.uuid(),
      geometry: z.object({
        type: z.literal("MultiPolygon"),
        coordinates: z.array(z.array(z.array(Position))),
      }),
      properties: z.object({
        placeId: z.uuid(),
        path: z.string(),
        communityId: z.uuid().nullable(),
        plotKind: z.enum(plotKindNames),
        layer: z.enum(groundLayerNames),
        /** m² of this layer in the plot, before outlines were simplified. */
        areaM2: M2,
      }),
    }),
  ),
});
export type GroundMap = z.infer<typeof GroundMap>;

/** What `unseen.geojson` says of each place; a point for a door, a polygon for ground. */
export interface UnseenProperties {
  placeId: string;
  kind: "household" | "plot";
  path: string;
  community: string;
  state: (typeof placeStateNames)[number];
  visits: number;
  /** m² of a plot that are not seen; null for doors and for plots without an outline. */
  unseenM2: number | null;
}
