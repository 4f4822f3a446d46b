import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  Bitmap,
  Tally,
  anyOf,
  atLeastTwo,
  coveredM2,
  decodeTile,
  encodeTile,
  lastSeen,
  maskOf,
  mergeStoredTile,
  pathOf,
  photoFootprint,
  planeArea,
  pointInPolygon,
  stampMask,
  stampPaths,
  stampSight,
  tileKey,
  tileX,
  tileY,
  without,
  type Grid,
  type Paths,
  type PolygonGeometry,
} from "./index.ts";

const grid = (cell = 1): Grid => ({ lon0: 116.9612, lat0: 33.6401, cell });
const coordinate = fc.double({ min: -300, max: 300, noNaN: true });
const position = fc.tuple(coordinate, coordinate);
/** Legs from none to far longer than the radius, across tile borders at 0 and ±256. */
const path = fc.array(position, { minLength: 1, maxLength: 8 }).map(pathOf);
/** Whole numbers bring steps along rows and columns, of no length, and ties. */
const step = fc.oneof(fc.double({ min: -4, max: 4, noNaN: true }), fc.integer({ min: -4, max: 4 }));
const walk = fc.tuple(position, fc.array(fc.tuple(step, step), { maxLength: 60 })).map(([[x, y], steps]) => {
  let px = x;
  let py = y;
  return pathOf([
    [x, y] as [number, number],
    ...steps.map(([dx, dy]): [number, number] => [(px += dx), (py += dy)]),
  ]);
});

const stamped = (paths: Paths, radius: number, cell = 1): Bitmap => {
  const bitmap = new Bitmap(grid(cell));
  stampPaths(bitmap, paths, radius);
  return bitmap;
};

function distanceToPath(x: number, y: number, { x: xs, y: ys, starts }: Paths): number {
  let best = Infinity;
  for (let k = 0; k + 1 < starts.length; k++)
    for (let i = starts[k]!; i < starts[k + 1]!; i++) {
      const j = Math.min(i + 1, starts[k + 1]! - 1);
      const ux = xs[j]! - xs[i]!;
      const uy = ys[j]! - ys[i]!;
      const t = Math.max(0, Math.min(1, ((x - xs[i]!) * ux + (y - ys[i]!) * uy) / (ux * ux + uy * uy || 1)));
      best = Math.min(best, Math.hypot(x - xs[i]! - t * ux, y - ys[i]! - t * uy));
    }
  return best;
}

const star = fc
  .tuple(position, fc.array(fc.double({ min: 3, max: 120, noNaN: true }), { minLength: 3, maxLength: 20 }))
  .map(([[x, y], radii]): PolygonGeometry => {
    const ring = radii.map((r, i): [number, number] => {
      const a = (2 * Math.PI * i) / radii.length;
      return [x + r * Math.cos(a), y + r * Math.sin(a)];
    });
    const hole = ring.map(([px, py]): [number, number] => [x + (px - x) / 3, y + (py - y) / 3]);
    return {
      type: "Polygon",
      coordinates: [
        [...ring, ring[0]!],
        [...hole, hole[0]!],
      ],
    };
  });

describe("stamping paths", () => {
  it("sets exactly the cells whose centre is within the radius, every cell looked at", () => {
    fc.assert(
      fc.property(
        fc.oneof(path, walk),
        fc.double({ min: 0.3, max: 24, noNaN: true }),
        fc.constantFrom(0.5, 1, 2),
        (paths, radius, cell) => {
          const bitmap = stamped(paths, radius, cell);
          const reach = radius + 2 * cell;
          const box = [
            Math.min(...paths.x),
            Math.min(...paths.y),
            Math.max(...paths.x),
            Math.max(...paths.y),
          ] as const;
          let count = 0;
          for (let i = Math.floor((box[0] - reach) / cell); i <= (box[2] + reach) / cell; i++)
            for (let j = Math.floor((box[1] - reach) / cell); j <= (box[3] + reach) / cell; j++) {
              const set = bitmap.has(i, j);
              if (set) count++;
              const d = distanceToPath((i + 0.5) * cell, (j + 0.5) * cell, paths);
              if (Math.abs(d - radius) > 1e-6 && set !== d < radius)
                throw new Error(`Cell ${i}, ${j} at ${d} m is ${set ? "set" : "clear"} for ${radius} m.`);
            }
          // Nothing anywhere else.
          expect(bitmap.count).toBe(count);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("measures a capsule within its stated bound, and within 0.5 % at 1 m cells and 15 m", () => {
    fc.assert(
      fc.property(
        position,
        fc.double({ min: 0, max: 300, noNaN: true }),
        fc.double({ min: 0, max: 7, noNaN: true }),
        ([x, y], length, angle) => {
          const area = stamped(
            pathOf([
              [x, y],
              [x + length * Math.cos(angle), y + length * Math.sin(angle)],
            ]),
            15,
          ).areaM2;
          const exact = Math.PI * 225 + 30 * length;
          const outline = 2 * Math.PI * 15 + 2 * length;
          expect(Math.abs(area - exact)).toBeLessThan(Math.SQRT2 * outline);
        },
      ),
    );
    const long = stamped(
      pathOf([
        [3.3, -120.7],
        [401.2, 77.7],
      ]),
      15,
    ).areaM2;
    expect(Math.abs(long / (Math.PI * 225 + 30 * Math.hypot(397.9, 198.4)) - 1)).toBeLessThan(0.005);
  });

  it("does not care about order or repetition, and never loses ground", () => {
    fc.assert(
      fc.property(fc.array(walk, { minLength: 1, maxLength: 5 }), (walks) => {
        const forward = new Bitmap(grid());
        let before = 0;
        for (const w of walks) {
          stampPaths(forward, w, 15);
          expect(forward.count).toBeGreaterThanOrEqual(before);
          before = forward.count;
        }
        const backward = new Bitmap(grid());
        for (const w of [...walks, ...walks].reverse()) stampPaths(backward, w, 15);
        expect(without(forward, backward).count + without(backward, forward).count).toBe(0);
        const merged = anyOf(
          grid(),
          walks.map((w) => stamped(w, 15)),
        );
        expect(without(forward, merged).count + without(merged, forward).count).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it("changes the area by no more than the bound when everything is moved", () => {
    fc.assert(
      fc.property(walk, coordinate, coordinate, (w, dx, dy) => {
        const moved = { ...w, x: w.x.map((v) => v + dx), y: w.y.map((v) => v + dy) };
        // The union's outline is at most that of all capsules, and its own area tells a length: A ≥ r/2 · L for unions of buffers of radius r.
        const outline = (2 * stamped(w, 15).areaM2) / 15 + 2 * Math.PI * 15;
        expect(Math.abs(stamped(w, 15).areaM2 - stamped(moved, 15).areaM2)).toBeLessThan(
          2 * Math.SQRT2 * outline,
        );
      }),
      { numRuns: 40 },
    );
  });

  it("refuses what makes no sense, with the value", () => {
    expect(() => stamped(pathOf([[0, 0]]), 0)).toThrow(/0 m/);
    expect(() => stamped(pathOf([[0, 0]]), Number.NaN)).toThrow(/NaN/);
    expect(() => new Bitmap(grid(-1))).toThrow(/-1 m/);
    expect(() => stamped(pathOf([[0, 0]]), 5).merge(stamped(pathOf([[0, 0]]), 5, 2))).toThrow(/Grids differ/);
  });
});

describe("polygons on the grid", () => {
  it("hold their exact area, hole and all, at any cell size", () => {
    fc.assert(
      fc.property(star, fc.constantFrom(0.5, 1, 3.7, 40), (polygon, cell) => {
        const mask = maskOf(polygon, grid(cell));
        const full = new Bitmap(grid(cell));
        for (const tile of mask.tiles) full.tileForWrite(tile.key).fill(0xffffffff);
        expect(mask.areaM2).toBeCloseTo(planeArea(polygon), 6);
        let unclamped = 0;
        for (const tile of mask.tiles) {
          for (let n = 0; n < tile.runs.length; n += 3)
            unclamped += tile.runs[n + 2]! - tile.runs[n + 1]! + 1;
          for (const share of tile.share) unclamped += share;
        }
        expect(Math.abs((unclamped * cell * cell) / mask.areaM2 - 1)).toBeLessThan(1e-4);
        expect(coveredM2(mask, full) / mask.areaM2).toBeCloseTo(1, 4);
        expect(coveredM2(mask, new Bitmap(grid(cell)))).toBe(0);
      }),
    );
  });

  it("take in a cell when and as far as it is inside (every cell, and random points in it)", () => {
    fc.assert(
      fc.property(star, (polygon) => {
        const mask = maskOf(polygon, grid());
        const share = new Map<string, number>();
        for (const tile of mask.tiles) {
          const at = (c: number, r: number): string =>
            `${tileX(tile.key) * 256 + c} ${tileY(tile.key) * 256 + r}`;
          for (let n = 0; n < tile.runs.length; n += 3)
            for (let c = tile.runs[n + 1]!; c <= tile.runs[n + 2]!; c++) share.set(at(c, tile.runs[n]!), 1);
          tile.cut.forEach((p, n) => share.set(at(p & 255, p >> 8), tile.share[n]!));
        }
        const [minX, minY, maxX, maxY] = mask.bounds;
        for (let i = Math.floor(minX) - 1; i <= maxX; i++)
          for (let j = Math.floor(minY) - 1; j <= maxY; j++) {
            const s = share.get(`${i} ${j}`) ?? 0;
            if (s > 0.001 && s < 0.999) continue;
            if (pointInPolygon(i + 0.37, j + 0.61, polygon) !== s > 0.5)
              throw new Error(`Cell ${i}, ${j} has share ${s}.`);
          }
      }),
      { numRuns: 25 },
    );
  });

  it("count a tally chunk by chunk as all at once", () => {
    fc.assert(
      fc.property(
        fc.array(star, { minLength: 1, maxLength: 6 }),
        fc.array(walk, { minLength: 1, maxLength: 5 }),
        (zones, walks) => {
          const masks = zones.map((z) => maskOf(z, grid()));
          const tally = new Tally(grid(), masks);
          const bitmap = new Bitmap(grid());
          const last = masks.map(() => 0);
          for (const w of walks) {
            stampPaths(bitmap, w, 15);
            const moved = tally.update(bitmap, bitmap.takeChanged());
            masks.forEach((mask, m) => {
              const seen = tally.seenM2(m);
              expect(seen).toBeCloseTo(coveredM2(mask, bitmap), 6);
              expect(seen).toBeGreaterThanOrEqual(last[m]!);
              expect(moved.includes(m) || seen === last[m]).toBe(true);
              last[m] = seen;
            });
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("layers", () => {
  it("seen twice is what at least two passes saw, cell for cell", () => {
    fc.assert(
      fc.property(fc.array(walk, { minLength: 2, maxLength: 4 }), (walks) => {
        const passes = walks.map((w) => stamped(w, 9));
        const twice = atLeastTwo(grid(), passes);
        const once = anyOf(grid(), passes);
        for (const pass of passes)
          for (const key of pass.tiles.keys())
            for (let n = 0; n < 65536; n += 7) {
              const i = tileX(key) * 256 + (n & 255);
              const j = tileY(key) * 256 + (n >> 8);
              const times = passes.filter((p) => p.has(i, j)).length;
              if (twice.has(i, j) !== times >= 2 || once.has(i, j) !== times >= 1)
                throw new Error(`Cell ${i}, ${j}: ${times}`);
            }
      }),
      { numRuns: 8 },
    );
  });

  it("last seen adds up to seen and names the newest day first", () => {
    const zone = maskOf(
      {
        type: "Polygon",
        coordinates: [
          [
            [0, 0],
            [100, 0],
            [100, 40],
            [0, 40],
            [0, 0],
          ],
        ],
      },
      grid(),
    );
    const day1 = stamped(
      pathOf([
        [0, 20],
        [100, 20],
      ]),
      15,
    );
    const day2 = stamped(
      pathOf([
        [0, 20],
        [50, 20],
      ]),
      15,
    );
    const days = lastSeen(zone, [
      { at: 1, bitmap: day1 },
      { at: 2, bitmap: day2 },
    ]);
    expect(days.map((d) => d.at)).toEqual([2, 1]);
    expect(days[0]!.m2 + days[1]!.m2).toBeCloseTo(coveredM2(zone, anyOf(grid(), [day1, day2])), 6);
    expect(days[0]!.m2).toBeCloseTo(coveredM2(zone, day2), 6);
    expect(lastSeen(zone, [])).toEqual([]);
  });
});

describe("tiles as bytes", () => {
  it("come back as they were, merge by OR in any order, and are small when plain", () => {
    fc.assert(
      fc.property(fc.array(walk, { minLength: 1, maxLength: 4 }), (walks) => {
        const all = new Bitmap(grid());
        const stored = walks.map((w) => {
          const bitmap = stamped(w, 12);
          return [...bitmap.tiles.keys()].map((key) => encodeTile(bitmap, key));
        });
        for (const w of walks) stampPaths(all, w, 12);
        const back = new Bitmap(grid());
        for (const bytes of stored.flat().reverse()) mergeStoredTile(back, bytes);
        expect(without(all, back).count + without(back, all).count).toBe(0);
      }),
      { numRuns: 30 },
    );
    const full = new Bitmap(grid());
    full.tileForWrite(tileKey(-3, 7)).fill(0xffffffff);
    const bytes = encodeTile(full, tileKey(-3, 7));
    expect(bytes.length).toBeLessThan(40);
    expect(decodeTile(bytes)).toMatchObject({ grid: grid(), key: tileKey(-3, 7) });
  });

  it("are refused when they are something else, cut off, longer or of another grid", () => {
    const bitmap = stamped(pathOf([[10, 10]]), 12);
    const bytes = encodeTile(bitmap, tileKey(0, 0));
    expect(() => decodeTile(Uint8Array.of(1, 2, 3))).toThrow(/Not a coverage tile/);
    expect(() => decodeTile(Uint8Array.from(bytes, (b, i) => (i === 3 ? 9 : b)))).toThrow(/version 9/);
    for (let n = 36; n < bytes.length; n += 5) expect(() => decodeTile(bytes.subarray(0, n))).toThrow(/tile/);
    expect(() => decodeTile(Uint8Array.from([...bytes, 0]))).toThrow(/too many/);
    expect(() => mergeStoredTile(new Bitmap(grid(2)), bytes)).toThrow(/Grids differ/);
    expect(() => encodeTile(bitmap, tileKey(5, 5))).toThrow(/no tile 5, 5/);
  });
});

describe("sight past buildings", () => {
  const house: PolygonGeometry = {
    type: "Polygon",
    coordinates: [
      [
        [10, -20],
        [14, -20],
        [14, 20],
        [10, 20],
        [10, -20],
      ],
    ],
  };
  const walls = new Bitmap(grid());
  stampMask(walls, maskOf(house, grid()));

  it("does not see through a wall, sees in front of it and around its end", () => {
    const seen = new Bitmap(grid());
    expect(stampSight(seen, pathOf([[0.5, 0.5]]), 25, walls)).toBe(0);
    expect(seen.has(8, 0)).toBe(true);
    expect(seen.has(11, 0)).toBe(false);
    expect(seen.has(18, 0)).toBe(false);
    expect(seen.has(-20, 3)).toBe(true);
    const end = new Bitmap(grid());
    stampSight(end, pathOf([[9.5, 22.5]]), 25, walls);
    expect(end.has(18, 21)).toBe(true);
    expect(stampSight(new Bitmap(grid()), pathOf([[12, 0]]), 25, walls)).toBe(1);
  });

  it("never sees more than open ground would show, and exactly that when nothing stands in the way", () => {
    fc.assert(
      fc.property(walk, (w) => {
        const seen = new Bitmap(grid());
        stampSight(seen, w, 9, walls);
        expect(without(seen, stamped(w, 9)).count).toBe(0);
        expect(without(seen, without(seen, walls)).count).toBe(0);
        const open = new Bitmap(grid());
        stampSight(open, w, 9, new Bitmap(grid()));
        expect(without(open, stamped(w, 9)).count + without(stamped(w, 9), open).count).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it("changes nothing beyond the reach of the legs near a wall", () => {
    const along = pathOf(Array.from({ length: 101 }, (_, n): [number, number] => [3 * n - 150, 4]));
    const seen = new Bitmap(grid());
    stampSight(seen, along, 9, walls);
    const hidden = without(stamped(along, 9), seen);
    expect(hidden.count).toBeGreaterThan(50);
    for (let i = -170; i < 170; i++)
      for (let j = -10; j < 20; j++) if (hidden.has(i, j)) expect(Math.abs(i - 10)).toBeLessThan(40);
  });
});

describe("drone photographs", () => {
  it("straight down show height × view, turned by the heading", () => {
    const pose = {
      x: 5,
      y: 7,
      height: 100,
      heading: 0,
      pitch: -90,
      viewAcross: 2 * (180 / Math.PI) * Math.atan(0.5),
      viewAlong: 2 * (180 / Math.PI) * Math.atan(0.375),
    };
    expect(planeArea(photoFootprint(pose))).toBeCloseTo(100 * 75, 6);
    const east = photoFootprint({ ...pose, heading: 90 });
    expect(Math.max(...east.coordinates[0]!.map((p) => p[0]!))).toBeCloseTo(5 + 37.5, 6);
    expect(Math.max(...east.coordinates[0]!.map((p) => p[1]!))).toBeCloseTo(7 + 50, 6);
  });
  it("tilted forwards reach forwards, and are refused at the horizon", () => {
    const pose = { x: 0, y: 0, height: 50, heading: 0, pitch: -60, viewAcross: 60, viewAlong: 40 };
    const ys = photoFootprint(pose).coordinates[0]!.map((p) => p[1]!);
    expect(Math.max(...ys)).toBeCloseTo(50 * Math.tan((50 * Math.PI) / 180), 6);
    expect(Math.min(...ys)).toBeCloseTo(50 * Math.tan((10 * Math.PI) / 180), 6);
    expect(() => photoFootprint({ ...pose, pitch: -30 })).toThrow(/horizon/);
    expect(() => photoFootprint({ ...pose, height: 0 })).toThrow(/0 m high/);
  });
});
