import { logChoose } from "./log-gamma.ts";

/**
 * Logarithm of the probability that a sample of n out of N holds exactly k of the d marked ones, drawn without
 * replacement: C(d, k) C(N - d, n - k) / C(N, n).
 */
export function logHypergeometric(k: number, population: number, marked: number, sample: number): number {
  return logChoose(marked, k) + logChoose(population - marked, sample - k) - logChoose(population, sample);
}
