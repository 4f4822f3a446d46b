/**
 * Finds dates and date ranges as official documents write them. Only the words are read here;
 * which year a bare month belongs to is decided in calendar.ts.
 */

/** One side of a range. */
export interface DatePoint {
  /** A number, or relative to the plan's year, or null when not named. */
  year: number | "this" | "next" | "last" | null;
  /** 1–12, or null when the words name a whole year. */
  month: number | null;
  /** Day of the month, or the part of the month or year named in its place. */
  day: number | "whole" | "early" | "middle" | "late" | "begin" | "mid" | "end";
  /** Last month for quarters and half years. */
  lastMonth?: number;
}

/** A stretch of days in words: `from` "now" is 即日起; a side left open is null. */
export interface DateRange {
  from: DatePoint | "now" | null;
  to: DatePoint | null;
  /** Offsets into the string that was searched. */
  start: number;
  end: number;
}

const CN_DIGITS = "〇零一二三四五六七八九";
const digitOf = (char: string) => (char === "〇" || char === "零" ? 0 : CN_DIGITS.indexOf(char) - 1);

/** 3, 十二, 二十一, 廿三 → number; NaN for anything else. */
export function readNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (text === "元") return 1;
  const found = /^([一二三]?)(十|廿|卅)?([一二三四五六七八九]?)$/.exec(text);
  if (!found || text === "") return Number.NaN;
  const [, tens, ten, ones] = found;
  if (!ten) return tens && ones ? Number.NaN : digitOf(tens || ones!);
  const base = ten === "廿" ? 20 : ten === "卅" ? 30 : (tens ? digitOf(tens) : 1) * 10;
  return base + (ones ? digitOf(ones) : 0);
}

const NUM = "(?:\\d{1,2}|[一二三]?[十廿卅][一二三四五六七八九]?|[一二三四五六七八九])";
const YEAR =
  /((?:19|20)\d{2}|[〇零一二三四五六七八九]{4}|\d{2})\s*年度?\s*|(今年|本年度?|当年|次年|翌年|明年|第二年|来年|去年|上年)\s*(?:的\s*)?/y;
const MONTH = new RegExp(`(\\d{1,2}|十[一二]?|[一二三四五六七八九]|元)\\s*月份?`, "y");
/** Some write 6月20 for 6月20日; believed where the date must end. */
const DAY = new RegExp(`\\s*(${NUM})\\s*[日号]|\\s*(\\d{1,2})(?=\\s*(?:$|[-,。;:)、至到前起止]))`, "y");
const PART = /\s*(?:([上中下])\s*旬|(初)|([底末])|(中)(?=\s*(?:[-,。;:)至到、]|$)))/y;
const TWO_PARTS = /\s*(?:(上)、?中|(中)、?下)\s*旬/y;
const NUMERIC_DAY = /((?:19|20)\d{2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{1,2})(?!\d)日?/y;
const NUMERIC_MONTH = /((?:19|20)\d{2})\s*[./]\s*(\d{1,2})(?![\d.])/y;
const WHOLE_YEAR = /\s*(?:全年|(上|下)半年|第?([一二三四1234])季度)/y;
const NOW =
  /(?:[自从]\s*)?(?:即\s*日|(?:本?(?:通知|方案|文件))?(?:发文|印发|发布|下发|通知)之日|接到?本?通知之日)\s*(起|开始)?/y;
/** 一 between two dates is a dash that was typed or recognised wrongly: 3月15日一5月31日. */
const TO =
  /\s*(?:[日号]\s*)?(?:\((?:星期|周).\)\s*)?(?:(?:起|开始)?(?:实施|施行|执行)?\s*,?)?\s*(?:-+>?|直?至|到|一+(?=\s*\d)|(?<=起\s*,?\s*)(?=[^,。;]{3,12}止))\s*/y;
const PLAIN_DAY = new RegExp(`(${NUM})\\s*[日号]`, "y");
const MONTHS = new RegExp(`(${NUM})\\s*(?:月份?)?\\s*(-+|至|到|、|和)\\s*(${NUM})\\s*月份?`, "y");
const DAYS = new RegExp(
  `(\\d{1,2}|十[一二]?|[一二三四五六七八九]|元)\\s*月\\s*(${NUM})\\s*[日号]?\\s*(?:-+|至|到)\\s*(${NUM})\\s*[日号]`,
  "y",
);
const DOTTED = /(\d{1,2})\s*\.\s*(\d{1,2})\s*(?:-+|至|到)\s*(\d{1,2})\s*\.\s*(\d{1,2})(?![\d.])/y;

const DOTTED_DAY = /(\d{1,2})\s*[./]\s*(\d{1,2})(?![\d./])日?/y;

function at(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

interface Read<T> {
  value: T;
  end: number;
}

function readYear(text: string, index: number): Read<DatePoint["year"]> {
  const found = at(YEAR, text, index);
  if (!found) return { value: null, end: index };
  const [all, digits, word] = found;
  const end = index + all.length;
  if (word) {
    const year = /^[今本当]/.test(word) ? "this" : /^[去上]/.test(word) ? "last" : "next";
    return { value: year, end };
  }
  if (/^\d{2}$/.test(digits!)) return { value: 2000 + Number(digits), end };
  return { value: Number([...digits!].map((c) => (/\d/.test(c) ? c : digitOf(c))).join("")), end };
}

const validMonth = (month: number) => month >= 1 && month <= 12;

function readPoint(text: string, index: number): Read<DatePoint> | null {
  const numeric = at(NUMERIC_DAY, text, index);
  if (numeric) {
    const point: DatePoint = { year: Number(numeric[1]), month: Number(numeric[3]), day: Number(numeric[4]) };
    return { value: point, end: index + numeric[0].length };
  }
  const dotted = at(NUMERIC_MONTH, text, index);
  if (dotted && validMonth(Number(dotted[2]))) {
    const point: DatePoint = { year: Number(dotted[1]), month: Number(dotted[2]), day: "whole" };
    return { value: point, end: index + dotted[0].length };
  }
  const year = readYear(text, index);
  const month = at(MONTH, text, year.end);
  if (!month) return readWholeYear(text, index, year);
  const number = readNumber(month[1]!);
  let end = year.end + month[0].length;
  const point: DatePoint = { year: year.value, month: number, day: "whole" };
  const day = at(DAY, text, end);
  const part = day ? null : at(PART, text, end);
  if (day) {
    point.day = readNumber((day[1] ?? day[2])!);
    end += day[0].length;
  } else if (part) {
    const [all, ten, first, last] = part;
    point.day = ten
      ? ({ 上: "early", 中: "middle", 下: "late" } as const)[ten as "上"]!
      : first
        ? "begin"
        : last
          ? "end"
          : "mid";
    end += all.length;
  }
  return { value: point, end };
}

function readWholeYear(text: string, index: number, year: Read<DatePoint["year"]>): Read<DatePoint> | null {
  const found = at(WHOLE_YEAR, text, year.end);
  // 全年 alone counts only where a plan's own words stand around it, which phases.ts sees to.
  if (!found || (year.end === index && !found[0].trim().startsWith("全年"))) return null;
  const [all, half, quarter] = found;
  const point: DatePoint = { year: year.value ?? "this", month: null, day: "whole" };
  if (half) [point.month, point.lastMonth] = half === "上" ? [1, 6] : [7, 12];
  if (quarter) {
    const n = readNumber(quarter);
    [point.month, point.lastMonth] = [n * 3 - 2, n * 3];
  }
  return { value: point, end: year.end + all.length };
}

/** Ranges that share a unit: 3-5月, 3月1-15日, 3.1-4.10. */
function readShared(text: string, index: number): Read<[DatePoint, DatePoint]> | null {
  const year = readYear(text, index);
  const days = at(DAYS, text, year.end);
  if (days) {
    const month = readNumber(days[1]!);
    const side = (day: string): DatePoint => ({ year: year.value, month, day: readNumber(day) });
    return { value: [side(days[2]!), side(days[3]!)], end: year.end + days[0].length };
  }
  const months = at(MONTHS, text, year.end);
  if (months) {
    const [all, first, link, last] = months;
    const [a, b] = [readNumber(first!), readNumber(last!)];
    const listed = link === "、" || link === "和";
    // A day or part after the second month belongs to readPoint, as in 3月-4月10日.
    const rest = year.end + all.length;
    if (
      validMonth(a) &&
      validMonth(b) &&
      (!listed || b === a + 1) &&
      !at(DAY, text, rest) &&
      !at(PART, text, rest)
    ) {
      const side = (month: number, y: DatePoint["year"]): DatePoint => ({ year: y, month, day: "whole" });
      return { value: [side(a, year.value), side(b, null)], end: rest };
    }
  }
  const dotted = at(DOTTED, text, year.end);
  if (dotted) {
    const [a, b, c, d] = dotted.slice(1).map(Number) as [number, number, number, number];
    if (validMonth(a) && validMonth(c) && b >= 1 && b <= 31 && d >= 1 && d <= 31) {
      return {
        value: [
          { year: year.value, month: a, day: b },
          { year: null, month: c, day: d },
        ],
        end: year.end + dotted[0].length,
      };
    }
  }
  return null;
}

/** The second side after 至; may leave out month or unit: 15日, 月底, 30日. */
function readSecond(text: string, index: number, first: DatePoint | null): Read<DatePoint> | null {
  const point = readPoint(text, index);
  if (point) return point;
  const day = first?.month ? at(PLAIN_DAY, text, index) : null;
  if (day) {
    return {
      value: { year: null, month: first!.month, day: readNumber(day[1]!) },
      end: index + day[0].length,
    };
  }
  if (first?.month && /^(?:当|本)?月[底末]/.test(text.slice(index, index + 3))) {
    const end = index + text.slice(index).search(/[底末]/) + 1;
    return { value: { year: null, month: first.month, day: "end" }, end };
  }
  return null;
}

/** The second side of 2025.3.1-3.15. */
function dottedDay(text: string, index: number): Read<DatePoint> | null {
  const found = at(DOTTED_DAY, text, index);
  if (!found || !validMonth(Number(found[1]))) return null;
  return {
    value: { year: null, month: Number(found[1]), day: Number(found[2]) },
    end: index + found[0].length,
  };
}

function readRange(text: string, index: number): DateRange | null {
  const now = at(NOW, text, index);
  if (now) {
    const end = index + now[0].length;
    const link = at(TO, text, end);
    const to = link ? readSecond(text, end + link[0].length, null) : null;
    if (to) return { from: "now", to: to.value, start: index, end: to.end };
    return now[1] ? { from: "now", to: null, start: index, end } : null;
  }
  const shared = readShared(text, index);
  if (shared) return { from: shared.value[0], to: shared.value[1], start: index, end: shared.end };
  const first = readPoint(text, index);
  if (!first) return null;
  const parts = first.value.day === "whole" ? at(TWO_PARTS, text, first.end) : null;
  if (parts) {
    const [from, to] = parts[1] === "上" ? (["early", "middle"] as const) : (["middle", "late"] as const);
    const end = first.end + parts[0].length;
    return { from: { ...first.value, day: from }, to: { ...first.value, day: to }, start: index, end };
  }
  const link = at(TO, text, first.end);
  const next = first.end + (link?.[0].length ?? 0);
  const isDotted = /\d[./]\d+[./]\d/.test(text.slice(index, first.end));
  const second = link
    ? ((isDotted ? dottedDay(text, next) : null) ?? readSecond(text, next, first.value))
    : null;
  if (second) return { from: first.value, to: second.value, start: index, end: second.end };
  return { from: first.value, to: first.value, start: index, end: first.end };
}

/**
 * All ranges in `text`, left to right and without overlap. A single date is a range of one;
 * 6月底前 has only an end, 3月1日起 only a start; 3月以来 speaks of the past and is left out.
 */
export function findDateRanges(text: string): DateRange[] {
  const ranges: DateRange[] = [];
  const candidate = /[\d〇零一二三四五六七八九十元今本当次翌明来去上第全即发印下通接自从]/g;
  for (let found = candidate.exec(text); found; found = candidate.exec(text)) {
    const index = found.index;
    const before = text[index - 1] ?? "";
    if (/[\d〇零一二三四五六七八九十.第]/.test(before) && /[\d〇零一二三四五六七八九十元]/.test(found[0]))
      continue;
    const range = readRange(text, index);
    if (!range) continue;
    const after = /^\s*(?:止\s*)?(之?前|以前|以来|以后|之?后|起)?/.exec(text.slice(range.end))!;
    const isSingle = range.from === range.to;
    candidate.lastIndex = range.end;
    if (after[1] === "以来") continue;
    if (isSingle && after[1]?.endsWith("前")) ranges.push({ ...range, from: null });
    else if (isSingle && after[1]) ranges.push({ ...range, to: null });
    else ranges.push(range);
    if (after[1] || after[0].includes("止")) ranges.at(-1)!.end += after[0].length;
    candidate.lastIndex = ranges.at(-1)!.end;
  }
  return ranges;
}
