/** The smallest whole number from `start` up for which a condition that stays true once true holds. */
export function firstWhere(start: number, holds: (n: number) => boolean): number {
  if (holds(start)) return start;
  let low = start;
  let step = 1;
  while (!holds(low + step)) {
    low += step;
    step *= 2;
  }
  let high = low + step;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
