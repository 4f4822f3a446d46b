/** Seeded address ledgers of any size: invented compounds and people in the six communities of 西关街道. */
import { createWriteStream } from "node:fs";
import { once } from "node:events";
import ExcelJS from "exceljs";

/** Mulberry32: a small seeded source of numbers in [0, 1), enough for samples. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const sampleCommunities = [
  "振兴社区",
  "美庐社区",
  "祥安社区",
  "环宇社区",
  "下关社区",
  "和园社区",
] as const;
export const sampleHeaders = [
  "序号",
  "所属社区",
  "网格名称",
  "小区名称",
  "楼号",
  "单元号",
  "楼层",
  "房号",
  "户主姓名",
  "联系方式",
  "常住人口",
  "是否重点户",
  "经度",
  "纬度",
  "备注",
] as const;

const FIRST = [..."汴河锦绣翡翠阳光东方金桂和谐幸福康乐新苑"];
const LAST = ["花园", "家园", "小区", "公寓", "新村", "名邸", "嘉苑", "华庭"];
const SURNAMES = [..."王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"];
const GIVEN = [..."伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英"];

/** Rows of invented households, the same for the same seed; every row is another door. */
export function* sampleHouseholds(count: number, seed: number): Generator<string[]> {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const names = new Set<string>();
  let made = 0;
  while (made < count) {
    const community = sampleCommunities[names.size % sampleCommunities.length]!;
    let compound = pick(FIRST) + pick(FIRST) + pick(LAST);
    while (names.has(compound)) compound = pick(FIRST) + compound;
    names.add(compound);
    const grid = `${community.slice(0, 2)}第${1 + Math.floor(random() * 9)}网格`;
    const [lon, lat] = [116.93 + random() * 0.05, 33.62 + random() * 0.04];
    const buildings = 6 + Math.floor(random() * 14);
    for (let building = 1; building <= buildings && made < count; building++) {
      const floors = random() < 0.6 ? 6 : 18;
      for (let door = 0; door < floors * 4 && made < count; door++) {
        const floor = Math.floor((door % (floors * 2)) / 2) + 1;
        made++;
        yield [
          String(made),
          community,
          grid,
          compound,
          pick([`${building}号楼`, `${building}栋`, `${building}#`, `${building}`]),
          `${door < floors * 2 ? 1 : 2}单元`,
          String(floor),
          `${floor}0${(door % 2) + 1}`,
          pick(SURNAMES) + pick(GIVEN) + (random() < 0.6 ? pick(GIVEN) : ""),
          `1${pick(["38", "39", "50", "55", "77", "86"])}${String(Math.floor(random() * 1e8)).padStart(8, "0")}`,
          String(1 + Math.floor(random() * 5)),
          random() < 0.02 ? "是" : "否",
          (lon + building * 2e-4).toFixed(6),
          (lat + building * 1e-4).toFixed(6),
          "",
        ];
      }
    }
  }
}

/** Columns that a spreadsheet holds as numbers. */
const NUMERIC = new Set([0, 6, 7, 9, 10, 12, 13]);

export async function writeSampleXlsx(path: string, count: number, seed: number): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: true });
  const sheet = workbook.addWorksheet("台账");
  sheet.addRow(["西关街道住户台账"]).commit();
  sheet.addRow([...sampleHeaders]).commit();
  for (const cells of sampleHouseholds(count, seed)) {
    sheet.addRow(cells.map((cell, index) => (NUMERIC.has(index) ? Number(cell) : cell))).commit();
  }
  sheet.commit();
  await workbook.commit();
}

export async function writeSampleCsv(path: string, count: number, seed: number): Promise<void> {
  const file = createWriteStream(path);
  file.write(`\ufeff${sampleHeaders.join(",")}\r\n`);
  for (const cells of sampleHouseholds(count, seed)) {
    if (!file.write(`${cells.join(",")}\r\n`)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
}
