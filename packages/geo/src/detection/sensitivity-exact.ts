import { requireSample, requireShare } from "./detection-error.ts";
import { logHypergeometric } from "./hypergeometric.ts";

/**
 * Survey sensitivity in a finite population, exactly: `checked` of `population` places drawn at random without
 * replacement, `positives` of them with plants, each found with probability `detection` when checked.
 *
 * 1 - sum over x of Hypergeometric(x; N, d, n) (1 - Se)^x; with Se = 1 this is 1 - C(N - d, n) / C(N, n).
 * Cannon & Roe, Livestock Disease Surveys (Canberra 1982), for a perfect test; Cameron & Baldock, Prev. Vet. Med.
 * 34 (1998) 1-17, for an imperfect one, here without false findings: every finding is verified.
 *
 * @throws DetectionError bad-count, bad-share, sample-too-large
 */
export function sensitivityExact(
  population: number,
  positives: number,
  checked: number,
  detection: number,
): number {
  requireSample(positives, population, "positives");
  requireSample(checked, population, "checked");
  requireShare(detection, "detection");
  const log = Math.log1p(-detection);
  let nothing = 0;
  const to = Math.min(positives, checked);
  for (let x = Math.max(0, checked + positives - population); x <= to; x += 1)
    nothing += Math.exp(logHypergeometric(x, population, positives, checked) + (x === 0 ? 0 : x * log));
  return Math.min(1, Math.max(0, 1 - nothing));
}
