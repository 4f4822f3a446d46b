/**
 * One name for one place, however it was typed. Names are what the ledger stores and shows;
 * keys are what decides whether two rows mean the same place.
 */
import { NUMERAL, numeralValue } from "./numeral.ts";
import { plainText } from "./plain-text.ts";

const arabic = (text: string): string => {
  const value = numeralValue(text);
  return value === null ? text : String(value);
};

/** 振兴社区居民委员会, 振兴社区居委会 and 振兴社区 are one community; so are 王庄村民委员会 and 王庄村. */
export function communityKey(name: string): string {
  return plainText(name)
    .replace(/(?:居民委员会|居委会)$/, "")
    .replace(/(?:村民委员会|村委会|行政村)$/, "村");
}

const COUNTED = new RegExp(`${NUMERAL}(?=[期区组队巷弄])`, "g");

/** 王庄自然村 and 王庄 are one compound, 三期 and 3期 one phase of it. */
export function compoundKey(name: string): string {
  return plainText(name)
    .replace(COUNTED, (numeral) => arabic(numeral))
    .replace(/(?<=..)(?:小区|自然村|村民小组)$/, "")
    .replace(/(?<=\d)村民小组$/, "组");
}

const BUILDING_CORE = new RegExp(`^([甲乙丙丁戊]?[A-Z]?)(${NUMERAL})([A-Z]?(?:-\\d+)?)$`);
const BUILDING_CLASS = /(?:号楼栋|号楼|#楼|号栋|号幢|栋楼|幢楼|楼栋|栋|幢|座|#|号|楼)$/;

/** "12号楼", "12栋", "12#", "十二幢", "12" → "12号楼"; "A座", "A栋" → "A座"; another name stays as it is. */
export function buildingName(text: string): string {
  const plain = plainText(text).replace(/^第(?=\d|[一二三四五六七八九十])/, "");
  const core = plain.replace(BUILDING_CLASS, "").replace(/^(?:栋|幢|楼)(?=\d)/, "");
  if (/^[A-Z]{1,2}$/.test(core)) return `${core}座`;
  const parts = BUILDING_CORE.exec(core);
  if (!parts) return /^[甲乙丙丁戊]$/.test(core) ? `${core}号楼` : plain;
  return `${parts[1]}${arabic(parts[2]!)}${parts[3]}号楼`;
}

/** "3", "三单元", "03单元", "3门洞" → "3单元". */
export function unitName(text: string): string {
  const core = plainText(text).replace(/(?:单元|门洞|单|#)$/, "");
  return `${arabic(core)}单元`;
}

/** "5", "五楼", "5层", "5F", "-1" → a number; null when it is none. */
export function floorNumber(text: string): number | null {
  const core = plainText(text)
    .replace(/(?:层|楼|F)$/, "")
    .replace(/^第/, "");
  if (/^(?:地下|负|-)/.test(core)) {
    const below = numeralValue(core.replace(/^(?:地下|负|-)/, ""));
    return below === null ? null : -below;
  }
  return numeralValue(core);
}

/** What a door is called when it has no number. */
export const DIRECTION_DOOR = "[东西南北中左右前后]{1,2}(?:边|侧|首)?(?:户|室|门)";
const DIRECTION = new RegExp(`^${DIRECTION_DOOR}$`);

/**
 * A door without its classifier: "502室", "502户", "0502", "五〇二" → "502"; "45号" → "45"; "附3号" → "附3";
 * "45号附3号" → "45附3"; "东户" stays and takes its floor when that is known, since every floor has one: "5楼东户".
 * A door of one or two digits on a known floor keeps the floor as well: 5楼2号 → "5楼2".
 */
export function doorName(text: string, floor?: number | null): string {
  const plain = plainText(text).replace(/^#/, "");
  if (DIRECTION.test(plain)) return floor == null ? plain : `${floor}楼${plain}`;
  const core = plain
    .replace(/(?:号室|号房|房间|室|户|房|号|#)$/, "")
    .replace(/(?:号|室)(?=附)/, "")
    .replace(/^(附?)0+(?=\d)/, "$1");
  const named = arabic(core);
  return floor != null && /^\d{1,2}$/.test(named) ? `${floor}楼${named}` : named;
}

/** The floor that a room number shows inside a building, "502" → 5; null when it shows none that is plausible. */
export function floorOfDoor(door: string): number | null {
  const room = /^(\d{1,2})(\d{2})[A-Z]?(?:-\d+)?$/.exec(door);
  if (room) {
    const floor = Number(room[1]);
    const place = Number(room[2]);
    return floor >= 1 && floor <= 60 && place >= 1 && place <= 40 ? floor : null;
  }
  const named = /^(-?\d+)楼/.exec(door);
  return named ? Number(named[1]) : null;
}

// A character that plain text cannot contain, so that joined names never run into each other.
const BETWEEN = "|";

/** Natural key of a household. `parts` are names as `buildingName`, `unitName` and `doorName` give them. */
export function householdKey(parts: {
  community: string;
  compound: string | null;
  building: string | null;
  unit: string | null;
  door: string;
}): string {
  return [
    "户",
    communityKey(parts.community),
    parts.compound === null ? "" : compoundKey(parts.compound),
    parts.building ?? "",
    parts.unit ?? "",
    parts.door,
  ].join(BETWEEN);
}

/** Natural key of a plot. */
export function plotKey(parts: { community: string; compound: string | null; name: string }): string {
  return [
    "地",
    communityKey(parts.community),
    parts.compound === null ? "" : compoundKey(parts.compound),
    plainText(parts.name),
  ].join(BETWEEN);
}
