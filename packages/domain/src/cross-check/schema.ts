/** 交叉复查的结果: what was missed, and what "nothing found" is worth. */
import { z } from "zod";
import { Statement } from "../coverage/statement.ts";

const Interval = z.object({ lower: z.number(), upper: z.number().nullable() });

/** Places with plants of the other side that a side or team could have found, and how many it did. */
export const TeamDetection = z.object({
  key: z.string(),
  name: z.string(),
  side: z.enum(["first", "second"]),
  found: z.number(),
  of: z.number(),
  share: z.number().nullable(),
  /** Clopper–Pearson, at least 95 %. */
  exact: z.object({ lower: z.number(), upper: z.number() }),
});
export type TeamDetection = z.infer<typeof TeamDetection>;

export const siteSides = { first: "只有前一组看到", second: "只有复查组看到", both: "两组都看到" } as const;
export type SiteSide = keyof typeof siteSides;

export const MissedQuery = z.object({ roundId: z.uuid(), communityId: z.uuid().optional() });
export const MissedView = z.object({
  roundId: z.uuid(),
  /** The round whose result is checked; null when there is none before it. */
  checked: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  asOf: z.number(),
  firstOnly: z.number(),
  secondOnly: z.number(),
  both: z.number(),
  /** Findings that say nothing about detection, and why. */
  setAside: z.object({ ruledOut: z.number(), removedBefore: z.number(), elsewhere: z.number() }),
  /** Households and plots that both teams looked at. */
  lookedByBoth: z.object({ households: z.number(), plots: z.number() }),
  /** Chapman's estimate of all places with plants on that ground; interval of the exact method; null: nobody can tell. */
  chapman: z.object({ total: z.number(), missed: z.number(), interval: Interval.nullable() }),
  exact: Interval,
  detection: z.array(TeamDetection),
  sites: z.array(
    z.object({
      side: z.enum(["first", "second", "both"]),
      findings: z.array(z.object({ id: z.uuid(), number: z.string() })),
      path: z.string(),
    }),
  ),
  statement: Statement,
});
export type MissedView = z.infer<typeof MissedView>;

/** 看到的把握从哪里来 */
export const detectionSources = {
  marker: "盲测标牌",
  cross_check: "交叉复查",
  assumed: "没有测过，按不漏看计算",
} as const;
export type DetectionSource = keyof typeof detectionSources;

/**
 * Probability that something was newly sown between one round and the next, so that earlier rounds count for less.
 * A default, unverified: nobody publishes such a figure for a street.
 */
export const INTRODUCTION = 0.05;

export const FreedomQuery = z.object({
  roundId: z.uuid(),
  communityId: z.uuid().optional(),
  /** Design prevalence: places with plants in a thousand. */
  perThousand: z.coerce.number().gt(0, "须大于 0").max(10, "不超过 10").default(1),
  kind: z.enum(["household", "plot"]).default("household"),
  introduction: z.coerce.number().min(0).max(1).default(INTRODUCTION),
});
export type FreedomQuery = z.infer<typeof FreedomQuery>;

export const RoundFreedom = z.object({
  id: z.uuid(),
  name: z.string(),
  checked: z.number(),
  population: z.number(),
  /** Places with plants found, not ruled out. */
  found: z.number(),
  source: z.enum(["marker", "cross_check", "assumed"]),
  /** The lower end that is counted with; 1 where nothing was measured. */
  detection: z.number(),
  /** Probability of finding at least one place, had planting stood at the design prevalence. */
  sensitivity: z.number(),
});
export type RoundFreedom = z.infer<typeof RoundFreedom>;

export const FreedomView = z.object({
  roundId: z.uuid(),
  asOf: z.number(),
  perThousand: z.number(),
  kind: z.enum(["household", "plot"]),
  /** The rounds of the campaign up to this one, in order. */
  rounds: z.array(RoundFreedom),
  parts: z.array(
    z.object({
      communityId: z.uuid().nullable(),
      name: z.string(),
      population: z.number(),
      checked: z.number(),
    }),
  ),
  /** On this round alone. */
  statement: Statement,
  /** What may be left when something was found; null when nothing was. */
  remaining: Statement.nullable(),
  /** On all rounds together; null when one of them found something. */
  combined: Statement.nullable(),
  /** How many must be cross-checked for 95 %. */
  needed: Statement,
});
export type FreedomView = z.infer<typeof FreedomView>;
