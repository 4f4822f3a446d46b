import { describe, expect, it } from "vitest";
import { communityCore } from "@lingzhu/domain/place";
import { loadDivisions } from "./divisions.ts";

describe("national division codes", () => {
  const divisions = loadDivisions();
  it("finds every street of a name", () => {
    const codes = divisions.streetsNamed("西关街道").map(({ code }) => code);
    expect(codes).toContain("341302007");
    expect(codes.length).toBeGreaterThan(10);
    expect(divisions.streetsNamed("西关街道办事处").map(({ code }) => code)).toEqual(codes);
    expect(divisions.streetsNamed("没有这个街道")).toEqual([]);
  });
  it("finds what somebody means by part of a name, or with the region before it", () => {
    const like = (words: string) => divisions.streetsLike(words, 60).map(({ code }) => code);
    expect(like("西关")).toContain("341302007");
    for (const words of ["埇桥区西关", "埇桥 西关", "宿州市 西关街道办事处"])
      expect(like(words)).toEqual(["341302007"]);
    const names = divisions.streetsLike("西关街道", 60).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(names.slice(0, 10).every((name) => /^西关街道(办事处)?$/.test(name))).toBe(true);
    expect(divisions.streetsLike("城关", 60)).toHaveLength(60);
    expect([like("没有这个街道"), like(" ")]).toEqual([[], []]);
  });
  it("gives a street, what is above it and its communities", () => {
    expect(divisions.street("341302007000")).toEqual({ code: "341302007", name: "西关街道" });
    expect(divisions.ancestorsOf("341302007").map(({ name }) => name)).toEqual([
      "安徽省",
      "宿州市",
      "埇桥区",
    ]);
    expect(divisions.communitiesOf("341302007")).toEqual([
      { code: "341302007003", name: "祥安社区居委会" },
      { code: "341302007008", name: "下关社区居委会" },
      { code: "341302007009", name: "振兴社区居委会" },
      { code: "341302007013", name: "美庐社区居民委员会" },
      { code: "341302007014", name: "和园社区居民委员会" },
      { code: "341302007015", name: "环宇社区居民委员会" },
    ]);
  });
  it("keeps names that begin with a figure or end with a letter", () => {
    const names = divisions.communitiesOf("110108001").map(({ name }) => name);
    expect(names).toContain("翠微路21号社区居委会");
    for (const { code, name } of divisions.communitiesOf("110105044")) {
      expect(code).toMatch(/^110105044\d{3}$/);
      expect(name).not.toMatch(/^\d{3}|[A-F]$|^=/);
    }
  });
  it("answers unknown codes with nothing", () => {
    for (const code of ["", "99", "999999999", "341302007003", "../../../etc", "99999999900"]) {
      expect(divisions.street(code)).toBeNull();
      expect(divisions.communitiesOf(code)).toEqual([]);
    }
    expect(divisions.ancestorsOf("999999999")).toEqual([]);
  });
});

it("reduces a community to the name that people use", () => {
  const cores = ["振兴社区居委会", "美庐社区居民委员会", "王咀村村委会", "五柳村委会", "红星嘎查", "村"].map(
    communityCore,
  );
  expect(cores).toEqual(["振兴", "美庐", "王咀", "五柳", "红星", "村"]);
});
