import { z } from "zod";
import { DayText } from "../campaign/schema.ts";

/** 责任（包保）：人 × 地点 × 种类 × 起止日期 */
export const dutyKinds = {
  first_responsible: "第一责任人",
  contract_cadre: "包保人",
  contract_unit: "包保单位",
  grid_worker: "网格员",
} as const;
export type DutyKind = keyof typeof dutyKinds;
export const dutyKindNames = Object.keys(dutyKinds) as [DutyKind, ...DutyKind[]];

export const DutyView = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  personName: z.string(),
  post: z.string().nullable(),
  placeId: z.uuid(),
  placePath: z.string(),
  kind: z.enum(dutyKindNames),
  validFrom: DayText,
  /** Last day on which the person answers; null while it lasts. */
  validTo: DayText.nullable(),
});
export type DutyView = z.infer<typeof DutyView>;

/** 落实责任：一个人包一批地点（拖选或导入）。同一地点同一种类原有的责任在前一日终止。 */
export const AssignDuty = z.object({
  personId: z.uuid(),
  kind: z.enum(dutyKindNames),
  placeIds: z.array(z.uuid()).min(1, "请选择地点").max(5000),
  validFrom: DayText,
  validTo: DayText.nullable().default(null),
});
export type AssignDuty = z.infer<typeof AssignDuty>;

export const EndDuty = z.object({ validTo: DayText });

/** Which duties: at a place and everything in it, of a person, of a kind, on a day; all recorded ones without these. */
export const DutyQuery = z.object({
  placeId: z.uuid().optional(),
  personId: z.uuid().optional(),
  kind: z.enum(dutyKindNames).optional(),
  onDay: DayText.optional(),
  /** True: at single doors only; false: at what contains them and at plots. */
  doors: z.stringbool().optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const DutyList = z.object({ items: z.array(DutyView), total: z.number() });
export type DutyList = z.infer<typeof DutyList>;
