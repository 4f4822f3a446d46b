/** How many doors the register itself lacks. */

export interface RegisterGap {
  /** Doors that nobody has in any list yet, estimated; null: cannot be said. */
  missing: number | null;
  /** About 95 % interval, null with it. */
  low: number | null;
  high: number | null;
  /** Doors of the register, how many of them were visited, and doors that were added in the field. */
  registered: number;
  visited: number;
  addedInField: number;
  /** The same as one sentence in plain Chinese, with what it rests on. */
  words: string;
}

/**
 * Capture–recapture with two lists (Chapman 1951, as in Seber 1982, ch. 3): the register holds `registered` doors, the
 * walk found `visited` of them and `addedInField` others. If a door is met on the walk as likely whether the register
 * has it or not, (registered + 1)(visited + addedInField + 1) / (visited + 1) − 1 doors exist, and those in neither list
 * are that less both. Variance by Seber 1970; the interval is normal, cut at zero.
 *
 * The assumption leans to too few: walkers go by the register's list, so a door that is not in it is met less often.
 * Nothing added means nothing known, not nothing missing: perhaps nobody looked for it.
 */
export function registerGap(counts: {
  registered: number;
  visited: number;
  addedInField: number;
}): RegisterGap {
  const { registered, visited, addedInField } = counts;
  const unknown = (words: string): RegisterGap => ({
    ...counts,
    missing: null,
    low: null,
    high: null,
    words,
  });
  if (visited === 0) return unknown("尚无踏查记录，无法估计台账缺多少户。");
  if (addedInField === 0) return unknown("现场没有补录过户，无法估计台账缺多少户（不等于不缺）。");
  const both = visited;
  const walked = visited + addedInField;
  const all = ((registered + 1) * (walked + 1)) / (both + 1) - 1;
  const missing = Math.max(0, all - registered - addedInField);
  const variance =
    ((registered + 1) * (walked + 1) * (registered - both) * (walked - both)) /
    ((both + 1) ** 2 * (both + 2));
  const reach = 1.96 * Math.sqrt(Math.max(0, variance));
  const low = Math.round(Math.max(0, missing - reach));
  const high = Math.round(missing + reach);
  return {
    ...counts,
    missing: Math.round(missing),
    low,
    high,
    words:
      `台账 ${registered} 户中已去 ${visited} 户，现场补录 ${addedInField} 户；按此估计台账外约还有 ` +
      `${Math.round(missing)} 户（${low}–${high} 户）。前提是台账外的户与台账内的户同样容易被走到，实际可能更多。`,
  };
}
