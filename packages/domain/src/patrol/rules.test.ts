import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Problem } from "../kernel/index.ts";
import { assignmentStart, checkedRound, requireIndependent, zoneOf } from "./index.ts";

describe("zoneOf", () => {
  const ancestry = ["door", "unit", "building", "compound", null, "community"];
  it("prefers the most specific listed place", () => {
    const listed = new Map([
      ["community", "A"],
      ["building", "B"],
    ]);
    expect(zoneOf(ancestry, listed)).toBe("B");
    expect(zoneOf(["plot", null, null, "compound", null, "community"], listed)).toBe("A");
    expect(zoneOf(ancestry, new Map([["elsewhere", "C"]]))).toBeNull();
  });
  it("is not changed by listing anything farther away, or elsewhere", () => {
    fc.assert(
      fc.property(fc.nat(5), fc.array(fc.nat(8)), (nearest, more) => {
        const listed = new Map([[`p${nearest}`, "nearest"]]);
        for (const other of more) if (other > nearest) listed.set(`p${other}`, `zone ${other}`);
        expect(zoneOf(["p0", "p1", "p2", "p3", "p4", "p5"], listed)).toBe("nearest");
      }),
    );
  });
});

it("starts an assignment with the round, or today when the round is running", () => {
  expect(assignmentStart("2026-03-01", "2026-03-10")).toBe("2026-03-10");
  expect(assignmentStart("2026-03-15", "2026-03-10")).toBe("2026-03-15");
});

describe("checkedRound", () => {
  const round = (ordinal: number, kind: "patrol" | "cross_check") => ({ ordinal, kind });
  it("is the latest patrol round before, never another cross-check", () => {
    const rounds = [round(1, "patrol"), round(2, "patrol"), round(3, "cross_check"), round(4, "cross_check")];
    expect(checkedRound(rounds[3]!, rounds)).toBe(rounds[1]);
    expect(checkedRound(rounds[2]!, rounds.toReversed())).toBe(rounds[1]);
    expect(checkedRound(rounds[0]!, rounds)).toBeNull();
  });
});

describe("requireIndependent", () => {
  const members = [
    { personId: "1", name: "赵某" },
    { personId: "2", name: "钱某" },
  ];
  it("lets a team pass that never walked there", () => {
    expect(() => requireIndependent(members, new Set(["3"]))).not.toThrow();
    expect(() => requireIndependent([], new Set(["1"]))).not.toThrow();
  });
  it("names whoever walked there before", () => {
    const attempt = () => requireIndependent(members, new Set(["2", "3"]));
    expect(attempt).toThrow(Problem);
    expect(attempt).toThrow(/钱某/);
  });
});
