import { DetectionError, requireShare } from "./detection-error.ts";

/** One round in which nothing was found. */
export interface NegativeRound {
  /** Survey sensitivity of the round at the design prevalence. */
  sensitivity: number;
  /** Probability that planting passed the design prevalence since the round before: new sowing, new plots. */
  introduction: number;
}

export interface Freedom {
  /** Probability of being below the design prevalence just before the round's result. */
  prior: number;
  /** And after it. */
  free: number;
}

/**
 * Probability that planting is below the design prevalence after each of several rounds that found nothing.
 *
 * Before each round the last probability is discounted for what may have come in, prior = free (1 - PIntro); the
 * negative result then raises it, free = prior / (1 - SSe (1 - prior)). `prior` at the start is what was believed
 * before any round; 0.5 says nothing was known. A round's sensitivity must not count a place twice for one look.
 *
 * Martin, Cameron & Greiner, Prev. Vet. Med. 79 (2007) 71-97; pfree.calc of RSurveillance.
 *
 * @throws DetectionError bad-share
 */
export function freedomOverRounds(rounds: readonly NegativeRound[], prior = 0.5): Freedom[] {
  requireShare(prior, "prior");
  let free = prior;
  return rounds.map(({ sensitivity, introduction }) => {
    requireShare(sensitivity, "sensitivity");
    requireShare(introduction, "introduction");
    const before = free * (1 - introduction);
    free = before === 0 ? 0 : before / (1 - sensitivity * (1 - before));
    return { prior: before, free };
  });
}

/**
 * Survey sensitivity that brings a prior probability of freedom to the wanted one: (1 - prior / wanted) /
 * (1 - prior); 0 when it is there already. Discount the prior first where something may have come in.
 *
 * Martin, Cameron & Greiner 2007 (as above); sep.pfree of RSurveillance.
 *
 * @throws DetectionError bad-share, bad-option (wanted of 0)
 */
export function sensitivityForFreedom(prior: number, wanted: number): number {
  requireShare(prior, "prior");
  requireShare(wanted, "wanted");
  if (wanted === 0) throw new DetectionError("bad-option", "a wanted probability of 0 asks for nothing");
  return prior >= wanted ? 0 : (1 - prior / wanted) / (1 - prior);
}

/**
 * The probability of freedom that equal rounds settle at: (1 - PIntro / SSe) / (1 - PIntro), or 0 when more comes
 * in than the rounds can tell.
 *
 * Martin, Cameron & Greiner 2007 (as above); pfree.equ of RSurveillance.
 *
 * @throws DetectionError bad-share
 */
export function freedomInTheLongRun(sensitivity: number, introduction: number): number {
  requireShare(sensitivity, "sensitivity");
  requireShare(introduction, "introduction");
  if (introduction >= sensitivity) return introduction === 0 ? 1 : 0;
  return (1 - introduction / sensitivity) / (1 - introduction);
}
