import { isDay, type Day } from "../../kernel/index.ts";
import type { TextSpan } from "../plan-draft.ts";
import { findDateRanges } from "./date-range.ts";
import { squeeze } from "./normalise.ts";
import type { Line } from "./outline.ts";

export interface Title {
  text: string;
  source: TextSpan;
  /** The title of the notice around the plan, when both are in the paper. */
  notice?: TextSpan;
}

const PLAN =
  /(?:方案|计划|预案|实施意见|工作意见|行动意见|(?:实施|工作)细则|(?<=.{8}(?:工作|行动))(?:安排|部署))(?:\((?:试行|征求意见稿|草案|初稿|讨论稿|修订稿?|代拟稿|送审稿|20\d\d年度?)\))?$/;
const NOTICE = /关于(?:印发|转发|下发|做好|开展|制定|成立|调整|加强|切实|组织|进一步|深入).*(?:通知|意见)$/;
/** Head-of-paper lines that stand above a title: number of the document, secrecy, office. */
const PAPERHEAD = /文件$|\d{4}\)\s*\d+\s*号|^(?:秘密|机密|急件|特急|加急|内部|附件)/;

/**
 * The plan's own title. A notice 关于印发《…方案》的通知 yields to the plan that it carries;
 * a text that begins with its first sentence has none.
 */
export function findTitle(lines: Line[]): Title | null {
  const early = lines.slice(0, 400).filter((line) => line.level === 0 || line.level === 1);
  let notice: Title | null = null;
  for (const [i, line] of early.entries()) {
    const joined = titleAt(early, i);
    if (!joined) continue;
    if (PLAN.test(joined.text) && !NOTICE.test(joined.text))
      return notice ? { ...joined, notice: notice.source } : joined;
    if (NOTICE.test(joined.text) && !notice) notice = joined;
    // A title below the first pages is only believed after an attachment mark.
    if (i > 12 && !notice && !squeeze(line.text).startsWith("附件")) break;
  }
  if (notice) {
    const inside =
      /《(.+?)》/.exec(notice.text)?.[1] ??
      /关于(?:印发|下发|转发)(.+?(?:方案|计划|预案))的通知$/.exec(notice.text)?.[1];
    return { ...notice, text: inside && PLAN.test(inside) ? inside : notice.text };
  }
  return null;
}

/** One to four short lines that together end like a title. */
function titleAt(lines: Line[], index: number): Title | null {
  const first = lines[index]!;
  let text = "";
  for (let i = index; i < Math.min(lines.length, index + 4); i++) {
    const line = lines[i]!;
    const words = squeeze(line.text);
    if (/[。;:,]/.test(words.replace(/[“”]/g, "")) || words.length > 60 || line.text.includes("\t"))
      return null;
    if (isSignature(words)) return null;
    if (PAPERHEAD.test(words) || (i > index && line.level > 0) || /^[-(\d]+$/.test(words)) return null;
    // The first line may carry a number only when the title is all there is in it.
    if (line.level === 1 && !/(?:方案|通知)$/.test(words)) return null;
    text += words;
    if (PLAN.test(text) || NOTICE.test(text)) {
      const start = first.start + /^\s*/.exec(first.text)![0].length;
      return text.length >= 6 && text.length <= 90
        ? { text, source: { start, end: line.start + line.text.trimEnd().length } }
        : null;
    }
  }
  return null;
}

/** Names of offices and dates stand near titles and belong to none. */
function isSignature(words: string): boolean {
  return (
    /^[^关]{2,20}(?:政府|办事处|委员会|党工委|党委|办公室|禁毒办)$/.test(words) ||
    /^\(?(?:20\d\d|二〇)[^方案]{2,10}日\)?$/.test(words)
  );
}

/** A line that is a title, of the plan or of the notice around it. */
export function isTitleLine(words: string): boolean {
  return words.length <= 90 && !/[。;,]/.test(words) && (NOTICE.test(words) || PLAN.test(words));
}

/** Day of issue: a line that is nothing but a full date, alone or in brackets; the last before any attachment. */
export function findIssued(lines: Line[]): { day: Day; source: TextSpan } | null {
  const cut = lines.findIndex(
    (line, i) => i > 5 && /^附件\d*:?/.test(squeeze(line.text)) && squeeze(line.text).length < 8,
  );
  const body = cut > 0 ? lines.slice(0, cut) : lines;
  for (const part of [body, lines]) {
    for (const line of part.toReversed()) {
      if (squeeze(line.text).length > 16) continue;
      const [range, more] = findDateRanges(line.text);
      if (!range || more || range.from === null || range.from === "now" || range.from !== range.to) continue;
      const { year, month, day } = range.from;
      const rest = squeeze(line.text.slice(0, range.start) + line.text.slice(range.end));
      if (typeof year !== "number" || typeof day !== "number" || month === null || !/^[()印发]*$/.test(rest))
        continue;
      const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
      if (isDay(text)) return { day: text, source: { start: line.start, end: line.end } };
    }
  }
  return null;
}

/**
 * The plan's year: in its title, else with its dates, else the only year it speaks of, else the year of issue.
 * Years that look back (2023年以来) or belong to a law do not count.
 */
export function findYear(
  title: string | null,
  text: string,
  timed: readonly (number | null)[],
  issued: Day | null,
): number | null {
  const inTitle = title ? yearsIn(title) : [];
  if (inTitle.length > 0) return inTitle[0]!;
  const explicit = timed.find((year) => year !== null);
  if (explicit !== undefined && explicit !== null) return explicit;
  const spoken = [...new Set(yearsIn(text))];
  if (spoken.length === 1) return spoken[0]!;
  return issued ? Number(issued.slice(0, 4)) : null;
}

function yearsIn(text: string): number[] {
  const years: number[] = [];
  for (const hit of text.matchAll(
    /(20\d{2}|二[〇零][一二三四五六七八九〇零]{2})\s*(?:-+\s*20\d{2}\s*)?年(?!.{0,8}以来)/g,
  )) {
    const digits = [...hit[1]!].map((c) =>
      /\d/.test(c) ? c : "〇零".includes(c) ? "0" : String("一二三四五六七八九".indexOf(c) + 1),
    );
    const year = Number(digits.join(""));
    if (year >= 2000 && year <= 2100) years.push(year);
  }
  return years;
}
