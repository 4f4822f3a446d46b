import { describe, expect, it } from "vitest";
import type { MapLayer } from "@lingzhu/domain/place";
import { toneOfCell, toneOfFinding, wordsOfCell } from "./cell-state.ts";
import { addCounts, byStillToDo, countParts, notSeen } from "./counts.ts";
import {
  coverAreas,
  extentOf,
  findingPoints,
  plotAreas,
  plotPoints,
  shareEighths,
  trackLines,
  type CoverLayer,
  type TrackPoint,
} from "./ground-layers.ts";

const counts = (seen: number, total: number) => ({
  total,
  seen,
  noOneIn: 0,
  refused: 0,
  unreachable: 0,
  unseen: total - seen,
});

describe("states", () => {
  it("lets an open finding outweigh the round, and a ruled-out one leave no mark", () => {
    expect(toneOfCell("seen", "suspected")).toBe("found");
    expect(toneOfCell("unseen", "closed")).toBe("cleared");
    expect(toneOfCell("unseen", "ruled_out")).toBe("unseen");
    expect(toneOfFinding("eradicated")).toBe("found");
    expect(wordsOfCell("no_one_in", "verified")).toBe("待复访，发现已核实");
  });
  it("counts parts that add up to the total", () => {
    const all = { total: 15, seen: 5, noOneIn: 4, refused: 3, unreachable: 2, unseen: 1 };
    expect(countParts(all).reduce((sum, { n }) => sum + n, 0)).toBe(15);
    expect(notSeen(addCounts(all, counts(1, 3)))).toBe(12);
  });
  it("puts the community with most still to do first", () => {
    const of = (name: string, seen: number, total: number) => ({
      name,
      households: counts(seen, total),
      plots: counts(0, 0),
    });
    const sorted = byStillToDo([of("small", 0, 5), of("large", 80, 100), of("done", 9, 9)]);
    expect(sorted.map(({ name }) => name)).toEqual(["large", "small", "done"]);
  });
});

describe("seen ground", () => {
  it("keeps every stage of a plot under the plot's own id, so that any of it opens the plot", () => {
    const of = (layer: "unseen" | "twice"): CoverLayer => ({
      features: [
        {
          type: "Feature",
          id: "0195a000-0000-7000-8000-0000000000f1",
          geometry: { type: "MultiPolygon", coordinates: [[[[116, 33]]]] },
          properties: {
            placeId: "0195a000-0000-7000-8000-0000000000a1",
            path: "北苑社区 荒地1",
            communityId: null,
            plotKind: "other",
            layer,
            areaM2: 12,
          },
        },
      ],
    });
    const { features } = coverAreas([of("unseen"), of("twice")]);
    expect(features.map(({ properties }) => properties)).toEqual([
      { id: "0195a000-0000-7000-8000-0000000000a1", layer: "unseen" },
      { id: "0195a000-0000-7000-8000-0000000000a1", layer: "twice" },
    ]);
    expect(extentOf([coverAreas([of("unseen")])])).toEqual([116, 33, 116, 33]);
  });
});

describe("the ground", () => {
  const plot = { communityId: null, plotKind: "other" as const, state: "unseen" as const };
  const square: [number, number][] = [
    [116.1, 33.1],
    [116.2, 33.1],
    [116.2, 33.2],
    [116.1, 33.1],
  ];
  const layer: MapLayer = {
    buildings: [],
    plots: [
      {
        ...plot,
        id: "a",
        name: "有界",
        lon: 116,
        lat: 33,
        outline: { type: "Polygon", coordinates: [square] },
      },
      { ...plot, id: "b", name: "有点", lon: 116, lat: 33, outline: null },
      { ...plot, id: "c", name: "无位", lon: null, lat: null, outline: null },
    ],
    findings: [
      { id: "f", number: "2026-001", state: "ruled_out", lon: 116, lat: 33, placePath: "" },
      { id: "g", number: "2026-002", state: "clean", lon: 116, lat: 33, placePath: "" },
    ],
  };
  it("draws each plot once and leaves out what has no position", () => {
    expect(plotAreas(layer).features.map(({ properties }) => properties["id"])).toEqual(["a"]);
    expect(plotPoints(layer).features.map(({ properties }) => properties["id"])).toEqual(["b"]);
    expect(findingPoints(layer).features.map(({ properties }) => properties["flower"])).toEqual([
      "flower-cleared",
    ]);
    expect(extentOf([plotAreas(layer), plotPoints(layer)])).toEqual([116, 33, 116.2, 33.2]);
    expect(extentOf([])).toBeNull();
  });
  it("closes a building's ring only when every door is seen", () => {
    expect(shareEighths({ seen: 99 }, 100)).toBe(7);
    expect(shareEighths({ seen: 100 }, 100)).toBe(8);
    expect(shareEighths({}, 0)).toBe(0);
  });
  it("never joins a gap into what was walked", () => {
    const at = (lon: number, seconds: number): TrackPoint => [lon, 33, seconds * 1000, 5];
    const track = {
      factId: "t",
      by: "周",
      points: [at(116, 0), at(116.001, 10), at(116.1, 400), at(116.101, 410)],
    };
    const lines = trackLines([track]).features.map(({ properties, geometry }) => [
      properties["gap"],
      geometry.coordinates.length,
    ]);
    expect(lines).toEqual([
      [false, 2],
      [true, 2],
      [false, 2],
    ]);
  });
});
