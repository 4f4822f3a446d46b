import { z } from "zod";
import { isDay } from "../kernel/index.ts";

export const DayText = z.string().refine(isDay, "日期不存在，应写成 2026-04-18");

/** 阶段 */
export const PhaseInput = z
  .object({
    id: z.uuid().optional(),
    name: z.string().trim().min(1, "请填写阶段名称").max(60),
    start: DayText,
    end: DayText,
  })
  .refine((phase) => phase.start <= phase.end, { message: "结束日期早于开始日期", path: ["end"] });

export const groupRoles = ["组长", "副组长", "成员"] as const;

/** 领导小组成员；placeId 为空是街道领导小组，否则是该社区的领导小组 */
export const GroupMemberInput = z.object({
  role: z.enum(groupRoles),
  name: z.string().trim().min(1, "请填写姓名").max(40),
  post: z.string().trim().max(80).nullable(),
  organisation: z.string().trim().max(80).nullable().default(null),
});

/** 专项行动：一个季节的方案及其阶段 */
export const SaveCampaign = z
  .object({
    title: z.string().trim().min(1, "请填写方案标题").max(120),
    year: z.number().int().min(2000).max(2100),
    start: DayText,
    end: DayText,
    goals: z.array(z.string().trim().min(1).max(200)).max(30),
    phases: z.array(PhaseInput).min(1, "至少要有一个阶段").max(20),
    group: z.array(GroupMemberInput).max(100),
    office: z.object({ at: z.string().max(120).nullable(), head: z.string().max(40).nullable() }).nullable(),
    /** Communities to create or match by national code; code null for one that has none. */
    communities: z
      .array(z.object({ name: z.string().trim().min(1).max(60), code: z.string().nullable() }))
      .max(400),
    /** What the plan imposes, each with the sentence it came from. */
    duties: z.array(z.object({ kind: z.string(), text: z.string() })).max(300),
    /** The text that was read, kept so that every duty can be shown in its place. */
    planText: z.string().max(200_000),
  })
  .refine((plan) => plan.start <= plan.end, { message: "结束日期早于开始日期", path: ["end"] });
export type SaveCampaign = z.infer<typeof SaveCampaign>;

export const PhaseView = z.object({ id: z.uuid(), name: z.string(), start: DayText, end: DayText });
export type PhaseView = z.infer<typeof PhaseView>;

export const CampaignView = z.object({
  id: z.uuid(),
  title: z.string(),
  year: z.number(),
  start: DayText,
  end: DayText,
  goals: z.array(z.string()),
  phases: z.array(PhaseView),
  group: z.array(
    z.object({
      id: z.uuid(),
      placeId: z.uuid().nullable(),
      role: z.enum(groupRoles),
      personId: z.uuid(),
      name: z.string(),
      post: z.string().nullable(),
      organisation: z.string().nullable(),
    }),
  ),
  office: z.object({ at: z.string().nullable(), head: z.string().nullable() }).nullable(),
  duties: z.array(z.object({ kind: z.string(), text: z.string() })),
  planText: z.string(),
  closedAt: z.number().nullable(),
});
export type CampaignView = z.infer<typeof CampaignView>;
