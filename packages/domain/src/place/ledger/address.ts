/**
 * Standard addresses taken apart and put together. The elements follow GA/T 2000.32—2014 and GB/T 39609-2020
 * (administrative part, community, road, compound, building, unit, floor, door); the rules are for how Chinese
 * street ledgers write them. What is not understood comes back as `rest`.
 */
import {
  buildingName,
  communityKey,
  DIRECTION_DOOR,
  doorName,
  floorNumber,
  floorOfDoor,
  unitName,
} from "./names.ts";
import { NUMERAL } from "./numeral.ts";
import { plainText } from "./plain-text.ts";

/** Elements of an address; an element that the text does not have is absent. Names as in names.ts. */
export interface AddressParts {
  /** As the hints spell it when one of them fits, otherwise as written. */
  community?: string;
  /** Road with its number, when a compound is named beside it: 胜利路18号. */
  road?: string;
  /** Named compound, hamlet, group, or the numbered yard of an alley: 汴河花园, 东组, 胜利路18巷6号院. */
  compound?: string;
  building?: string;
  unit?: string;
  floor?: number;
  door?: string;
  /** Text that no rule understood, empty when all was. */
  rest: string;
}

export interface AddressHints {
  /** Names of the communities and villages of the street. */
  communities: readonly string[];
}

const HAN = "\\p{Script=Han}";
const PROVINCE = `(?:${HAN}{2,3}省|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区|(?:北京|上海|天津|重庆)市)`;
const CITY = `(?:${HAN}{2,5}?(?:市|自治州|地区|盟)(?!场|民))`;
// 小区, 社区, 园区 are no districts.
const DISTRICT = `(?:${HAN}{1,6}?(?:(?<![小社园厂校片])区|县|市(?!场|民)|旗))`;
const STREET = `(?:${HAN}{1,6}?(?:街道办事处|街道办|街道|地区办事处))`;
// 镇 and 乡 also end other names, so they count only after a district or before a village or community.
const TOWN = `(?:${HAN}{1,5}?[镇乡])`;
const NEIGHBOURHOOD = `${HAN}{1,8}?(?:社区|居委会|村)`;
const ADMINISTRATIVE = [
  `^${PROVINCE}?${CITY}?${DISTRICT}?${STREET}`,
  `^${PROVINCE}?${CITY}?${DISTRICT}${TOWN}`,
  `^${TOWN}(?=${NEIGHBOURHOOD})`,
  `^${PROVINCE}${CITY}?${DISTRICT}?`,
  `^${CITY}${DISTRICT}`,
  // 西关办振兴社区, as offices shorten themselves.
  `^${PROVINCE}?${CITY}?${DISTRICT}?${HAN}{2,4}?办(?=${NEIGHBOURHOOD})`,
  // 埇桥区振兴社区: a district alone, only when a community follows it.
  `^${DISTRICT}(?=${NEIGHBOURHOOD})`,
].map((source) => new RegExp(source, "u"));

const COMMUNITY = new RegExp(
  `^(${HAN}{1,8}?(?:社区居民委员会|社区居委会|社区|居民委员会|居委会|村民委员会|村委会|行政村)|${HAN}{1,6}?村(?=${HAN}+?(?:组|庄|自然村|营|寨|队)))`,
  "u",
);

const UNIT_CLASS = "(?:单元|门洞|#(?=-?\\d))";
const NAMED_UNIT = `(?<unit>${NUMERAL}|[A-Z甲乙丙丁东西南北中])${UNIT_CLASS}`;
const UNIT = `(?:${NAMED_UNIT}|(?<unitDash>\\d{1,2})(?=-\\d))`;
const BUILDING_CORE = `(?:[甲乙丙丁戊]?[A-Z]?${NUMERAL}[A-Z]?(?:-\\d{1,2})?|[A-Z]{1,2}|[甲乙丙丁戊](?=[栋幢座号]))`;
const BUILDING_CLASS = [
  "号楼栋|号楼|#楼|号栋|号幢|栋楼|幢楼|楼栋|栋|幢|座|#",
  // 12楼3单元, 12楼3-502, 12号3单元: 楼 and 号 mean a building only before a unit.
  `(?:楼|号)(?=-?(?:${NUMERAL}|[甲乙丙丁])${UNIT_CLASS})|楼(?=-?\\d{1,2}-\\d{3})`,
].join("|");
const FLOOR = `(?<floor>(?:-(?=[123](?!\\d))|负|地下)?${NUMERAL})(?:层|楼|F)`;
// A dash parts two elements, unless it is the minus of a basement: 12号楼-1层.
const DASH = "(?:-(?![123](?:层|楼|F)))?";
const DOOR_USE = "(?:商铺|门面房?|门市|车库|储藏室|地下室)";
const DOOR = `(?<door>${DOOR_USE}?(?:[附甲乙丙丁]?[A-Z]?${NUMERAL}[A-Z]?(?:-\\d+)?(?:号室|号房|室|户|房间|房|号|#)?(?:附\\d+号?)?|${DIRECTION_DOOR}))`;
const TAIL = `(?:${FLOOR}-?)?(?:${DOOR})?`;
const REST = "(?<rest>\\P{N}{0,12})";

/** Shapes of the part from the building on, tried in this order; `head` is what stands before. */
const SHAPES = [
  `^(?<head>.*?)(?<building>${BUILDING_CORE}(?<buildingClass>${BUILDING_CLASS}))${DASH}(?:${UNIT}${DASH})?${TAIL}${REST}$`,
  "^(?<head>.*?)(?<![\\d-])(?<building>[A-Z]?\\d{1,3}[A-Z]?)-(?<unit>\\d{1,2})-(?<door>\\d{3,4}[A-Z]?)(?:室|户)?(?<rest>)$",
  `^(?<head>.*?)${NAMED_UNIT}${DASH}${TAIL}${REST}$`,
  "^(?<head>.*?)(?<![\\d-])(?<building>[A-Z]?\\d{1,3}[A-Z]?)-(?<door>\\d{3,4}[A-Z]?)(?:室|户)?(?<rest>)$",
  `^(?<head>.*?)${FLOOR}-?(?:${DOOR})?${REST}$`,
  `^(?<head>.*?)(?<door>${DOOR_USE}?[附甲乙丙丁]?\\d+(?:-\\d+)?(?:号(?!院|楼|巷)|室|户|房)?(?:附\\d+号?)?)${REST}$`,
  `^(?<head>.*?)(?<door>(?:附|[甲乙丙丁])?${NUMERAL}(?:号|室|户))${REST}$`,
  // A yard whose doors have no numbers: 老棉厂家属院东户.
  `^(?<head>.*[院宅楼])(?<door>${DIRECTION_DOOR})(?<rest>)$`,
].map((source) => new RegExp(source, "u"));

const ROAD_END = /(?:路|大街|大道|街|巷|弄|胡同)$/;
const ROAD = new RegExp(
  `^(?<road>${HAN}{1,12}?(?:路|大街|大道|街(?!道)|巷|胡同)(?:\\d+(?:-\\d+)?(?:号(?!院|楼)|巷|弄))*)(?<named>${HAN}{2}.*)$`,
  "u",
);

/** Takes an address apart. Never throws; text that is no address at all comes back as `rest`. */
export function splitAddress(text: string, hints?: AddressHints): AddressParts {
  let detail = plainText(text);
  const remarks: string[] = [];
  detail = detail.replace(/\(([^()]*)\)/g, (_all, remark: string) => {
    remarks.push(remark);
    return "";
  });
  detail = detail.replace(/[,;。、|>/]+/g, "");
  const found = findCommunity(detail, hints?.communities ?? []);
  const parts = splitDetail(found.detail);
  const rest = [found.before, parts.rest, ...remarks].filter((piece) => piece !== "").join(" ");
  return { ...(found.community === undefined ? {} : { community: found.community }), ...parts, rest };
}

const hintKeys = new WeakMap<readonly string[], { name: string; key: string }[]>();

/** Longest first, so that 和园新村 is not taken for 和园. Remembered, because one list serves a whole file. */
function keysOf(communities: readonly string[]): { name: string; key: string }[] {
  let keys = hintKeys.get(communities);
  if (!keys) {
    keys = communities
      .map((name) => ({ name, key: communityKey(name) }))
      .sort((a, b) => b.key.length - a.key.length);
    hintKeys.set(communities, keys);
  }
  return keys;
}

function findCommunity(
  text: string,
  communities: readonly string[],
): { community?: string; before: string; detail: string } {
  for (const { name, key } of keysOf(communities)) {
    const at = text.indexOf(key);
    if (at < 0 || /\d/.test(text.slice(0, at))) continue;
    // The administrative rules look at what follows, so they are shown a community.
    const before = stripAdministrative(`${text.slice(0, at)}某社区`).replace(/某社区$/, "");
    const detail = text.slice(at + key.length).replace(/^(?:居民委员会|居委会|民委员会|委会)/, "");
    return { community: name, before, detail };
  }
  const local = stripAdministrative(text);
  const written = COMMUNITY.exec(local);
  if (!written) return { before: "", detail: local };
  return { community: written[1]!, before: "", detail: local.slice(written[1]!.length) };
}

function stripAdministrative(text: string): string {
  for (const shape of ADMINISTRATIVE) {
    const prefix = shape.exec(text);
    if (prefix && prefix[0] !== "") return text.slice(prefix[0].length);
  }
  return text;
}

function splitDetail(detail: string): Omit<AddressParts, "community"> {
  if (detail === "") return { rest: "" };
  for (const shape of SHAPES) {
    const groups = shape.exec(detail)?.groups;
    if (!groups) continue;
    const { buildingClass } = groups;
    let head = groups["head"]!.replace(/-$/, "");
    let building = groups["building"];
    const unit = groups["unit"] ?? groups["unitDash"];
    // 胜利路18号3单元502: the number belongs to the road, it is not building 18.
    if (building !== undefined && buildingClass === "号" && ROAD_END.test(head)) {
      head += building;
      building = undefined;
    }
    let floor = groups["floor"] === undefined ? null : floorNumber(groups["floor"]);
    // 汴河花园5楼301 cannot be on the fifth floor: this 楼 counts buildings.
    const bareDoor = groups["door"] === undefined ? null : doorName(groups["door"]);
    if (building === undefined && unit === undefined && floor !== null && bareDoor !== null) {
      const shown = floorOfDoor(bareDoor);
      if (shown !== null && shown !== floor) {
        building = String(floor);
        floor = null;
      }
    }
    return {
      ...placeOf(head),
      ...(building === undefined ? {} : { building: buildingName(building) }),
      ...(unit === undefined ? {} : { unit: unitName(unit) }),
      ...doorOf(groups["door"], floor, building !== undefined || unit !== undefined),
      rest: groups["rest"] ?? "",
    };
  }
  return { ...placeOf(detail), rest: "" };
}

/** Road and compound of what stands before the building. */
function placeOf(head: string): { road?: string; compound?: string } {
  if (head === "") return {};
  const both = ROAD.exec(head)?.groups;
  return both ? { road: both["road"]!, compound: both["named"]! } : { compound: head };
}

function doorOf(
  text: string | undefined,
  floor: number | null,
  inBuilding: boolean,
): { floor?: number; door?: string } {
  if (text === undefined) return floor === null ? {} : { floor };
  const door = doorName(text, floor);
  const shown = floor ?? (inBuilding ? floorOfDoor(door) : null);
  return shown === null ? { door } : { floor: shown, door };
}

/** A door as it is written in an address: 502室 inside a building, 45号 in a lane of courtyards, 5楼东户. */
export function doorText(door: string, inBuilding: boolean): string {
  if (/[户室门]$/.test(door)) return door;
  return door + (inBuilding ? "室" : "号");
}

/** Writes the address of the parts; `splitAddress` of it gives the parts back. `rest` is left out. */
export function joinAddress(parts: Omit<AddressParts, "rest">): string {
  const inBuilding = parts.building !== undefined || parts.unit !== undefined;
  const floor =
    parts.floor !== undefined && (parts.door === undefined || floorOfDoor(parts.door) === null)
      ? `${parts.floor}楼`
      : "";
  return [
    parts.community,
    parts.road,
    parts.compound,
    parts.building,
    parts.unit,
    floor,
    parts.door === undefined ? undefined : doorText(parts.door, inBuilding),
  ].join("");
}
