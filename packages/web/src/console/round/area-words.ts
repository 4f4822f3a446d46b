/** Areas in the units that officials use. Pure. */
import { sharePercent } from "@lingzhu/domain/kernel";
import { count } from "../../shared/format/index.ts";

/** 1 亩 is 2000 ⁄ 3 m² (GB 3100—1993 names it beside the legal units). */
const M2_PER_MU = 2000 / 3;

/** Square metres below one 亩, then 亩 with one decimal, rounded down so that a part never looks like the whole. */
export const areaWords = (m2: number): string =>
  m2 < M2_PER_MU ? `${count(Math.floor(m2))} ㎡` : `${count(Math.floor((m2 / M2_PER_MU) * 10) / 10)} 亩`;

/** 98.2%, rounded down; — without area. */
export const shareWords = (partM2: number, wholeM2: number): string => sharePercent(partM2, wholeM2) ?? "—";
