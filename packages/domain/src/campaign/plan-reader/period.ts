import type { TextSpan } from "../plan-draft.ts";
import type { DateRange } from "./date-range.ts";
import type { MaskedLine, PhaseWords } from "./phase.ts";

/** The dates of the whole campaign in words, and where they stand. */
export interface PeriodWords {
  range: DateRange;
  source: TextSpan;
}

const R = "[\\ue000-\\uf8ff]";
const LABEL =
  /(?:活动|行动|工作|专项行动|专项整治|整治|实施|总体|起止|铲毒|禁种铲毒)?(?:时间(?:安排|步骤|范围|节点|期限)?|期限|时限|周期|起止日期)(?:为|:|,|。|从|自|是|本方案|\(|\))*([\ue000-\uf8ff])/;
const FROM_TO =
  /(?:[从自](?=[\ue000-\uf8ff])|(?:决定|计划|拟)[于在从自]?|(?:集中)?于)([\ue000-\uf8ff])(?:期间|起)?,?(?=在?全|在|集中|组织|开展|结束|进行|止|,|。)/;

/**
 * The campaign's own dates: the label 时间 before a range, the first range below a heading on time that no
 * phase owns, or 决定从…至…在全镇开展. Null when the plan only dates its phases.
 */
export function findPeriod(lines: MaskedLine[], phases: PhaseWords[]): PeriodWords | null {
  const owned = new Set(phases.flatMap((phase) => (phase.range ? [phase.range] : [])));
  const free = (masked: MaskedLine, char: string | undefined): PeriodWords | null => {
    const range = char === undefined ? undefined : masked.ranges[char.charCodeAt(0) - 0xe000];
    if (!range || owned.has(range) || (range.from === range.to && !isSpan(range))) return null;
    return { range, source: { start: masked.line.start + range.start, end: masked.line.start + range.end } };
  };
  const heads = lines.filter(({ line }) => line.level <= 2 && line.isHeading && line.section === "time");
  for (const masked of lines) {
    if (insidePhase(masked, phases)) continue;
    const hit = masked.text.length < 4000 ? LABEL.exec(masked.text) : null;
    const labelled = hit ? free(masked, hit[1]) : null;
    // （二）期限。自…至…: after a head that is closed the range must have both sides.
    const isWhole = labelled?.range.from !== null && labelled?.range.to !== null;
    if (labelled && (isWhole || !hit![0].includes("。"))) return labelled;
  }
  for (const head of heads) {
    const next = lines[lines.indexOf(head) + 1];
    // A line of several dated parts begins with the whole or is no period: 1.宣传（3月上旬）。2.踏查（…）
    const isParts = (next?.ranges.length ?? 0) > 1 && !new RegExp(`^.{0,6}${R}`).test(next!.text);
    const first =
      next && !isParts && !insidePhase(next, phases) ? new RegExp(R).exec(next.text.slice(0, 24)) : null;
    const period = next && first ? free(next, first[0]) : null;
    if (period && period.range.from !== null && period.range.to !== null) return period;
  }
  for (const masked of lines) {
    const hit = /春季|专项|行动|整治|禁种|铲毒|踏查|铲除/.test(masked.text)
      ? FROM_TO.exec(masked.text)
      : null;
    const period = hit && !insidePhase(masked, phases) ? free(masked, hit[1]) : null;
    if (period && period.range.from !== period.range.to) return period;
  }
  return null;
}

/** A single month or longer stands for a stretch of days; a single day does not. */
function isSpan(range: DateRange): boolean {
  return range.to !== null && range.from !== null && range.from !== "now" && typeof range.to.day !== "number";
}

/** The line belongs to one phase (it begins with it), so its dates are not the campaign's. */
function insidePhase(masked: MaskedLine, phases: PhaseWords[]): boolean {
  const start = masked.line.start + masked.line.numberLength;
  const here = phases.filter(
    ({ source }) => source.start >= masked.line.start && source.start < masked.line.end,
  );
  return (
    here.some(({ source }) => source.start <= start + 2) ||
    /^(?:第[一二三四五六]|[\u4e00-\u9fa5]{2,10}阶段)/.test(masked.text)
  );
}
