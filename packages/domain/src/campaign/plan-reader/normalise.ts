/**
 * One spelling for the many that officials, word processors and PDF extraction use. Every rule here maps
 * one UTF-16 unit to one, so that an offset in the normalised text is an offset in the original.
 */

/** Dashes, hyphens and waves that stand for "to" between dates. */
const DASHES = "‐‑‒–—―─━﹘﹣－−~～〜∼∽﹏ｰ";
/** Radicals that PDF extraction gives in place of characters and that NFKC leaves alone. */
const RADICALS = new Map(
  Object.entries({
    "⺠": "民",
    "⻓": "长",
    "⻔": "门",
    "⻚": "页",
    "⻅": "见",
    "⻆": "角",
    "⻋": "车",
  }).concat(
    Object.entries({
      "⻘": "青",
      "⻢": "马",
      "⻩": "黄",
      "⻰": "龙",
      "⻥": "鱼",
      "⻝": "食",
      "⻉": "贝",
      "⻬": "齐",
    }),
  ),
);

const spelled = new Map<string, string>();

function spell(unit: string): string {
  if (unit === "\n" || unit === "\t") return unit;
  if (unit < " " || /[\s\u200b-\u200f\u2060\ufeff\u00ad]/.test(unit)) return " ";
  if (DASHES.includes(unit)) return "-";
  if ("○◯Ο".includes(unit)) return "〇";
  if ("•・‧∙".includes(unit)) return "·";
  if ('「『〝＂"'.includes(unit)) return "“";
  if ("」』〞".includes(unit)) return "”";
  if ("〔【［[".includes(unit)) return "(";
  if ("〕】］]".includes(unit)) return ")";
  if ("∶︰꞉".includes(unit)) return ":";
  if (unit === "。" || unit === "﹒" || /[①-⑳]/.test(unit)) return unit;
  const radical = RADICALS.get(unit);
  if (radical !== undefined) return radical;
  const folded = unit.normalize("NFKC");
  return folded.length === 1 && !/\s/.test(folded) ? folded : unit;
}

/** The text in one spelling; same length as the original. Line ends become `\n`, other space a blank or tab. */
export function normalise(text: string): string {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const unit = text[i]!;
    if (unit === "\r" || unit === "\u2028" || unit === "\u2029" || unit === "\f" || unit === "\v") {
      out += unit === "\r" && text[i + 1] === "\n" ? " " : "\n";
      continue;
    }
    let plain = spelled.get(unit);
    if (plain === undefined) {
      plain = spell(unit);
      spelled.set(unit, plain);
    }
    out += plain;
  }
  return joinWrapped(out, text);
}

/** Starts of a line that can never be the rest of the line before. */
const FRESH_START =
  /^\s*(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.]|第[一二三四五六七八九十]|[①-⑳]|(?:第一|常务)?副?\s*组\s*长|成\s*员|附\s*件|抄送)/;

/**
 * Some files break every line at a fixed width. Where most long lines end at the same width without
 * closing a sentence, the break is turned into a blank; a file with one paragraph a line is left as it is.
 */
function joinWrapped(text: string, original: string): string {
  const lines = text.split("\n");
  let start = 0;
  // Widths are those of the original: a full-width comma takes two columns on paper.
  const widths = lines.map((line) => {
    const width = widthOf(original.slice(start, start + line.trimEnd().length));
    start += line.length + 1;
    return width;
  });
  const filled = widths.filter((width) => width > 0);
  const widest = filled.reduce((a, b) => Math.max(a, b), 0);
  if (widest < 40 || widest > 160) return text;
  const full = (i: number) => widths[i]! >= widest - 6 && !/[。;:!?]\s*$/.test(lines[i]!);
  const fullLines = lines.filter((_, i) => full(i)).length;
  if (fullLines < 4 || fullLines * 4 < filled.length) return text;
  let out = lines[0] ?? "";
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i]!;
    const join = full(i - 1) && line.trim() !== "" && !line.includes("\t") && !FRESH_START.test(line);
    out += (join ? " " : "\n") + line;
  }
  return out;
}

/** Width in half-width columns: a Chinese character takes two. */
function widthOf(line: string): number {
  let width = 0;
  for (let i = 0; i < line.length; i++) width += line.charCodeAt(i) > 0x2000 ? 2 : 1;
  return width;
}

/** The text without any white space; for matching words that officials space out (时 间 安 排). */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, "");
}

const OFFICIAL: Record<string, string> = {
  ",": "，",
  ";": "；",
  ":": "：",
  "(": "（",
  ")": "）",
  "!": "！",
  "?": "？",
};

/** Punctuation as a Chinese document sets it, for words that are shown again after `normalise`. */
export function officialSpelling(words: string): string {
  return words.replace(/[,;:()!?]/g, (mark) => OFFICIAL[mark]!);
}
