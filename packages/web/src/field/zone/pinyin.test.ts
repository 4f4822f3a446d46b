import { describe, expect, it } from "vitest";
import { lettersOf, soundsLike } from "./pinyin.ts";

describe("initials of pinyin", () => {
  it.each([
    ["汴河花园", "bhhy"],
    ["振兴社区", "zxsq"],
    ["美庐小区", "mlxq"],
    ["灵璧路", "lbl"],
    ["濉溪苑", "sxy"],
    ["鹅塘庄", "etz"],
    ["欧洲城", "ozc"],
  ])("%s is typed %s", (name, typed) => {
    expect(soundsLike(name, typed)).toBe(true);
    expect(soundsLike(name, typed.slice(1))).toBe(true);
  });
  it("know both readings of what has two", () => {
    for (const typed of ["cqj", "zqj"]) expect(soundsLike("重庆街", typed)).toBe(true);
    for (const typed of ["xt", "ht"]) expect(soundsLike("巷头", typed)).toBe(true);
  });
  it("leave figures and Latin letters as they are", () => {
    expect(lettersOf("7")).toBe("7");
    expect(soundsLike("花园12号楼", "hy12")).toBe(true);
    expect(soundsLike("花园12号楼", "hy13")).toBe(false);
    expect(soundsLike("b座", "bz")).toBe(true);
  });
  it("match nothing longer than the name", () => {
    expect(soundsLike("花园", "hyy")).toBe(false);
  });
});
