import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chapman,
  clopperPearson,
  crossCheck,
  detectionOf,
  exactInterval,
  jeffreys,
  lincolnPetersen,
  posteriorMissed,
  profileInterval,
  teamDetections,
  type Sightings,
} from "../index.ts";

/** Marked first M, caught second C, recaptured R: the letters of the fisheries books. */
const petersen = (M: number, C: number, R: number): Sightings => ({
  firstOnly: M - R,
  secondOnly: C - R,
  both: R,
});
const small = fc.record({
  firstOnly: fc.integer({ min: 0, max: 12 }),
  secondOnly: fc.integer({ min: 0, max: 12 }),
  both: fc.integer({ min: 0, max: 12 }),
});

/** Every outcome for N places with its probability, when teams detect with p and q; the oracle of coverage. */
function outcomes(N: number, p: number, q: number): (Sightings & { missed: number; probability: number })[] {
  const choose = (n: number, k: number): number => {
    let c = 1;
    for (let i = 1; i <= k; i += 1) c = (c * (n - k + i)) / i;
    return c;
  };
  const all = [];
  for (let a = 0; a <= N; a += 1)
    for (let b = 0; a + b <= N; b += 1)
      for (let m = 0; a + b + m <= N; m += 1) {
        const missed = N - a - b - m;
        const ways = choose(N, a) * choose(N - a, b) * choose(N - a - b, m);
        const probability =
          ways * (p * (1 - q)) ** a * (q * (1 - p)) ** b * (p * q) ** m * ((1 - p) * (1 - q)) ** missed;
        all.push({ firstOnly: a, secondOnly: b, both: m, missed, probability });
      }
  return all;
}

describe("published worked examples of two-sample estimates", () => {
  // Krebs, Ecological Methodology (1989), box 2.1, as checked in the tests of the R package FSA.
  it("Krebs box 2.1: Petersen 2390, Chapman 2383", () => {
    expect(Math.round(lincolnPetersen(petersen(948, 421, 167))!)).toBe(2390);
    expect(Math.round(chapman(petersen(948, 421, 167)).total)).toBe(2383);
  });
  // Ricker, Computation and Interpretation of Biological Statistics (1975), as checked in FSA.
  it("Ricker, redear sunfish: Chapman 337", () => {
    expect(Math.round(chapman(petersen(109, 177, 57)).total)).toBe(337);
  });
  // Pine et al. (2013), box 11.2, as checked in FSA: 1578, normal interval 1330 to 1826.
  it("Pine box 11.2: Chapman 1578 with Seber's variance", () => {
    const { total, variance } = chapman(petersen(421, 332, 88));
    expect(Math.round(total)).toBe(1578);
    expect(Math.round(total - 1.959964 * Math.sqrt(variance))).toBe(1330);
    expect(Math.round(total + 1.959964 * Math.sqrt(variance))).toBe(1826);
  });
  // binom.cp(25, 200) and binom.jeffreys(25, 200) in the tests of the R package RSurveillance 0.2.1.
  it("RSurveillance binom.cp and binom.jeffreys", () => {
    const exact = clopperPearson(25, 200);
    expect(exact.lower).toBeCloseTo(0.08255234, 7);
    expect(exact.upper).toBeCloseTo(0.1789738, 7);
    const bayes = jeffreys(25, 200);
    expect(bayes.lower).toBeCloseTo(0.08462743, 7);
    expect(bayes.upper).toBeCloseTo(0.176126, 6);
  });
  it("the log-normal interval by hand: n1 = n2 = 6, m = 3", () => {
    // f = 9/4, variance = 49 * 9 / (16 * 5) = 5.5125, C = exp(1.959964 sqrt(ln(1 + 5.5125 / 5.0625)))
    const { missed, variance, interval } = chapman({ firstOnly: 3, secondOnly: 3, both: 3 });
    expect([missed, variance]).toEqual([2.25, 5.5125]);
    const C = Math.exp(1.959963985 * Math.sqrt(Math.log(1 + 5.5125 / 5.0625)));
    expect(interval!.lower).toBeCloseTo(9 + 2.25 / C, 8);
    expect(interval!.upper).toBeCloseTo(9 + 2.25 * C, 8);
  });
});

describe("share intervals", () => {
  it("Clopper-Pearson ends are where the tail of the binomial is 2.5 %, by summing it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(), (tries, seed) => {
        const hits = seed % (tries + 1);
        const below = (p: number, to: number): number => {
          let [sum, term] = [0, (1 - p) ** tries];
          for (let k = 0; k <= to; k += 1) {
            sum += term;
            term *= ((tries - k) / (k + 1)) * (p / (1 - p));
          }
          return sum;
        };
        const { lower, upper } = clopperPearson(hits, tries);
        if (hits > 0) expect(1 - below(lower, hits - 1)).toBeCloseTo(0.025, 9);
        if (hits < tries) expect(below(upper, hits)).toBeCloseTo(0.025, 9);
        const inner = jeffreys(hits, tries);
        expect(inner.lower).toBeGreaterThanOrEqual(lower);
        expect(inner.upper).toBeLessThanOrEqual(upper);
      }),
    );
  });
  it("says nothing of no tries and refuses more hits than tries", () => {
    expect(detectionOf(0, 0)).toMatchObject({ estimate: null, exact: { lower: 0, upper: 1 } });
    expect(() => detectionOf(3, 2)).toThrow(expect.objectContaining({ fault: "sample-too-large" }));
    expect(() => clopperPearson(1, 2, 1)).toThrow(expect.objectContaining({ fault: "bad-confidence" }));
    expect(() => chapman({ firstOnly: -1, secondOnly: 0, both: 0 })).toThrow(
      expect.objectContaining({ fault: "bad-count" }),
    );
    expect(() => chapman({ firstOnly: 1.5, secondOnly: 0, both: 0 })).toThrow(
      expect.objectContaining({ fault: "bad-count" }),
    );
  });
});

describe("intervals of the number missed", () => {
  it("the exact interval is the set of totals with both tails above 2.5 %, by enumeration", () => {
    const choose = (n: number, k: number): number => {
      if (k < 0 || k > n) return 0;
      let c = 1;
      for (let i = 1; i <= k; i += 1) c = (c * (n - k + i)) / i;
      return c;
    };
    for (const s of [petersen(6, 6, 3), petersen(7, 5, 5), petersen(9, 8, 6), petersen(5, 5, 5)]) {
      const [n1, n2, m] = [s.firstOnly + s.both, s.secondOnly + s.both, s.both];
      const inside: number[] = [];
      for (let N = n1 + n2 - m; N <= 80; N += 1) {
        const pmf = (k: number): number => (choose(n1, k) * choose(N - n1, n2 - k)) / choose(N, n2);
        let [low, high] = [0, 0];
        for (let k = 0; k <= Math.min(n1, n2); k += 1) {
          if (k <= m) low += pmf(k);
          if (k >= m) high += pmf(k);
        }
        if (low > 0.025 && high > 0.025) inside.push(N);
      }
      expect(exactInterval(s)).toEqual({ lower: inside[0], upper: inside.at(-1) });
    }
  });

  it("hold the truth as often as they claim, over every outcome", () => {
    for (const [N, p, q] of [
      [5, 0.5, 0.5],
      [10, 0.3, 0.3],
      [10, 0.9, 0.5],
      [14, 0.7, 0.7],
    ] as const) {
      let [overlap, exact, profile, posterior] = [0, 0, 0, 0];
      for (const { probability, missed, ...s } of outcomes(N, p, q)) {
        const e = exactInterval(s);
        if (e.lower <= N && N <= e.upper) exact += probability;
        if (s.both === 0) continue;
        overlap += probability;
        const l = profileInterval(s);
        if (l.lower <= N && N <= l.upper) profile += probability;
        const b = posteriorMissed(s)!.interval;
        if (b.lower <= missed && missed <= b.upper) posterior += probability;
      }
      expect(exact).toBeGreaterThanOrEqual(0.95);
      expect(posterior / overlap).toBeGreaterThanOrEqual(0.95);
      expect(profile / overlap).toBeGreaterThanOrEqual(0.92);
    }
  });

  it("Chapman's estimate is unbiased where n1 + n2 is at least N, given n1 and n2", () => {
    // E over the hypergeometric of (n1+1)(n2+1)/(m+1) - 1 for N = 12, n1 = 8, n2 = 6, by its exact terms.
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
    let mean = 0;
    for (let m = 2; m <= 6; m += 1)
      mean += (choose(8, m) * choose(4, 6 - m) * chapman(petersen(8, 6, m)).total) / choose(12, 6);
    expect(mean).toBeCloseTo(12, 10);
  });

  it("the posterior is what summing the integrated likelihood gives", () => {
    // Direct double quadrature of the likelihood over both detections for 4, 2, 5 and a uniform prior.
    const s = { firstOnly: 4, secondOnly: 2, both: 5 };
    const beta = (a: number, b: number): number => {
      let sum = 0;
      for (let i = 0; i < 1500; i += 1) {
        const x = (i + 0.5) / 1500;
        sum += x ** (a - 1) * (1 - x) ** (b - 1);
      }
      return sum / 1500;
    };
    const weights: number[] = [];
    let ways = 1;
    for (let u = 0; u < 250; u += 1) {
      weights.push(ways * beta(10, 3 + u) * beta(8, 5 + u));
      ways *= (11 + u + 1) / (u + 1);
    }
    const sum = weights.reduce((a, b) => a + b, 0);
    const mean = weights.reduce((a, w, u) => a + w * u, 0) / sum;
    const posterior = posteriorMissed(s)!;
    expect(posterior.nothing).toBeCloseTo(weights[0]! / sum, 4);
    expect(posterior.mean!).toBeCloseTo(mean, 2);
  });

  // scipy 1.17: betaln, gammaln and cumsum over 4,000,000 terms.
  it("quantiles, median and chance of nothing as scipy sums them", () => {
    const at = (firstOnly: number, secondOnly: number, both: number): (number | null)[] => {
      const { interval, median, mean, nothing } = posteriorMissed({ firstOnly, secondOnly, both })!;
      return [
        interval.lower,
        median,
        interval.upper,
        Number(nothing.toPrecision(6)),
        Number(mean!.toFixed(3)),
      ];
    };
    expect(at(3, 3, 3)).toEqual([0, 3, 21, 0.108825, 5.235]);
    expect(at(2, 1, 8)).toEqual([0, 0, 4, 0.579232, 0.743]);
    expect(at(4, 2, 1)).toEqual([0, 7, 72, 0.0502475, 14.511]);
    expect(at(30, 25, 20)).toEqual([17, 38, 78, 2.427e-8, 40.283]);
  });
  // scipy 1.17: hypergeom.cdf and sf over every total up to 20,000.
  it("the exact interval of larger counts as scipy finds it", () => {
    expect(exactInterval(petersen(50, 45, 20))).toEqual({ lower: 90, upper: 157 });
    expect(exactInterval(petersen(109, 177, 57))).toEqual({ lower: 295, upper: 403 });
  });

  it("known detection from blind markers narrows the posterior", () => {
    const s = { firstOnly: 3, secondOnly: 3, both: 3 };
    const told = { first: { a: 81, b: 21 }, second: { a: 81, b: 21 } };
    expect(posteriorMissed(s, told)!.interval.upper).toBeLessThan(posteriorMissed(s)!.interval.upper);
    expect(() => posteriorMissed(s, { first: { a: 0, b: 1 } })).toThrow(
      expect.objectContaining({ fault: "bad-option" }),
    );
  });

  it("never falls below what was seen, keeps its order, and grows with disagreement", () => {
    fc.assert(
      fc.property(small, (s) => {
        const all = crossCheck(s);
        const seen = s.firstOnly + s.secondOnly + s.both;
        expect(all.seen).toBe(seen);
        expect(all.chapman.total).toBeGreaterThanOrEqual(seen);
        expect(all.exact.lower).toBeGreaterThanOrEqual(seen);
        if (s.both === 0) {
          expect(["no-overlap", "nothing-seen"]).toContain(all.tells);
          expect(all.exact.upper).toBe(Infinity);
          expect(all.profile.upper).toBe(Infinity);
          expect(all.lincolnPetersen).toBeNull();
          return;
        }
        expect(all.exact.lower).toBeLessThanOrEqual(all.lincolnPetersen! + 1e-9);
        expect(all.exact.upper).toBeGreaterThanOrEqual(Math.floor(all.lincolnPetersen! + 1e-9));
        // 1 - (1 - p1)(1 - p2) is the share of the Lincoln-Petersen total that was seen.
        expect(all.together.estimate! * all.lincolnPetersen!).toBeCloseTo(seen, 8);
        const { lower, upper } = all.posterior!.interval;
        expect(lower).toBeLessThanOrEqual(all.posterior!.median);
        expect(upper).toBeGreaterThanOrEqual(all.posterior!.median);
        const worse = crossCheck({ ...s, firstOnly: s.firstOnly + 1 });
        expect(worse.chapman.missed).toBeGreaterThanOrEqual(all.chapman.missed);
        expect(worse.posterior!.interval.upper).toBeGreaterThanOrEqual(upper);
      }),
      { numRuns: 60 },
    );
  });

  it("does not care which team is called first, not even where a tail is exactly 2.5 %", () => {
    expect(exactInterval({ firstOnly: 0, secondOnly: 3, both: 1 }).upper).toBe(160);
    expect(exactInterval({ firstOnly: 3, secondOnly: 0, both: 1 }).upper).toBe(160);
    fc.assert(
      fc.property(small, (s) => {
        const swapped = { firstOnly: s.secondOnly, secondOnly: s.firstOnly, both: s.both };
        expect(exactInterval(s)).toEqual(exactInterval(swapped));
        expect(chapman(s).total).toBeCloseTo(chapman(swapped).total, 9);
        expect(teamDetections(s).first).toEqual(teamDetections(swapped).second);
      }),
      { numRuns: 60 },
    );
  });

  it("says when nothing was seen at all", () => {
    const none = crossCheck({ firstOnly: 0, secondOnly: 0, both: 0 });
    expect(none).toMatchObject({ tells: "nothing-seen", posterior: null, together: { estimate: null } });
    expect(crossCheck(petersen(9, 8, 6)).tells).toBe("few");
    expect(crossCheck(petersen(9, 8, 7)).tells).toBe("enough");
  });
});
