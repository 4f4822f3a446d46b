import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columns, matchColumns } from "@lingzhu/domain/place";
import { columnsByHeader, mappingProblems, placeColumn } from "./ledger-mapping.ts";

const headers = ["所属社区", "小区名称", "楼号", "门牌号", "备注", "经度", "纬度"];
const { mapping } = matchColumns(headers);

describe("mapping screen", () => {
  it("shows each column of the file with what it feeds", () => {
    expect(columnsByHeader(mapping, headers.length)).toEqual([
      "community",
      "compound",
      "building",
      "door",
      null,
      "lon",
      "lat",
    ]);
  });
  it("never lets one column feed two, nor two feed one", () => {
    const step = fc.tuple(fc.nat(6), fc.option(fc.constantFrom(...columns)));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let now: Record<string, number | null> = mapping;
        for (const [index, column] of steps) {
          now = placeColumn(now, index, column);
          const taken = Object.values(now).filter((at) => at !== null);
          expect(new Set(taken).size).toBe(taken.length);
          expect(columnsByHeader(now, headers.length)[index]).toBe(column);
        }
      }),
    );
  });
});

describe("what must be answered first", () => {
  it("asks for the datum only when there are positions", () => {
    expect(mappingProblems({ mapping, datum: null })).toEqual(["请选择经纬度从哪里来。"]);
    expect(mappingProblems({ mapping, datum: "gcj02" })).toEqual([]);
    const without = placeColumn(placeColumn(mapping, 5, null), 6, null);
    expect(mappingProblems({ mapping: without, datum: null })).toEqual([]);
  });
  it("asks for what tells one household from another", () => {
    const problems = mappingProblems({
      mapping: placeColumn(placeColumn(mapping, 3, null), 5, null),
      datum: null,
    });
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain("门牌");
    expect(problems[1]).toContain("成对");
  });
});
