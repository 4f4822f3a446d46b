/** Values of single ledger cells. Each reader gives the value, or refuses with a reason in Chinese and gives null. */
import { plotKinds, type PlotKind } from "../schema.ts";
import type { Column } from "./columns.ts";
import { numeralValue } from "./numeral.ts";
import { plainText } from "./plain-text.ts";

type Refuse = (column: Column, reason: string) => null;

/** Head of a household; the spaces that pad two-character names go: 赵  禾 → 赵禾. */
export function nameValue(text: string | null, refuse: Refuse): string | null {
  if (text === null) return null;
  const name = text
    .normalize("NFKC")
    .trim()
    .replace(/\s+/g, " ")
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, "");
  if ([...name].length > 40) return refuse("head", "户主姓名超过 40 个字");
  if (/\d/.test(name)) return refuse("head", `户主姓名「${text}」里有数字`);
  return name;
}

const MOBILE = /^1[3-9]\d{9}$/;
const LANDLINE = /^(?:0\d{2,3})?[2-9]\d{6,7}(?:转\d{1,6})?$/;

/** Mobile and landline numbers of China; several in one cell are kept in their order, joined by 、. */
export function phoneValue(text: string | null, refuse: Refuse): string | null {
  if (text === null) return null;
  const numbers: string[] = [];
  for (const piece of text.normalize("NFKC").split(/[、,;/|\n]+|(?<!86)\s+(?=1\d{10})/)) {
    const number = plainText(piece)
      .replace(/[-()]/g, "")
      .replace(/^(?:\+|00)86(?=\d)/, "")
      .replace(/^86(?=1\d{10}$)/, "");
    if (number === "") continue;
    if (!MOBILE.test(number) && !LANDLINE.test(number)) {
      return refuse("phone", `联系电话「${text}」不是手机或固定电话号码${hintOnPhone(number)}`);
    }
    numbers.push(number);
  }
  return numbers.length === 0 ? null : numbers.join("、");
}

function hintOnPhone(number: string): string {
  if (/^1\d+$/.test(number) && number.length !== 11)
    return `（手机号应为 11 位，这里是 ${number.length} 位）`;
  return /\dE/.test(number) ? "（像是被表格软件改成了科学计数，请把该列设为文本后重填）" : "";
}

/** Number of residents, 0 to 99: "4", "4人", "四口人". */
export function residentsValue(text: string | null, refuse: Refuse): number | null {
  if (text === null) return null;
  const value = numeralValue(
    plainText(text)
      .replace(/(?:口人|人|口)$/, "")
      .replace(/\.0+$/, ""),
  );
  if (value === null) return refuse("residents", `人口数「${text}」不是整数`);
  return value > 99 ? refuse("residents", `人口数 ${value} 超出合理范围（0–99）`) : value;
}

const YES = new Set(["是", "√", "✓", "✔", "Y", "YES", "TRUE", "1", "重点", "重点户", "有", "●", "★"]);
const NO = new Set([
  "否",
  "×",
  "✗",
  "✘",
  "X",
  "N",
  "NO",
  "FALSE",
  "0",
  "非重点",
  "非重点户",
  "一般",
  "一般户",
  "普通",
  "普通户",
  "不是",
]);

/** Whether a household is marked as a key household. */
export function isKeyValue(text: string | null, refuse: Refuse): boolean | null {
  if (text === null) return null;
  const word = plainText(text);
  if (YES.has(word)) return true;
  if (NO.has(word)) return false;
  return refuse("keyHousehold", `重点户一栏「${text}」请填「是」或「否」`);
}

const PLOT_WORDS: readonly (readonly [PlotKind, RegExp])[] = [
  ["green-belt", /绿化|绿地|花坛|草坪|公园/],
  ["wasteland", /荒|空地|闲置|拆迁|工地|废弃/],
  ["vegetable-patch", /菜/],
  ["roof", /楼顶|屋顶|天台|露台|房顶/],
  ["courtyard", /庭院|院|阳台/],
  ["river-bank", /河|沟|渠|塘|堤|岸/],
  ["greenhouse", /大棚|温室/],
  ["field", /农田|耕地|田|麦地|林地|果园|苗圃/],
  ["other", /其他|其它|^OTHER$/],
];

/** Kind of a plot, from the many words for it. */
export function plotKindValue(text: string | null, refuse: Refuse): PlotKind | null {
  if (text === null) return null;
  const word = plainText(text);
  const found = PLOT_WORDS.find(([, words]) => words.test(word));
  return (
    found?.[0] ??
    refuse("plotKind", `地块类型「${text}」不认识，请填${Object.values(plotKinds).join("、")}之一`)
  );
}

/** Square metres in one 亩, 10000/15. */
const MU = 10_000 / 15;

/** Area in square metres, rounded to a tenth; a unit written in the cell goes before that of the column. */
export function areaValue(text: string | null, unit: "m2" | "mu", refuse: Refuse): number | null {
  if (text === null) return null;
  const parts = /^(\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)(M2|平方米|平米|平方|亩|公顷)?$/.exec(
    plainText(text),
  );
  if (!parts) return refuse("area", `面积「${text}」不是数字`);
  const number = Number(parts[1]!.replaceAll(",", ""));
  const written = parts[2] ?? (unit === "mu" ? "亩" : "平方米");
  const area = number * (written === "亩" ? MU : written === "公顷" ? 10_000 : 1);
  if (area <= 0 || area > 10_000_000) return refuse("area", `面积「${text}」超出合理范围`);
  return Math.round(area * 10) / 10;
}
