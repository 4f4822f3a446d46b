import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate, drawStratified, seededNumbers, type Stratum } from "./index.ts";

const sizes = fc.array(fc.nat(60), { minLength: 1, maxLength: 8 });
const allocation = fc.constantFrom("proportional" as const, "equal" as const);

describe("allocate", () => {
  it("adds up, never asks for more than there is, and leaves no stratum out while there is enough", () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 200 }), allocation, (sizes, count, how) => {
        const given = allocate(sizes, count, how);
        const all = sizes.reduce((sum, size) => sum + size, 0);
        expect(given.reduce((sum, n) => sum + n, 0)).toBe(Math.min(count, all));
        given.forEach((n, i) => expect(n).toBeLessThanOrEqual(sizes[i]!));
        if (count >= sizes.filter((size) => size > 0).length)
          given.forEach((n, i) => expect(n > 0).toBe(sizes[i]! > 0));
      }),
    );
  });
  it("shares by size, or alike with what is left over from the small ones", () => {
    expect(allocate([900, 90, 10], 100, "proportional")).toEqual([90, 9, 1]);
    expect(allocate([900, 90, 10], 60, "equal")).toEqual([25, 25, 10]);
    expect(allocate([5, 5, 5], 2, "equal")).toEqual([1, 1, 0]);
    expect(allocate([3000, 1], 10, "proportional")).toEqual([9, 1]);
  });
});

describe("drawStratified", () => {
  const strata: Stratum[] = ["b", "a", "c"].map((key, n) => ({
    key,
    ids: Array.from({ length: 20 + n }, (_, i) => `${key}${i}`),
  }));
  it("gives the same places for the same seed, whatever the order, and others for another seed", () => {
    const drawn = drawStratified(strata, 12, "equal", "s1");
    const shuffled = strata.toReversed().map(({ key, ids }) => ({ key, ids: ids.toReversed() }));
    expect(drawStratified(shuffled, 12, "equal", "s1")).toEqual(drawn);
    expect(drawStratified(strata, 12, "equal", "s2")).not.toEqual(drawn);
    for (const [key, ids] of drawn) {
      expect(new Set(ids).size).toBe(4);
      expect(ids.every((id) => id.startsWith(key))).toBe(true);
    }
  });
  it("leaves the draw from a stratum as it was when another one changes", () => {
    const more = strata.map((one) => (one.key === "c" ? { ...one, ids: [...one.ids, "c99"] } : one));
    const [before, after] = [strata, more].map((all) => drawStratified(all, 9, "equal", "s"));
    expect(after!.get("a")).toEqual(before!.get("a"));
    expect(after!.get("b")).toEqual(before!.get("b"));
  });
  it("favours nobody: each of ten places is drawn about equally often over many seeds", () => {
    const ids = Array.from({ length: 10 }, (_, i) => `p${i}`);
    const times = new Map(ids.map((id) => [id, 0]));
    for (let seed = 0; seed < 4000; seed++)
      for (const id of drawStratified([{ key: "", ids }], 3, "equal", `${seed}`).get("")!)
        times.set(id, times.get(id)! + 1);
    // 1200 expected, standard deviation 29: five of them.
    for (const n of times.values()) expect(Math.abs(n - 1200)).toBeLessThan(145);
  });
});

it("makes numbers in [0, 1) that follow from the seed", () => {
  const [a, b] = [seededNumbers("x"), seededNumbers("x")];
  for (let i = 0; i < 100; i++) {
    const n = a();
    expect(n).toBe(b());
    expect(n).toBeGreaterThanOrEqual(0);
    expect(n).toBeLessThan(1);
  }
});
