/** Cell text as typed by many hands, brought to one form before any rule looks at it. */

const DASHES = /[‐‑‒–—―−─ー﹣]+/g;
/** Text that is plain already, as most of 100,000 rows is; unified ideographs have no other form under NFKC. */
const PLAIN = /^[\dA-Z\u4e00-\u9fff#()./-]*$/;
const NOTHING = new Set([
  "",
  "无",
  "/",
  "\\",
  "-",
  "--",
  "暂无",
  "空",
  "N/A",
  "NULL",
  "#N/A",
  "#REF!",
  "#VALUE!",
]);

/**
 * Full-width forms become half-width (Unicode NFKC), white space of every kind goes, every dash is "-",
 * Latin letters are capitals: "１２ 幢－３－５０２" → "12幢-3-502".
 */
export function plainText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .normalize("NFKC")
    .replace(/[\s\u200b-\u200f\ufeff]+/gu, "")
    .replace(DASHES, "-")
    .toUpperCase();
}

/** True for an empty cell and for what people type into one: 无, /, -, 暂无, a formula error. */
export function isBlank(text: string | undefined): boolean {
  return text === undefined || text === "" || (text.length < 9 && NOTHING.has(plainText(text)));
}
