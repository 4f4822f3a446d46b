const DIGITS = new Map([..."零一二三四五六七八九"].map((word, value) => [word, value]));
DIGITS.set("〇", 0).set("两", 2);

/** Regular-expression source of an Arabic or Chinese numeral, without a capturing group. */
export const NUMERAL = "(?:\\d+|[零〇一二三四五六七八九十百两]+)";

/**
 * Value of an Arabic or Chinese numeral up to 999: "12", "十二", "一百零二", and digits read out, "五〇二" → 502.
 * Null when the text is not one.
 */
export function numeralValue(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  if (text === "" || !/^[零〇一二三四五六七八九十百两]+$/.test(text)) return null;
  if (!/[十百]/.test(text)) {
    return Number([...text].map((word) => DIGITS.get(word)).join(""));
  }
  let total = 0;
  let digit: number | null = null;
  for (const word of text) {
    if (word === "百" || word === "十") {
      total += (digit ?? 1) * (word === "百" ? 100 : 10);
      digit = null;
    } else {
      digit = DIGITS.get(word)!;
    }
  }
  return total + (digit ?? 0);
}
