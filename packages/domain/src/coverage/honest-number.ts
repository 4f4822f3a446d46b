const grouped = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 0 });

/** A whole number with its thousands marked. */
export const whole = (n: number): string => grouped.format(n);

/** Guards a rounding against what only binary arithmetic put beside a whole number. */
const HAIR = 1e-9;

export const down = (n: number): number => Math.floor(n + HAIR);
/** Adding 0 makes -0 a plain 0, which would be written with its sign. */
export const up = (n: number): number => Math.ceil(n - HAIR) + 0;

/**
 * A confidence or share as a percentage, rounded down: whole percents, from 99 % up with one decimal, so that
 * 100 % is said only of certainty.
 */
export function percentDown(share: number): string {
  if (share >= 1) return "100%";
  if (share < 0.99) return `${down(share * 100)}%`;
  const tenths = Math.min(999, down(share * 1000));
  return `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)}%`;
}
