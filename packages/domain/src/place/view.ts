/** Wire answers about places: list, page, time line, façade, map. */
import { z } from "zod";
import { findingStateNames } from "../finding/machine.ts";
import { placeStateNames } from "../patrol/state.ts";
import { outcomeNames } from "../patrol/schema.ts";
import { PresenceView } from "../presence/reason.ts";
import { Outline, placeKindNames, PlaceView, plotKindNames } from "./schema.ts";

export const PlaceQuery = z.object({
  kind: z.enum(placeKindNames).optional(),
  parentId: z.uuid().optional(),
  communityId: z.uuid().optional(),
  /** Matches the path, e.g. 汴河花园 12号楼. */
  text: z.string().trim().max(60).optional(),
  onlyKey: z.stringbool().optional(),
  /** sort_key of the last row of the page before. */
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const PlaceList = z.object({
  items: z.array(PlaceView),
  total: z.number(),
  next: z.string().nullable(),
});

/** 新增地点 by the office, one at a time (plots above all); the ledger import makes many. */
export const CreatePlace = z.discriminatedUnion("kind", [
  z.object({
    kind: z.enum(["community", "grid", "compound", "building", "unit"]),
    parentId: z.uuid(),
    name: z.string().trim().min(1).max(60),
  }),
  z.object({
    kind: z.literal("household"),
    parentId: z.uuid(),
    door: z.string().trim().min(1).max(40),
    floor: z.number().int().min(-3).max(99).nullable().default(null),
    residents: z.number().int().min(0).max(50).nullable().default(null),
    head: z.string().trim().max(40).nullable().default(null),
    phone: z.string().trim().max(20).nullable().default(null),
  }),
  z.object({
    kind: z.literal("plot"),
    parentId: z.uuid(),
    name: z.string().trim().min(1).max(60),
    plotKind: z.enum(plotKindNames),
    outline: Outline.nullable().default(null),
    lon: z.number().min(-180).max(180).nullable().default(null),
    lat: z.number().min(-90).max(90).nullable().default(null),
  }),
]);
export type CreatePlace = z.infer<typeof CreatePlace>;

/** 注销、恢复 each say why. */
export const RetirementReason = z.object({
  reason: z.string().trim().min(2, "请写明原因，至少 2 个字").max(200),
});
export const RetiredQuery = z.object({
  communityId: z.uuid().optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
/** 注销地点: a place that left the register, by the act that holds now. */
export const RetiredPlace = PlaceView.pick({
  id: true,
  kind: true,
  name: true,
  path: true,
  communityId: true,
}).extend({
  retiredAt: z.number(),
  reason: z.string().nullable(),
  by: z.string().nullable(),
});
export type RetiredPlace = z.infer<typeof RetiredPlace>;
export const RetiredList = z.object({ items: z.array(RetiredPlace), total: z.number() });
export type RetiredList = z.infer<typeof RetiredList>;

export const PlaceDetail = z.object({
  place: PlaceView,
  ancestors: z.array(z.object({ id: z.uuid(), kind: z.enum(placeKindNames), name: z.string() })),
  /** Non-retired descendants by kind. */
  contains: z.object({ households: z.number(), plots: z.number(), buildings: z.number() }),
  /** State in each round, newest first; only for households and plots. */
  rounds: z.array(
    z.object({
      roundId: z.uuid(),
      name: z.string(),
      state: z.enum(placeStateNames),
      visits: z.number(),
      lastVisitAt: z.number().nullable(),
    }),
  ),
});
export type PlaceDetail = z.infer<typeof PlaceDetail>;

/** 时间线: everything that happened to a place, newest first. */
export const TimelineEntry = z.object({
  id: z.string(),
  at: z.number(),
  kind: z.enum([
    "visit",
    "sighting",
    "finding-event",
    "photograph",
    "notice",
    "commitment",
    "publicity",
    "seed-handover",
    "place-addition",
    "place-decision",
    "retraction",
    "presence-approval",
    "duty-start",
    "duty-end",
    "registered",
    "retired",
    "reinstated",
  ]),
  /** One sentence in Chinese. */
  text: z.string(),
  by: z.string().nullable(),
  outcome: z.enum(outcomeNames).nullable(),
  findingId: z.uuid().nullable(),
  /** Fact that this one corrects, and the one that corrects it. */
  corrects: z.uuid().nullable(),
  correctedBy: z.uuid().nullable(),
  photographIds: z.array(z.uuid()),
  placePath: z.string(),
  /** Grade of a visit; null for everything else. */
  presence: PresenceView.nullable(),
  /** Somebody else recorded something that does not agree with it on the same day. */
  conflict: z.boolean(),
  /** What the viewer may do about it. */
  may: z.array(z.enum(["retract", "approve"])),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** 楼面: the grid of floors and units of one building, or the lane of courtyards of a compound without buildings. */
export const Facade = z.object({
  placeId: z.uuid(),
  name: z.string(),
  form: z.enum(["building", "lane"]),
  units: z.array(z.object({ id: z.uuid().nullable(), name: z.string() })),
  /** Top floor first; null stands for doors whose floor is not known. */
  floors: z.array(z.number().nullable()),
  doors: z.array(
    z.object({
      placeId: z.uuid(),
      unitId: z.uuid().nullable(),
      floor: z.number().nullable(),
      door: z.string(),
      state: z.enum(placeStateNames),
      visits: z.number(),
      lastVisitAt: z.number().nullable(),
      isKey: z.boolean(),
      /** State of an unsettled or settled finding here, if any. */
      finding: z.enum(findingStateNames).nullable(),
    }),
  ),
});
export type Facade = z.infer<typeof Facade>;

/** 社区: enough to choose one. */
export const CommunityName = z.object({
  id: z.uuid(),
  name: z.string(),
  /** National statistical code, 12 digits; null for one that has none. */
  code: z.string().nullable(),
});
export type CommunityName = z.infer<typeof CommunityName>;

/**
 * 底图: raster layers under the map, bottom first, as addresses with {z} {x} {y} of Web Mercator tiles and {s} for
 * a host of 0 … 7. No layers where the operator has no key: then nothing is asked of third parties.
 */
export const BaseMap = z.object({ tiles: z.array(z.string()), attribution: z.string().nullable() });
export type BaseMap = z.infer<typeof BaseMap>;

const StateCounts = z.record(z.enum(placeStateNames), z.number());
/** 地图图层 of one round: buildings as points with counts, plots with outline and state, findings. */
export const MapLayer = z.object({
  buildings: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      communityId: z.uuid().nullable(),
      lon: z.number(),
      lat: z.number(),
      total: z.number(),
      states: StateCounts,
    }),
  ),
  plots: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      communityId: z.uuid().nullable(),
      plotKind: z.enum(plotKindNames),
      lon: z.number().nullable(),
      lat: z.number().nullable(),
      outline: Outline.nullable(),
      state: z.enum(placeStateNames),
    }),
  ),
  findings: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      state: z.enum(findingStateNames),
      lon: z.number(),
      lat: z.number(),
      placePath: z.string(),
    }),
  ),
});
export type MapLayer = z.infer<typeof MapLayer>;
