/** Finds the line ends that a text lost, as pages of the web and previews do: …。二、工作目标…。三、组织领导…. */

const NUMERALS = "一二三四五六七八九十";
/** A line shorter than this is a paragraph with a list in it and no document. */
const LONG = 150;
const TITLE = /^\s*(?:\d{1,2}\s*[、.]\s*)?[^。,;:]{4,60}?(?:方案|计划|预案)\s*(?=为[^\s]|根据|按照|依据)/;

/** Offsets at which a flattened line has to be broken, in order; none for an ordinary paragraph. */
export function breaksIn(text: string, isFirst: boolean): number[] {
  const entries = numberedEntries(text);
  const heads = text.length < LONG ? [] : headsIn(text, isFirst);
  return [...new Set([...entries, ...heads])].filter((at) => at > 0).sort((a, b) => a - b);
}

/** 1.宣传（3月上旬）。2.踏查（…）。3.总结（…）。 in one line: where each entry begins, when they count up from 1. */
function numberedEntries(text: string): number[] {
  if (text.includes("\t")) return [];
  const entries: number[] = [];
  const number = /(?<=^\s*|[。;:]\s*)(\d{1,2})(?:、|\.(?!\d)|\.(?=\d{1,2}月|20\d\d年))/g;
  for (const hit of text.matchAll(number)) {
    if (Number(hit[1]) === entries.length + 1) entries.push(hit.index);
  }
  return entries.length >= 2 ? entries : [];
}

function headsIn(text: string, isFirst: boolean): number[] {
  const heads: number[] = [];
  let due = 0;
  const found = /(?<=[。;:!?”)\s]|^)[一二三四五六七八九十]{1,2}[、.]/g;
  for (const hit of text.matchAll(found)) {
    const numeral = NUMERALS.indexOf(hit[0][0]!);
    // The first head may be lost, the later ones follow each other.
    if (hit[0].length > 2 || (numeral !== due && !(heads.length === 0 && numeral === 1))) continue;
    heads.push(hit.index);
    due = numeral + 1;
  }
  if (heads.length < 2) return [];
  const parts = [...text.matchAll(/(?<=[。;:!?”\s])\([一二三四五六七八九十]{1,2}\)/g)].map(
    (hit) => hit.index,
  );
  const title = isFirst ? TITLE.exec(text)?.[0].length : undefined;
  return [...heads, ...parts, ...(title === undefined ? [] : [title])];
}
