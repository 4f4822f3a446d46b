/**
 * One spelling for the many that officials, word processors and PDF extraction use. Every rule here maps
 * one UTF-16 unit to one, so that an offset in the normalised text is an offset in the original.
 */

/** Dashes, hyphens and waves that stand for "to" between dates. */
const DASHES = "‐‑‒–—―⸺⸻─━﹘﹣－−~～〜∼∽﹏ｰ";
/**
 * Radicals U+2E80–2EFF that PDF extraction gives in place of characters and that NFKC leaves alone, each followed by
 * its character (Unicode property Equivalent_Unified_Ideograph).
 */
const RADICAL_PAIRS =
  "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫目⺬示" +
  "⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞" +
  "⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";
const RADICALS = new Map(
  Array.from({ length: RADICAL_PAIRS.length / 2 }, (_, i) => [
    RADICAL_PAIRS[i * 2]!,
    RADICAL_PAIRS[i * 2 + 1]!,
  ]),
);

/**
 * Characters in place of the radicals (⼯ ⾏ ⻓) that copying from a PDF leaves behind; same length. Kangxi radicals
 * follow NFKC but for ⼾, which stands for 户 in simplified Chinese.
 */
export function withoutRadicals(text: string): string {
  return text.replace(/[\u2e80-\u2fdf]/g, (unit) =>
    unit === "⼾" ? "户" : (RADICALS.get(unit) ?? unit.normalize("NFKC")),
  );
}

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
  const folded = withoutRadicals(unit).normalize("NFKC");
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
