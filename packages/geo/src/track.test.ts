import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanTracks, localProjection, pathMetres, rawTracks, type Fixes } from "./index.ts";

const plane = localProjection(116.9612, 33.6401);
const START = Date.UTC(2026, 3, 18, 1);

interface Fix {
  /** Metres east and north of the origin, seconds from the start. */
  x: number;
  y: number;
  s: number;
  accuracy?: number;
  track?: number;
}

function fixesOf(list: readonly Fix[]): Fixes {
  const places = list.map((f) => plane.inverse(f.x, f.y));
  return {
    lon: places.map((p) => p[0]),
    lat: places.map((p) => p[1]),
    time: list.map((f) => START + f.s * 1000),
    accuracy: list.map((f) => f.accuracy ?? Number.NaN),
    track: list.map((f) => f.track ?? 0),
  };
}
/** A walk eastwards at 1.2 m/s, a fix every 2 s. */
const walk = (seconds: number, from = 0, y = 0): Fix[] =>
  Array.from({ length: seconds / 2 + 1 }, (_, n) => ({ x: 2.4 * n, y, s: from + 2 * n }));
const clean = (list: readonly Fix[]): ReturnType<typeof cleanTracks> => cleanTracks(fixesOf(list), plane);

describe("track hygiene", () => {
  it("leaves a good walk as it is", () => {
    const { walked, report } = clean(walk(100));
    expect(walked.starts).toEqual(Uint32Array.of(0, 51));
    expect(report).toMatchObject({
      points: 51,
      used: 51,
      duplicates: 0,
      dropped: {},
      gaps: [],
      vehicleSeconds: 0,
    });
    expect(report.metres).toBeCloseTo(120, 3);
  });

  it("removes duplicates and restores order: 68 % copies in any order change nothing but their count", () => {
    const good = walk(200);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...good, ...good, ...good], { minLength: 303, maxLength: 303 }),
        (mixed) => {
          const { walked, report } = clean(mixed);
          expect(report.duplicates).toBe(202);
          expect(report.used).toBe(101);
          expect(walked.x).toEqual(clean(good).walked.x);
          expect(walked.time).toEqual(clean(good).walked.time);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("accounts for every fix", () => {
    const fix = fc.record({
      x: fc.double({ min: -5000, max: 5000, noNaN: true }),
      y: fc.double({ min: -5000, max: 5000, noNaN: true }),
      s: fc.integer({ min: 0, max: 500 }),
      accuracy: fc.constantFrom(3, 20, 80),
      track: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(fix, { maxLength: 200 }), (list) => {
        const { report, walked, pieceTrack } = clean(list);
        const dropped = Object.values(report.dropped).reduce((a, b) => a + b, 0);
        expect(report.used + report.duplicates + dropped).toBe(list.length);
        expect(pieceTrack.length).toBe(walked.starts.length - 1);
        expect(report.metres).toBeCloseTo(pathMetres(walked), 9);
      }),
    );
  });

  it("drops fixes without a usable position, time or accuracy, and two places at one moment", () => {
    const list = walk(20);
    const fixes = fixesOf([
      ...list,
      { x: 5, y: 5, s: 6, accuracy: 4 },
      { x: 1, y: 1, s: 7, accuracy: 300 },
      { x: 2, y: 2, s: 9 },
    ]);
    const lon = [...(fixes.lon as number[]), 0, Number.NaN];
    const lat = [...(fixes.lat as number[]), 0, 33];
    const time = [...(fixes.time as number[]), START, START];
    time[13] = Number.NaN;
    const { report } = cleanTracks(
      { lon, lat, time, accuracy: [...(fixes.accuracy as number[]), 1, 1] },
      plane,
    );
    expect(report.dropped).toEqual({ position: 2, time: 1, accuracy: 1, "same-time": 1 });
  });

  it("drops spots of impossible speed, also at the start, and keeps the rest in one piece", () => {
    const list = walk(60);
    list.splice(10, 0, { x: 4000, y: 4000, s: 19 });
    list.splice(20, 0, { x: 4000, y: 4000, s: 37 }, { x: 4001, y: 4000, s: 37.5 });
    list.unshift({ x: -9000, y: 0, s: -2 });
    const { walked, report } = clean(list);
    expect(report.dropped).toEqual({ speed: 4 });
    expect(walked.starts.length).toBe(2);
    expect(report.metres).toBeCloseTo(72, 3);
  });

  it("cuts, and never joins, a silence of forty hours and a jump", () => {
    const list = [...walk(60), ...walk(60, 60 + 40 * 3600, 50), ...walk(60, 40 * 3600 + 121, 9000)];
    const { walked, report } = clean(list);
    expect(walked.starts.length).toBe(4);
    expect(report.gaps).toHaveLength(2);
    expect(report.gaps[0]).toMatchObject({ from: START + 60_000, seconds: 40 * 3600 });
    expect(report.gaps[1]!.metres).toBeGreaterThan(8000);
    expect(report.metres).toBeCloseTo(216, 3);
  });

  it("takes driving out, lights and all, and counts its time", () => {
    const list: Fix[] = walk(120);
    let x = list.at(-1)!.x;
    let s = 120;
    for (let n = 0; n < 60; n++) list.push({ x: (x += n >= 28 && n < 34 ? 0 : 24), y: 0, s: (s += 2) });
    for (let n = 0; n < 60; n++) list.push({ x: (x += 2.4), y: 0, s: (s += 2) });
    const { walked, report } = clean(list);
    expect(report.vehicleSeconds).toBeGreaterThan(105);
    expect(report.vehicleSeconds).toBeLessThan(150);
    expect(walked.starts.length).toBe(3);
    expect(report.metres).toBeGreaterThan(220);
    expect(report.metres).toBeLessThan(2 * 144 + 60);
    expect(report.used).toBe(list.length);
  });

  it("does not count jitter of standing as walking", () => {
    const jitter = Array.from({ length: 300 }, (_, n): Fix => ({
      x: 3 * Math.sin(n * 2.1),
      y: 3 * Math.cos(n * 3.7),
      s: n,
    }));
    const { walked, report } = clean(jitter);
    expect(pathMetres(rawTracks(fixesOf(jitter), plane).walked)).toBeGreaterThan(1000);
    expect(report.metres).toBeLessThan(1);
    expect(report.standingSeconds).toBeCloseTo(299, 0);
    expect(walked.x.length).toBe(2);
  });

  it("joins nothing between tracks, and handles tracks without times by distance", () => {
    const two = [...walk(20), ...walk(20, 22).map((f) => ({ ...f, track: 1 }))];
    expect([...clean(two).pieceTrack]).toEqual([0, 1]);
    const untimed = {
      ...fixesOf([
        { x: 0, y: 0, s: 0 },
        { x: 50, y: 0, s: 0 },
        { x: 50, y: 0, s: 0 },
        { x: 500, y: 0, s: 0 },
      ]),
      time: Array(4).fill(Number.NaN),
    };
    const { report, walked } = cleanTracks(untimed, plane);
    expect(walked.starts).toEqual(Uint32Array.of(0, 2, 3));
    expect(report.duplicates).toBe(1);
    expect(report.gaps[0]!.metres).toBeCloseTo(450, 3);
  });

  it("raw joins everything and drops only what has no place", () => {
    const { walked, report } = rawTracks(fixesOf([...walk(20), ...walk(20, 9999, 800)]), plane);
    expect(walked.starts.length).toBe(2);
    expect(report.metres).toBeGreaterThan(800);
    expect(rawTracks({ lon: [0, 116.96], lat: [0, 33.64], time: [1, 2] }, plane).report.dropped).toEqual({
      position: 1,
    });
  });

  it("refuses lists of different length and senseless limits", () => {
    expect(() => cleanTracks({ lon: [116.96], lat: [], time: [1] }, plane)).toThrow(/0 values of lat for 1/);
    expect(() => cleanTracks(fixesOf(walk(4)), plane, { gapSeconds: 0 })).toThrow(/gapSeconds is 0/);
  });
});
