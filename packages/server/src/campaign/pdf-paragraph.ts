import type { TextLine } from "./pdf-text.ts";

/** The lines of a page, top down, and the width of its paper in points. */
export interface PdfPage {
  lines: TextLine[];
  width: number;
}

const rightEdge = (lines: readonly TextLine[]) => Math.max(...lines.map(({ right }) => right), 0);

/** Starts that open a line of their own, whatever the line above looks like: numbers of headings, roles of a list. */
const FRESH_START =
  /^\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}(?:[）)、]|[.．](?!\d)|[.．](?=\d{1,2}月|20\d\d年))|第[一二三四五六七八九十]{1,2}(?:阶段|步)|[①-⑳㈠-㈩]|(?:第一|常务)?副?\s*组\s*长\s*(?:[:：\s]|$)|成\s*员\s*(?:[:：\s]|$)|办公室\s*[:：]|附\s*件|\d{1,2}\.\d{1,2}\s+[\u4e00-\u9fa5])/;

/** The end of a title, which no paragraph goes on from. */
const TITLE_END = /^[^。，；：]{6,}(?:方案|通知|意见|计划|预案|细则|安排)\s*$/;
/** Where nothing is indented, a line that closes a sentence is taken to close its paragraph too. */
const CLOSED = /[。；]\s*$|^[^。，；：]{6,}(?:方案|通知|意见|计划|预案|细则|安排)\s*$/;

/**
 * The text of a document from the lines of its pages: running heads are left out, and a line is joined to the
 * one above, also over the end of a page, when that reached the right margin and this one is not indented.
 */
export function paragraphs(pages: readonly PdfPage[]): string {
  const kept = withoutRunningHeads(pages.map(({ lines }) => lines));
  const usual = pages.map(({ lines }) => rightEdge(lines)).sort((a, b) => a - b)[pages.length >> 1] ?? 0;
  const isIndented = kept.some((lines) => {
    const leftMargin = Math.min(...lines.map(({ left }) => left));
    const deep = lines.filter(({ left, size }) => Math.abs(left - leftMargin - size * 2) < size * 0.7);
    return deep.length >= 3;
  });
  let out = "";
  let above: { line: TextLine; rightMargin: number } | null = null;
  for (const [n, lines] of kept.entries()) {
    // On a page of short lines, as the last one, none has reached the margin.
    const rightMargin = Math.max(rightEdge(lines), usual, pages[n]!.width * 0.7);
    const leftMargin = Math.min(...lines.map(({ left }) => left), Number.POSITIVE_INFINITY);
    for (const line of lines) {
      const goesOn: boolean =
        above !== null &&
        above.line.right >
          above.rightMargin - above.line.size * (isTornApart(above.line.text, line.text) ? 3.5 : 2.2) &&
        line.left < leftMargin + line.size * 1.2 &&
        !line.text.includes("\t") &&
        !FRESH_START.test(line.text) &&
        !(isIndented ? TITLE_END : CLOSED).test(above.line.text);
      out += (above === null || goesOn ? "" : "\n") + line.text;
      above = { line, rightMargin };
    }
  }
  return out;
}

/** A mark that may not begin a line took the words before it along, so that the line above ended early. */
function isTornApart(above: string, below: string): boolean {
  return !/[。；：]\s*$/.test(above) && /^\s*.{0,2}[）》”，、。；：]/.test(below);
}

/** A first or last line that stands at the same height on another page with the same words is printed once. */
function withoutRunningHeads(pages: readonly TextLine[][]): TextLine[][] {
  const seen = new Set<string>();
  return pages.map((lines) =>
    lines.filter((line, i) => {
      if (i > 0 && i < lines.length - 1) return true;
      const place = `${Math.round(line.y / 3)} ${line.text.replace(/\d+|\s+/g, "")}`;
      const again = seen.has(place);
      seen.add(place);
      return !again;
    }),
  );
}
