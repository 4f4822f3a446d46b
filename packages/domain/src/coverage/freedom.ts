/**
 * What may be said when nothing was found: how sure it is that planting is below a chosen prevalence, and how
 * many more doors must be cross-checked for it. The figures come from @lingzhu/geo.
 */
import {
  CONFIDENCE,
  designCount,
  freedomOverRounds,
  sensitivityStrata,
  type NegativeRound,
  type Stratum,
} from "@lingzhu/geo";
import { percentDown, whole } from "./honest-number.ts";
import type { Statement } from "./statement.ts";

/** A part of the register; `detection` null where nobody has measured how well a look finds. */
export interface CheckedPart extends Omit<Stratum, "detection"> {
  detection: number | null;
}

export interface FreedomInput {
  /** Community × kind of place. For a measured detection give the lower end of its interval. */
  parts: readonly CheckedPart[];
  /** Design prevalence as a share: 0.001 is one household in a thousand. */
  prevalence: number;
  /** Places with plants found in this survey. The sentence is about surveys that found none. */
  found: number;
  unit?: "户" | "块地" | "处";
  /** Confidence asked for; below it the sentence says what is lacking. */
  wanted?: number;
}

const METHOD =
  "有限总体的超几何分布精确计算（Cannon与Roe 1982；Cameron与Baldock 1998），各社区、各类分别计入查到的数量和看到的把握";

const full = (parts: readonly CheckedPart[]): Stratum[] =>
  parts.map((part) => ({ ...part, detection: part.detection ?? 1 }));

const sum = (parts: readonly CheckedPart[], of: (part: CheckedPart) => number): number =>
  parts.reduce((total, part) => total + of(part), 0);

/** 「每一千户中有 1 户」: the smallest of a hundred, a thousand, ten thousand that makes it a whole number. */
export function prevalenceWords(prevalence: number, unit: string): string {
  for (const [word, base] of [
    ["百", 100],
    ["千", 1000],
    ["万", 10_000],
  ] as const) {
    const count = prevalence * base;
    if (Math.round(count) >= 1 && Math.abs(count - Math.round(count)) < 1e-6)
      return `每一${word}${unit}中有 ${whole(Math.round(count))} ${unit}`;
  }
  // rounded so that the words name no rarer planting than was reckoned with
  return `每 ${whole(Math.floor(1 / prevalence))} ${unit}中有 1 ${unit}`;
}

/**
 * One sentence on the probability that this survey would have found at least one place, had planting stood at
 * the design prevalence: 「如果每一千户中有 1 户种植，这样查下来有 97% 的把握至少发现一户。」.
 *
 * Where detection was never measured it is taken as perfect and the sentence says "at most". The percentage is
 * rounded down.
 *
 * @throws DetectionError for impossible counts or shares
 */
export function freedomSentence(input: FreedomInput): Statement {
  const { parts, prevalence, found, unit = "户", wanted = CONFIDENCE } = input;
  const population = sum(parts, (part) => part.population);
  const checked = sum(parts, (part) => part.checked);
  const measured = parts.every((part) => part.checked === 0 || part.detection !== null);
  const rest: Pick<Statement, "method" | "assumptions"> = {
    method: METHOD,
    assumptions: ["representative", "register", "verified", measured ? "measured" : "unmeasured"],
  };
  if (found > 0)
    return {
      says: "not-asked",
      sentence: `已经发现 ${whole(found)} 处，不再问“没有发现”有多可靠，请看还可能漏了多少。`,
      ...rest,
      figures: { population, checked, found },
    };
  if (checked === 0 || population === 0)
    return {
      says: "cannot-tell",
      sentence: "还没有查，没有发现说明不了什么。",
      ...rest,
      figures: { population, checked, found },
    };

  const positives = designCount(population, prevalence);
  const sensitivity = sensitivityStrata(full(parts), positives);
  const figures = { population, checked, found, prevalence, positives, sensitivity };
  const only = sensitivity < wanted ? "只有" : "有";
  const sure = `${measured ? "" : "最多"}${only} ${percentDown(sensitivity)} 的把握`;
  const condition =
    population * prevalence < 1
      ? `如果全部 ${whole(population)} ${unit}中有 1 ${unit}种植`
      : `如果${prevalenceWords(prevalence, unit)}种植`;
  const least = unit === "户" ? "一户" : "一处";
  const sentence = `${condition}，这样查下来${sure}至少发现${least}`;
  const tail = sensitivity >= wanted ? "" : `；${lacking(parts, positives, wanted, unit)}`;
  return { says: "figure", sentence: `${sentence}${tail}。`, ...rest, figures };
}

/**
 * How many more places must be checked, spread over the parts by what is unchecked in each, so that the survey
 * reaches the wanted confidence. Null when not even checking everything does.
 */
export function moreChecksNeeded(
  parts: readonly CheckedPart[],
  positives: number,
  wanted = CONFIDENCE,
): number | null {
  const left = sum(parts, (part) => part.population - part.checked);
  const withMore = (more: number): CheckedPart[] =>
    parts.map((part) => ({
      ...part,
      checked: part.checked + Math.floor(((part.population - part.checked) * more) / (left || 1)),
    }));
  const reaches = (more: number): boolean =>
    sensitivityStrata(full(withMore(more)), positives) >= wanted - 1e-12;
  if (reaches(0)) return 0;
  if (!reaches(left)) return null;
  let low = 0;
  let high = left;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function lacking(parts: readonly CheckedPart[], positives: number, wanted: number, unit: string): string {
  const more = moreChecksNeeded(parts, positives, wanted);
  return more === null
    ? `就是全部查一遍也到不了 ${percentDown(wanted)}，要换一组再查一轮，或者看得更细`
    : `要到 ${percentDown(wanted)}，至少还要查 ${whole(more)} ${unit}`;
}

/**
 * One sentence on how many doors a cross-check must take, for the wanted confidence of finding at least one when
 * planting stands at the design prevalence: the inverse of freedomSentence, before anything is checked.
 *
 * @throws DetectionError for impossible counts or shares
 */
export function checksNeededSentence(input: Omit<FreedomInput, "found">): Statement {
  const { prevalence, unit = "户", wanted = CONFIDENCE } = input;
  const parts = input.parts.map((part) => ({ ...part, checked: 0 }));
  const population = sum(parts, (part) => part.population);
  const measured = parts.every((part) => part.detection !== null);
  const rest: Pick<Statement, "method" | "assumptions"> = {
    method: METHOD,
    assumptions: ["representative", "register", "verified", measured ? "measured" : "unmeasured"],
  };
  if (population === 0)
    return {
      says: "cannot-tell",
      sentence: "台账是空的，算不出要查多少。",
      ...rest,
      figures: { population },
    };
  const positives = designCount(population, prevalence);
  const needed = moreChecksNeeded(parts, positives, wanted);
  const figures = { population, prevalence, positives, needed };
  const aim = `要有 ${percentDown(wanted)} 的把握发现“${prevalenceWords(prevalence, unit)}”这样的种植`;
  const sentence =
    needed === null
      ? `${aim}，全部 ${whole(population)} ${unit}查一遍也不够，要查两轮，或者看得更细`
      : `${aim}，${measured ? "" : "至少"}要在全部 ${whole(population)} ${unit}里随机抽查 ${whole(needed)} ${unit}`;
  return { says: "figure", sentence: `${sentence}。`, ...rest, figures };
}

/**
 * One sentence on several rounds that all found nothing: the probability that planting is below the design
 * prevalence now, after discounting for what may have been sown between rounds (Martin, Cameron & Greiner 2007).
 *
 * @throws DetectionError for impossible shares
 */
export function roundsSentence(
  rounds: readonly NegativeRound[],
  prevalence: number,
  unit: "户" | "块地" | "处" = "户",
  prior = 0.5,
): Statement {
  const last = freedomOverRounds(rounds, prior).at(-1);
  const rest: Pick<Statement, "method" | "assumptions"> = {
    method: `多轮合并（Martin、Cameron与Greiner 2007），第一轮之前按 ${percentDown(prior)} 起算`,
    assumptions: ["introduction", "representative", "register", "verified", "measured"],
  };
  if (!last)
    return { says: "cannot-tell", sentence: "还没有查完一轮，说不准。", ...rest, figures: { rounds: 0 } };
  return {
    says: "figure",
    sentence: `${whole(rounds.length)} 轮都没有发现，合起来有 ${percentDown(last.free)} 的把握：种植比“${prevalenceWords(prevalence, unit)}”还少。`,
    ...rest,
    figures: { rounds: rounds.length, free: last.free, prior },
  };
}
