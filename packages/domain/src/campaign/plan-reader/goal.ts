import type { TextSpan } from "../plan-draft.ts";
import { squeeze } from "./normalise.ts";
import type { Line } from "./outline.ts";

/** Zero-words that are goals even without quotation marks. */
const ZERO_GOALS =
  "种植|产量|收获|容忍|发生|产出|新增|死角|遗漏|盲区|反弹|复种|出苗|开花|挂果|结果|成熟|播种|面积|株数|存在|空白|通报|外流|流出|流失|案件|成灾|登记|增长";
/** Zero-words that speak of something else, quoted or not. */
const NOT_GOALS =
  /^(?:星|散|距离|售|时|点|下|件|报告|工|食|用|部件|钱|打|基础|起点|碎|花|担忧|头|乱|买卖|包|敲)/;
const SLOGAN =
  /(?:不种[一1]株|不漏[一1][户人村地株块片处]|不留死角|不留[一1]株|不留盲区|不留空白|无死角|全覆盖)/;

/**
 * Goals in the plan's words, each once: 零种植, 零产量 … wherever they stand; slogans (不种一株、不漏一户) and
 * shares to be reached (铲除率达到100%) only where the plan speaks of goals.
 */
export function findGoals(lines: Line[]): { text: string; source: TextSpan }[] {
  const goals = new Map<string, TextSpan>();
  const add = (text: string, line: Line, start: number, end: number) => {
    if (!goals.has(text)) goals.set(text, { start: line.start + start, end: line.start + end });
  };
  for (const line of lines) {
    const zero = new RegExp(
      `(“)?\\s*([零0〇])\\s*”?\\s*(?:(${ZERO_GOALS})|([\\u4e00-\\u9fa5]{2,5})(?=”)|(?<=[、][零0〇])([\\u4e00-\\u9fa5]{2,4})(?=[、,。;]|$))`,
      "g",
    );
    for (const hit of line.text.matchAll(zero)) {
      const word = hit[3] ?? hit[4] ?? hit[5]!;
      const before = line.text[hit.index - 1] ?? "";
      if (NOT_GOALS.test(word) || /[\d.〇零一二三四五六七八九年十百]/.test(before)) continue;
      if (!hit[3] && !hit[1] && before !== "“" && !/[“、]/.test(before)) continue;
      add(`零${word}`, line, hit.index, hit.index + hit[0].length);
    }
    for (const hit of line.text.matchAll(/([\u4e00-\u9fa5]{2,16})为\s*“?\s*零(?![\u4e00-\u9fa5])/g)) {
      add(squeeze(hit[0]).replace("“", ""), line, hit.index, hit.index + hit[0].length);
    }
    const isGoalLine = line.section === "goal" || /目标/.test(line.text);
    if (!isGoalLine) continue;
    for (const hit of line.text.matchAll(
      /[^,。;、:“”()]*?([\u4e00-\u9fa5]{2,8}率)\s*(?:要?达到?|为|保持|不低于)?\s*(?:在)?\s*(\d{1,3}(?:\.\d+)?)\s*%(?:以上)?/g,
    )) {
      const dash = /^[\s-]*/.exec(hit[0])![0].length;
      add(squeeze(hit[0].slice(dash)), line, hit.index + dash, hit.index + hit[0].length);
    }
    // “四个百分之百”, “三个不发生”: a counted slogan.
    for (const hit of line.text.matchAll(/“([两二三四五六七八\d]个[\u4e00-\u9fa5%\d]{2,10})”/g)) {
      add(squeeze(hit[1]!), line, hit.index, hit.index + hit[0].length);
    }
    for (const hit of line.text.matchAll(/[^,。;、:“”()]*/g)) {
      const clause = hit[0].trim();
      if (!SLOGAN.test(clause) || clause.length > 24 || clause.includes("零")) continue;
      const text = squeeze(clause).replace(
        /^(?:全(?:镇|乡|街道|村|社区|县|区)|确保|实现|做到|努力|达到|坚决|力争|切实|务必)+/,
        "",
      );
      const quoted = line.text[hit.index - 1] === "“";
      if (quoted || text.startsWith("不")) {
        const start = hit.index + hit[0].indexOf(clause);
        add(text.replace(/(?:的)?(?:工作)?(?:目标|要求)$/, ""), line, start, start + clause.length);
      }
    }
  }
  return [...goals]
    .map(([text, source]) => ({ text, source }))
    .sort((a, b) => a.source.start - b.source.start);
}
