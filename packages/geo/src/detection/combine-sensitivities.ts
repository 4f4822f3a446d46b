import { requireShare } from "./detection-error.ts";

/**
 * Probability that at least one of several independent looks finds it: 1 - product of (1 - s). For two teams at
 * one place, or for surveys of the same ground by different means; not for two looks that miss for one reason.
 *
 * Martin, Cameron & Greiner, Prev. Vet. Med. 79 (2007) 71-97 (components of a system).
 *
 * @throws DetectionError bad-share
 */
export function combineSensitivities(sensitivities: readonly number[]): number {
  let nothing = 1;
  for (const sensitivity of sensitivities) {
    requireShare(sensitivity, "sensitivity");
    nothing *= 1 - sensitivity;
  }
  return 1 - nothing;
}
