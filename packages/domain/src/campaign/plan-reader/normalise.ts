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
  return out;
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
