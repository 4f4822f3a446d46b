import { z } from "zod";
import { DayText, groupRoles } from "./schema.ts";

/** Where something was read: UTF-16 offsets into the text that was given to the reader, end excluded. */
export const TextSpan = z.object({ start: z.number().int().min(0), end: z.number().int().min(0) });
export type TextSpan = z.infer<typeof TextSpan>;

/**
 * What a plan document imposes, by kind: id → Chinese word. A duty keeps the sentence it came from,
 * so that the words of the plan and not of this table decide what is owed.
 */
export const planDutyKinds = {
  group: "成立领导小组",
  "first-responsible": "第一责任人",
  "responsibility-letter": "责任书",
  contract: "包保责任",
  "key-survey": "摸排重点",
  notice: "告知书",
  commitment: "承诺书",
  meeting: "部署会议",
  publicity: "宣传",
  training: "培训",
  patrol: "踏查",
  imagery: "航拍遥感",
  "cross-check": "交叉复查",
  revisit: "回访",
  lead: "线索",
  eradication: "铲除",
  case: "查处",
  seed: "种子",
  photo: "影像资料",
  archive: "台账档案",
  report: "报送",
  inspection: "督导",
  assessment: "考核",
  accountability: "问责",
} as const;
export type PlanDutyKind = keyof typeof planDutyKinds;
export const planDutyKindNames = Object.keys(planDutyKinds) as [PlanDutyKind, ...PlanDutyKind[]];

/** First and last day; a side that the text leaves open, or does not say clearly, is null. */
const Days = z.object({ start: DayText.nullable(), end: DayText.nullable() });

/**
 * 方案草稿: what the plan reader understood of an implementation plan (contract of `lingzhu plan read`).
 * Nothing in it is saved before a person has compared it with the text. `source` and `sources` are
 * additions to the contract for showing draft and text side by side.
 */
export const PlanDraft = z.object({
  title: z.string().nullable(),
  year: z.number().int().nullable(),
  /** Code: nine digits, null when no single street of the national codes fits. */
  street: z.object({ name: z.string(), code: z.string().nullable() }).nullable(),
  period: Days.nullable(),
  phases: z.array(Days.extend({ name: z.string(), source: TextSpan.optional() })),
  goals: z.array(z.string()),
  group: z
    .object({
      name: z.string(),
      members: z.array(
        z.object({
          role: z.enum(groupRoles),
          /** Null when the document masks it (*, XX, 某某) or gives a post only. */
          name: z.string().nullable(),
          /** Organisation and post as written, e.g. 综治中心主任. */
          post: z.string().nullable(),
          /** The organisation inside `post`, e.g. 综治中心, when it can be told apart. */
          organisation: z.string().nullable().optional(),
          source: TextSpan.optional(),
        }),
      ),
      source: TextSpan.optional(),
    })
    .nullable(),
  office: z
    .object({ at: z.string().nullable(), head: z.string().nullable(), source: TextSpan.optional() })
    .nullable(),
  /** Code: twelve digits, null when the national codes have no such community in this street. */
  communities: z.array(
    z.object({ name: z.string(), code: z.string().nullable(), source: TextSpan.optional() }),
  ),
  /** One entry per kind and sentence. */
  duties: z.array(
    z.object({ kind: z.enum(planDutyKindNames), text: z.string(), source: TextSpan.optional() }),
  ),
  /** Sentences and phrases that no rule could place, in order of the text. */
  notUnderstood: z.array(z.string()),
  /** Spans of the items above that are bare values; lists run parallel to theirs. */
  sources: z
    .object({
      title: TextSpan.optional(),
      street: TextSpan.optional(),
      period: TextSpan.optional(),
      goals: z.array(TextSpan),
      notUnderstood: z.array(TextSpan),
    })
    .optional(),
});
export type PlanDraft = z.infer<typeof PlanDraft>;
