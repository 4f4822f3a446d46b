import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distance, fromWgs84, gaussKruger, localProjection, toWgs84, DATUMS } from "./index.ts";

const lon = fc.double({ min: 74, max: 135, noNaN: true });
const lat = fc.double({ min: 4, max: 53, noNaN: true });

describe("distance", () => {
  it("agrees with the geodesic (values from PostGIS geography, GeographicLib)", () => {
    expect(distance(116.9612, 33.6401, 116.9712, 33.6501)).toBeCloseTo(1445.96380881, 1);
    expect(distance(116.9612, 33.6401, 116.4, 39.9) / 696483.69407406).toBeCloseTo(1, 5);
    expect(distance(116.9612, 33.6401, 116.9613, 33.6401)).toBeCloseTo(9.2772577, 3);
    expect(distance(116.9612, 33.6401, 116.9612, 33.6401)).toBe(0);
  });

  it("agrees with the projected length near the origin and is symmetric", () => {
    const d = fc.double({ min: -0.02, max: 0.02, noNaN: true });
    fc.assert(
      fc.property(lon, lat, d, d, (x, y, dx, dy) => {
        const plane = localProjection(x, y);
        const length = Math.hypot(...plane.forward(x + dx, y + dy));
        expect(Math.abs(distance(x, y, x + dx, y + dy) - length)).toBeLessThan(1e-3 + 3e-5 * length);
        expect(distance(x, y, x + dx, y + dy)).toBeCloseTo(distance(x + dx, y + dy, x, y), 6);
      }),
    );
  });
});

describe("Gauss–Krüger projection", () => {
  it("agrees with PROJ for EPSG:4548 within a millimetre", () => {
    const plane = gaussKruger(117, 500_000);
    for (const [x, y, e, n] of [
      [116.9612, 33.6401, 496400.423906, 3723742.31829],
      [115.6, 33.0, 369160.161064, 3653618.759401],
      [118.4, 34.5, 628580.598249, 3820014.775882],
      [117.0, 33.64, 500000.0, 3723730.551519],
      [119.0, 40.0, 670793.811797, 4431445.551222],
    ] as const) {
      const [px, py] = plane.forward(x, y);
      expect(Math.abs(px - e)).toBeLessThan(1e-3);
      expect(Math.abs(py - n)).toBeLessThan(1e-3);
    }
  });

  it("is undone by its inverse", () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 2, noNaN: true }), lat, (d, y) => {
        const plane = gaussKruger(117);
        const back = plane.inverse(...plane.forward(117 + d, y));
        expect(Math.abs(back[0] - 117 - d)).toBeLessThan(1e-10);
        expect(Math.abs(back[1] - y)).toBeLessThan(1e-10);
      }),
    );
  });

  it("has its origin where it was asked for and refuses what is far away", () => {
    expect(Math.hypot(...localProjection(116.96, 33.64).forward(116.96, 33.64))).toBeLessThan(1e-8);
    expect(() => localProjection(116.96, 33.64).forward(0, 0)).toThrow(/more than 4°/);
    expect(() => localProjection(116.96, 33.64).forward(Number.NaN, 33)).toThrow(/central meridian/);
    expect(() => gaussKruger(Number.NaN)).toThrow(/NaN/);
  });
});

describe("datum", () => {
  it("meets the published offset of GCJ-02 at Xiguan: 528 m, 498 east, 175 south", () => {
    const plane = localProjection(116.9612, 33.6401);
    const [east, north] = plane.forward(...fromWgs84(116.9612, 33.6401, "gcj02"));
    expect(Math.round(east)).toBe(498);
    expect(Math.round(north)).toBe(-175);
    expect(Math.round(Math.hypot(east, north))).toBe(528);
  });

  it("comes back within a millimetre from every datum", () => {
    fc.assert(
      fc.property(lon, lat, fc.constantFrom(...DATUMS), (x, y, datum) => {
        const back = toWgs84(...fromWgs84(x, y, datum), datum);
        expect(distance(x, y, ...back)).toBeLessThan(1e-3);
      }),
    );
  });

  it("leaves the rest of the world and CGCS2000 alone", () => {
    expect(toWgs84(2.35, 48.86, "gcj02")).toEqual([2.35, 48.86]);
    expect(toWgs84(116.9, 33.6, "cgcs2000")).toEqual([116.9, 33.6]);
  });

  it("refuses what is not a position, with the values", () => {
    expect(() => toWgs84(Number.NaN, 33, "gcj02")).toThrow(/NaN, 33/);
    expect(() => toWgs84(33.6, 116.9, "wgs84")).toThrow(/33.6, 116.9/);
    expect(() => toWgs84(116, 33, "beijing54" as "wgs84")).toThrow(/beijing54/);
  });
});
