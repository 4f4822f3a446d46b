import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  buildingName,
  communityKey,
  compoundKey,
  doorName,
  floorNumber,
  joinAddress,
  splitAddress,
  unitName,
  type AddressParts,
} from "../index.ts";

const communities = ["振兴社区居委会", "美庐社区", "王庄村", "和园社区"];
const split = (text: string) => splitAddress(text, { communities });

describe("splitAddress", () => {
  const flat = { compound: "汴河花园", building: "12号楼", unit: "3单元", floor: 5, door: "502", rest: "" };
  it.each([
    "汴河花园12号楼3单元502室",
    "汴河花园12栋3-502",
    "汴河花园12#-3-502",
    "汴河花园12-3-502",
    "汴河花园十二幢三单元五〇二室",
    "汴河花园12楼3单元502户",
    "汴河花园12号3单元0502",
    "汴河花园１２号楼 ３单元 ５０２",
    "汴河花园12号楼3单元5层502室",
    "汴河花园12#楼03单元502号",
  ])("reads %s as one and the same flat", (text) => {
    expect(split(text)).toEqual(flat);
  });

  it.each<[string, AddressParts]>([
    ["安徽省宿州市埇桥区西关街道振兴社区汴河花园12号楼3单元502室", { community: "振兴社区居委会", ...flat }],
    ["西关办振兴社区汴河花园12栋3-502", { community: "振兴社区居委会", ...flat }],
    ["埇桥区振兴社区居委会汴河花园12栋3-502（出租）", { community: "振兴社区居委会", ...flat, rest: "出租" }],
    ["汴河花园12幢二单元五楼东户", { ...flat, unit: "2单元", door: "5楼东户" }],
    ["3号楼502", { building: "3号楼", floor: 5, door: "502", rest: "" }],
    ["王庄自然村45号", { compound: "王庄自然村", door: "45", rest: "" }],
    ["王庄村45-1号", { community: "王庄村", door: "45-1", rest: "" }],
    ["王庄村东组12号", { community: "王庄村", compound: "东组", door: "12", rest: "" }],
    ["东组12号", { compound: "东组", door: "12", rest: "" }],
    ["胜利路18巷6号院3号", { compound: "胜利路18巷6号院", door: "3", rest: "" }],
    ["胜利路18号汴河花园12号楼3单元502", { road: "胜利路18号", ...flat }],
    ["胜利路18号3单元502", { compound: "胜利路18号", unit: "3单元", floor: 5, door: "502", rest: "" }],
    ["甲12号楼3单元502", { building: "甲12号楼", unit: "3单元", floor: 5, door: "502", rest: "" }],
    ["附3号", { door: "附3", rest: "" }],
    ["汴河花园45号附3号", { compound: "汴河花园", door: "45附3", rest: "" }],
    ["汴河花园A座1502", { compound: "汴河花园", building: "A座", floor: 15, door: "1502", rest: "" }],
    ["汴河花园12-502", { compound: "汴河花园", building: "12号楼", floor: 5, door: "502", rest: "" }],
    ["汴河花园12-1号楼3单元502", { ...flat, building: "12-1号楼" }],
    ["汴河花园二期12号楼", { compound: "汴河花园二期", building: "12号楼", rest: "" }],
    [
      "汴河花园12号楼-1层3号",
      { compound: "汴河花园", building: "12号楼", floor: -1, door: "-1楼3", rest: "" },
    ],
    ["汴河花园12号楼商铺3号", { compound: "汴河花园", building: "12号楼", door: "商铺3", rest: "" }],
    ["老棉厂家属院东户", { compound: "老棉厂家属院", door: "东户", rest: "" }],
    [
      "新城市花园6号楼1单元101",
      { compound: "新城市花园", building: "6号楼", unit: "1单元", floor: 1, door: "101", rest: "" },
    ],
    ["美庐社区", { community: "美庐社区", rest: "" }],
    ["", { rest: "" }],
  ])("reads %s", (text, parts) => {
    expect(split(text)).toEqual(parts);
  });

  it("tells 汴河花园5楼301 from the fifth floor, where no door 301 can be", () => {
    expect(split("汴河花园5楼502")).toEqual({ compound: "汴河花园", floor: 5, door: "502", rest: "" });
    expect(split("汴河花园5楼301")).toEqual({
      compound: "汴河花园",
      building: "5号楼",
      floor: 3,
      door: "301",
      rest: "",
    });
  });

  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        expect(typeof split(text).rest).toBe("string");
      }),
    );
  });
});

const compound = fc.constantFrom(
  "汴河花园",
  "翡翠华庭二期",
  "第二纺织厂宿舍",
  "八一小区",
  "城市花园",
  "胜利路18巷6号院",
  "东组",
);
const number = (max: number) => fc.integer({ min: 1, max });
const chinese = (value: number): string => {
  const digits = [..."零一二三四五六七八九"];
  const tens = Math.floor(value / 10);
  return `${tens === 0 ? "" : `${tens === 1 ? "" : digits[tens]}十`}${value % 10 === 0 && tens > 0 ? "" : digits[value % 10]}`;
};
const flats = fc.record({
  community: fc.constantFrom(undefined, ...communities),
  compound,
  building: number(99),
  unit: fc.option(number(9), { nil: undefined }),
  floor: number(33),
  room: number(12),
});

describe("addresses over the ways of writing them", () => {
  const prefixes = [
    "",
    "安徽省宿州市埇桥区西关街道",
    "宿州市埇桥区西关街道办事处",
    "埇桥区西关街道",
    "西关街道",
  ];
  const buildingForms = [
    (n: number) => `${n}号楼`,
    (n: number) => `${n}栋`,
    (n: number) => `${n}#`,
    (n: number) => `${n}#楼`,
    (n: number) => `${chinese(n)}幢`,
    (n: number) => `${chinese(n)}号楼`,
  ];
  const unitForms = [
    (n: number) => `${n}单元`,
    (n: number) => `${chinese(n)}单元`,
    (n: number) => `${n}-`,
    (n: number) => `-${n}-`,
  ];
  const doorForms = [
    (d: string) => `${d}室`,
    (d: string) => d,
    (d: string) => `${d}户`,
    (d: string) => `0${d}`,
    (d: string) => `${d}号`,
  ];

  it("gives the same parts for every form", () => {
    fc.assert(
      fc.property(
        flats,
        fc.constantFrom(...prefixes),
        fc.constantFrom(...buildingForms),
        fc.constantFrom(...unitForms),
        fc.constantFrom(...doorForms),
        fc.boolean(),
        (flat, prefix, building, unit, door, wide) => {
          const number = `${flat.floor}${String(flat.room).padStart(2, "0")}`;
          const text =
            (flat.community === undefined ? "" : prefix + flat.community) +
            flat.compound +
            building(flat.building) +
            (flat.unit === undefined ? "" : unit(flat.unit)) +
            door(number);
          const typed = wide
            ? text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
            : text;
          expect(split(typed)).toEqual({
            ...(flat.community === undefined ? {} : { community: flat.community }),
            compound: flat.compound,
            building: `${flat.building}号楼`,
            ...(flat.unit === undefined ? {} : { unit: `${flat.unit}单元` }),
            floor: flat.floor,
            door: number,
            rest: "",
          });
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("splits what it joined back into the same parts", () => {
    const doors = fc.oneof(
      fc.record({ floor: number(33), room: number(12) }).map(({ floor, room }) => ({
        floor,
        door: `${floor}${String(room).padStart(2, "0")}`,
      })),
      fc
        .record({ floor: number(33), side: fc.constantFrom("东户", "西户", "南门") })
        .map(({ floor, side }) => ({
          floor,
          door: `${floor}楼${side}`,
        })),
    );
    fc.assert(
      fc.property(flats, doors, ({ community, compound, building, unit }, door) => {
        const parts = {
          ...(community === undefined ? {} : { community }),
          compound,
          building: `${building}号楼`,
          ...(unit === undefined ? {} : { unit: `${unit}单元` }),
          ...door,
        };
        expect(split(joinAddress(parts))).toEqual({ ...parts, rest: "" });
      }),
      { numRuns: 1000 },
    );
  });

  it("does so for lanes of courtyards", () => {
    const doors = fc.oneof(
      number(400).map(String),
      fc.tuple(number(99), number(9)).map(([door, side]) => `${door}-${side}`),
      fc.tuple(number(99), number(9)).map(([door, side]) => `${door}附${side}`),
      number(9).map((door) => `附${door}`),
    );
    fc.assert(
      fc.property(compound, doors, (compound, door) => {
        expect(split(joinAddress({ community: "王庄村", compound, door }))).toEqual({
          community: "王庄村",
          compound,
          door,
          rest: "",
        });
      }),
    );
  });
});

describe("one name for one place", () => {
  it("names a building once", () => {
    for (const text of ["12号楼", "12栋", "12#", "十二幢", "12", "１２＃楼", "第12栋", "012号楼"]) {
      expect(buildingName(text)).toBe("12号楼");
    }
    expect(["A座", "a栋", "B1栋", "甲12号楼", "综合楼"].map(buildingName)).toEqual([
      "A座",
      "A座",
      "B1号楼",
      "甲12号楼",
      "综合楼",
    ]);
  });
  it("is settled after one pass", () => {
    fc.assert(
      fc.property(fc.constantFrom("12栋", "A座", "甲3#", "12-1幢", "二十五号楼"), (text) => {
        expect(buildingName(buildingName(text))).toBe(buildingName(text));
      }),
    );
    for (const door of ["502室", "0502", "五〇二", "45号附3号", "附3号"])
      expect(doorName(doorName(door))).toBe(doorName(door));
  });
  it("names units, floors and doors once", () => {
    expect(["3", "三单元", "03单元", "3门洞"].map(unitName)).toEqual(["3单元", "3单元", "3单元", "3单元"]);
    expect(["5", "五楼", "5层", "5F", "-1", "负一层", "顶"].map(floorNumber)).toEqual([
      5,
      5,
      5,
      5,
      -1,
      -1,
      null,
    ]);
    expect(["502室", "502户", "0502", "45号", "附3号", "45号附3号"].map((door) => doorName(door))).toEqual([
      "502",
      "502",
      "502",
      "45",
      "附3",
      "45附3",
    ]);
    expect([doorName("东户", 5), doorName("东户"), doorName("2", 5), doorName("502", 5)]).toEqual([
      "5楼东户",
      "东户",
      "5楼2",
      "502",
    ]);
  });
  it("knows communities and compounds by their key", () => {
    expect(communityKey("振兴社区居民委员会")).toBe(communityKey("振兴社区"));
    expect(communityKey("王庄村民委员会")).toBe(communityKey("王庄村"));
    expect(communityKey("王庄村委会")).toBe(communityKey("王庄村"));
    expect(compoundKey("王庄自然村")).toBe(compoundKey("王庄"));
    expect(compoundKey("汴河花园三期")).toBe(compoundKey("汴河花园3期"));
    expect(compoundKey("振兴小区")).toBe("振兴");
  });
});
