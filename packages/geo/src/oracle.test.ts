import { EndType, FillRule, JoinType, areaPathsD, inflatePathsD, intersectD, type PathsD } from "clipper2-ts";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Bitmap, coveredM2, maskOf, pathOf, stampPaths, type PolygonGeometry } from "./index.ts";

const step = fc.double({ min: -12, max: 12, noNaN: true });
const start = fc.double({ min: -200, max: 200, noNaN: true });
const walk = fc.tuple(start, start, fc.array(fc.tuple(step, step), { minLength: 1, maxLength: 80 }));
const radii = fc.array(fc.double({ min: 20, max: 150, noNaN: true }), { minLength: 3, maxLength: 16 });

const lengthOf = (paths: PathsD): number =>
  paths.reduce(
    (sum, ring) =>
      sum + ring.reduce((s, p, i) => s + Math.hypot(p.x - ring.at(i - 1)!.x, p.y - ring.at(i - 1)!.y), 0),
    0,
  );

it("agrees with an independent polygon library (Clipper2) on buffers cut with a polygon, within √2 · cell · outline", () => {
  fc.assert(
    fc.property(
      fc.array(walk, { minLength: 1, maxLength: 4 }),
      radii,
      fc.constantFrom(0.5, 1, 2),
      (walks, rs, cell) => {
        const grid = { lon0: 116.9612, lat0: 33.6401, cell };
        const bitmap = new Bitmap(grid);
        const lines: PathsD = [];
        for (const [x, y, steps] of walks) {
          let px = x;
          let py = y;
          const positions = [
            [x, y] as [number, number],
            ...steps.map(([dx, dy]): [number, number] => [(px += dx), (py += dy)]),
          ];
          stampPaths(bitmap, pathOf(positions), 15);
          lines.push(positions.map(([lx, ly]) => ({ x: lx, y: ly })));
        }
        const ring = rs.map((r, i): [number, number] => {
          const a = (2 * Math.PI * i) / rs.length;
          return [r * Math.cos(a), r * Math.sin(a)];
        });
        const zone: PolygonGeometry = { type: "Polygon", coordinates: [[...ring, ring[0]!]] };
        // Arcs as chords within 2 mm, coordinates rounded to 0.1 mm.
        const buffers = inflatePathsD(lines, 15, JoinType.Round, EndType.Round, 2, 4, 0.002);
        const cut = intersectD(buffers, [ring.map(([rx, ry]) => ({ x: rx, y: ry }))], FillRule.NonZero, 4);
        const outline = lengthOf(cut);
        expect(
          Math.abs(coveredM2(maskOf(zone, grid), bitmap) - Math.abs(areaPathsD(cut))),
        ).toBeLessThanOrEqual(Math.SQRT2 * cell * outline + 0.003 * outline + 0.01);
        // What one may expect rather than fear: a quarter of the bound.
        if (outline > 500)
          expect(Math.abs(coveredM2(maskOf(zone, grid), bitmap) - Math.abs(areaPathsD(cut)))).toBeLessThan(
            0.25 * Math.SQRT2 * cell * outline + 0.003 * outline,
          );
      },
    ),
    { numRuns: 40 },
  );
});
