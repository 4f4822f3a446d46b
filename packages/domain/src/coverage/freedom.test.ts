import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checksNeededExact } from "@lingzhu/geo";
import {
  checksNeededSentence,
  freedomSentence,
  moreChecksNeeded,
  prevalenceWords,
  roundsSentence,
} from "./index.ts";
import { percentDown } from "./honest-number.ts";

const street = (checked: number, detection: number | null) => [
  { population: 3000, checked, detection },
  { population: 2000, checked: 0, detection: null },
];

describe("one sentence on a survey that found nothing", () => {
  it("says how sure it is, rounded down", () => {
    // 5 among 5000, all of 4000 checked at 0.9: 1 - 0.28^5 = 0.9983 nearly; exactly a little more
    const said = freedomSentence({
      parts: [{ population: 5000, checked: 4000, detection: 0.9 }],
      prevalence: 0.001,
      found: 0,
    });
    expect(said.sentence).toBe("如果每一千户中有 1 户种植，这样查下来有 99.8% 的把握至少发现一户。");
    expect(said.figures.sensitivity).toBeCloseTo(1 - 0.28 ** 5, 3);
    expect(said.assumptions).toEqual(["representative", "register", "verified", "measured"]);
  });
  it("below what is asked says what is lacking", () => {
    const said = freedomSentence({ parts: street(1500, 0.8), prevalence: 0.001, found: 0 });
    // 1 - (1 - 0.3 * 0.8)^5 = 0.746
    expect(said.sentence).toMatch(
      /^如果每一千户中有 1 户种植，这样查下来只有 74% 的把握至少发现一户；要到 95%，至少还要查 [\d,]+ 户。$/,
    );
  });
  it("where detection was never measured it says at most", () => {
    const said = freedomSentence({ parts: street(3000, null), prevalence: 0.001, found: 0 });
    expect(said.sentence).toContain("最多有 98% 的把握");
    expect(said.assumptions).toContain("unmeasured");
  });
  it("a register too small for the prevalence speaks of one place", () => {
    expect(
      freedomSentence({
        parts: [{ population: 300, checked: 200, detection: 0.9 }],
        prevalence: 0.001,
        found: 0,
        unit: "块地",
      }).sentence,
    ).toBe(
      "如果全部 300 块地中有 1 块地种植，这样查下来只有 60% 的把握至少发现一处；就是全部查一遍也到不了 95%，要换一组再查一轮，或者看得更细。",
    );
  });
  it("is not asked when something was found, and says nothing before anything was checked", () => {
    expect(freedomSentence({ parts: street(3000, 1), prevalence: 0.001, found: 2 }).says).toBe("not-asked");
    expect(freedomSentence({ parts: street(0, 1), prevalence: 0.001, found: 0 }).says).toBe("cannot-tell");
    expect(freedomSentence({ parts: [], prevalence: 0.001, found: 0 }).says).toBe("cannot-tell");
  });
  it("puts the prevalence into words that name no rarer planting", () => {
    expect(prevalenceWords(0.05, "户")).toBe("每一百户中有 5 户");
    expect(prevalenceWords(0.002, "户")).toBe("每一千户中有 2 户");
    expect(prevalenceWords(0.0005, "处")).toBe("每一万处中有 5 处");
    expect(prevalenceWords(1 / 700, "户")).toBe("每 700 户中有 1 户");
  });
});

describe("how many doors must be cross-checked", () => {
  it("the published 45 of 100 at 5 %, and more with worse eyes", () => {
    const parts = (detection: number | null) => [{ population: 100, checked: 0, detection }];
    expect(checksNeededSentence({ parts: parts(1), prevalence: 0.05 }).sentence).toBe(
      "要有 95% 的把握发现“每一百户中有 5 户”这样的种植，要在全部 100 户里随机抽查 45 户。",
    );
    expect(checksNeededSentence({ parts: parts(null), prevalence: 0.05 }).sentence).toContain("至少要在全部");
    expect(checksNeededSentence({ parts: parts(0.3), prevalence: 0.05 }).sentence).toContain("查一遍也不够");
    expect(checksNeededSentence({ parts: [], prevalence: 0.05 }).says).toBe("cannot-tell");
  });
  it("is never more than what is left, and does reach the aim", () => {
    const part = fc
      .record({ population: fc.integer({ min: 2, max: 60 }), seed: fc.nat() })
      .map(({ population, seed }) => ({ population, checked: seed % (population + 1), detection: 0.9 }));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (parts) => {
        const total = (of: (p: (typeof parts)[number]) => number): number =>
          parts.reduce((sum, each) => sum + of(each), 0);
        const checked = total((each) => each.checked);
        const population = total((each) => each.population);
        const more = moreChecksNeeded(parts, 2);
        // one detection everywhere: the same question as for a single population, up to one place per part
        const needed = checksNeededExact(population, 2, 0.9);
        if (needed === null) expect(more).toBeNull();
        else {
          expect(more).toBeGreaterThanOrEqual(needed - checked);
          expect(more).toBeLessThanOrEqual(Math.max(0, needed - checked) + parts.length);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("several rounds and honest percentages", () => {
  it("discounts for what may have been sown between them", () => {
    const rounds = Array.from({ length: 10 }, () => ({ sensitivity: 0.4, introduction: 0.01 }));
    // pfree.calc(rep(0.4, 10), 0.01, 0.5) of RSurveillance ends at 0.9785045.
    expect(roundsSentence(rounds, 0.001).sentence).toBe(
      "10 轮都没有发现，合起来有 97% 的把握：种植比“每一千户中有 1 户”还少。",
    );
    expect(roundsSentence([], 0.001).says).toBe("cannot-tell");
  });
  it("never rounds a percentage up, and says 100 % only of certainty", () => {
    expect([0.9799, 0.29, 0.999999, 1, 0.99, 0.9951].map(percentDown)).toEqual([
      "97%",
      "29%",
      "99.9%",
      "100%",
      "99%",
      "99.5%",
    ]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        expect(Number.parseFloat(percentDown(share)) / 100).toBeLessThanOrEqual(share + 1e-9);
      }),
    );
  });
});
