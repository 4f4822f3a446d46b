import { z } from "zod";
import { DayText } from "../campaign/schema.ts";
import { plantStageNames } from "../patrol/schema.ts";

/** 品种: what the plant turned out to be. Look-alikes are ruled out by naming them (domain-facts §10). */
export const species = { "opium-poppy": "罂粟", cannabis: "大麻" } as const;
export type Species = keyof typeof species;
export const lookAlikes = {
  "corn-poppy": "虞美人",
  "iceland-poppy": "野罂粟（冰岛罂粟）",
  "oriental-poppy": "鬼罂粟（东方罂粟）",
  "california-poppy": "花菱草",
  rape: "野油菜等其他植物",
  artificial: "假花",
  nothing: "现场未见植株",
} as const;
export type LookAlike = keyof typeof lookAlikes;

/** 发现渠道. Own patrols and cross-checks count as found by ourselves, the others as found by others. */
export const sources = {
  patrol: "踏查发现",
  cross_check: "交叉复查",
  resident: "群众举报",
  police: "公安线索",
  satellite: "卫星遥感",
  drone: "无人机航拍",
  superior: "上级交办",
} as const;
export type Source = keyof typeof sources;
export const foundByOurselves = (source: Source): boolean => source === "patrol" || source === "cross_check";

/** 铲除方式 */
export const eradicationMethods = {
  pulled: "人工拔除",
  dug: "挖根",
  mown: "机械割除",
  other: "其他",
} as const;

/** 告知对象 of a sighting in the field. */
export const toldParties = {
  office: "街道禁毒办",
  police: "派出所",
  secretary: "社区书记",
  grower: "种植户",
} as const;

/**
 * 株数: counted one by one, or sampled: mean density of quadrats × planted area
 * (立案追诉标准(三) Art. 7: where the area is too large, sample mean plants per m² × actual planted area).
 */
export const StemCount = z.discriminatedUnion("method", [
  z.object({ method: z.literal("counted"), stems: z.number().int().min(0).max(10_000_000) }),
  z.object({
    method: z.literal("sampled"),
    areaM2: z.number().positive().max(10_000_000),
    quadrats: z
      .array(
        z.object({
          areaM2: z.number().positive().max(10_000),
          stems: z.number().int().min(0).max(1_000_000),
        }),
      )
      .min(1, "至少要有一个样方")
      .max(100),
  }),
]);
export type StemCount = z.infer<typeof StemCount>;

/** 发现: the body of a `sighting` fact. The finding that it opens takes the fact's id. */
export const SightingBody = z.object({
  source: z.enum(Object.keys(sources) as [Source]).default("patrol"),
  stage: z.enum(plantStageNames).nullable().default(null),
  count: StemCount.nullable().default(null),
  told: z.array(z.enum(Object.keys(toldParties) as [keyof typeof toldParties])).default([]),
  note: z.string().trim().max(1000).optional(),
});
export type SightingBody = z.infer<typeof SightingBody>;

const Reason = z.string().trim().min(2, "请写明理由").max(500);
/** A witness is named with what they are, e.g. 村委会负责人; two are needed (domain-facts §11, 铲毒记录). */
export const Witness = z.object({
  name: z.string().trim().min(1).max(40),
  post: z.string().trim().min(1).max(60),
});

export const FindingEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("verify"),
    species: z.enum(Object.keys(species) as [Species]),
    stage: z.enum(plantStageNames),
    count: StemCount,
    /** 鉴别依据: the marks seen. */
    basis: Reason,
  }),
  z.object({
    type: z.literal("rule_out"),
    lookAlike: z.enum(Object.keys(lookAlikes) as [LookAlike]),
    basis: Reason,
  }),
  z.object({
    type: z.literal("eradicate"),
    day: DayText,
    count: StemCount,
    method: z.enum(Object.keys(eradicationMethods) as [keyof typeof eradicationMethods]),
    witnesses: z.array(Witness).max(6),
    beforePhotographIds: z.array(z.uuid()).max(20),
    afterPhotographIds: z.array(z.uuid()).max(20),
    note: z.string().trim().max(500).optional(),
  }),
  z.object({
    type: z.literal("revisit"),
    day: DayText,
    result: z.enum(["clean", "regrown"]),
    count: StemCount.nullable().default(null),
    note: z.string().trim().max(500).optional(),
  }),
  z.object({ type: z.literal("close"), note: Reason }),
  z.object({ type: z.literal("reopen"), reason: Reason }),
]);
export type FindingEvent = z.infer<typeof FindingEvent>;
export type FindingEventType = FindingEvent["type"];

/** The body of a `finding-event` fact. */
export const FindingEventBody = z.object({ findingId: z.uuid(), event: FindingEvent });
export type FindingEventBody = z.infer<typeof FindingEventBody>;
