/** 约 8 米, 约 350 米, 1.2 公里: no more exact than a phone knows. */
export function distanceWords(metres: number): string {
  if (metres < 10) return `${Math.max(1, Math.round(metres))} 米`;
  if (metres < 1000) return `${Math.round(metres / 10) * 10} 米`;
  return `${(metres / 1000).toFixed(metres < 10_000 ? 1 : 0)} 公里`;
}
