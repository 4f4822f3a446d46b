import { z } from "zod";
import { DayText } from "../campaign/schema.ts";

/** 物候：轮次针对的生长阶段 */
export const plantStages = {
  sowing: "下种",
  emergence: "出苗",
  flowering: "开花",
  fruiting: "挂果",
} as const;
export type PlantStage = keyof typeof plantStages;
export const plantStageNames = Object.keys(plantStages) as [PlantStage, ...PlantStage[]];

/** 轮次：patrol 踏查, cross_check 交叉复查 */
export const roundKinds = { patrol: "踏查", cross_check: "交叉复查" } as const;
export type RoundKind = keyof typeof roundKinds;

export const CreateRound = z
  .object({
    campaignId: z.uuid(),
    name: z.string().trim().min(1, "请填写轮次名称").max(40),
    kind: z.enum(["patrol", "cross_check"]).default("patrol"),
    stage: z.enum(plantStageNames),
    start: DayText,
    end: DayText,
  })
  .refine((round) => round.start <= round.end, { message: "结束日期早于开始日期", path: ["end"] });
export type CreateRound = z.infer<typeof CreateRound>;

export const RoundView = z.object({
  id: z.uuid(),
  campaignId: z.uuid(),
  name: z.string(),
  ordinal: z.number(),
  kind: z.enum(["patrol", "cross_check"]),
  stage: z.enum(plantStageNames),
  start: DayText,
  end: DayText,
  zones: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      placeIds: z.array(z.uuid()),
      households: z.number(),
      plots: z.number(),
      teamId: z.uuid().nullable(),
      teamName: z.string().nullable(),
    }),
  ),
});
export type RoundView = z.infer<typeof RoundView>;

/** 片：places (communities, compounds, buildings, plots …) that one team walks in a round */
export const CreateZone = z.object({
  name: z.string().trim().min(1, "请填写片名").max(40),
  placeIds: z.array(z.uuid()).min(1, "请选择地点").max(2000),
  teamId: z.uuid().nullable().default(null),
});
export type CreateZone = z.infer<typeof CreateZone>;

/** 任务：把片交给组 */
export const AssignZone = z.object({ teamId: z.uuid(), validFrom: DayText });

/** 组 */
export const CreateTeam = z.object({
  campaignId: z.uuid(),
  name: z.string().trim().min(1, "请填写组名").max(40),
  communityId: z.uuid().nullable().default(null),
  memberIds: z.array(z.uuid()).min(1, "至少选一名组员").max(30),
  validFrom: DayText,
});
export type CreateTeam = z.infer<typeof CreateTeam>;
export const ChangeMember = z.object({ personId: z.uuid(), day: DayText });

export const TeamView = z.object({
  id: z.uuid(),
  campaignId: z.uuid(),
  communityId: z.uuid().nullable(),
  name: z.string(),
  members: z.array(
    z.object({
      id: z.uuid(),
      personId: z.uuid(),
      name: z.string(),
      post: z.string().nullable(),
      validFrom: DayText,
      validTo: DayText.nullable(),
    }),
  ),
});
export type TeamView = z.infer<typeof TeamView>;

/** 踏查结果 */
export const outcomes = {
  checked: "已查",
  no_one_in: "无人",
  refused: "拒绝",
  unreachable: "无法到达",
} as const;
export type Outcome = keyof typeof outcomes;
export const outcomeNames = Object.keys(outcomes) as [Outcome, ...Outcome[]];

/** 踏查记录: the body of a `visit` fact; place, round, position and author are in the envelope. */
export const VisitBody = z.object({
  outcome: z.enum(outcomeNames),
  note: z.string().trim().max(500).optional(),
  /** 锁门, beside "no one in". */
  locked: z.literal(true).optional(),
  /** Seconds that the worker stood here, as the phone measured. */
  dwellSeconds: z.number().int().min(0).max(86_400).optional(),
});
export type VisitBody = z.infer<typeof VisitBody>;

/** 轨迹: the body of a `track` fact. Points are [lon, lat, milliseconds, accuracy in metres]. */
export const TrackBody = z.object({
  points: z
    .array(
      z.tuple([
        z.number().min(-180).max(180),
        z.number().min(-90).max(90),
        z.number(),
        z.number().nonnegative(),
      ]),
    )
    .min(1)
    .max(5000),
});
export type TrackBody = z.infer<typeof TrackBody>;
