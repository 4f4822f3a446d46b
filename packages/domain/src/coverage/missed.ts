/**
 * What may be said about places that both teams of a cross-check missed, and about places missed by a round as a
 * whole. The figures come from @lingzhu/geo; here it is decided which of them can be said, and how.
 */
import {
  CONFIDENCE,
  crossCheck,
  missedAfter,
  type BetaPrior,
  type LookedAt,
  type Sightings,
} from "@lingzhu/geo";
import { percentDown, up, whole } from "./honest-number.ts";
import type { Statement } from "./statement.ts";

/** Places both teams must have seen before any number is said. */
export const LEAST_IN_COMMON = 3;
/** An interval whose upper end is more than this many times what was seen says nothing useful. */
export const WIDEST = 3;

export interface MissedOptions {
  confidence?: number;
  /** From blind markers: 1 + found and 1 + not found by the team. */
  first?: BetaPrior;
  second?: BetaPrior;
}

/**
 * One sentence on how many places with plants both teams missed.
 *
 * The point is Chapman's estimate, the interval the Bayesian one with flat priors: unlike the log-normal interval
 * it holds what it promises for the small counts usual here (see posteriorMissed). No number is said when fewer
 * than LEAST_IN_COMMON places were seen by both, or when the interval is wider than WIDEST times what was seen.
 *
 * @throws DetectionError for counts that are not whole numbers of 0 or more
 */
export function missedSentence(sightings: Sightings, options: MissedOptions = {}): Statement {
  const { confidence = CONFIDENCE } = options;
  const check = crossCheck(sightings, options);
  const { seen, chapman, posterior, exact, first, second, together } = check;
  const interval = posterior?.interval ?? null;
  const figures = {
    seen,
    both: sightings.both,
    missed: chapman.missed,
    missedLower: interval?.lower ?? null,
    missedUpper: finite(interval?.upper),
    exactUpper: finite(exact.upper - seen),
    firstDetection: first.estimate,
    firstLower: first.exact.lower,
    firstUpper: first.exact.upper,
    secondDetection: second.estimate,
    secondLower: second.exact.lower,
    secondUpper: second.exact.upper,
    together: together.estimate,
    togetherLower: together.exact.lower,
  };
  const rest = {
    method:
      "两次独立调查的标记重捕法：点估计用查普曼公式（Chapman 1951），区间用贝叶斯后验（均匀先验）；各组看到的把握用克洛珀–皮尔逊区间",
    assumptions: ["independent", "closed", "equal", "verified"] as const,
    figures,
  };
  const cannot = (sentence: string): Statement => ({
    says: "cannot-tell",
    sentence: `${sentence}。`,
    ...rest,
    assumptions: [...rest.assumptions],
  });

  if (check.tells === "nothing-seen") return cannot("两组都没有看到，漏看了多少无从估计");
  const saw = `两组交叉复查共看到 ${whole(seen)} 处`;
  if (check.tells === "no-overlap")
    return cannot(`${saw}，没有一处是两组都看到的，说不准还有多少没有看到，可能还有不少`);
  if (sightings.both < LEAST_IN_COMMON || !interval)
    return cannot(`${saw}，两组都看到的只有 ${whole(sightings.both)} 处，太少，还说不准漏看了多少`);
  if (interval.upper > WIDEST * seen)
    return cannot(`${saw}，两组看到的重合太少，还说不准漏看了多少，可能还有不少`);

  const range = `${percentDown(confidence)} 区间 ${whole(interval.lower)}–${whole(up(interval.upper))} 处`;
  const point = Math.max(interval.lower, Math.round(chapman.missed));
  const sentence =
    interval.upper === 0
      ? `${saw}，估计没有漏看的（${range}）`
      : point === 0
        ? `${saw}，估计漏看的不到 1 处，最多还有 ${whole(up(interval.upper))} 处（${range}）`
        : `${saw}，估计还有约 ${whole(point)} 处没有看到（${range}）`;
  return { says: "figure", sentence: `${sentence}。`, ...rest, assumptions: [...rest.assumptions] };
}

/**
 * One sentence on how many places with plants a round missed, from its coverage, how well a look finds, and what
 * was found: expected, and at most with the given confidence.
 *
 * @throws DetectionError for impossible counts or shares
 */
export function remainingSentence(
  strata: readonly LookedAt[],
  found: number,
  confidence = CONFIDENCE,
): Statement {
  const missed = missedAfter(strata, found, confidence);
  const rest: Pick<Statement, "method" | "assumptions"> = {
    method: "按覆盖率乘以看到的把握折算（Horvitz–Thompson），上限用二项分布精确反推",
    assumptions: ["representative", "register", "verified", "measured"],
  };
  if (!missed)
    return { says: "cannot-tell", sentence: "还没有查，说不准漏了多少。", ...rest, figures: { found } };
  const figures = { found, ...missed };
  const sure = `有 ${percentDown(confidence)} 的把握不超过 ${whole(missed.most)} 处`;
  const point = Math.round(missed.expected);
  const start = found === 0 ? "没有发现" : `已发现 ${whole(found)} 处`;
  const sentence =
    missed.most === 0
      ? `${start}，查全了，看得也准，没有漏的`
      : point === 0
        ? `${start}，照这样查，漏掉的${sure}`
        : `${start}，照这样查，估计还漏了约 ${whole(point)} 处，${sure}`;
  return { says: "figure", sentence: `${sentence}。`, ...rest, figures };
}

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;
