import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnOfHeader, columns, columnWords, matchColumns, synonyms } from "../index.ts";

describe("matchColumns", () => {
  it("matches headings as offices write them", () => {
    const headers = [
      "序号",
      "所属\n社区",
      " 网格名称",
      "小区名称（必填）",
      "幢",
      "单元号",
      "楼 层",
      "房号",
      "户主姓名*",
      "联系方式",
      "常住人口(人)",
      "是否重点户",
      "经度（°）",
      "纬　度",
      "备注",
    ];
    const { mapping, unmatched } = matchColumns(headers);
    expect(mapping).toMatchObject({
      community: 1,
      grid: 2,
      compound: 3,
      building: 4,
      unit: 5,
      floor: 6,
      door: 7,
      head: 8,
      phone: 9,
      residents: 10,
      keyHousehold: 11,
      lon: 12,
      lat: 13,
      address: null,
      plotName: null,
    });
    expect(unmatched).toEqual(["序号", "备注"]);
  });

  it("knows its own words and lists each heading under one column only", () => {
    const seen = new Map<string, string>();
    for (const column of columns) {
      expect(columnOfHeader(columnWords[column])?.column).toBe(column);
      for (const word of synonyms[column]) {
        expect(seen.get(word) ?? column).toBe(column);
        seen.set(word, column);
        expect(columnOfHeader(word)?.column).toBe(column);
      }
    }
  });

  it("gives the same mapping whatever the order of the headers", () => {
    const pool = columns.flatMap((column) => synonyms[column].slice(0, 4));
    fc.assert(
      fc.property(
        fc
          .uniqueArray(fc.constantFrom(...pool, "备注", "序号"), { minLength: 1 })
          .chain((headers) =>
            fc.tuple(fc.constant(headers), fc.shuffledSubarray(headers, { minLength: headers.length })),
          ),
        ([headers, shuffled]) => {
          const named = (list: string[]) =>
            Object.entries(matchColumns(list).mapping).map(([column, at]) => [
              column,
              at === null ? null : list[at],
            ]);
          expect(named(shuffled)).toEqual(named(headers));
        },
      ),
    );
  });

  it("prefers the clearer heading and asks", () => {
    const { mapping, questions, unmatched } = matchColumns(["姓名", "户主姓名", "社区", "门牌"]);
    expect(mapping.head).toBe(1);
    expect(unmatched).toEqual(["姓名"]);
    expect(questions).toEqual([
      {
        about: "duplicate",
        columns: ["head"],
        headers: [1, 0],
        text: "「户主姓名」、「姓名」都像是户主，先用「户主姓名」，请核对。",
      },
    ]);
  });

  it("asks for the datum, for axes named X and Y, and for what it cannot do without", () => {
    const about = (headers: string[]) => matchColumns(headers).questions.map((question) => question.about);
    expect(about(["社区", "门牌", "经度", "纬度"])).toEqual(["datum"]);
    expect(about(["社区", "门牌", "X坐标", "Y坐标"])).toEqual(["datum", "axes"]);
    expect(about(["社区", "门牌", "经度"])).toEqual(["essential"]);
    expect(about(["姓名", "电话"])).toEqual(["essential", "essential"]);
    expect(about(["详细地址", "户主"])).toEqual([]);
  });

  it("takes the unit of areas from the heading", () => {
    expect(matchColumns(["地块名称", "面积（亩）"]).areaUnit).toBe("mu");
    expect(matchColumns(["地块名称", "面积（㎡）"]).areaUnit).toBe("m2");
  });
});
