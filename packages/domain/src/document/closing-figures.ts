/**
 * Everything that a closing report may say, as figures counted from records at one moment.
 * No resident's name, no worker's name: findings appear by number, community and place code.
 */
import { z } from "zod";
import { DayText } from "../campaign/index.ts";
import {
  eradicationMethods,
  findingStateNames,
  sources,
  species,
  type Source,
  type Species,
} from "../finding/index.ts";
import { plantStageNames } from "../patrol/index.ts";

const Count = z.int().nonnegative();

/** Places of one kind by their state; the five states add up to the total. */
export const PlaceTally = z
  .object({
    /** 应查 */
    total: Count,
    seen: Count,
    no_one_in: Count,
    refused: Count,
    unreachable: Count,
    /** 未查: no visit at all. */
    unseen: Count,
  })
  .refine((t) => t.seen + t.no_one_in + t.refused + t.unreachable + t.unseen === t.total, {
    message: "已查、无人、拒绝、无法到达、未查之和不等于应查数",
  });
export type PlaceTally = z.infer<typeof PlaceTally>;

/** 轮次 */
export const RoundFigures = z.object({
  name: z.string().min(1),
  kind: z.enum(["patrol", "cross_check"]),
  stage: z.enum(plantStageNames),
  start: DayText,
  end: DayText,
  households: PlaceTally,
  plots: PlaceTally,
  /** 踏查记录, corrected ones left out. */
  visits: Count,
  /** 人次: one person on one day counts once. */
  personDays: Count,
});
export type RoundFigures = z.infer<typeof RoundFigures>;

/** 社区. The tallies take each place once, by its best state over all rounds of the period. */
export const CommunityFigures = z.object({
  name: z.string().min(1),
  /** Statistical code; null for one that has none, which is listed last. */
  code: z.string().nullable(),
  households: PlaceTally,
  plots: PlaceTally,
  visits: Count,
});
export type CommunityFigures = z.infer<typeof CommunityFigures>;

/** 发现. Stems and area are null until counted, which is not zero. */
export const FindingFigures = z
  .object({
    number: z.string().min(1),
    community: z.string().nullable(),
    placeCode: z.string().nullable(),
    foundOn: DayText,
    source: z.enum(Object.keys(sources) as [Source]),
    state: z.enum(findingStateNames),
    /** Null until verified. */
    species: z.enum(Object.keys(species) as [Species]).nullable(),
    stage: z.enum(plantStageNames).nullable(),
    /** 铲除株数 */
    stems: Count.nullable(),
    /** True when stems were worked out from sampled density × area. */
    sampled: z.boolean(),
    /** 铲除面积, square metres. */
    areaM2: z.number().nonnegative().nullable(),
    method: z.enum(Object.keys(eradicationMethods) as [keyof typeof eradicationMethods]).nullable(),
    eradicatedOn: DayText.nullable(),
  })
  .refine((f) => f.eradicatedOn !== null || f.stems === null, { message: "尚未铲除的发现不应有铲除株数" });
export type FindingFigures = z.infer<typeof FindingFigures>;

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

export const ClosingFigures = z
  .object({
    street: z.string().min(1),
    /** What the sentences call it, e.g. 2026年春季禁种铲毒专项行动; see `campaignName`. */
    campaign: z.string().min(1),
    /** Title of the plan, cited in《》; null when there is none to cite. */
    plan: z.string().nullable(),
    /** 署名, e.g. 西关街道禁毒委员会办公室. */
    issuer: z.string().min(1),
    /** 主送 */
    recipient: z.string().nullable(),
    number: z.string().nullable(),
    period: z.object({ start: DayText, end: DayText }),
    /** The report is of this phase; null for the whole campaign. */
    phase: z.object({ name: z.string().min(1), start: DayText, end: DayText }).nullable(),
    /** When the records were counted, milliseconds. */
    asOf: z.number(),
    /** 领导小组; null when none is recorded. */
    group: z
      .object({ leaders: Count, deputies: Count, members: Count, officeAt: z.string().nullable() })
      .nullable(),
    /** 宣传入户; null when it is not recorded here. */
    outreach: z
      .object({
        /** 应送告知书的户: the households of the register. */
        households: Count,
        /** 已送达告知书的户 */
        noticeHouseholds: Count,
        /** 应签承诺书的重点户、重点地块 */
        keyPlaces: Count,
        commitments: Count,
        /** 宣传活动, events. */
        activities: Count,
        /** 种子收缴: times, grams as weighed, seedlings as counted; 0 when none was recorded. */
        seedHandovers: Count,
        seedGrams: z.number().nonnegative(),
        seedlings: Count,
      })
      .refine((o) => o.noticeHouseholds <= o.households && o.commitments <= o.keyPlaces, {
        message: "已送达或已签的多于应送、应签的",
      })
      .nullable(),
    totals: z.object({
      households: PlaceTally,
      plots: PlaceTally,
      visits: Count,
      personDays: Count,
      /** 参与人数 */
      people: Count,
      /** Days on which somebody recorded a visit. */
      days: Count,
      photographs: Count,
      /** 轨迹: number and length in metres; null when none was recorded. */
      tracks: z.object({ count: Count, metres: z.number().nonnegative() }).nullable(),
    }),
    rounds: z.array(RoundFigures),
    communities: z.array(CommunityFigures),
    findings: z.array(FindingFigures),
    open: z.object({
      /** 回访 that are owed and not done, by finding number. */
      revisits: z.array(z.object({ finding: z.string(), community: z.string().nullable(), due: DayText })),
    }),
    duty: z.object({
      /** 包保人 in force when counted, persons. */
      cadres: Count,
      /** Communities without a 第一责任人. */
      withoutFirstResponsible: z.array(z.string()),
      /** Households and plots that nobody answers for, communities without any left out. */
      uncovered: z.array(z.object({ community: z.string(), households: Count, plots: Count })),
    }),
  })
  .superRefine((figures, context) => {
    const differ = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    for (const kind of ["households", "plots"] as const) {
      for (const key of ["total", "seen", "no_one_in", "refused", "unreachable", "unseen"] as const) {
        if (sum(figures.communities.map((c) => c[kind][key])) !== figures.totals[kind][key]) {
          differ(["totals", kind, key], "各社区之和与全街道合计不一致");
        }
      }
    }
    if (sum(figures.communities.map((c) => c.visits)) !== figures.totals.visits) {
      differ(["totals", "visits"], "各社区踏查记录之和与全街道合计不一致");
    }
    const numbers = new Set(figures.findings.map((f) => f.number));
    if (numbers.size !== figures.findings.length) differ(["findings"], "发现编号重复");
    for (const [i, revisit] of figures.open.revisits.entries()) {
      if (!numbers.has(revisit.finding))
        differ(["open", "revisits", i, "finding"], "回访对应的发现不在清单中");
    }
  });
export type ClosingFigures = z.infer<typeof ClosingFigures>;

/**
 * The campaign's name from the title of its plan: 关于印发《西关街道2024年春季铲毒工作实施方案》的通知
 * → 西关街道2024年春季铲毒工作. A title without these words is returned as it is.
 */
export function campaignName(planTitle: string): string {
  const cited = /《(.+)》/.exec(planTitle)?.[1] ?? planTitle;
  const name = cited
    .trim()
    .replace(/^关于(印发|开展|做好)?/, "")
    .replace(/的?(实施|具体)?方案$/, "");
  return name === "" ? planTitle.trim() : name;
}
