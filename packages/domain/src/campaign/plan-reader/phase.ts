import type { Day } from "../../kernel/index.ts";
import type { TextSpan } from "../plan-draft.ts";
import { resolveDays, type Calendar } from "./calendar.ts";
import { findDateRanges, type DateRange } from "./date-range.ts";
import type { Line } from "./outline.ts";

/** A phase as the words give it, before its dates are resolved. */
export interface PhaseWords {
  name: string;
  /** 第几阶段, when the plan counts. */
  ordinal: string | null;
  range: DateRange | null;
  source: TextSpan;
}

/** A line whose white space is gone and whose date ranges are one private character each. */
export interface MaskedLine {
  line: Line;
  text: string;
  /** Offset in the line of each unit of `text`. */
  at: number[];
  ranges: DateRange[];
}

const MASK = 0xe000;
const R = "[\\ue000-\\uf8ff]";
const ORDINAL = "第[一二三四五六七八九十\\d]{1,2}(?:(?:个|工作)?阶段|步(?!骤))";
const JOIN = "(?:[(:,、|“]|时间|时限|起止|日期|完成|安排|大约|从|自|于|在|为|是|即)*";
const NAME = "[\\u4e00-\\u9fa5“”/]{2,18}?";

export function maskLine(line: Line): MaskedLine {
  // In 1.3月1日 the number of the line is no part of the date.
  const dated = " ".repeat(line.numberLength) + line.text.slice(line.numberLength);
  const ranges = findDateRanges(dated).slice(0, 5000);
  const at: number[] = [];
  let text = "";
  let next = 0;
  for (let i = line.numberLength; i < line.text.length; i++) {
    const range = ranges[next];
    if (range && i >= range.start) {
      text += String.fromCharCode(MASK + next);
      at.push(range.start);
      i = Math.max(i, range.end - 1);
      next++;
      continue;
    }
    const char = line.text[i]!;
    if (char !== "\t" && /\s/.test(char)) continue;
    text += char === "\t" ? "|" : char;
    at.push(i);
  }
  return { line, text, at, ranges };
}

const rangeOf = (masked: MaskedLine, char: string | undefined) =>
  char === undefined ? null : (masked.ranges[char.charCodeAt(0) - MASK] ?? null);

/** Words before 阶段 that count or point instead of naming. */
const NOT_A_NAME =
  /^(?:第?[一二两三四五六七八九十几多\d]+个?|各个?|每个?|这一|这个|该|本|此|现|上一?|下一?|全|分|分为|分成|不同|前一?|后一?|关键|重点|初级|当前|下步|工作|时间)$/;

function cleanName(words: string): string | null {
  let name = words
    .replace(/^[“”:,、.|()-]+|[“”:,、.|(-]+$/g, "")
    .replace(/^(?:一是|二是|三是|四是|五是|为|是|即|进入|转入|的)+/, "");
  name = name.replace(/^(?:.*(?:分为|分成|分|个阶段))(?=.{4,}$)/, "");
  if (!/[\u4e00-\u9fa5]{2}/.test(name) || name.length > 20) return null;
  return NOT_A_NAME.test(name.replace(/阶段$/, "")) ? null : name;
}

const spanOf = (masked: MaskedLine, from: number, to: number): TextSpan => {
  const first = masked.at[Math.max(0, from)] ?? masked.line.numberLength;
  const last = masked.at[Math.min(masked.at.length - 1, Math.max(0, to - 1))] ?? first;
  const range = rangeOf(masked, masked.text[Math.max(0, to - 1)]);
  return {
    start: masked.line.start + first,
    end: masked.line.start + Math.max(range?.end ?? last + 1, first + 1),
  };
};

/** 第一阶段（3月）动员部署 …; one or several in a line. */
function countedPhases(masked: MaskedLine, isTime: boolean): PhaseWords[] {
  const found = [...masked.text.matchAll(new RegExp(ORDINAL, "g"))];
  const phases: PhaseWords[] = [];
  for (const [i, hit] of found.entries()) {
    const from = hit.index;
    const until = found[i + 1]?.index ?? masked.text.length;
    const lead = masked.text.slice(Math.max(0, from - 2), from);
    const isHead = from === 0 || /[:;,。、|(]$/.test(lead) || isTime;
    const region = masked.text.slice(from + hit[0].length, until);
    const head = /^[^。;]{0,60}/.exec(region)![0];
    const range = new RegExp(R).exec(head) ?? new RegExp(`(?:时间|时限|日期)${JOIN}(${R})`).exec(region);
    if (!isHead || (!range && !isTime && from !== 0)) continue;
    const days = range ? rangeOf(masked, range[1] ?? range[0]) : null;
    const before = new RegExp(`${R}\\)?[:,为是]{0,2}$`).exec(masked.text.slice(0, from));
    const named =
      new RegExp(`(?:^|[^\\u4e00-\\u9fa5]|[为是])(${NAME}阶段)`).exec(head)?.[1] ??
      head
        .replace(new RegExp(`^[(:,、-]*(?:${JOIN}${R}[)止]*)?[:,、|)-]*(?:为|是)?`), "")
        .split(/[(:,。;|)]|[\ue000-\uf8ff]/)[0]!;
    const name = cleanName(named);
    const end = from + hit[0].length + (range ? range.index + range[0].length : 0);
    phases.push({
      name: name ?? hit[0],
      ordinal: hit[0].replace(/[个工作]/g, ""),
      range: days ?? (before ? rangeOf(masked, before[0][0]) : null),
      source: spanOf(masked, days || !before ? from : before.index, end),
    });
  }
  return phases;
}

/** 部署发动阶段2024年3月，… and 3月1日至15日为部署发动阶段. */
function namedPhases(masked: MaskedLine, isTime: boolean): PhaseWords[] {
  const phases: PhaseWords[] = [];
  const taken = new Set<string>();
  const push = (name: string | null, range: string | null, from: number, to: number) => {
    if (name === null || (range !== null && taken.has(range))) return;
    if (range !== null) taken.add(range);
    phases.push({
      name,
      ordinal: null,
      range: range === null ? null : rangeOf(masked, range),
      source: spanOf(masked, from, to),
    });
  };
  const text = masked.text;
  for (const hit of text.matchAll(
    new RegExp(`(?<=^|[^\\u4e00-\\u9fa5])(${NAME}阶段)\\)?${JOIN}(${R})`, "g"),
  )) {
    // 3月1日至15日为动员阶段，4月…: the date before the name is its own, the one after the comma is not.
    const datedBefore =
      new RegExp(`${R}[)]?[:,(为是]{0,3}$`).test(text.slice(0, hit.index)) || /^[为是]/.test(hit[1]!);
    if (datedBefore && hit[0].includes(",")) continue;
    push(cleanName(hit[1]!), hit[2]!, hit.index, hit.index + hit[0].length);
  }
  for (const hit of text.matchAll(
    new RegExp(`(${R})[)]?(?:[:,|(“-]|为|是|属)*(${NAME}阶段)(?![)]?(?:[(:|]|时间|从|自|为)*${R})`, "g"),
  )) {
    push(cleanName(hit[2]!), hit[1]!, hit.index, hit.index + hit[0].length);
  }
  const pair = new RegExp(`^([\\u4e00-\\u9fa5、]{3,20}阶段)[(:,|]*${JOIN}(${R})`).exec(text);
  const listed = pair?.[1] ?? "";
  if (phases.length === 1 && listed.includes("、") && listed.endsWith(phases[0]!.name)) {
    // 宣传、摸排阶段 at the head of a line is one name; within a line 、 parts two phases.
    phases[0]!.name = cleanName(listed) ?? phases[0]!.name;
  }
  // 4月至5月为集中踏查期; 开花期 and 生长期 are the plant's and no phases.
  const term =
    "[\\u4e00-\\u9fa5]{0,6}(?:宣传|动员|部署|踏查|排查|铲除|攻坚|整治|总结|评估|验收|防控|巩固|复核|复查|清查|准备|部署)[\\u4e00-\\u9fa5]{0,4}期";
  for (const hit of isTime
    ? text.matchAll(new RegExp(`(${R})[)]?(?:[:,(]|为|是)*(${term})(?=[,。;)]|$)`, "g"))
    : []) {
    push(cleanName(hit[2]!), hit[1]!, hit.index, hit.index + hit[0].length);
  }
  if (phases.length === 0) {
    const head = new RegExp(`^(${NAME}阶段)(?=$|[。:,(|])`).exec(text);
    if (head && (masked.line.level > 0 || isTime)) {
      const body = text.slice(head[0].length);
      const range =
        new RegExp(`^[^。]{0,12}?(${R})`).exec(body) ??
        new RegExp(`(?:时间|时限|日期)${JOIN}(${R})`).exec(body);
      push(
        cleanName(head[1]!),
        range?.[1] ?? null,
        0,
        range ? head[0].length + range.index + range[0].length : head[0].length,
      );
    }
  }
  return phases.sort((a, b) => a.source.start - b.source.start);
}

/** In a section on time, numbered heads and table rows are phases without the word: （一）宣传发动（3月）. */
function plainPhase(masked: MaskedLine): PhaseWords | null {
  const text = masked.text.replace(/^[一二三四五六]是/, "");
  const shift = masked.text.length - text.length;
  const made = (name: string | null, range: string, to: number): PhaseWords | null =>
    name === null || /时间|日期|目标|期限|行动$|方案/.test(name)
      ? null
      : { name, ordinal: null, range: rangeOf(masked, range), source: spanOf(masked, shift, to + shift) };
  if (text.includes("|")) {
    const cells = text.split("|");
    const dated = cells.find((cell) => new RegExp(`^\\(?${R}`).test(cell));
    const name = cells.find((cell) => /^[\u4e00-\u9fa5]{2,16}$/.test(cell) && !/^第.+阶段$/.test(cell));
    const range = dated ? new RegExp(R).exec(dated)![0] : null;
    return name && range ? made(cleanName(name), range, text.indexOf(range) + 1) : null;
  }
  const first = new RegExp(`^([\\u4e00-\\u9fa5、“”]{2,16}?)[(:,。]${JOIN}(${R})`).exec(text);
  if (first) return made(cleanName(first[1]!), first[2]!, first[0].length);
  const second = new RegExp(
    `^(?:其中|\\d{1,2}[、.])?[(]?(${R})[)]?[:,、]?([\\u4e00-\\u9fa5、]{2,14})(?=[。:;,(]|$)`,
  ).exec(text);
  return second ? made(cleanName(second[2]!), second[1]!, second[0].length) : null;
}

/** The dated clauses of one line: 3月1日至10日，宣传发动；3月11日至5月10日，集中踏查. */
function clausesOf(masked: MaskedLine): MaskedLine[] {
  if (masked.ranges.length < 2 || masked.text.includes("|")) return [masked];
  const dated = `[;。,](?=(?:其中|\\d{1,2}[、.])?[(]?${R})`;
  // 3月－5月（宣传发动：3月上旬；全面踏查：…）
  const named = `(?:[;。]|(?<=${R})[(])(?=[\\u4e00-\\u9fa5]{2,10}[:(]?${R})`;
  const cuts = [...masked.text.matchAll(new RegExp(`${dated}|${named}`, "g"))].map((hit) => hit.index + 1);
  return [0, ...cuts].map((from, i) => ({
    ...masked,
    text: masked.text.slice(from, cuts[i]).replace(/[;。,]$/, ""),
    at: masked.at.slice(from, cuts[i]),
  }));
}

/** 第一次踏查：2月15日至28日；第二次踏查…: the only dated steps of some plans. */
function roundsIn(masked: MaskedLine): PhaseWords[] {
  const rounds = new RegExp(`(第[一二三四五六\\d][次轮批][\\u4e00-\\u9fa5]{0,8}?)${JOIN}(${R})`, "g");
  return [...masked.text.matchAll(rounds)].map((hit) => ({
    name: hit[1]!.replace(/(?:时间|从|自|为)+$/, ""),
    ordinal: null,
    range: rangeOf(masked, hit[2]),
    source: spanOf(masked, hit.index, hit.index + hit[0].length),
  }));
}

/** A date in the lines below a head without one: 时间：3月1日—3月15日. */
function dateBelow(lines: MaskedLine[], index: number): { range: DateRange; line: Line } | null {
  for (const below of lines.slice(index + 1, index + 4)) {
    if (new RegExp(ORDINAL).test(below.text) || (below.line.level > 0 && below.line.level <= 2)) return null;
    const dated = new RegExp(`^(?:(?:[\\u4e00-\\u9fa5]{0,4}时间|时限|日期)${JOIN}|[(]?)(${R})`).exec(
      below.text,
    );
    if (dated) return { range: rangeOf(below, dated[1])!, line: below.line };
  }
  return null;
}

/** Every phase the plan names, in order of the text, each once. */
export function findPhases(lines: MaskedLine[]): PhaseWords[] {
  const found: PhaseWords[] = [];
  for (const [i, masked] of lines.entries()) {
    const isTime = masked.line.section === "time";
    const counted = countedPhases(masked, isTime && masked.line.level !== 1);
    const phases = counted.length > 0 ? counted : namedPhases(masked, isTime && masked.line.level !== 1);
    for (const phase of phases) {
      const below = phase.range ? null : dateBelow(lines, i);
      const dated = below
        ? {
            ...phase,
            range: below.range,
            source: { start: phase.source.start, end: below.line.start + below.range.end },
          }
        : phase;
      merge(found, dated);
    }
  }
  const undated = found.every((phase) => phase.range === null);
  if (found.length > 0 && !undated) return dropEchoes(found);
  const plain = lines
    .filter(({ line }) => line.section === "time")
    .flatMap((masked) => clausesOf(masked).flatMap((clause) => plainPhase(clause) ?? []));
  if (plain.length >= 2) return plain;
  const rounds = lines.filter(({ line }) => line.section === "time").flatMap(roundsIn);
  return found.length === 0 && rounds.length >= 2 ? rounds : found;
}

const core = (name: string) => name.replace(/阶段$|工作|[“”、和与及]/g, "").replace(/阶段$/, "");

function merge(found: PhaseWords[], phase: PhaseWords): void {
  const isBare = phase.name === phase.ordinal || /^第.+阶段$/.test(phase.name);
  const same = found.find(
    (known) =>
      core(known.name) === core(phase.name) || (known.ordinal !== null && known.ordinal === phase.ordinal),
  );
  if (!same) {
    found.push(phase);
    return;
  }
  if (/^第.+阶段$/.test(same.name) && !isBare) same.name = phase.name;
  same.ordinal ??= phase.ordinal;
  if (!same.range && phase.range) {
    same.range = phase.range;
    same.source = phase.source;
  }
}

/** Undated mentions among dated phases (在宣传发动阶段要…) are echoes unless they count or head a line. */
function dropEchoes(found: PhaseWords[]): PhaseWords[] {
  const dated = found.filter((phase) => phase.range !== null);
  return found.filter(
    (phase) =>
      phase.range !== null ||
      !dated.some(
        (other) => core(other.name).includes(core(phase.name)) || core(phase.name).includes(core(other.name)),
      ),
  );
}

/** Dates of the phases in turn; a bare month after a later one has passed into the next year. */
export function resolvePhases(
  phases: PhaseWords[],
  calendar: Calendar,
): { name: string; start: Day | null; end: Day | null; doubtful: boolean; source: TextSpan }[] {
  let year: number | null = null;
  let last: Day | null = null;
  return phases.map(({ name, range, source }) => {
    const season =
      calendar.period?.start && calendar.period.end ? calendar : { ...calendar, year: year ?? calendar.year };
    let days = range ? resolveDays(range, season) : { start: null, end: null, doubtful: true };
    const bare =
      range !== null &&
      [range.from, range.to].every((side) => side === "now" || side === null || side.year === null);
    if (
      bare &&
      last !== null &&
      days.start !== null &&
      last.slice(5) >= "10" &&
      days.start.slice(5) < "07" &&
      days.start < last
    ) {
      days = resolveDays(range, { ...season, period: null, year: Number(last.slice(0, 4)) + 1 });
    }
    last = days.end ?? days.start ?? last;
    if (last !== null) year = Number((days.start ?? last).slice(0, 4));
    return { name, ...days, source };
  });
}
