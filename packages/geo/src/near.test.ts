import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PointIndex, emptyNearness, nearPaths, pathOf, type Paths } from "./index.ts";

// Whole numbers make ties and duplicates; fractions make the rest.
const coordinate = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.double({ min: -50, max: 50, noNaN: true }));
const points = fc.array(fc.tuple(coordinate, coordinate), { maxLength: 300 });
const index = (ps: [number, number][]): PointIndex =>
  new PointIndex(
    ps.map((p) => p[0]),
    ps.map((p) => p[1]),
  );

function legDistance(px: number, py: number, paths: Paths, i: number, j: number): number {
  const ux = paths.x[j]! - paths.x[i]!;
  const uy = paths.y[j]! - paths.y[i]!;
  const t = Math.max(
    0,
    Math.min(1, ((px - paths.x[i]!) * ux + (py - paths.y[i]!) * uy) / (ux * ux + uy * uy || 1)),
  );
  return Math.hypot(px - paths.x[i]! - t * ux, py - paths.y[i]! - t * uy);
}

describe("point index", () => {
  it("returns every point of a box and no other", () => {
    fc.assert(
      fc.property(points, coordinate, coordinate, coordinate, coordinate, (ps, a, b, c, d) => {
        const [minX, maxX, minY, maxY] = [Math.min(a, b), Math.max(a, b), Math.min(c, d), Math.max(c, d)];
        const tree = index(ps);
        const out = new Uint32Array(ps.length);
        const found = [...out.subarray(0, tree.searchInto(minX, minY, maxX, maxY, out))].map(
          (p) => tree.ids[p]!,
        );
        const expected = ps.flatMap(([x, y], i) =>
          x >= minX && x <= maxX && y >= minY && y <= maxY ? [i] : [],
        );
        expect(found.sort((p, q) => p - q)).toEqual(expected);
      }),
    );
  });

  it("finds what is within a radius and what is nearest", () => {
    fc.assert(
      fc.property(
        points,
        coordinate,
        coordinate,
        fc.double({ min: 0.1, max: 60, noNaN: true }),
        (ps, x, y, radius) => {
          const tree = index(ps);
          const d = ps.map(([px, py]) => (px - x) ** 2 + (py - y) ** 2);
          expect(tree.within(x, y, radius).sort((p, q) => p - q)).toEqual(
            d.flatMap((v, i) => (v <= radius * radius ? [i] : [])),
          );
          const nearest = tree.nearest(x, y);
          if (ps.length === 0) {
            expect(nearest).toBeNull();
            return;
          }
          expect(nearest!.metres).toBeCloseTo(Math.sqrt(Math.min(...d)), 9);
          if (Math.min(...d) > 0) expect(tree.nearest(x, y, Math.sqrt(Math.min(...d)) * 0.99)).toBeNull();
        },
      ),
    );
  });

  it("copes with many points in one place and with none", () => {
    const same = index(Array.from({ length: 5000 }, (): [number, number] => [3, 4]));
    expect(same.within(3, 4, 1)).toHaveLength(5000);
    expect(same.nearest(0, 0)!.metres).toBe(5);
    expect(index([]).within(0, 0, 10)).toEqual([]);
    expect(() => new PointIndex([1], [])).toThrow(/1 x values but 0/);
    expect(() => new PointIndex([Number.NaN], [1])).toThrow(/NaN/);
  });
});

describe("doors near a path", () => {
  it("have their exact distance, or none beyond the radius, in one go or piece by piece", () => {
    const way = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        points,
        fc.array(way, { minLength: 1, maxLength: 3 }),
        fc.double({ min: 0.5, max: 30, noNaN: true }),
        (ps, ways, radius) => {
          const tree = index(ps);
          const near = emptyNearness(ps.length);
          let reached = 0;
          for (const w of ways) reached += nearPaths(tree, pathOf(w), radius, near);
          const backwards = emptyNearness(ps.length);
          for (const w of ways.toReversed()) nearPaths(tree, pathOf(w), radius, backwards);
          ps.forEach(([x, y], i) => {
            let best = Infinity;
            for (const w of ways) {
              const p = pathOf(w);
              for (let n = 0; n < w.length; n++)
                best = Math.min(best, legDistance(x, y, p, n, Math.min(n + 1, w.length - 1)));
            }
            if (Math.abs(best - radius) < 1e-9) return;
            if (best > radius) expect(near.metres[i]).toBe(Infinity);
            else expect(near.metres[i]).toBeCloseTo(best, 9);
            expect(backwards.metres[i]).toBeCloseTo(near.metres[i]!, 9);
          });
          expect(reached).toBe(near.metres.filter((m) => m < Infinity).length);
        },
      ),
    );
  });

  it("know when they were passed", () => {
    const path = {
      ...pathOf([
        [0, 0],
        [10, 0],
        [20, 0],
      ]),
      time: Float64Array.of(1000, 2000, 3000),
    };
    const near = emptyNearness(2);
    expect(
      nearPaths(
        index([
          [15, 3],
          [15, 300],
        ]),
        path,
        20,
        near,
      ),
    ).toBe(1);
    expect(near.time[0]).toBe(2000);
    expect(near.time[1]).toBeNaN();
    expect(() => nearPaths(index([[0, 0]]), path, 20, near)).toThrow(/2 points for an index of 1/);
    expect(() =>
      nearPaths(
        index([
          [0, 0],
          [1, 1],
        ]),
        path,
        0,
        near,
      ),
    ).toThrow(/0 m/);
  });
});
