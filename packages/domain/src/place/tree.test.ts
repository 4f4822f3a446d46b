import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { childOf, householdKey, parentKinds, placeName, plotKey, type TreeNode } from "./index.ts";

const community: TreeNode = {
  id: "c",
  kind: "community",
  name: "振兴社区",
  path: "振兴社区",
  sortKey: "341302007001",
  communityId: "c",
  gridId: null,
  compoundId: null,
  buildingId: null,
  unitId: null,
  names: { community: "振兴社区", compound: null, building: null, unit: null },
};
const compound = childOf(community, "compound", "汴河花园", "k");
const building = childOf(compound, "building", "12号楼", "b");
const unit = childOf(building, "unit", "3单元", "u");

describe("childOf", () => {
  it("writes the ancestors, the path and the ledger's own key into a door", () => {
    const door = childOf(unit, "household", "502", "h");
    expect(door).toMatchObject({
      parentId: "u",
      communityId: "c",
      compoundId: "k",
      buildingId: "b",
      unitId: "u",
      path: "振兴社区 汴河花园 12号楼 3单元 502",
      naturalKey: householdKey({
        community: "振兴社区居委会",
        compound: "汴河花园小区",
        building: "12号楼",
        unit: "3单元",
        door: "502",
      }),
    });
  });
  it("names a grid in no path and no key but its own", () => {
    const grid = childOf(community, "grid", "第一网格", "g");
    const inGrid = childOf(grid, "compound", "汴河花园", "k");
    expect([inGrid.path, inGrid.naturalKey, inGrid.gridId]).toEqual([
      compound.path,
      compound.naturalKey,
      "g",
    ]);
  });
  it("gives a plot the key of the ledger", () => {
    expect(childOf(compound, "plot", "东侧绿化带", "p").naturalKey).toBe(
      plotKey({ community: "振兴社区", compound: "汴河花园", name: "东侧绿化带" }),
    );
  });
  it("sorts by number, and everything inside a place right after it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 99_999 }), (a, b) => {
        const [one, two] = [a, b].map((n) => childOf(compound, "building", `${n}号楼`, "x"));
        expect(one!.sortKey < two!.sortKey).toBe(a < b);
        const inside = childOf(one!, "unit", "9单元", "y");
        if (a < b) expect(inside.sortKey < two!.sortKey).toBe(true);
        expect(inside.sortKey > one!.sortKey).toBe(true);
      }),
    );
  });
});

it("lets every kind but the street stand under something, and nothing under a door or plot", () => {
  for (const [kind, parents] of Object.entries(parentKinds)) {
    expect(parents.length > 0).toBe(kind !== "street");
    expect(parents).not.toContain("household");
    expect(parents).not.toContain("plot");
  }
});

it("spells names as the ledger does", () => {
  expect(placeName("building", "12栋")).toBe("12号楼");
  expect(placeName("unit", "三单元")).toBe("3单元");
  expect(placeName("household", "502室", 5)).toBe("502");
  expect(placeName("plot", " 东侧  绿化带 ")).toBe("东侧 绿化带");
});
