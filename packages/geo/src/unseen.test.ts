import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  Bitmap,
  coveredM2,
  localProjection,
  maskOf,
  pathOf,
  planeArea,
  planePolygonFault,
  pointInPolygon,
  polygonFault,
  projectGeometry,
  stampPaths,
  unseenPart,
  type PolygonGeometry,
} from "./index.ts";

const grid = { lon0: 116.9612, lat0: 33.6401, cell: 1 };
const plane = localProjection(grid.lon0, grid.lat0);
const box: PolygonGeometry = {
  type: "Polygon",
  coordinates: [
    [
      [-60, -60],
      [60, -60],
      [60, 60],
      [-60, 60],
      [-60, -60],
    ],
  ],
};
const position = fc.tuple(
  fc.double({ min: -70, max: 70, noNaN: true }),
  fc.double({ min: -70, max: 70, noNaN: true }),
);

describe("unseen ground", () => {
  it("is valid GeoJSON with the area of its cells, whatever was walked", () => {
    const mask = maskOf(box, grid);
    fc.assert(
      fc.property(
        fc.array(position, { maxLength: 12 }),
        fc.integer({ min: 1, max: 15 }),
        fc.constantFrom(0, 1, 3),
        (way, radius, tolerance) => {
          const seen = new Bitmap(grid);
          stampPaths(seen, pathOf(way), radius);
          const { geometry, areaM2, omittedM2 } = unseenPart(mask, seen, plane, { tolerance, minM2: 0 });
          expect(areaM2).toBeCloseTo(mask.areaM2 - coveredM2(mask, seen), 3);
          expect(omittedM2).toBe(0);
          if (!geometry) {
            expect(areaM2).toBe(0);
            return;
          }
          expect(polygonFault(geometry)).toBeNull();
          const drawn = projectGeometry(geometry, plane);
          expect(planePolygonFault(drawn)).toBeNull();
          // Corners cut by at most half a cell a ring, coordinates rounded to a centimetre.
          const rings = geometry.coordinates.flat().length;
          if (tolerance === 0)
            expect(Math.abs(planeArea(drawn) - areaM2)).toBeLessThan(rings * 0.5 + 0.0005 * areaM2 + 10);
          for (let n = 0; n < 200; n++) {
            const i = ((n * 37) % 118) - 59;
            const j = ((n * 61) % 118) - 59;
            if (tolerance === 0 && pointInPolygon(i + 0.5, j + 0.5, drawn) !== !seen.has(i, j))
              throw new Error(`Cell ${i}, ${j}`);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("keeps scattered cells, diagonal neighbours and rings in rings apart", () => {
    const mask = maskOf(box, grid);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -60, max: 59 }), fc.integer({ min: -60, max: 59 })), {
          maxLength: 400,
        }),
        (spots) => {
          const seen = new Bitmap(grid);
          for (const [i, j] of spots) {
            // A block of seen cells, and one unseen in its middle.
            stampPaths(seen, pathOf([[i + 0.5, j + 0.5]]), 0.6);
            stampPaths(seen, pathOf([[i + 1.5, j + 1.5]]), 0.6);
          }
          const { geometry } = unseenPart(mask, seen, plane, { tolerance: 2, minM2: 0 });
          expect(polygonFault(geometry!)).toBeNull();
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is nothing when all was seen, and leaves out what is too small, saying how much", () => {
    const mask = maskOf(box, grid);
    const seen = new Bitmap(grid);
    for (const tile of mask.tiles) seen.tileForWrite(tile.key).fill(0xffffffff);
    expect(unseenPart(mask, seen, plane)).toEqual({ geometry: null, areaM2: 0, omittedM2: 0 });
    seen.tileForWrite(mask.tiles[0]!.key)[255 * 8 + 7] = 0x7fffffff;
    expect(unseenPart(mask, seen, plane)).toEqual({ geometry: null, areaM2: 1, omittedM2: 1 });
    expect(unseenPart(mask, seen, plane, { minM2: 0 }).geometry?.coordinates).toHaveLength(1);
    expect(() => unseenPart(mask, seen, plane, { tolerance: -1 })).toThrow(/-1 m/);
  });

  it("leaves building footprints out", () => {
    const mask = maskOf(box, grid);
    const walls = new Bitmap(grid);
    stampPaths(walls, pathOf([[0.5, 0.5]]), 20);
    const open = unseenPart(mask, new Bitmap(grid), plane, { blocked: walls });
    expect(open.areaM2).toBe(14400 - walls.count);
    expect(open.geometry?.coordinates[0]).toHaveLength(2);
  });
});
