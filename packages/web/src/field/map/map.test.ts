import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distance } from "@lingzhu/geo";
import type { FieldPlace } from "@lingzhu/domain/patrol";
import type { BaseMapFile } from "@lingzhu/domain/place";
import { baseStyle } from "./base-style.ts";
import { extentOf, fixFeatures, markOf, spotFeatures, spotsOf, trackFeatures } from "./map-features.ts";
import { tileAt, tilesOf } from "./tile-range.ts";

let n = 0;
const place = (part: Partial<FieldPlace>): FieldPlace => ({
  id: `p${n++}`,
  kind: "household",
  name: "301",
  groupId: "b",
  group: "汴河花园 12号楼",
  unit: null,
  floor: 3,
  lon: 116.96,
  lat: 33.64,
  isKey: false,
  state: "unseen",
  visits: 0,
  ...part,
});

describe("spots", () => {
  it("are one a building, and one a courtyard or plot", () => {
    const doors = [1, 2, 3].map((floor) => place({ floor, state: floor === 1 ? "seen" : "unseen" }));
    const yards = [0, 1].map((i) =>
      place({ groupId: "v", group: "环宇庄", floor: null, name: String(i), lon: 116.961 + i * 1e-4 }),
    );
    const plot = place({ kind: "plot", groupId: "v", group: "环宇庄", floor: null, name: "庄西荒地" });
    const spots = spotsOf([...doors, ...yards, plot, place({ groupId: "w", lon: null, lat: null })]);
    expect(spots.map(({ group }) => group.places.length).sort()).toEqual([1, 1, 1, 3]);
    expect(spots.map(markOf).sort()).toEqual([
      "household-unseen",
      "household-unseen",
      "plot-unseen",
      "ring-2",
    ]);
  });
  it("close their ring only when every door is seen", () => {
    const doors = Array.from({ length: 40 }, (_, i) => place({ floor: i + 1, state: "seen" }));
    expect(markOf(spotsOf(doors)[0]!)).toBe("ring-8");
    expect(markOf(spotsOf([...doors, place({ floor: 41 })])[0]!)).toBe("ring-7");
  });
  it("lose no place that has a position, whatever the filter leaves", () => {
    const some = fc.array(
      fc.record({
        groupId: fc.constantFrom("a", "b"),
        floor: fc.constantFrom(null, 1, 2),
        lon: fc.constantFrom(null, 116.96, 116.9601),
        kind: fc.constantFrom("household" as const, "plot" as const),
      }),
    );
    fc.assert(
      fc.property(some, (parts) => {
        const places = parts.map((part) => place({ ...part, group: part.groupId }));
        const shown = spotsOf(places).flatMap(({ group }) => group.places.map(({ id }) => id));
        const apart = places.filter(({ floor, lon }) => floor === null && lon !== null).map(({ id }) => id);
        expect(new Set(shown).size).toBe(shown.length);
        expect(shown).toEqual(expect.arrayContaining(apart));
      }),
    );
  });
  it("tell which one is chosen", () => {
    const [a, b] = [place({ floor: null, groupId: "v" }), place({ floor: null, groupId: "v", lon: 116.97 })];
    const chosen = spotFeatures(spotsOf([a, b]), b.id).features.map(({ properties }) => properties["chosen"]);
    expect(chosen.sort()).toEqual([false, true]);
  });
});

it("draws walked stretches as lines, and gaps apart, from end to beginning", () => {
  const at = (second: number, lon: number): [number, number, number, number] => [
    lon,
    33.64,
    second * 1_000,
    6,
  ];
  const { features } = trackFeatures([at(0, 116.96), at(10, 116.961), at(100, 116.97), at(110, 116.971)]);
  expect(features.map(({ properties, geometry }) => [properties["gap"], geometry.coordinates])).toEqual([
    [
      false,
      [
        [116.96, 33.64],
        [116.961, 33.64],
      ],
    ],
    [
      false,
      [
        [116.97, 33.64],
        [116.971, 33.64],
      ],
    ],
    [
      true,
      [
        [116.961, 33.64],
        [116.97, 33.64],
      ],
    ],
  ]);
});

it("draws the circle within which the phone says it is", () => {
  const [circle] = fixFeatures({ lon: 116.96, lat: 33.64, accuracy: 25 }).features;
  const ring = (circle!.geometry.coordinates as number[][][])[0]!;
  for (const [lon, lat] of ring) expect(distance(116.96, 33.64, lon!, lat!)).toBeCloseTo(25, 0);
  expect(fixFeatures(null).features).toEqual([]);
});

describe("tiles of a zone", () => {
  it("are those of the usual scheme", () => {
    // By hand: n (1 − ln(tan φ + sec φ) / π) / 2 with φ = 33.64° is 6564.5.
    expect(tileAt(0, 0, 1)).toEqual({ z: 1, x: 1, y: 1 });
    expect(tileAt(116.96, 33.64, 14)).toEqual({ z: 14, x: 13514, y: 6564 });
    expect(tileAt(180, -89, 2)).toEqual({ z: 2, x: 3, y: 3 });
  });
  it("cover the extent at each level that fits, and never pass the limit", () => {
    const lon = fc.double({ min: 116.9, max: 117, noNaN: true });
    const lat = fc.double({ min: 33.6, max: 33.7, noNaN: true });
    fc.assert(
      fc.property(lon, lat, lon, lat, fc.integer({ min: 1, max: 400 }), (a, b, c, d, most) => {
        const extent = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)] as const;
        const tiles = tilesOf([...extent], 12, 18, most);
        expect(tiles.length).toBeLessThanOrEqual(most);
        const finest = tiles.at(-1)?.z;
        if (finest === undefined) return;
        const corner = tileAt(extent[0], extent[3], finest);
        expect(tiles).toContainEqual(corner);
      }),
    );
  });
});

describe("the ground", () => {
  const file: BaseMapFile = {
    id: "f",
    filename: "街道.pmtiles",
    bytes: 1,
    tiles: "mvt",
    minZoom: 10,
    maxZoom: 15,
    bounds: [116, 33, 117, 34],
    uploadedAt: 0,
    uploadedBy: null,
  };
  it("is paper without a file", () => {
    expect(baseStyle(null, [], "", "#fff").layers).toHaveLength(1);
  });
  it("draws the layers that it knows of a vector file, and no words, for which fonts would have to be fetched", () => {
    const named = ["water", "roads", "places", "pois", "buildings"].map((id) => ({ id }));
    const { layers, sources } = baseStyle(file, named, "street-map://f/{z}/{x}/{y}", "#fff");
    expect(layers.map(({ id }) => id)).toEqual(["paper", "base-water", "base-buildings", "base-roads"]);
    expect(sources["base"]).toMatchObject({
      type: "vector",
      tiles: ["street-map://f/{z}/{x}/{y}"],
      maxzoom: 15,
    });
  });
  it("lays pictures of a picture file", () => {
    expect(baseStyle({ ...file, tiles: "png" }, [], "x", "#fff").sources["base"]).toMatchObject({
      type: "raster",
    });
  });
});

it("has an extent with some ground around a single spot", () => {
  expect(extentOf([])).toBeNull();
  const [west, south, east, north] = extentOf([{ lon: 116.96, lat: 33.64 }])!;
  expect(distance(west, south, east, north)).toBeGreaterThan(50);
});
