import { z } from "zod";
import { additionStateNames } from "./addition-state.ts";

/** 地点：街道 → 社区 → 网格 → 小区 → 楼栋 → 单元 → 户，或地块 */
export const placeKinds = {
  street: "街道",
  community: "社区",
  grid: "网格",
  compound: "小区",
  building: "楼栋",
  unit: "单元",
  household: "户",
  plot: "地块",
} as const;
export type PlaceKind = keyof typeof placeKinds;
export const placeKindNames = Object.keys(placeKinds) as [PlaceKind, ...PlaceKind[]];

/** Places that are looked at in a round; all others only contain them. */
export const watchedKinds = ["household", "plot"] as const;

/** 地块类型, each with how far poppies can be told from the path (metres; blueprint coverage, configurable later). */
export const plotKinds = {
  "green-belt": "绿化带",
  wasteland: "荒地",
  "vegetable-patch": "菜地",
  roof: "楼顶",
  courtyard: "庭院",
  "river-bank": "河滩",
  greenhouse: "大棚",
  field: "农田",
  other: "其他",
} as const;
export type PlotKind = keyof typeof plotKinds;
export const plotKindNames = Object.keys(plotKinds) as [PlotKind, ...PlotKind[]];

/** A ring is closed and listed once around; longitude before latitude, WGS 84. */
export const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
export const Outline = z.object({
  type: z.literal("Polygon"),
  coordinates: z.array(z.array(Position).min(4)).min(1),
});
export type Outline = z.infer<typeof Outline>;

/** One node of the tree as lists and pages show it; resident fields are masked. */
export const PlaceView = z.object({
  id: z.uuid(),
  parentId: z.uuid().nullable(),
  kind: z.enum(placeKindNames),
  name: z.string(),
  /** Full path below the street, e.g. 振兴社区 汴河花园 12号楼 3单元 502. */
  path: z.string(),
  communityId: z.uuid().nullable(),
  compoundId: z.uuid().nullable(),
  buildingId: z.uuid().nullable(),
  unitId: z.uuid().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  isKey: z.boolean(),
  retiredAt: z.number().nullable(),
  /** 补登: where a place added in the field stands; null for all others. */
  addition: z.enum(additionStateNames).nullable(),
  household: z
    .object({
      floor: z.number().nullable(),
      door: z.string(),
      residents: z.number().nullable(),
      /** Masked: 王＊. The reveal route gives the name for a reason, and is audited. */
      head: z.string().nullable(),
      phone: z.string().nullable(),
    })
    .nullable(),
  plot: z
    .object({ plotKind: z.enum(plotKindNames), areaM2: z.number().nullable(), outline: Outline.nullable() })
    .nullable(),
});
export type PlaceView = z.infer<typeof PlaceView>;

/** 查看原文须写明理由 */
export const RevealRequest = z.object({
  reason: z.string().trim().min(4, "请写明查看理由，至少 4 个字").max(200),
});
export const RevealAnswer = z.object({ head: z.string().nullable(), phone: z.string().nullable() });
