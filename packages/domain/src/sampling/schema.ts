import { z } from "zod";

/** 抽样用途 */
export const drawPurposes = { marker: "盲测标牌", cross_check: "交叉复查" } as const;
export type DrawPurpose = keyof typeof drawPurposes;

/** 种子: whoever has it and the register can repeat the draw. Left out, the system chooses one and records it. */
export const Seed = z
  .string()
  .trim()
  .regex(/^[\w-]{1,64}$/, "种子只能用字母、数字和横线，不超过 64 个");

/** A draw as it is recorded: who, when, with which seed, how many from what. Never the places themselves. */
export const DrawView = z.object({
  id: z.uuid(),
  purpose: z.enum(Object.keys(drawPurposes) as [DrawPurpose]),
  seed: z.string(),
  drawnAt: z.number(),
  drawnBy: z.string(),
  strata: z.array(z.object({ key: z.string(), name: z.string(), of: z.number(), drawn: z.number() })),
});
export type DrawView = z.infer<typeof DrawView>;

/** 抽查: how much of a round's register a cross-check looks at, drawn by community and kind. */
export const DrawSample = z
  .object({
    /** Share of what is not in a zone yet, above 0 and up to 1. */
    share: z.number().gt(0, "比例须大于 0").max(1, "比例不能超过 1").optional(),
    count: z.number().int().min(1, "至少抽 1 处").max(100_000).optional(),
    /** Only these communities; none named means all. */
    communityIds: z.array(z.uuid()).max(500).default([]),
    seed: Seed.optional(),
  })
  .refine(({ share, count }) => (share === undefined) !== (count === undefined), {
    message: "比例和数量填一个",
    path: ["share"],
  });
export type DrawSample = z.infer<typeof DrawSample>;

export const SampleDrawn = z.object({
  drawId: z.uuid(),
  seed: z.string(),
  households: z.number(),
  plots: z.number(),
  /** Zones made, one for each community. */
  zones: z.array(z.object({ id: z.uuid(), name: z.string(), places: z.number() })),
});
export type SampleDrawn = z.infer<typeof SampleDrawn>;
