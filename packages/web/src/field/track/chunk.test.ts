import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TrackBody } from "@lingzhu/domain/patrol";
import { CHUNK_MS, CHUNK_POINTS, chunks, GAP_MS, summarise, tellsMore, trackPoint } from "./chunk.ts";

const START = 1_790_000_000_000;
/** Points at the given steps of time (ms), each a little further east. */
const walk = (steps: number[]) => {
  let at = START;
  return steps.map((step, i) => trackPoint(116.96 + i * 0.00002, 33.64, (at += step), 8));
};
const steps = fc.array(fc.integer({ min: 500, max: 90_000 }), { maxLength: 200 });

describe("chunks", () => {
  it("keep every point once, in order, within the limits, and never span a gap", () => {
    fc.assert(
      fc.property(steps, (times) => {
        const points = walk(times);
        const all = chunks([...points].reverse());
        expect(all.flat()).toEqual(points);
        for (const chunk of all) {
          expect(TrackBody.safeParse({ points: chunk }).success).toBe(true);
          expect(chunk.length).toBeLessThanOrEqual(CHUNK_POINTS);
          expect(chunk.at(-1)![2] - chunk[0]![2]).toBeLessThan(CHUNK_MS);
          for (let i = 1; i < chunk.length; i++)
            expect(chunk[i]![2] - chunk[i - 1]![2]).toBeLessThanOrEqual(GAP_MS);
        }
      }),
    );
  });
});

describe("the summary", () => {
  it("names each silence as a gap and measures only what was walked", () => {
    const { parts, gaps, metres } = summarise(walk([1_000, 1_000, 780_000, 1_000]));
    expect(parts.map((part) => part.length)).toEqual([2, 2]);
    expect(gaps).toEqual([{ from: START + 2_000, to: START + 782_000 }]);
    // Two steps of 0.00002° at this latitude, 1.86 m each; the step over the gap is not counted.
    expect(metres).toBeCloseTo(3.71, 1);
  });
  it("is empty for no points", () => {
    expect(summarise([])).toEqual({ parts: [], gaps: [], metres: 0 });
  });
});

it("drops points that tell nothing new", () => {
  const last = trackPoint(116.96, 33.64, START, 8);
  expect(tellsMore(last, trackPoint(116.96, 33.64, START + 2_000, 8))).toBe(false);
  expect(tellsMore(last, trackPoint(116.96, 33.64, START - 1, 8))).toBe(false);
  expect(tellsMore(last, trackPoint(116.9601, 33.64, START + 1_000, 8))).toBe(true);
  // Standing still is still being there.
  expect(tellsMore(last, trackPoint(116.96, 33.64, START + 10_000, 8))).toBe(true);
  expect(tellsMore(undefined, last)).toBe(true);
});
