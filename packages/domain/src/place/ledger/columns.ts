/**
 * Columns of an address ledger and how the many ways of heading them are recognised.
 * Nothing is guessed from the values: a header that is not known is listed and the person decides.
 */
import { plainText } from "./plain-text.ts";

/** A column the ledger knows, with its interface word. */
export const columnWords = {
  kind: "类别（户/地块）",
  community: "社区/村",
  grid: "网格",
  compound: "小区/自然村",
  building: "楼栋",
  unit: "单元",
  floor: "楼层",
  door: "门牌/室号",
  address: "详细地址",
  head: "户主",
  phone: "联系电话",
  residents: "人口数",
  keyHousehold: "重点户",
  lon: "经度",
  lat: "纬度",
  plotName: "地块名称",
  plotKind: "地块类型",
  area: "面积（㎡）",
} as const;
export type Column = keyof typeof columnWords;
export const columns = Object.keys(columnWords) as Column[];

/** For each column the index of the header that holds it, or null. */
export type ColumnMapping = Record<Column, number | null>;

/** Something a person must answer or confirm before rows are read. */
export interface ColumnQuestion {
  about: "duplicate" | "datum" | "axes" | "essential";
  /** Columns it concerns. */
  columns: Column[];
  /** Indexes of the headers it concerns. */
  headers: number[];
  text: string;
}

export interface ColumnMatch {
  mapping: ColumnMapping;
  /** Headers with text that no column took, as they stand in the file. */
  unmatched: string[];
  questions: ColumnQuestion[];
  /** Unit in which the area column is headed. */
  areaUnit: "m2" | "mu";
}

/**
 * Known headings in order of preference: when a file has both 户主姓名 and 姓名, the earlier one wins.
 * A heading stands under one column only; the test holds that.
 */
export const synonyms: Record<Column, readonly string[]> = {
  kind: ["类别", "记录类型", "对象类型", "户或地块", "类别(户/地块)", "台账类别"],
  community: [
    "社区/村",
    "所属社区",
    "所在社区",
    "社区名称",
    "社区(村)",
    "村(社区)",
    "村居名称",
    "村居",
    "所属村居",
    "社区",
    "居委会",
    "社区居委会",
    "村委会",
    "村名",
    "行政村",
    "所属村",
    "村/社区",
    "村(居)",
    "所属社区/村",
    "社区村",
  ],
  grid: ["网格", "所属网格", "网格名称", "网格编号", "网格号", "所在网格", "基础网格", "网格编码"],
  compound: [
    "小区/自然村",
    "小区名称",
    "小区",
    "所属小区",
    "所在小区",
    "自然村",
    "自然村名称",
    "自然村/小区",
    "小区(自然村)",
    "院落",
    "小区院落",
    "院落名称",
    "庄名",
    "自然庄",
    "村民小组",
    "村民组",
    "组别",
    "小组",
    "住宅小区",
    "楼盘",
    "楼盘名称",
    "小区名",
    "街路巷",
    "街巷",
    "小区/村组",
  ],
  building: [
    "楼栋",
    "楼号",
    "楼栋号",
    "栋号",
    "幢号",
    "楼幢",
    "楼幢号",
    "幢",
    "栋",
    "几号楼",
    "号楼",
    "楼栋名称",
    "座",
    "座号",
    "楼宇",
    "楼座",
    "栋/幢",
    "楼",
  ],
  unit: ["单元", "单元号", "单元名称", "所在单元", "门洞", "单元门"],
  floor: ["楼层", "层", "所在楼层", "楼层号", "层数", "所在层"],
  door: [
    "门牌/室号",
    "房号",
    "室号",
    "门牌号",
    "门牌",
    "户号",
    "房间号",
    "门牌号码",
    "室",
    "房屋号",
    "门号",
    "房屋编号",
    "户室号",
    "房室号",
    "户室",
    "房屋门牌号",
    "院落门牌号",
    "号",
  ],
  address: [
    "详细地址",
    "标准地址",
    "家庭住址",
    "住址",
    "地址",
    "居住地址",
    "房屋地址",
    "家庭地址",
    "现住址",
    "现居住地址",
    "居住地",
    "具体地址",
    "地址全称",
    "标准地址全称",
    "门楼牌地址",
    "户籍地址",
    "位置",
    "具体位置",
    "详细住址",
    "居住详细地址",
    "房屋坐落",
  ],
  head: [
    "户主",
    "户主姓名",
    "户主名称",
    "姓名",
    "居民姓名",
    "业主",
    "业主姓名",
    "房主",
    "房主姓名",
    "住户",
    "住户姓名",
    "产权人",
    "房屋所有人",
    "负责人",
    "家庭户主",
  ],
  phone: [
    "联系电话",
    "联系方式",
    "手机号码",
    "手机号",
    "手机",
    "电话",
    "电话号码",
    "户主电话",
    "户主联系电话",
    "户主手机",
    "移动电话",
    "户主联系方式",
    "联系手机",
    "联系号码",
    "业主电话",
  ],
  residents: [
    "人口数",
    "常住人口",
    "家庭人口",
    "人口",
    "人数",
    "家庭人口数",
    "常住人口数",
    "居住人数",
    "户内人口",
    "家庭成员数",
    "常住人数",
    "户人口数",
    "居住人口",
    "实有人口",
    "家庭人数",
    "在家人数",
  ],
  keyHousehold: [
    "重点户",
    "是否重点户",
    "是否重点",
    "重点住户",
    "重点标记",
    "是否为重点户",
    "重点户标记",
    "非法种植重点户",
  ],
  lon: ["经度", "LON", "LNG", "LONGITUDE", "东经", "地理经度", "经度坐标", "X坐标", "坐标X", "X", "POINT_X"],
  lat: ["纬度", "LAT", "LATITUDE", "北纬", "地理纬度", "纬度坐标", "Y坐标", "坐标Y", "Y", "POINT_Y"],
  plotName: [
    "地块名称",
    "地块",
    "地块名",
    "地块编号",
    "图斑编号",
    "点位名称",
    "地块号",
    "空地名称",
    "部位名称",
  ],
  plotKind: ["地块类型", "地块类别", "用地类型", "地类", "土地类型", "地块性质", "部位类型"],
  area: ["面积", "地块面积", "占地面积", "面积平方米", "面积M2", "面积亩", "亩数", "种植面积", "空地面积"],
};

/** Heading without spaces, line breaks, marks of obligation, and remarks in brackets. */
function plainHeader(header: string): { full: string; bare: string } {
  const full = plainText(header)
    .replace(/[*:·。、_"']/g, (mark) => (mark === "、" ? "/" : mark === "_" ? "_" : ""))
    .replace(/[[【]/g, "(")
    .replace(/[\]】]/g, ")")
    .replace(/^(?:\d+\.|\(\d+\))/, "");
  return { full, bare: full.replace(/\([^)]*\)?/g, "") };
}

const known = new Map<string, { column: Column; rank: number }>();
for (const column of columns) {
  synonyms[column].forEach((word, rank) => known.set(plainText(word), { column, rank }));
}

/** The column a heading names, with its rank among the headings of that column; null when none is known. */
export function columnOfHeader(header: string): { column: Column; rank: number } | null {
  const { full, bare } = plainHeader(header);
  return known.get(full) ?? known.get(bare) ?? null;
}

/**
 * Matches the headers of a file with the columns of the ledger. The answer does not depend on the order
 * of the headers, except between two headers of exactly the same text, where the first is taken and a question asked.
 */
export function matchColumns(headers: readonly string[]): ColumnMatch {
  const mapping = Object.fromEntries(columns.map((column) => [column, null])) as ColumnMapping;
  const candidates = new Map<Column, { index: number; rank: number }[]>();
  headers.forEach((header, index) => {
    const found = columnOfHeader(header);
    if (!found) return;
    const list = candidates.get(found.column) ?? [];
    list.push({ index, rank: found.rank });
    candidates.set(found.column, list);
  });
  const questions: ColumnQuestion[] = [];
  for (const column of columns) {
    const list = candidates.get(column);
    if (!list) continue;
    // 位置 and its like stand for an address only when the file has nothing better: rank decides.
    list.sort((a, b) => a.rank - b.rank || a.index - b.index);
    mapping[column] = list[0]!.index;
    if (list.length > 1) {
      const names = list.map(({ index }) => `「${headers[index]!.trim()}」`).join("、");
      questions.push({
        about: "duplicate",
        columns: [column],
        headers: list.map(({ index }) => index),
        text: `${names}都像是${columnWords[column]}，先用${names.split("、")[0]}，请核对。`,
      });
    }
  }
  const taken = new Set(Object.values(mapping));
  const unmatched = headers.filter((header, index) => !taken.has(index) && plainText(header) !== "");
  askAboutEssentials(mapping, questions);
  askAboutCoordinates(headers, mapping, questions);
  const areaHeader = mapping.area === null ? "" : plainText(headers[mapping.area]!);
  return { mapping, unmatched, questions, areaUnit: areaHeader.includes("亩") ? "mu" : "m2" };
}

function askAboutEssentials(mapping: ColumnMapping, questions: ColumnQuestion[]): void {
  if (mapping.door === null && mapping.address === null && mapping.plotName === null) {
    questions.push({
      about: "essential",
      columns: ["door", "address", "plotName"],
      headers: [],
      text: "没有找到门牌/室号、详细地址或地块名称，请指出是哪一列，否则认不出是哪一户。",
    });
  }
  if (mapping.community === null && mapping.address === null) {
    questions.push({
      about: "essential",
      columns: ["community", "address"],
      headers: [],
      text: "没有找到社区/村，请指出是哪一列，或者说明整张表属于哪个社区。",
    });
  }
}

function askAboutCoordinates(
  headers: readonly string[],
  mapping: ColumnMapping,
  questions: ColumnQuestion[],
): void {
  const { lon, lat } = mapping;
  if (lon === null && lat === null) return;
  const found = [lon, lat].filter((index) => index !== null);
  if (lon === null || lat === null) {
    questions.push({
      about: "essential",
      columns: ["lon", "lat"],
      headers: found,
      text: "经度、纬度只找到一列，请补上另一列；不补则不读坐标。",
    });
    return;
  }
  questions.push({
    about: "datum",
    columns: ["lon", "lat"],
    headers: found,
    text: "表里的坐标是哪一种坐标系？天地图和测绘成果多为 CGCS2000，手机 GPS 为 WGS 84，高德、腾讯为 GCJ-02，百度为 BD-09。",
  });
  // In surveying X points north, in maps east: nobody can tell from the heading.
  if (found.some((index) => /^(?:X|Y|坐标[XY]|POINT_[XY])/.test(plainText(headers[index]!)))) {
    questions.push({
      about: "axes",
      columns: ["lon", "lat"],
      headers: found,
      text: "表头写的是 X、Y：先按 X 为经度、Y 为纬度读；测绘成果里 X 可能是纬度，请核对。",
    });
  }
}
