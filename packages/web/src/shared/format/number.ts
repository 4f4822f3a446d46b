import { sharePercent } from "@lingzhu/domain/kernel";

const grouped = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 2 });

/** 12,345 */
export const count = (n: number): string => grouped.format(n);

/** "1,284 / 1,310 户 98.0%": a share never stands without what it is of; rounded down. */
export function shareOf(part: number, whole: number, unit: string): string {
  const percent = sharePercent(part, whole);
  const figures = `${count(part)} / ${count(whole)} ${unit}`;
  return percent === null ? figures : `${figures} ${percent}`;
}

/** 1.2 MB, for files. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ["KB", "MB", "GB"];
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}
