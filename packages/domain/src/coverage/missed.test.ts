import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { missedSentence, remainingSentence, type Statement } from "./index.ts";

const say = (firstOnly: number, secondOnly: number, both: number): Statement =>
  missedSentence({ firstOnly, secondOnly, both });

describe("one sentence on what both teams missed", () => {
  it("gives the number, the interval and the four assumptions", () => {
    const said = say(3, 3, 3);
    expect(said.sentence).toBe("两组交叉复查共看到 9 处，估计还有约 2 处没有看到（95% 区间 0–21 处）。");
    expect(said.says).toBe("figure");
    expect(said.assumptions).toEqual(["independent", "closed", "equal", "verified"]);
    expect(said.figures.missed).toBeCloseTo(2.25, 10);
  });
  it("does not round a guess up to a find, nor zero down to certainty", () => {
    expect(say(2, 1, 8).sentence).toBe(
      "两组交叉复查共看到 11 处，估计漏看的不到 1 处，最多还有 4 处（95% 区间 0–4 处）。",
    );
    expect(say(0, 0, 60).sentence).toBe("两组交叉复查共看到 60 处，估计没有漏看的（95% 区间 0–0 处）。");
  });
  it("says when the data cannot tell", () => {
    expect(say(0, 0, 0)).toMatchObject({
      says: "cannot-tell",
      sentence: "两组都没有看到，漏看了多少无从估计。",
    });
    expect(say(3, 2, 0).sentence).toBe(
      "两组交叉复查共看到 5 处，没有一处是两组都看到的，说不准还有多少没有看到，可能还有不少。",
    );
    expect(say(1, 1, 1).sentence).toBe(
      "两组交叉复查共看到 3 处，两组都看到的只有 1 处，太少，还说不准漏看了多少。",
    );
    expect(say(20, 20, 3).sentence).toBe(
      "两组交叉复查共看到 43 处，两组看到的重合太少，还说不准漏看了多少，可能还有不少。",
    );
  });
  it("never names a number when it cannot tell, and keeps the point inside the interval", () => {
    const count = fc.integer({ min: 0, max: 15 });
    fc.assert(
      fc.property(count, count, count, (a, b, m) => {
        const said = say(a, b, m);
        if (said.says === "cannot-tell") {
          expect(said.sentence).not.toContain("区间");
          return;
        }
        expect(m).toBeGreaterThanOrEqual(3);
        const [, low, high] = /区间 (\d+)–(\d+) 处/.exec(said.sentence)!;
        expect(Number(low)).toBeLessThanOrEqual(said.figures.missedLower!);
        expect(Number(high)).toBeGreaterThanOrEqual(said.figures.missedUpper!);
        const point = /约 (\d+) 处没有看到/.exec(said.sentence);
        if (point) {
          expect(Number(point[1])).toBeGreaterThanOrEqual(Number(low));
          expect(Number(point[1])).toBeLessThanOrEqual(Number(high));
        }
      }),
      { numRuns: 60 },
    );
  });
  it("blind markers make it say more", () => {
    const markers = { first: { a: 91, b: 11 }, second: { a: 91, b: 11 } };
    const upper = missedSentence({ firstOnly: 3, secondOnly: 3, both: 3 }, markers).figures.missedUpper!;
    expect(upper).toBeLessThan(21);
  });
});

describe("one sentence on what a round missed", () => {
  it("expected and at most", () => {
    expect(remainingSentence([{ population: 1000, checked: 900, detection: 0.8 }], 18).sentence).toBe(
      "已发现 18 处，照这样查，估计还漏了约 7 处，有 95% 的把握不超过 13 处。",
    );
    expect(remainingSentence([{ population: 1000, checked: 900, detection: 0.8 }], 0).sentence).toBe(
      "没有发现，照这样查，漏掉的有 95% 的把握不超过 2 处。",
    );
    expect(remainingSentence([{ population: 20, checked: 20, detection: 1 }], 1).sentence).toBe(
      "已发现 1 处，查全了，看得也准，没有漏的。",
    );
    expect(remainingSentence([{ population: 20, checked: 0, detection: 1 }], 0).says).toBe("cannot-tell");
  });
});
