/**
 * Undoes what paper, PDF extraction and copying did to a plan, so that the other rules see the paragraphs and
 * rows its author wrote: page numbers between lines, lines broken at a fixed width, characters spaced out by
 * recognition, bullets, tables drawn with | and tables that lost their rows.
 */

import type { TextSpan } from "../plan-draft.ts";
import { breaksIn } from "./flattened.ts";
import { isMasked, isName } from "./person-words.ts";
import { squeeze } from "./normalise.ts";

/** A text with parts left out, and the offset in the original of each of its UTF-16 units. */
export interface Reflowed {
  text: string;
  at: number[];
}

interface Row {
  text: string;
  /** Offset of each unit in the text that was given. */
  at: number[];
  /** Width as printed, in half-width columns. */
  width: number;
}

/** `normal` is `original` in one spelling, unit for unit. */
export function reflow(normal: string, original: string): Reflowed {
  let rows: Row[] = [];
  let start = 0;
  for (const text of normal.split("\n")) {
    const at: number[] = [];
    for (let i = 0; i < text.length; i++) at.push(start + i);
    rows.push({ text, at, width: widthOf(original.slice(start, start + text.trimEnd().length)) });
    start += text.length + 1;
  }
  rows = withoutPageNumbers(rows);
  rows = isSpacedOut(rows) ? rows.map((row) => withoutSpacing(row)) : rows;
  rows = joinWrapped(rows);
  const first = rows.find(({ text }) => text.trim() !== "");
  rows = rows.flatMap((row) => unflattened(row, row === first));
  rows = rows.flatMap((row) => drawnRow(row)).map((row) => withoutBullet(row));
  rows = rowsFromCells(rows);
  const at: number[] = [];
  const texts: string[] = [];
  for (const [i, row] of rows.entries()) {
    if (i > 0) at.push((rows[i - 1]!.at.at(-1) ?? at.at(-1) ?? -1) + 1);
    for (const offset of row.at) at.push(offset);
    texts.push(row.text);
  }
  return { text: texts.join("\n"), at };
}

/** A span of the reflowed text in the original. */
export function spanInOriginal({ at }: Reflowed, { start, end }: TextSpan): TextSpan {
  const first = at[start] ?? 0;
  return { start: first, end: Math.max(first, at[end - 1] ?? first) + 1 };
}

/** Width in half-width columns: a Chinese character takes two. */
function widthOf(line: string): number {
  let width = 0;
  for (let i = 0; i < line.length; i++) width += line.charCodeAt(i) > 0x2000 ? 2 : 1;
  return width;
}

const keep = (row: Row, stays: (i: number) => boolean): Row => {
  const kept = row.at.map((_, i) => i).filter(stays);
  return { ...row, text: kept.map((i) => row.text[i]!).join(""), at: kept.map((i) => row.at[i]!) };
};

/** - 1 -, 第2页, 第 2 页 共 5 页: with the blank lines around them, since a sentence may run on across the page. */
function withoutPageNumbers(rows: Row[]): Row[] {
  const isPage = (text: string) =>
    /^(?:-+\d{1,3}-+|第\d{1,3}页(?:[,/]?共\d{1,3}页)?)$/.test(text.length > 40 ? "" : squeeze(text));
  const kept: Row[] = [];
  let wasPage = false;
  for (const row of rows) {
    if (isPage(row.text)) {
      while (kept.length > 0 && kept.at(-1)!.text.trim() === "") kept.pop();
      wasPage = true;
    } else if (!wasPage || row.text.trim() !== "") {
      const last = kept.at(-1);
      const runsOn =
        wasPage &&
        last !== undefined &&
        /^.{8,}[,。;].*[^。;:!?\s]\s*$|^.{16,}[要应须将的把对和与及]\s*$/.test(last.text) &&
        !FRESH_START.test(row.text) &&
        !row.text.includes("\t");
      if (runsOn) kept[kept.length - 1] = joinRows(last, row);
      else kept.push(row);
      wasPage = false;
    }
  }
  return kept;
}

/** How many of the words of a line are one character long: 禁 种 铲 毒. */
function spacing(text: string): { words: number; singles: number } {
  const words = text.trim().split(" ");
  return { words: words.length, singles: words.filter((word) => word.length === 1).length };
}

/** The whole text is spaced out, not only the heads 时 间 安 排 or padded names. */
function isSpacedOut(rows: Row[]): boolean {
  const long = rows.filter(({ text }) => squeeze(text).length > 7);
  const spaced = long.filter(({ text }) => {
    const { words, singles } = spacing(text);
    return singles >= 8 && singles * 10 >= words * 7;
  });
  return spaced.length >= 3 && spaced.length * 3 >= long.length;
}

function withoutSpacing(row: Row): Row {
  const { words, singles } = spacing(row.text);
  if (singles * 2 < words) return row;
  const isBlank = (i: number) => row.text[i] === " ";
  return keep(row, (i) => !isBlank(i) || isBlank(i - 1) || isBlank(i + 1));
}

function joinRows(above: Row, below: Row): Row {
  // In a list of names parted by blanks the break is a blank too.
  const isList = /\S\s+\S/.test(above.text.trim()) && !/[,。;]/.test(above.text);
  const gap = isList ? { text: " ", at: [(above.at.at(-1) ?? 0) + 1] } : { text: "", at: [] };
  const rest = keep(below, (i) => i >= below.text.search(/\S/));
  return {
    text: above.text + gap.text + rest.text,
    at: [...above.at, ...gap.at, ...rest.at],
    width: below.width,
  };
}

/** Starts of a line that can never be the rest of the line before. */
const FRESH_START =
  /^\s*(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.]|第[一二三四五六七八九十]|[①-⑳]|(?:第一|常务)?副?\s*组\s*长|成\s*员|附\s*件|抄送)/;

/**
 * Some files break every line at a fixed width. Where many long lines end at the same width, or at the same
 * number of characters, without closing a sentence, the break is taken away; a file with one paragraph a line
 * is left as it is.
 */
function joinWrapped(rows: Row[]): Row[] {
  const filled = rows.filter(({ width }) => width > 0);
  const widest = filled.reduce((most, { width }) => Math.max(most, width), 0);
  if (widest < 40 || widest > 160) return rows;
  const longest = filled.reduce((most, { text }) => Math.max(most, text.length), 0);
  const isFull = ({ text, width }: Row) =>
    (width >= widest - 6 || text.length === longest) && !/[。;:!?]\s*$/.test(text);
  const full = filled.filter(isFull).length;
  if (full < 4 || full * 6 < filled.length) return rows;
  const out: Row[] = [];
  let before: Row | null = null;
  for (const row of rows) {
    const last = out.at(-1);
    const isRest =
      before !== null &&
      isFull(before) &&
      row.text.trim() !== "" &&
      !row.text.includes("\t") &&
      !FRESH_START.test(row.text);
    if (last && isRest) {
      out[out.length - 1] = joinRows(last, row);
    } else out.push(row);
    before = row;
  }
  return out;
}

/** | 组长 | 赵一禾 | 镇长 | becomes cells parted by tabs; the rule below a head is dropped. */
function drawnRow(row: Row): Row[] {
  const bars = row.text.split("|").length - 1;
  if (bars < 2 || row.text.includes("\t")) return [row];
  if (/^[\s|:-]+$/.test(row.text)) return [];
  const first = row.text.search(/[^\s|]/);
  const last = row.text.search(/[^\s|][\s|]*$/);
  const inner = keep(row, (i) => i >= first && i <= last);
  return [{ ...inner, text: inner.text.replaceAll("|", "\t") }];
}

function unflattened(row: Row, isFirst: boolean): Row[] {
  const breaks = breaksIn(row.text, isFirst);
  return [0, ...breaks].map((from, n) => keep(row, (i) => i >= from && i < (breaks[n] ?? row.text.length)));
}

function withoutBullet(row: Row): Row {
  const bullet = /^\s*(?:[●■◆▲★※◇▪►▶➢➤√·]+\s*|-\s+(?=\S))/.exec(row.text);
  return bullet ? keep(row, (i) => i >= bullet[0].length) : row;
}

const HEAD_CELL =
  /^(?:序号|姓名|(?:现任|组内|小组|领导小组|专班)?职务|(?:工作|所在)?单位(?:(?:及|和|、|\/)?职务)?|备注|(?:联系)?电话|联系方式|职责|分工)$/;

/** A member table that came out one cell a line: its head says how many cells make a row. */
function rowsFromCells(rows: Row[]): Row[] {
  const isHead = (row: Row) => row.text.length < 40 && HEAD_CELL.test(squeeze(row.text));
  const out: Row[] = [];
  for (let i = 0; i < rows.length; i++) {
    if (!isHead(rows[i]!)) {
      out.push(rows[i]!);
      continue;
    }
    let below = i;
    while (below < rows.length && (isHead(rows[below]!) || rows[below]!.text.trim() === "")) below++;
    const head = rows.slice(i, below).filter(isHead);
    const cells = rows.slice(below, below + 2000).filter(({ text }) => text.trim() !== "");
    const names = head.findIndex(({ text }) => squeeze(text) === "姓名");
    // The last column is often empty, and an empty cell leaves no line.
    const mayBeEmpty = head.length > 2 && /备注|电话|联系方式/.test(squeeze(head.at(-1)!.text));
    const widths = mayBeEmpty ? [head.length, head.length - 1] : [head.length];
    const counted = widths.map((width) => ({ width, count: fullRows(cells, width, names) }));
    const best = counted.reduce((a, b) => (b.count > a.count ? b : a));
    if (head.length < 2 || head.length > 8 || names < 0 || best.count < 2) {
      out.push(...rows.slice(i, below));
      i = below - 1;
      continue;
    }
    out.push(asRow(head));
    for (let row = 0; row < best.count; row++) {
      out.push(asRow(cells.slice(row * best.width, (row + 1) * best.width)));
    }
    i = rows.indexOf(cells[best.count * best.width - 1]!, i);
  }
  return out;
}

/** Rows of this width below the head whose name cell holds a name. */
function fullRows(cells: Row[], width: number, names: number): number {
  let count = 0;
  if (names < 0) return 0;
  for (let from = 0; from + width <= cells.length; from += width) {
    const name = squeeze(cells[from + names]!.text);
    if (!isName(name) && !isMasked(name)) break;
    if (cells.slice(from, from + width).some(({ text }) => text.length > 60 || /[。:]/.test(text))) break;
    count++;
  }
  return count;
}

function asRow(cells: Row[]): Row {
  const text = cells.map((cell) => cell.text.trim()).join("\t");
  const at = cells.flatMap((cell, i) => {
    const kept = keep(cell, (k) => k >= cell.text.search(/\S/) && k < cell.text.trimEnd().length);
    return i === 0 ? kept.at : [(kept.at[0] ?? 1) - 1, ...kept.at];
  });
  return { text, at, width: 0 };
}
