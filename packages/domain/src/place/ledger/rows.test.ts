import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  diffLedger,
  LedgerDifference,
  ledgerReader,
  matchColumns,
  readRow,
  recordOf,
  type LedgerRow,
  type RowContext,
} from "../index.ts";

const context: RowContext = {
  communities: ["振兴社区居委会", "美庐社区居委会", "王庄村委会"],
  datum: "wgs84",
  toWgs84: (lon, lat, datum) => (datum === "gcj02" ? [lon - 0.005, lat + 0.002] : [lon, lat]),
};
const HEADERS = [
  "社区",
  "小区",
  "楼栋",
  "单元",
  "楼层",
  "室号",
  "户主",
  "电话",
  "人口",
  "重点户",
  "经度",
  "纬度",
  "地址",
  "地块名称",
  "地块类型",
  "面积",
];
const { mapping } = matchColumns(HEADERS);
const cellsOf = (values: Record<string, string>) => HEADERS.map((header) => values[header] ?? "");
const flat = { 社区: "振兴社区", 小区: "汴河花园", 楼栋: "12栋", 单元: "3", 室号: "502室" };
const read = (values: Record<string, string>, change: Partial<RowContext> = {}) =>
  readRow(3, cellsOf(values), mapping, { ...context, ...change });
const ok = (values: Record<string, string>, change: Partial<RowContext> = {}): LedgerRow => {
  const reading = read(values, change);
  if ("rejected" in reading) throw new Error(reading.rejected.reason);
  return reading.ok;
};
const refused = (values: Record<string, string>, change: Partial<RowContext> = {}) => {
  const reading = read(values, change);
  return "rejected" in reading ? [reading.rejected.column, reading.rejected.reason] : reading;
};

describe("readRow", () => {
  it("reads a household from its columns", () => {
    expect(
      ok({
        ...flat,
        户主: "赵  禾",
        电话: " 138 1234 5678",
        人口: "4人",
        重点户: "√",
        经度: "116.97",
        纬度: "33.64",
      }),
    ).toEqual({
      kind: "household",
      row: 3,
      key: "户|振兴社区|汴河花园|12号楼|3单元|502",
      community: "振兴社区居委会",
      grid: null,
      compound: "汴河花园",
      building: "12号楼",
      unit: "3单元",
      floor: 5,
      door: "502",
      head: "赵禾",
      phone: "13812345678",
      residents: 4,
      isKey: true,
      lon: 116.97,
      lat: 33.64,
    });
  });
  it("reads the same household from its address alone, and from a door cell that holds the way", () => {
    const key = ok(flat).key;
    expect(ok({ 地址: "埇桥区西关街道振兴社区汴河花园12号楼3单元502室" }).key).toBe(key);
    expect(ok({ 社区: "振兴", 小区: "汴河花园", 室号: "12-3-502" }).key).toBe(key);
    expect(ok({ 社区: "西关街道振兴社区", 小区: "汴河花园", 楼栋: "12#", 室号: "3-502" }).key).toBe(key);
    expect(ok({ 社区: "振兴社区", 小区: "汴河花园", 楼栋: "12", 室号: "3单元502" }).key).toBe(key);
  });
  it("reads courtyards with dashes in their number and doors without one", () => {
    expect(ok({ 社区: "王庄村", 小区: "东组", 室号: "45-1号" })).toMatchObject({
      door: "45-1",
      building: null,
      unit: null,
    });
    expect(ok({ ...flat, 楼层: "五楼", 室号: "东户" })).toMatchObject({ floor: 5, door: "5楼东户" });
    expect(ok({ 社区: "振兴社区", 小区: "汴河花园", 地址: "12幢3单元五楼东户" })).toMatchObject({
      floor: 5,
      door: "5楼东户",
    });
  });
  it("reads a plot, 亩 and its kind in other words", () => {
    expect(
      ok({ 社区: "王庄村", 地块名称: "村东头 老窑厂", 地块类型: "闲置空地", 面积: "1.5亩" }),
    ).toMatchObject({
      kind: "plot",
      name: "村东头 老窑厂",
      plotKind: "wasteland",
      areaM2: 1000,
      compound: null,
    });
    expect(ok({ 社区: "王庄村", 地块名称: "村东头" })).toMatchObject({ plotKind: null, areaM2: null });
  });
  it("takes the community of the whole file when a row names none", () => {
    expect(refused({ ...flat, 社区: "" })).toEqual(["community", "没有写明社区（村）"]);
    expect(ok({ ...flat, 社区: "" }, { community: "美庐社区" }).community).toBe("美庐社区居委会");
  });
  it.each([
    [{ 社区: "幸福社区" }, "community", "「幸福社区」不在本街道的社区（村）名单里"],
    [{ 室号: "" }, "door", "没有门牌（室号）"],
    [{ 室号: "", 地址: "汴河花园" }, "address", "详细地址「汴河花园」里没有认出门牌（室号）"],
    [
      { 电话: "1381234567" },
      "phone",
      "联系电话「1381234567」不是手机或固定电话号码（手机号应为 11 位，这里是 10 位）",
    ],
    [
      { 电话: "1.38E+10" },
      "phone",
      "联系电话「1.38E+10」不是手机或固定电话号码（像是被表格软件改成了科学计数，请把该列设为文本后重填）",
    ],
    [{ 人口: "三四个" }, "residents", "人口数「三四个」不是整数"],
    [{ 人口: "120" }, "residents", "人口数 120 超出合理范围（0–99）"],
    [{ 重点户: "可能" }, "keyHousehold", "重点户一栏「可能」请填「是」或「否」"],
    [{ 楼层: "顶楼" }, "floor", "楼层「顶楼」不是楼层数"],
    [{ 户主: "502" }, "head", "户主姓名「502」里有数字"],
    [{ 经度: "33.64", 纬度: "116.97" }, "lon", "经度和纬度像是填反了，请对调两列"],
    [{ 经度: "139.7", 纬度: "35.6" }, "lon", "坐标 139.7, 35.6 不在国内"],
    [
      { 经度: "497213.5", 纬度: "3722345.1" },
      "lon",
      "坐标 497213.5, 3722345.1 像是投影坐标（米），请换成经纬度",
    ],
    [{ 经度: "116.97" }, "lat", "有经度而没有纬度"],
    [{ 经度: "东边", 纬度: "33.6" }, "lon", "坐标「东边」不是度数"],
  ])("refuses %j with the place and the reason", (change, column, reason) => {
    expect(refused({ ...flat, ...change })).toEqual([column, reason]);
  });
  it("tells everything that is wrong with a row at once", () => {
    expect(refused({ ...flat, 社区: "幸福社区", 人口: "多" })).toEqual([
      "community",
      "「幸福社区」不在本街道的社区（村）名单里；人口数「多」不是整数",
    ]);
  });
  it("converts coordinates of the datum told, and refuses them while it is not", () => {
    const at = { ...flat, 经度: "116°58′12″", 纬度: "33.64" };
    expect(ok(at)).toMatchObject({ lon: 116.97, lat: 33.64 });
    expect(ok(at, { datum: "gcj02" })).toMatchObject({ lon: 116.965, lat: 33.642 });
    expect(refused(at, { datum: null })).toEqual(["lon", "还没有说明坐标系，坐标无法采用"]);
    expect(ok({ ...flat, 经度: "0", 纬度: "0" })).toMatchObject({ lon: null, lat: null });
  });
  it("keeps several numbers of one household and landlines", () => {
    expect(ok({ ...flat, 电话: "138-1234-5678/+86 13987654321，0557-3022110" })).toMatchObject({
      phone: "13812345678、13987654321、05573022110",
    });
  });
  it("never throws, whatever the cells", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "binary", maxLength: 20 }), { maxLength: HEADERS.length }),
        (cells) => {
          const reading = readRow(1, cells, mapping, context);
          expect("ok" in reading || reading.rejected.reason !== "").toBe(true);
        },
      ),
    );
  });
});

it("reports the second row of the same door with both row numbers", () => {
  const reader = ledgerReader(mapping, context);
  expect(reader(2, cellsOf(flat))).toHaveProperty("ok");
  expect(reader(9, cellsOf({ ...flat, 楼栋: "十二幢", 室号: "0502" }))).toEqual({
    rejected: { row: 9, column: "door", reason: "第 9 行与第 2 行是同一户，只采用第 2 行" },
    key: "户|振兴社区|汴河花园|12号楼|3单元|502",
  });
});

describe("the difference with what is on record", () => {
  const households = fc.uniqueArray(
    fc.record({
      社区: fc.constantFrom("振兴社区", "美庐社区"),
      小区: fc.constantFrom("汴河花园", "翡翠华庭"),
      楼栋: fc.integer({ min: 1, max: 30 }).map((n) => `${n}栋`),
      单元: fc.constantFrom("1", "2", ""),
      室号: fc.integer({ min: 101, max: 140 }).map(String),
      人口: fc.integer({ min: 1, max: 9 }).map(String),
      电话: fc.constantFrom("13812345678", ""),
      经度: fc.constant("116.9712345678"),
      纬度: fc.constant("33.6412345678"),
    }),
    { selector: (row) => `${row.社区}${row.小区}${row.楼栋}${row.单元}${row.室号}` },
  );
  const rowsOf = (list: Record<string, string>[]) => list.map((values) => ok(values));

  it("is empty when the same file comes a second time", () => {
    fc.assert(
      fc.property(households, (list) => {
        const rows = rowsOf(list);
        expect(diffLedger([], rows).created).toHaveLength(rows.length);
        const record = rows.map((row, index) => recordOf(row, String(index)));
        expect(diffLedger(record, rowsOf(list))).toEqual({
          created: [],
          changed: [],
          unchanged: rows.length,
          missing: [],
        });
      }),
    );
  });
  it("puts every row and every place in exactly one list", () => {
    fc.assert(
      fc.property(households, households, (before, after) => {
        const record = rowsOf(before).map((row, index) => recordOf(row, String(index)));
        const { created, changed, unchanged, missing } = diffLedger(record, rowsOf(after));
        expect(created.length + changed.length + unchanged).toBe(after.length);
        const spokenOf = new Set(after.map((row) => row.社区));
        const concerned = before.filter((row) => spokenOf.has(row.社区)).length;
        expect(changed.length + unchanged + missing.length).toBe(concerned);
      }),
    );
  });
  it("names the changed fields; an empty cell erases nothing", () => {
    const record = [recordOf(ok({ ...flat, 人口: "3", 电话: "13812345678", 重点户: "否" }), "a")];
    const { changed } = diffLedger(record, [ok({ ...flat, 人口: "4", 重点户: "是" })]);
    expect(changed.map(({ id, fields }) => [id, fields])).toEqual([["a", ["residents", "isKey"]]]);
    expect(diffLedger(record, [ok(flat)]).unchanged).toBe(1);
  });
  it("does not call missing what a refused row names, or another community's places", () => {
    const record = [
      recordOf(ok(flat), "a"),
      recordOf(ok({ ...flat, 室号: "501" }), "b"),
      recordOf(ok({ ...flat, 室号: "503" }), "c"),
      recordOf(ok({ ...flat, 社区: "美庐社区" }), "d"),
    ];
    const difference = new LedgerDifference(record);
    difference.add(ok(flat));
    const reading = read({ ...flat, 室号: "501", 人口: "多" });
    if ("rejected" in reading && reading.key !== undefined) difference.reject(reading.key);
    expect([...difference.missing()].map(({ id }) => id)).toEqual(["c"]);
  });
  it("compares sealed fields the way it is told", () => {
    const record = [{ ...recordOf(ok(flat), "a"), fields: { phone: "digest of 13812345678" } }];
    const equal = (field: string, stored: unknown, incoming: unknown) =>
      field === "phone" ? stored === `digest of ${String(incoming)}` : true;
    expect(diffLedger(record, [ok({ ...flat, 电话: "13812345678" })], { equal }).unchanged).toBe(1);
    expect(diffLedger(record, [ok({ ...flat, 电话: "13912345678" })], { equal }).changed).toHaveLength(1);
  });
});
