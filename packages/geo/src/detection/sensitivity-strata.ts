import { requireSample } from "./detection-error.ts";
import { logFactorials } from "./log-gamma.ts";
import { requireStrata, type Stratum } from "./strata.ts";

/**
 * Survey sensitivity over strata of different coverage and detection, exactly, when `positives` places with
 * plants lie anywhere in the whole population alike: a community nobody went to lowers it by just its share.
 *
 * All places with the same chance of being missed form one group: those nobody checked, and those checked with
 * the same detection. Group by group the number of positives it holds is hypergeometric given those not yet
 * placed, and each is missed with that chance. With one stratum the same as sensitivityExact. Cameron & Baldock,
 * Prev. Vet. Med. 34 (1998) 1-17, extended to several sensitivities; time grows as groups times positives squared.
 *
 * @throws DetectionError bad-count, bad-share, sample-too-large
 */
export function sensitivityStrata(strata: readonly Stratum[], positives: number): number {
  requireStrata(strata);
  let left = strata.reduce((sum, { population }) => sum + population, 0);
  requireSample(positives, left, "positives");
  const groups = new Map<number, number>();
  const put = (miss: number, places: number): void => {
    if (places > 0) groups.set(miss, (groups.get(miss) ?? 0) + places);
  };
  for (const { population, checked, detection } of strata) {
    put(1, population - checked);
    put(1 - detection, checked);
  }

  const log = logFactorials(left);
  const choose = (n: number, k: number): number => log[n]! - log[k]! - log[n - k]!;
  // nothing[k]: probability that k positives are still to be placed and none of the others was found
  let nothing = new Float64Array(positives + 1);
  nothing[positives] = 1;
  for (const [miss, size] of groups) {
    const next = new Float64Array(positives + 1);
    nothing.forEach((weight, k) => {
      if (weight === 0) return;
      const ways = choose(left, size);
      const to = Math.min(k, size);
      for (let x = Math.max(0, k + size - left); x <= to; x += 1)
        next[k - x]! += weight * Math.exp(choose(k, x) + choose(left - k, size - x) - ways) * miss ** x;
    });
    nothing = next;
    left -= size;
  }
  return Math.min(1, Math.max(0, 1 - nothing[0]!));
}
