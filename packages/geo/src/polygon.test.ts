import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  areaM2,
  centroid,
  localProjection,
  planeArea,
  pointInPolygon,
  polygonFault,
  requirePolygon,
  type PolygonGeometry,
  type Rings,
} from "./index.ts";

const square = (x: number, y: number, s: number): [number, number][] => [
  [x, y],
  [x + s, y],
  [x + s, y + s],
  [x, y + s],
  [x, y],
];
const polygon = (...coordinates: Rings): PolygonGeometry => ({ type: "Polygon", coordinates });

const POSTGIS_AREA = 6173979.469829559;

describe("area and point in polygon", () => {
  it("takes holes off, whichever way the rings run", () => {
    const hole = square(2, 2, 3);
    expect(planeArea(polygon(square(0, 0, 10), hole))).toBe(91);
    expect(planeArea(polygon(square(0, 0, 10).reverse(), hole.toReversed()))).toBe(91);
    expect(pointInPolygon(3, 3, polygon(square(0, 0, 10), hole))).toBe(false);
    expect(pointInPolygon(1, 3, polygon(square(0, 0, 10), hole))).toBe(true);
    expect(pointInPolygon(11, 3, polygon(square(0, 0, 10), hole))).toBe(false);
  });

  it("puts a point on a shared edge into exactly one of two neighbours", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 }), (y) => {
        const hits = [polygon(square(0, 0, 10)), polygon(square(10, 0, 10))].filter((p) =>
          pointInPolygon(10, y, p),
        );
        expect(hits.length).toBe(y === 10 ? 0 : 1);
      }),
    );
  });

  it("agrees with PostGIS geography within its scale error", () => {
    // select st_area('POLYGON((116.95 33.63,116.98 33.63,116.98 33.65,116.95 33.65,116.95 33.63))'::geography)
    const p = polygon([
      [116.95, 33.63],
      [116.98, 33.63],
      [116.98, 33.65],
      [116.95, 33.65],
      [116.95, 33.63],
    ]);
    expect(areaM2(p, localProjection(116.965, 33.64)) / POSTGIS_AREA).toBeCloseTo(1, 5);
    expect(centroid(p)[0]).toBeCloseTo(116.965, 9);
    expect(centroid(p)[1]).toBeCloseTo(33.64, 9);
  });

  it("gives the same area wherever the projection has its origin, within the bound", () => {
    const d = fc.double({ min: -0.1, max: 0.1, noNaN: true });
    const p = polygon(square(116.95, 33.63, 0.01));
    const here = areaM2(p, localProjection(116.955, 33.635));
    fc.assert(
      fc.property(d, d, (dx, dy) => {
        const there = areaM2(p, localProjection(116.955 + dx, 33.635 + dy));
        expect(Math.abs(there / here - 1)).toBeLessThan(3e-6);
      }),
    );
  });
});

describe("polygon validity", () => {
  const cases: [string, string, Rings][] = [
    [
      "too-few-points",
      "a line",
      [
        [
          [0, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    ],
    [
      "not-closed",
      "an open ring",
      [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ],
      ],
    ],
    [
      "zero-area",
      "a flat ring",
      [
        [
          [0, 0],
          [1, 1],
          [2, 2],
          [0, 0],
        ],
      ],
    ],
    [
      "self-intersection",
      "a bow tie",
      [
        [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 3],
          [0, 0],
        ],
      ],
    ],
    [
      "self-intersection",
      "a spike",
      [
        [
          [0, 0],
          [4, 0],
          [4, 4],
          [4, 6],
          [4, 4],
          [0, 4],
          [0, 0],
        ],
      ],
    ],
    [
      "self-intersection",
      "a ring touching itself",
      [
        [
          [0, 0],
          [4, 0],
          [4, 4],
          [2, 0],
          [0, 4],
          [0, 0],
        ],
      ],
    ],
    ["ring-crossing", "a hole across the rim", [square(0, 0, 4), square(3, 1, 2)]],
    ["ring-crossing", "a hole along the rim", [square(0, 0, 4), square(0, 1, 2)]],
    ["hole-outside", "a hole elsewhere", [square(0, 0, 4), square(6, 6, 1)]],
    ["nested-hole", "a hole in a hole", [square(0, 0, 9), square(1, 1, 5), square(2, 2, 1)]],
    [
      "antimeridian",
      "a polygon across 180°",
      [
        [
          [179, 0],
          [-179, 0],
          [-179, 1],
          [179, 1],
          [179, 0],
        ],
      ],
    ],
    [
      "out-of-range",
      "swapped axes",
      [
        [
          [33, 116],
          [34, 116],
          [34, 117],
          [33, 116],
        ],
      ],
    ],
    [
      "not-finite",
      "a hole in the numbers",
      [
        [
          [0, 0],
          [1, Number.NaN],
          [1, 1],
          [0, 0],
        ],
      ],
    ],
    ["empty", "no rings", []],
  ];
  it.each(cases)("says %s of %s", (fault, _name, rings) => {
    expect(polygonFault(polygon(...rings))?.fault).toBe(fault);
    expect(() => requirePolygon(polygon(...rings))).toThrow();
  });

  it("accepts what is valid: holes touching in a point, repeated and collinear positions, islands in holes", () => {
    expect(
      polygonFault(
        polygon(square(0, 0, 4), [
          [0, 0],
          [2, 1],
          [1, 2],
          [0, 0],
        ]),
      ),
    ).toBeNull();
    expect(
      polygonFault(
        polygon([
          [0, 0],
          [2, 0],
          [2, 0],
          [4, 0],
          [4, 4],
          [0, 4],
          [0, 0],
        ]),
      ),
    ).toBeNull();
    const island = {
      type: "MultiPolygon" as const,
      coordinates: [[square(0, 0, 9), square(1, 1, 5)], [square(2, 2, 1)]],
    };
    expect(polygonFault(island)).toBeNull();
    const overlap = { type: "MultiPolygon" as const, coordinates: [[square(0, 0, 9)], [square(2, 2, 1)]] };
    expect(polygonFault(overlap)?.fault).toBe("overlapping-parts");
    expect(polygonFault({ type: "Point" } as unknown as PolygonGeometry)?.fault).toBe("empty");
  });

  it("accepts every star-shaped ring, and with two corners changed refuses what crosses itself", () => {
    const radii = fc.array(fc.double({ min: 1, max: 3, noNaN: true }), { minLength: 8, maxLength: 40 });
    fc.assert(
      fc.property(radii, (rs) => {
        const ring = rs.map((r, i): [number, number] => {
          const a = (i * 2 * Math.PI) / rs.length;
          return [r * Math.cos(a), r * Math.sin(a)];
        });
        expect(polygonFault(polygon([...ring, ring[0]!]))).toBeNull();
        const swapped = [...ring];
        [swapped[1], swapped[5]] = [swapped[5]!, swapped[1]!];
        const margin = leastMargin(swapped);
        // Hairs apart, only exact arithmetic could tell; the two ways of asking need not agree.
        if (margin.hair) return;
        expect(polygonFault(polygon([...swapped, swapped[0]!]))?.fault).toBe(
          margin.crosses ? "self-intersection" : undefined,
        );
      }),
    );
  });
});

/** Whether any two edges that are no neighbours cross, every pair asked; `hair` when a corner almost lies on an edge. */
function leastMargin(ring: readonly [number, number][]): { crosses: boolean; hair: boolean } {
  const n = ring.length;
  const side = (a: [number, number], b: [number, number], c: [number, number]) =>
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  let crosses = false;
  let hair = false;
  for (let i = 0; i < n; i++)
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue;
      const [a, b, c, d] = [ring[i]!, ring[(i + 1) % n]!, ring[j]!, ring[(j + 1) % n]!];
      const sides = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
      if (sides.some((s) => Math.abs(s) < 1e-9)) hair = true;
      if (sides[0]! * sides[1]! < 0 && sides[2]! * sides[3]! < 0) crosses = true;
    }
  return { crosses, hair };
}
