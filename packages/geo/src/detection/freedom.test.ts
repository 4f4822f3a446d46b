import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checksNeededBinomial,
  checksNeededCannonRoe,
  checksNeededExact,
  checksNeededMacDiarmid,
  combineSensitivities,
  designCount,
  freedomInTheLongRun,
  freedomOverRounds,
  positivesBound,
  prevalenceBound,
  prevalenceByRisk,
  sensitivityBinomial,
  sensitivityByRisk,
  sensitivityCannonRoe,
  sensitivityExact,
  sensitivityForFreedom,
  sensitivityMacDiarmid,
  sensitivityStrata,
} from "../index.ts";

/** All five decimals of a published value. */
const close = (value: number, published: number): void =>
  expect(Math.abs(value - published)).toBeLessThan(1e-5);

describe("tests/RSurveillance.R of the R package RSurveillance 0.2.1 (expected results printed there)", () => {
  it("sep.binom(seq(10, 100, 10), 0.05, 0.9)", () => {
    [
      0.368993670137906, 0.60183101167397, 0.748752848011488, 0.841461456735425, 0.899961175672938,
      0.936874868617662, 0.960167642524368, 0.974865530299547, 0.984139990521287, 0.989992233627259,
    ].forEach((published, i) => close(sensitivityBinomial(10 * (i + 1), 0.05, 0.9), published));
  });
  it("sep.exact: a census with se 0.8 and d = 1..5", () => {
    [0.8, 0.96, 0.992, 0.9984, 0.99968].forEach((published, i) =>
      close(sensitivityExact(50, i + 1, 50, 0.8), published),
    );
  });
  it("sep.hypergeo, half of 10 to 500 at 1 %", () => {
    const published = [0.4, 0.4, 0.4, 0.784, 0.92224];
    [10, 50, 100, 250, 500].forEach((N, i) =>
      close(sensitivityMacDiarmid(N, designCount(N, 0.01), N / 2, 0.8), published[i]!),
    );
  });
  it("sep, 30 of 30 to 100 at 10 %", () => {
    const published = [
      0.999875, 0.9988105, 0.9931679, 0.9933724, 0.9852992, 0.9874888, 0.979061, 0.9823942, 0.9742575,
      0.978166, 0.9705057, 0.9746682, 0.9675142, 0.9717525, 0.9650811,
    ];
    published.forEach((value, i) => {
      const N = 30 + 5 * i;
      close(sensitivityMacDiarmid(N, designCount(N, 0.1), 30, 0.95), value);
    });
  });
  it("n.binom, n.hypergeo, n.freedom", () => {
    expect([0.01, 0.02, 0.05, 0.1, 0.2].map((p) => checksNeededBinomial(p, 0.91))).toEqual([
      328, 164, 65, 32, 15,
    ]);
    const at = (N: number, se: number): number | null => checksNeededMacDiarmid(N, designCount(N, 0.01), se);
    expect([200, 500, 1000, 10_000].map((N) => at(N, 0.8))).toEqual([195, 282, 324, 369]);
    expect([200, 500, 1000, 5000, 10_000, 100_000].map((N) => at(N, 0.9))).toEqual([
      173, 251, 288, 324, 328, 333,
    ]);
    expect(checksNeededBinomial(0.01, 0.9)).toBe(332);
  });
  it("pfree.equ, disc.prior, pfree.calc, sep.pfree, n.pfree", () => {
    const long = [
      0.9848485, 0.9876543, 0.989899, 0.9917355, 0.993266, 0.994561, 0.995671, 0.996633, 0.9974747, 0.9982175,
      0.9988777, 0.9994684,
    ];
    long.forEach((published, i) => close(freedomInTheLongRun(0.4 + 0.05 * i, 0.01), published));
    const ten = Array.from({ length: 10 }, () => ({ sensitivity: 0.4, introduction: 0.01 }));
    const free = [
      0.6203008, 0.7261937, 0.8099976, 0.8709093, 0.912497, 0.9396922, 0.9569776, 0.9677666, 0.9744246,
      0.9785045,
    ];
    freedomOverRounds(ten, 0.5).forEach((round, i) => close(round.free, free[i]!));
    close(freedomOverRounds([{ sensitivity: 0.4, introduction: 0.01 }], 0.95)[0]!.prior, 0.9405);
    [0.75, 0.8888889, 0.9473684, 0.989899].forEach((published, i) =>
      close(sensitivityForFreedom(0.5, [0.8, 0.9, 0.95, 0.99][i]!), published),
    );
    const needed = [0.9, 0.95, 0.98, 0.99].map((wanted) =>
      checksNeededMacDiarmid(1000, 10, 0.8, sensitivityForFreedom(0.5 * 0.99, wanted)),
    );
    expect(needed).toEqual([249, 321, 405, 463]);
  });
  it("adj.risk and sep.rb.bin: three risk groups", () => {
    const strata = [
      { population: 10, checked: 5, detection: 0.9, risk: 5 },
      { population: 10, checked: 5, detection: 0.9, risk: 3 },
      { population: 80, checked: 5, detection: 0.9, risk: 1 },
    ];
    [3.125, 1.875, 0.625].forEach((published, h) =>
      close(prevalenceByRisk(strata, 0.1)[h]! / 0.1, published),
    );
    close(sensitivityByRisk(strata, 0.1), 0.9430056);
  });
  it("se.parallel(0.99, 0.95, 0.8)", () => close(combineSensitivities([0.99, 0.95, 0.8]), 0.9999));
});

describe("worked examples in the manual and vignette of the R package epiR", () => {
  it("epi.ssdetect and rsu.sssep.rs, examples 1 and 3; vignette example 1", () => {
    expect(checksNeededMacDiarmid(1000, 50, 0.9)).toBe(65);
    expect(checksNeededMacDiarmid(200, 40, 1)).toBe(15);
    expect(checksNeededMacDiarmid(5000, 400, 0.995)).toBe(38);
    expect(checksNeededBinomial(0.05, 0.9)).toBe(66);
    expect(checksNeededMacDiarmid(500, 25, 0.9)).toBe(63);
    expect(checksNeededMacDiarmid(20_000, 100, 0.9)).toBe(656);
  });
  it("rsu.sspfree.rs: 198 herds; vignette example 1: 65 herds", () => {
    expect(checksNeededBinomial(0.01, 0.95, sensitivityForFreedom(0.75 * 0.99, 0.95))).toBe(198);
    expect(checksNeededBinomial(0.05, 0.9, sensitivityForFreedom(0.5 * 0.99, 0.95))).toBe(65);
  });
  it("rsu.sep.rs: 0.943, and 0.28 to 0.36", () => {
    expect(sensitivityBinomial(300, 0.01, 0.95)).toBeCloseTo(0.943, 3);
    expect(sensitivityMacDiarmid(100, designCount(100, 0.01), 30, 0.95)).toBeCloseTo(0.285, 3);
    expect(sensitivityMacDiarmid(80, designCount(80, 0.01), 30, 0.95)).toBeCloseTo(0.356, 3);
  });
  it("rsu.pstar: 0.011", () => expect(prevalenceBound(280, 0.98)).toBeCloseTo(0.011, 3));
});

describe("Cannon and Roe (1982), table 1", () => {
  // 1600 animals, 1 %, 99 %: 399, as reprinted in C. Hawkins, Electronic Field Survey Tables (2003).
  it("399 of 1600 for 1 % at 99 %", () => expect(checksNeededCannonRoe(1600, 16, 0.99)).toBe(399));
  it("45 of 100 and 57 of 1000 for 5 % at 95 %, as exactly counted; 59 without end", () => {
    expect([checksNeededCannonRoe(100, 5), checksNeededExact(100, 5, 1)]).toEqual([45, 45]);
    expect([checksNeededCannonRoe(1000, 50), checksNeededExact(1000, 50, 1)]).toEqual([57, 57]);
    expect(checksNeededMacDiarmid(1000, 50, 1)).toBe(59);
    expect(checksNeededBinomial(0.05, 1)).toBe(59);
    expect([0.01, 0.02, 0.1].map((p) => checksNeededBinomial(p, 1))).toEqual([299, 149, 29]);
  });
  it("is within one of the exact number for the populations of the table", () => {
    for (const N of [20, 50, 100, 250, 500, 1000, 2000])
      for (const p of [0.01, 0.02, 0.05, 0.1, 0.25]) {
        const d = designCount(N, p);
        const exact = checksNeededExact(N, d, 1)!;
        expect(Math.abs(checksNeededCannonRoe(N, d)! - exact)).toBeLessThanOrEqual(1);
        expect(sensitivityCannonRoe(N, d, exact)).toBeCloseTo(sensitivityExact(N, d, exact, 1), 1);
      }
  });
});

/** Probability of finding none: every way to lay `positives` among the places, each equally likely. */
function nothingByEnumeration(miss: readonly number[], positives: number): number {
  let [sum, ways] = [0, 0];
  const lay = (from: number, left: number, chance: number): void => {
    if (left === 0) {
      sum += chance;
      ways += 1;
      return;
    }
    for (let i = from; i < miss.length; i += 1) lay(i + 1, left - 1, chance * miss[i]!);
  };
  lay(0, positives, 1);
  return sum / ways;
}

describe("finite populations against every possible arrangement", () => {
  const stratum = fc
    .record({
      population: fc.integer({ min: 0, max: 5 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      detection: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ population, share, detection }) => ({
      population,
      checked: Math.round(share * population),
      detection,
    }));
  it("one stratum and several are exact", () => {
    fc.assert(
      fc.property(fc.array(stratum, { minLength: 1, maxLength: 3 }), fc.nat(), (strata, seed) => {
        const miss = strata.flatMap(({ population, checked, detection }) =>
          Array.from({ length: population }, (_, i) => (i < checked ? 1 - detection : 1)),
        );
        const positives = seed % (miss.length + 1);
        const expected = 1 - nothingByEnumeration(miss, positives);
        expect(sensitivityStrata(strata, positives)).toBeCloseTo(expected, 10);
        const [one] = strata;
        if (strata.length === 1)
          expect(sensitivityExact(one!.population, positives, one!.checked, one!.detection)).toBeCloseTo(
            expected,
            10,
          );
      }),
      { numRuns: 80 },
    );
  });

  // scipy 1.17: sum of hypergeom.pmf(x) (1 - se)^x, and bisection on it.
  it("large populations as scipy sums them", () => {
    expect(sensitivityExact(5000, 5, 4000, 0.9)).toBeCloseTo(0.9982846470845694, 11);
    expect(sensitivityExact(250, 3, 130, 0.7)).toBeCloseTo(0.7436776059075009, 11);
    expect(sensitivityExact(30_000, 30, 20_000, 0.15)).toBeCloseTo(0.9576126358428731, 10);
    expect(sensitivityExact(1200, 60, 37, 0.85)).toBeCloseTo(0.8036858820231331, 10);
    expect(checksNeededExact(1000, 10, 0.8)).toBe(323);
    expect(checksNeededExact(200, 2, 0.9)).toBe(173);
    expect(checksNeededExact(12_430, 13, 0.8)).toBe(3197);
    expect(checksNeededExact(500, 25, 0.9)).toBe(62);
  });

  it("a seeded simulation of a street agrees", () => {
    let state = 20_240_517;
    const random = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    const strata = [
      { population: 120, checked: 60, detection: 0.8 },
      { population: 80, checked: 70, detection: 0.6 },
      { population: 50, checked: 0, detection: 0.9 },
    ];
    const find = strata.flatMap(({ population, checked, detection }) =>
      Array.from({ length: population }, (_, i) => (i < checked ? detection : 0)),
    );
    let found = 0;
    const runs = 20_000;
    for (let run = 0; run < runs; run += 1) {
      const laid = new Set<number>();
      while (laid.size < 3) laid.add(Math.floor(random() * find.length));
      if ([...laid].some((i) => random() < find[i]!)) found += 1;
    }
    const exact = sensitivityStrata(strata, 3);
    // four standard errors
    expect(Math.abs(found / runs - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / runs));
  });

  it("a full street is done in whole numbers that stay finite", () => {
    const strata = Array.from({ length: 12 }, () => ({ population: 2500, checked: 2300, detection: 0.05 }));
    const sensitivity = sensitivityStrata(strata, 30);
    expect(sensitivity).toBeCloseTo(1 - (1 - 0.05 * 0.92) ** 30, 3);
  });
});

describe("what must hold of every survey", () => {
  const survey = fc
    .record({
      population: fc.integer({ min: 1, max: 400 }),
      d: fc.double({ min: 0, max: 1, noNaN: true }),
      n: fc.double({ min: 0, max: 1, noNaN: true }),
      detection: fc.double({ min: 0.05, max: 1, noNaN: true }),
    })
    .map(({ population, d, n, detection }) => ({
      population,
      positives: Math.max(1, Math.floor(d * population)),
      checked: Math.floor(n * population),
      detection,
    }));

  it("more checked, more to find, or better eyes never lower it; small populations are never worse", () => {
    fc.assert(
      fc.property(survey, ({ population, positives, checked, detection }) => {
        const exact = sensitivityExact(population, positives, checked, detection);
        if (checked < population)
          expect(sensitivityExact(population, positives, checked + 1, detection)).toBeGreaterThanOrEqual(
            exact - 1e-10,
          );
        if (positives < population)
          expect(sensitivityExact(population, positives + 1, checked, detection)).toBeGreaterThanOrEqual(
            exact - 1e-10,
          );
        expect(
          sensitivityExact(population, positives, checked, Math.min(1, detection + 0.05)),
        ).toBeGreaterThanOrEqual(exact - 1e-10);
        const endless = sensitivityBinomial(checked, positives / population, detection);
        expect(exact).toBeGreaterThanOrEqual(endless - 1e-10);
        expect(exact).toBeGreaterThanOrEqual(
          sensitivityMacDiarmid(population, positives, checked, detection) - 1e-10,
        );
      }),
    );
  });

  it("the number of checks needed is the smallest that is enough", () => {
    fc.assert(
      fc.property(survey, ({ population, positives, detection }) => {
        const needed = checksNeededExact(population, positives, detection);
        if (needed === null) {
          expect(sensitivityExact(population, positives, population, detection)).toBeLessThan(0.95);
          return;
        }
        expect(sensitivityExact(population, positives, needed, detection)).toBeGreaterThanOrEqual(
          0.95 - 1e-9,
        );
        expect(sensitivityExact(population, positives, needed - 1, detection)).toBeLessThan(0.95);
        const rough = checksNeededMacDiarmid(population, positives, detection);
        if (rough !== null) expect(rough).toBeGreaterThanOrEqual(needed);
      }),
    );
  });

  it("the bound on positives is the largest that could have been overlooked", () => {
    fc.assert(
      fc.property(survey, ({ population, checked, detection }) => {
        const most = positivesBound(population, checked, detection);
        if (most < population)
          expect(sensitivityExact(population, most + 1, checked, detection)).toBeGreaterThanOrEqual(
            0.95 - 1e-9,
          );
        if (most > 0) expect(sensitivityExact(population, most, checked, detection)).toBeLessThan(0.95);
      }),
    );
  });

  it("rounds without anything coming in only raise the belief, in any order", () => {
    const rounds = fc.array(fc.double({ min: 0, max: 0.99, noNaN: true }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rounds, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (all, prior) => {
        const end = (list: number[]): number =>
          freedomOverRounds(
            list.map((sensitivity) => ({ sensitivity, introduction: 0 })),
            prior,
          ).at(-1)!.free;
        expect(end(all)).toBeGreaterThanOrEqual(prior - 1e-12);
        expect(end([...all].reverse())).toBeCloseTo(end(all), 10);
        expect(end(all)).toBeCloseTo(end([combineSensitivities(all)]), 10);
      }),
    );
    const rising = [0, 0.05, 0.3].map(
      (introduction) => freedomOverRounds([{ sensitivity: 0.6, introduction }], 0.8)[0]!.free,
    );
    expect(rising[0]).toBeGreaterThan(rising[1]!);
    expect(rising[1]).toBeGreaterThan(rising[2]!);
  });

  it("edges: nothing checked, blind eyes, a perfect census, a share that is a whole number", () => {
    expect(sensitivityExact(100, 5, 0, 1)).toBe(0);
    expect(sensitivityExact(100, 5, 100, 0)).toBe(0);
    expect(sensitivityExact(100, 1, 100, 1)).toBe(1);
    expect(sensitivityExact(100, 0, 100, 1)).toBe(0);
    expect(designCount(100, 0.07)).toBe(7);
    expect(designCount(101, 0.05)).toBe(6);
    expect(designCount(8, 0.001)).toBe(1);
    expect(checksNeededExact(1000, 1, 0.9)).toBeNull();
    expect(checksNeededExact(1000, 1, 1)).toBe(950);
    expect(() => sensitivityExact(10, 2, 11, 1)).toThrow(
      expect.objectContaining({ fault: "sample-too-large" }),
    );
    expect(() => sensitivityBinomial(10, 1.2, 1)).toThrow(expect.objectContaining({ fault: "bad-share" }));
    expect(() => designCount(10, 0)).toThrow(expect.objectContaining({ fault: "bad-option" }));
  });
});
