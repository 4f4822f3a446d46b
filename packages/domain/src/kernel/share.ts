/** Shares are rounded down, so that 100% means every single one (interface.md, type and number). */
export function sharePercent(part: number, whole: number): string | null {
  if (whole <= 0) return null;
  return `${(Math.floor((part / whole) * 1000) / 10).toFixed(1)}%`;
}
