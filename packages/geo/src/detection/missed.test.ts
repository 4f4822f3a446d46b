import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { missedAfter } from "../index.ts";

describe("missedAfter", () => {
  it("by hand: 900 of 1000 looked at, eyes 0.8, 18 found", () => {
    // pi = 0.72; 18 / 0.72 = 25 in all, 7 missed: 25 * 0.9 * 0.2 = 4.5 overlooked, 2.5 where nobody went.
    const missed = missedAfter([{ population: 1000, checked: 900, detection: 0.8 }], 18)!;
    expect(missed.foundShare).toBeCloseTo(0.72, 12);
    expect(missed.expected).toBeCloseTo(7, 10);
    expect(missed.overlooked).toBeCloseTo(4.5, 10);
    expect(missed.unseen).toBeCloseTo(2.5, 10);
    // scipy: binom.cdf(18, 31, 0.72) = 0.0670 and of 32 0.0409
    expect(missed.most).toBe(13);
  });

  it("nothing found: at most as many as have a 5 % chance of all escaping", () => {
    // 0.28^2 = 0.078 > 0.05 >= 0.28^3 = 0.022
    expect(missedAfter([{ population: 1000, checked: 900, detection: 0.8 }], 0)).toMatchObject({
      expected: 0,
      most: 2,
    });
    expect(missedAfter([{ population: 10, checked: 10, detection: 1 }], 3)).toMatchObject({ most: 0 });
    expect(missedAfter([{ population: 10, checked: 0, detection: 1 }], 0)).toBeNull();
    expect(() => missedAfter([{ population: 10, checked: 2, detection: 1 }], 3)).toThrow(
      expect.objectContaining({ fault: "bad-count" }),
    );
  });

  it("the bound holds at least 95 times in a hundred, over every outcome of small streets", () => {
    // D places laid anywhere in N = 40 + 30; number found counted exactly by convolution over the two strata.
    const strata = [
      { population: 40, checked: 30, detection: 0.9 },
      { population: 30, checked: 10, detection: 0.6 },
    ];
    const choose = (n: number, k: number): number => {
      if (k < 0 || k > n) return 0;
      let c = 1;
      for (let i = 1; i <= k; i += 1) c = (c * (n - k + i)) / i;
      return c;
    };
    const binomial = (k: number, n: number, p: number): number => choose(n, k) * p ** k * (1 - p) ** (n - k);
    for (const D of [1, 2, 5, 9, 14]) {
      const found = Array.from({ length: D + 1 }, () => 0);
      for (let a = 0; a <= D; a += 1)
        for (let b = 0; a + b <= D; b += 1) {
          const placed = (choose(30, a) * choose(10, b) * choose(30, D - a - b)) / choose(70, D);
          for (let x = 0; x <= a; x += 1)
            for (let y = 0; y <= b; y += 1)
              found[x + y]! += placed * binomial(x, a, 0.9) * binomial(y, b, 0.6);
        }
      let [held, mean] = [0, 0];
      found.forEach((probability, k) => {
        const missed = missedAfter(strata, k)!;
        if (D <= k + missed.most) held += probability;
        mean += probability * (k + missed.expected);
      });
      expect(held).toBeGreaterThanOrEqual(0.95);
      expect(mean).toBeCloseTo(D, 8);
    }
  });

  it("worse eyes, less coverage or an uncertain detection never lower the bound", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 10 }),
        (checked, rest, detection, found) => {
          fc.pre(found <= checked - 1);
          const population = checked + rest;
          const base = missedAfter([{ population, checked, detection }], found)!;
          expect(base.overlooked + base.unseen).toBeCloseTo(base.expected, 8);
          expect(base.most).toBeLessThanOrEqual(population - found);
          const others = [
            { population, checked: checked - 1, detection },
            { population, checked, detection: detection * 0.9 },
            { population, checked, detection, detectionLower: detection * 0.8 },
          ];
          for (const other of others) {
            const worse = missedAfter([other], found);
            if (worse) expect(worse.most).toBeGreaterThanOrEqual(base.most);
          }
        },
      ),
    );
  });
});
