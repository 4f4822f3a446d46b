/** The text of a plan beside its draft: finding words again, and cutting the text into pieces to mark. */
import type { TextSpan } from "@lingzhu/domain/campaign";

const SPACE = /[\s\u3000]/;

/** First place of `needle` in `text`, whatever spaces and line breaks stand between its characters; null if none. */
export function findSpan(text: string, needle: string): TextSpan | null {
  const wanted = [...needle].filter((character) => !SPACE.test(character)).join("");
  if (wanted === "") return null;
  let packed = "";
  const at: number[] = [];
  for (let i = 0; i < text.length; i++) {
    if (SPACE.test(text[i]!)) continue;
    packed += text[i];
    at.push(i);
  }
  const found = packed.indexOf(wanted);
  return found < 0 ? null : { start: at[found]!, end: at[found + wanted.length - 1]! + 1 };
}

/** What a stretch of the text is: read into the draft, not understood, or the one looked at now. */
export type Mark = "read" | "unread" | "now";
export interface Piece {
  start: number;
  text: string;
  marks: ReadonlySet<Mark>;
}

/** The text as consecutive pieces, each with all marks that cover it. Spans outside the text are cut off. */
export function piecesOf(text: string, marked: readonly { span: TextSpan; mark: Mark }[]): Piece[] {
  const within = marked
    .map(({ span, mark }) => ({ mark, start: Math.max(0, span.start), end: Math.min(text.length, span.end) }))
    .filter(({ start, end }) => start < end);
  const cuts = new Set([0, text.length]);
  for (const { start, end } of within) cuts.add(start).add(end);
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((start, i) => {
    const end = sorted[i + 1]!;
    const covering = within.filter((span) => span.start <= start && span.end >= end);
    return { start, text: text.slice(start, end), marks: new Set(covering.map(({ mark }) => mark)) };
  });
}
