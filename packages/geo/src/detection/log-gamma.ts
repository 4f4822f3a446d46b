const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * Logarithm of the gamma function for x > 0, relative error below 1e-14.
 *
 * Stirling's series (DLMF 5.11.1) from x = 12 up, where the first term left out is under 3e-15; smaller
 * arguments are carried up by the recurrence.
 */
export function logGamma(x: number): number {
  let product = 1;
  let y = x;
  while (y < 12) {
    product *= y;
    y += 1;
  }
  const r = 1 / (y * y);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / y;
  return (y - 0.5) * Math.log(y) - y + HALF_LOG_TWO_PI + series - Math.log(product);
}

/** Logarithm of the number of ways to choose k of n; -Infinity where there is none. */
export function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return -Infinity;
  if (k === 0 || k === n) return 0;
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

/** Logarithms of 0! to n!, for loops that would ask for the same ones again and again. */
export function logFactorials(n: number): Float64Array {
  return Float64Array.from({ length: n + 1 }, (_, k) => logGamma(k + 1));
}
