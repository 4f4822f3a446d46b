import { z } from "zod";
import { dutyKindNames } from "./schema.ts";

/** 无人负责: households and plots for which nobody answers on a day, counted and listed. */
export const DutyGaps = z.object({
  day: z.string(),
  households: z.object({ total: z.number(), uncovered: z.number() }),
  plots: z.object({ total: z.number(), uncovered: z.number() }),
  communities: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      total: z.number(),
      uncovered: z.number(),
      firstResponsible: z.string().nullable(),
    }),
  ),
  /** Buildings, compounds without buildings, and plots that hold the uncovered ones. */
  items: z.array(
    z.object({
      placeId: z.uuid(),
      path: z.string(),
      communityId: z.uuid().nullable(),
      uncovered: z.number(),
    }),
  ),
});
export type DutyGaps = z.infer<typeof DutyGaps>;

/** 责任链: from leader to contract cadre for one place and day; a link without person is a gap. */
export const ChainLink = z.object({
  /** 组长, 第一责任人, 网格员, 包保人 … */
  title: z.string(),
  kind: z.union([z.enum(dutyKindNames), z.literal("leader")]),
  person: z.object({ id: z.uuid(), name: z.string(), post: z.string().nullable() }).nullable(),
  placePath: z.string(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
});
export type ChainLink = z.infer<typeof ChainLink>;
