import type { TextLine } from "./pdf-text.ts";

/** Starts that open a line of their own, whatever the line above looks like: numbers of headings, roles of a list. */
const FRESH_START =
  /^\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}(?:[）)、]|[.．](?!\d))|第[一二三四五六七八九十]{1,2}(?:阶段|步)|[①-⑳㈠-㈩]|(?:第一|常务)?副?\s*组\s*长\s*[:：]|成\s*员\s*[:：]|附\s*件)/;

/**
 * The text of a document from the lines of its pages: running heads are left out, and a line is joined to the
 * one above, also over the end of a page, when that reached the right margin and this one is not indented.
 */
export function paragraphs(pages: readonly TextLine[][]): string {
  let out = "";
  let above: { line: TextLine; rightMargin: number } | null = null;
  for (const lines of withoutRunningHeads(pages)) {
    const rightMargin = Math.max(...lines.map(({ right }) => right), 0);
    const leftMargin = Math.min(...lines.map(({ left }) => left), Number.POSITIVE_INFINITY);
    for (const line of lines) {
      const goesOn: boolean =
        above !== null &&
        above.line.right > above.rightMargin - above.line.size * 2.2 &&
        line.left < leftMargin + line.size * 1.2 &&
        !line.text.includes("\t") &&
        !FRESH_START.test(line.text);
      out += (above === null || goesOn ? "" : "\n") + line.text;
      above = { line, rightMargin };
    }
  }
  return out;
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
