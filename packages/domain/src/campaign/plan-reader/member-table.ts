import { squeeze } from "./normalise.ts";
import type { Line } from "./outline.ts";

const ROLE_OR_PERSON =
  /^(?:姓名|(?:现任|组内|小组|领导小组|专班)?(?:职务|角色)|(?:工作|所在)?单位(?:(?:及|和|、|\/)?(?:现任)?职务)?|备注)$/;

/**
 * In a table with a head, cells of columns that say nothing of the person (包保社区, 联系电话, 分工) are blanked, so
 * that they are not read as part of a post. Every line keeps its length.
 */
export function onlyMemberColumns(lines: Line[]): Line[] {
  let kept: boolean[] | null = null;
  return lines.map((line) => {
    if (!line.text.includes("\t")) {
      if (line.text.trim() !== "") kept = null;
      return line;
    }
    const cells = line.text.split("\t");
    const heads = cells.map((cell) => ROLE_OR_PERSON.test(squeeze(cell)));
    if (cells.some((cell) => squeeze(cell) === "姓名") && heads.filter(Boolean).length >= 2) {
      kept = heads;
      return line;
    }
    if (!kept || cells.length > kept.length) return line;
    const text = cells.map((cell, i) => (kept![i] ? cell : " ".repeat(cell.length))).join("\t");
    return { ...line, text };
  });
}
