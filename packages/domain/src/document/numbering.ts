/** 结构层次序数 of GB/T 9704-2012 §7.3.3: 一、 （一） 1. （1） */
import type { HeadingLevel } from "./official-document.ts";

const DIGITS = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/** 1 to 99 in Chinese numerals, e.g. 12 → 十二. Throws a RangeError outside. */
export function chineseNumeral(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 99) throw new RangeError(`no Chinese ordinal for ${n}`);
  const tens = Math.floor(n / 10);
  return `${tens > 1 ? DIGITS[tens]! : ""}${tens > 0 ? "十" : ""}${DIGITS[n % 10]!}`;
}

/** Gives the ordinal of each heading in turn; a heading starts the count of the levels below it again. */
export function headingNumberer(): (level: HeadingLevel) => string {
  const counts = [0, 0, 0, 0];
  return (level) => {
    const n = ++counts[level - 1]!;
    counts.fill(0, level);
    switch (level) {
      case 1:
        return `${chineseNumeral(n)}、`;
      case 2:
        return `（${chineseNumeral(n)}）`;
      case 3:
        return `${n}.`;
      case 4:
        return `（${n}）`;
    }
  };
}
