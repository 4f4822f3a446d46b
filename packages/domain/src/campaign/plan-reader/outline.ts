import type { TextSpan } from "../plan-draft.ts";
import { squeeze } from "./normalise.ts";

/** What a section of a plan is about, told from its heading. */
export type Section = "none" | "time" | "goal" | "group" | "background" | "work";

/** One line (paragraph) of the normalised text. Offsets are offsets into the original text too. */
export interface Line {
  text: string;
  start: number;
  end: number;
  /** Depth of its number: 1 for 一、 2 for （一） 3 for 1. 4 for （1）; 0 without one. */
  level: number;
  /** Length of the number and the white space before it. */
  numberLength: number;
  section: Section;
  /** True when the line is only a heading. */
  isHeading: boolean;
}

const NUMBERS: readonly (readonly [number, RegExp])[] = [
  [1, /^\s*(?:第?[一二三四五六七八九十]{1,3}\s*[、.,:]|[一二三四五六七八九十]{1,3}\s{1,3}(?=\S))\s*/],
  // 4 组织机构, 4.1 领导小组: numbered by decimals.
  [
    1,
    /^\s*\d{1,2}\s{1,3}(?=(?:总则|附则|工作|组织|职责|奖惩|行动|时间|目标|任务|保障|措施|实施)[\u4e00-\u9fa5]{0,6}\s*$)/,
  ],
  [3, /^\s*\d{1,2}\.\d{1,2}\s{1,3}(?=[\u4e00-\u9fa5]|\d{1,2}\s*月|20\d\d年)/],
  [2, /^\s*\(\s*[一二三四五六七八九十]{1,3}\s*\)\s*[、.]?\s*/],
  // 1.3月1日 is the first entry, beginning with a date; 1.5 is a figure.
  [3, /^\s*\d{1,2}\s*(?:[、]|\.(?!\d)|\.(?=\d{1,2}\s*月|20\d\d\s*年))\s*/],
  [1, /^\s*第[一二三四五六七八九十]{1,3}条\s*/],
  // 【工作时间】 heads its part; the bracket counts as its number.
  [
    1,
    /^\s*\((?=[\u4e00-\u9fa5]{0,6}(?:时间|目标|领导|机构|要求|任务|措施|流程|步骤|安排|职责|对象|重点|范围|内容|原则|村居|社区)\))/,
  ],
  [4, /^\s*(?:\(\s*\d{1,2}\s*\)|\d{1,2}\)|[①-⑳])\s*[、.]?\s*/],
];

const SECTION_WORDS: readonly (readonly [Section, RegExp])[] = [
  ["group", /领导小组|组织领导|加强领导|组织机构|工作机构|组成人员|指挥部|工作专班|组织保障/],
  ["time", /时间|周期|步骤|流程|阶段|进度|日程|期限|节点|(?:工作|行动|总体|活动|任务)安排|^安排/],
  ["goal", /目标/],
  ["background", /指导思想|总体要求|总体思路|工作思路|背景|基本原则|工作原则|法律依据|编制依据/],
  ["work", /要求|措施|任务|重点|内容|职责|分工|督导|督查|考核|奖惩|保障|宣传|踏查|打击|落实|安排|方法/],
];

function sectionOf(head: string): Section {
  return SECTION_WORDS.find(([, words]) => words.test(head))?.[0] ?? "none";
}

/** Splits the normalised text into lines and says of each what number it has and which section it is in. */
export function outline(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  let top: Section = "none";
  let inner: Section | null = null;
  for (const raw of text.split("\n").flatMap(cutLong)) {
    const end = start + raw.length;
    const [level, numberLength] = numberOf(raw);
    const words = squeeze(raw.slice(numberLength));
    const head = /^[^。;:]{0,40}/.exec(words)![0];
    const closed = /[。;:]$/.test(words) ? words.slice(0, -1) : words;
    const isHeading =
      closed === head &&
      words !== "" &&
      words.length <= 32 &&
      !raw.includes("\t") &&
      (level > 0 || isBareHeading(closed)) &&
      // 1.签订责任书。 is a task with a full stop, （一）宣传发动。 may be a heading with one.
      (closed === words ||
        words.endsWith(":") ||
        (level < 3 && words.length <= 16 && !/[要应须将每前]|^各|签订|发放/.test(words)));
    if (level === 1 || (level === 0 && isHeading)) {
      top = sectionOf(head.slice(0, 24));
      inner = null;
    } else if (level === 2) {
      const own = sectionOf(head.slice(0, 16));
      inner = top === "none" || own === "goal" || own === "group" || own === "time" ? own : null;
      if (inner === "none") inner = null;
      // A phase named 督导考核阶段 stays in the section on time.
      if (top === "time") inner = null;
    }
    if (raw.trim() !== "") {
      lines.push({ text: raw, start, end, level, numberLength, section: inner ?? top, isHeading });
    }
    // A line that was cut goes on at once, without a line end between.
    start = text[end] === "\n" ? end + 1 : end;
  }
  return lines.map((line, i) => (isTask(line, lines[i + 1]) ? { ...line, isHeading: false } : line));
}

/**
 * A numbered line with nothing below it but the next number is a task of its own and heads nothing; below （一） only
 * when a full stop closes it.
 */
function isTask(line: Line, next: Line | undefined): boolean {
  return (
    line.isHeading &&
    (line.level >= 3 || (line.level === 2 && /。\s*$/.test(line.text))) &&
    (next === undefined || (next.level > 0 && next.level <= line.level)) &&
    squeeze(line.text).length > 8
  );
}

/** No paragraph of a plan is this long; a text without line ends is cut so that no rule runs long on it. */
const LONGEST = 1500;

function cutLong(line: string): string[] {
  const parts: string[] = [];
  let rest = line;
  while (rest.length > LONGEST) {
    const stop = rest.lastIndexOf("。", LONGEST - 1);
    const at = stop > LONGEST / 2 ? stop + 1 : LONGEST;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...parts, rest];
}

function numberOf(line: string): [number, number] {
  for (const [level, pattern] of NUMBERS) {
    const found = pattern.exec(line);
    // "三月" or "十个社区" begins with a numeral and is not numbered.
    if (found && found[0].trim() !== "") return [level, found[0].length];
  }
  return [0, /^\s*/.exec(line)![0].length];
}

/** Headings whose number Word keeps to itself arrive bare: 时间安排, 组织领导. */
function isBareHeading(words: string): boolean {
  if (/^(?:时间|目标|任务|安排|步骤|要求|措施|领导小组|组织机构|领导机构|工作机构)$/.test(words)) return true;
  return (
    words.length >= 4 &&
    words.length <= 10 &&
    /^(?:工作|活动|行动|具体|专项|整治|总体|实施|组织|加强|保障|督导|指导|目标|时间|任务|方法|职责|强化|有关|主要|重点)/.test(
      words,
    ) &&
    /(?:目标|任务|安排|步骤|领导|要求|措施|机构|思想|时间|考核|保障|分工|内容|重点|阶段|职责|督导)$/.test(
      words,
    )
  );
}

/** A sentence of a line. */
export interface Sentence extends TextSpan {
  text: string;
}

/** Sentences of a line after its number, closed by 。；！？; spans without surrounding white space. */
export function sentencesOf(line: Line): Sentence[] {
  const sentences: Sentence[] = [];
  const pattern = /[^。;!?]+[。;!?]*[”)]*/g;
  pattern.lastIndex = line.numberLength;
  for (let found = pattern.exec(line.text); found; found = pattern.exec(line.text)) {
    const lead = /^\s*/.exec(found[0])![0].length;
    const body = found[0].trim();
    if (/[\p{L}\p{N}]/u.test(body)) {
      const start = line.start + found.index + lead;
      sentences.push({ text: body, start, end: start + body.length });
    }
  }
  return sentences;
}
