/** 盲测标牌: numbered boards at random places that tell how much a search finds. Teams know only that they exist. */
import { z } from "zod";
import { plotKindNames, plotKinds, type PlotKind } from "../place/schema.ts";
import { DrawView, Seed } from "../sampling/schema.ts";
import { readMarkerCode } from "./code.ts";

/** A code in its one spelling; whatever is no code is refused before anybody looks for it. */
export const MarkerCode = z
  .string()
  .max(40)
  .transform((typed, context) => {
    const code = readMarkerCode(typed);
    if (code === null) {
      context.addIssue({ code: "custom", message: "不是标牌编号，请对照标牌重新输入" });
      return z.NEVER;
    }
    return code;
  });

/** The body of a `marker` fact: a worker saw a board with this code. Where is in the envelope's position. */
export const MarkerBody = z.object({ code: MarkerCode });
export type MarkerBody = z.infer<typeof MarkerBody>;

/** 地点类别 of a marker: a door, or a kind of plot. */
export const markerKinds = { household: "户", ...plotKinds } as const;
export type MarkerKind = "household" | PlotKind;
export const markerKindNames = ["household", ...plotKindNames] as [MarkerKind, ...MarkerKind[]];

/** drawn 待放置 → placed 已放置 → removed 已收回, or gone 已丢失; withdrawn 未放置: never stood. */
export const markerStates = {
  drawn: "待放置",
  placed: "已放置",
  removed: "已收回",
  gone: "收回时已不在",
  withdrawn: "未放置",
} as const;
export type MarkerState = keyof typeof markerStates;
export const markerStateNames = Object.keys(markerStates) as [MarkerState, ...MarkerState[]];

export const DrawMarkers = z.object({
  roundId: z.uuid(),
  count: z.number().int().min(1, "至少抽 1 处").max(500, "一次最多 500 处"),
  /** Kinds to draw from; none named means all. */
  kinds: z.array(z.enum(markerKindNames)).default([]),
  communityIds: z.array(z.uuid()).max(500).default([]),
  seed: Seed.optional(),
});
export type DrawMarkers = z.infer<typeof DrawMarkers>;

/** Left out, `at` is now. An inspector out of signal names the moment afterwards. */
export const PlaceMarker = z.object({
  at: z.number().int().positive().optional(),
  /** Where the board really stands; left out, where the register has the place. */
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
});
export type PlaceMarker = z.infer<typeof PlaceMarker>;
export const RemoveMarker = z.object({
  at: z.number().int().positive().optional(),
  /** There, or gone when the inspector came for it. */
  left: z.enum(["there", "gone"]).default("there"),
});
export type RemoveMarker = z.infer<typeof RemoveMarker>;

/** For inspectors only: it says where. */
export const MarkerView = z.object({
  id: z.uuid(),
  drawId: z.uuid(),
  code: z.string(),
  state: z.enum(markerStateNames),
  placeId: z.uuid(),
  path: z.string(),
  kind: z.enum(markerKindNames),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  placedAt: z.number().nullable(),
  placedBy: z.string().nullable(),
  removedAt: z.number().nullable(),
  /** Recorded by workers, first first; `counts` false where it stood too far off or its author knew the places. */
  seen: z.array(
    z.object({ at: z.number(), by: z.string(), team: z.string().nullable(), counts: z.boolean() }),
  ),
});
export type MarkerView = z.infer<typeof MarkerView>;
export const MarkerList = z.object({ draws: z.array(DrawView), markers: z.array(MarkerView) });
export type MarkerList = z.infer<typeof MarkerList>;

const Interval = z.object({ lower: z.number(), upper: z.number() });
/** Markers of one group that a team passed while they stood, and how many of them it recorded. */
export const MarkerShare = z.object({
  key: z.string(),
  name: z.string(),
  found: z.number(),
  passed: z.number(),
  /** found ÷ passed; null when nobody passed any. */
  share: z.number().nullable(),
  /** Clopper–Pearson, at least 95 %. */
  exact: Interval,
  /** Jeffreys, 95 % on average. */
  jeffreys: Interval,
});
export type MarkerShare = z.infer<typeof MarkerShare>;

/** Says how much was found, never where. */
export const MarkerResults = z.object({
  roundId: z.uuid(),
  confidence: z.number(),
  placed: z.number(),
  /** Placed, but no team recorded its place as looked at while it stood: a matter of coverage, not of detection. */
  notPassed: z.number(),
  /** Recorded by somebody too far from it, or who knew the places; not counted. */
  setAside: z.number(),
  total: MarkerShare,
  teams: z.array(MarkerShare),
  kinds: z.array(MarkerShare),
  sights: z.array(MarkerShare),
  /** The same in one plain sentence. */
  sentence: z.string(),
});
export type MarkerResults = z.infer<typeof MarkerResults>;
