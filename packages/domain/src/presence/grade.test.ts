import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  continuity,
  gradePresence,
  isBelievable,
  presenceLimits,
  reasonWords,
  type PresenceEvidence,
  type TrackMark,
  type VisitMark,
} from "./index.ts";

const NOON = Date.parse("2026-03-10T04:00:00Z");
/** Metres of this test's plane as degrees, near enough for positions a few kilometres apart. */
const lonOf = (x: number) => 116.9612345 + x / 92_600;
const latOf = (y: number) => 33.6401234 + y / 111_000;

const mark = (over: Partial<VisitMark> & { x?: number; y?: number } = {}): VisitMark => {
  const { x = 3, y = 4, ...rest } = over;
  return {
    id: "v",
    authorId: "zhao",
    deviceId: "phone",
    placeId: "door",
    recordedAt: NOON,
    lon: lonOf(x),
    lat: latOf(y),
    accuracy: 8,
    fixAt: NOON,
    ...rest,
  };
};
const evidence = (over: Partial<PresenceEvidence> = {}): PresenceEvidence => ({
  visit: mark(),
  receivedAt: NOON + 60_000,
  spot: { x: 3, y: 4 },
  dwellSeconds: null,
  photographs: 0,
  place: { x: 0, y: 0, rings: null, reach: 20 },
  track: [],
  own: [],
  others: [],
  ...over,
});
/** Walking east along y, a point every 5 s from 5 minutes before noon to 5 after, passing x = 0 at noon. */
const walk = (y = 5): TrackMark[] =>
  Array.from({ length: 121 }, (_, i) => ({ x: (i - 60) * 5, y, at: NOON + (i - 60) * 5000, accuracy: 6 }));
const codes = (over: Partial<PresenceEvidence>) =>
  gradePresence(evidence(over)).reasons.map(({ code }) => code);
const grade = (over: Partial<PresenceEvidence>) => gradePresence(evidence(over)).grade;

describe("the presence grade", () => {
  it("is A for a position at the door with a track that passes it, or with a photograph and a stay", () => {
    expect(gradePresence(evidence({ track: walk() }))).toEqual({
      grade: "A",
      reasons: [
        { code: "near", amount: 5 },
        { code: "on_track", amount: 5 },
      ],
    });
    expect(grade({ photographs: 1, dwellSeconds: 90 })).toBe("A");
    expect(grade({ photographs: 1 })).toBe("B");
    expect(grade({ dwellSeconds: 90 })).toBe("B");
  });
  it("is B for a position alone, or a track alone", () => {
    expect([grade({}), codes({})]).toEqual(["B", ["no_track", "near"]]);
    expect(grade({ spot: null, visit: mark({ lon: null, lat: null }), track: walk() })).toBe("B");
    expect(grade({ track: walk().filter((_, i) => i % 40 < 8) })).toBe("B");
  });
  it("weighs distance against accuracy", () => {
    const at = (x: number, accuracy: number) => ({ spot: { x, y: 0 }, visit: mark({ x, y: 0, accuracy }) });
    expect(grade(at(27, 8))).toBe("B");
    expect([grade(at(29, 8)), codes(at(29, 8))]).toEqual(["C", ["far", "no_track"]]);
    // Within reach only because nothing is known: that is no presence, and no doubt either.
    expect([grade(at(250, 300)), codes(at(250, 300))]).toEqual(["D", ["coarse_fix", "no_track"]]);
    expect(grade({ ...at(250, 300), track: walk() })).toBe("B");
  });
  it("does not take an old position for one of now", () => {
    const old = (minutes: number, x = 3) => ({
      spot: { x, y: 0 },
      visit: mark({ x, y: 0, fixAt: NOON - minutes * 60_000 }),
    });
    expect([grade({ ...old(5), track: walk() }), codes(old(5))]).toEqual([
      "B",
      ["stale_fix", "no_track", "near"],
    ]);
    expect(grade(old(20))).toBe("D");
    expect(grade(old(5, 900))).toBe("D");
  });
  it("is D where there is nothing to judge by", () => {
    expect([grade({ place: null }), codes({ place: null })]).toEqual(["D", ["no_place", "no_track"]]);
    expect(codes({ spot: null, visit: mark({ lon: null, lat: null }) })).toEqual(["no_position", "no_track"]);
  });
  it("measures plots from their outline", () => {
    const square = [
      [
        [0, 0],
        [300, 0],
        [300, 300],
        [0, 300],
        [0, 0],
      ],
    ] as [number, number][][];
    const place = { x: 150, y: 150, rings: square, reach: 20 };
    expect(grade({ place, spot: { x: 280, y: 20 } })).toBe("B");
    expect(grade({ place, spot: { x: 315, y: 100 } })).toBe("B");
    expect(grade({ place, spot: { x: 340, y: 100 } })).toBe("C");
  });
});

describe("doubts", () => {
  it("see a track that was elsewhere all the time", () => {
    expect(codes({ track: walk(200) })).toContain("track_elsewhere");
    expect(codes({ track: walk(60) })).not.toContain("track_elsewhere");
  });
  it("see travel that is too fast, in both visits, and believe a bus", () => {
    const there = mark({
      id: "w",
      placeId: "far away",
      x: 3000,
      recordedAt: NOON + 60_000,
      fixAt: NOON + 60_000,
    });
    expect(codes({ own: [there] })).toContain("too_fast");
    expect(codes({ visit: there, spot: { x: 3000, y: 4 }, own: [mark()] })).toContain("too_fast");
    expect(codes({ own: [{ ...there, recordedAt: NOON + 300_000, fixAt: NOON + 300_000 }] })).not.toContain(
      "too_fast",
    );
  });
  it("see a track that jumps", () => {
    const jumping = walk().map((point, i) => (i === 62 ? { ...point, x: point.x + 4000 } : point));
    expect(codes({ track: jumping })).toContain("jump");
    const coarse = jumping.map((point) => (point.x > 3000 ? { ...point, accuracy: 900 } : point));
    expect(codes({ track: coarse })).not.toContain("jump");
  });
  it("see places noted by the dozen, and allow a landing of doors", () => {
    const doors = (n: number) =>
      Array.from({ length: n }, (_, i) =>
        mark({
          id: `v${i}`,
          placeId: `door ${i}`,
          x: 3 + i / 10,
          recordedAt: NOON + i * 5000,
          fixAt: NOON + i * 5000,
        }),
      );
    expect(codes({ own: doors(presenceLimits.batch) })).toContain("batch");
    expect(codes({ own: doors(4) })).not.toContain("batch");
  });
  it("see a position that never moves, unless it is rounded or says that it is old", () => {
    const still = (over: Partial<VisitMark>) =>
      Array.from({ length: 6 }, (_, i) =>
        mark({ id: `v${i}`, placeId: `door ${i}`, recordedAt: NOON + i * 60_000, fixAt: null, ...over }),
      );
    expect(codes({ own: still({}) })).toContain("same_fix");
    const rounded = { lon: 116.96, lat: 33.64 };
    expect(codes({ visit: mark(rounded), own: still(rounded) })).not.toContain("same_fix");
    expect(codes({ own: still({ fixAt: NOON }) })).not.toContain("same_fix");
  });
  it("see one position on two phones, and one person on two phones", () => {
    const twin = mark({
      id: "w",
      authorId: "qian",
      deviceId: "other",
      placeId: "next",
      recordedAt: NOON + 30_000,
    });
    expect(codes({ others: [twin] })).toContain("copied_fix");
    expect(codes({ others: [{ ...twin, lon: twin.lon! + 1e-7 }] })).not.toContain("copied_fix");
    expect(codes({ own: [mark({ id: "w", deviceId: "other", x: 4, recordedAt: NOON + 60_000 })] })).toContain(
      "two_phones",
    );
  });
  it("see a clock that is ahead", () => {
    expect(codes({ receivedAt: NOON - 20 * 60_000 })).toContain("clock");
    expect(codes({ visit: mark({ fixAt: NOON + 20 * 60_000 }) })).toContain("clock");
    expect(codes({ receivedAt: NOON + 8 * 3_600_000 })).not.toContain("clock");
  });
  it("outweigh whatever speaks for presence", () => {
    expect(grade({ track: walk(), photographs: 3, dwellSeconds: 300, receivedAt: NOON - 20 * 60_000 })).toBe(
      "C",
    );
  });
});

it("counts A, B and what somebody stands for as believable", () => {
  expect([
    isBelievable("A", false),
    isBelievable("B", false),
    isBelievable("C", false),
    isBelievable("D", false),
  ]).toEqual([true, true, false, false]);
  expect([isBelievable("C", true), isBelievable(null, false)]).toEqual([true, false]);
});

const points = fc.array(
  fc.record({
    x: fc.integer({ min: -400, max: 400 }),
    y: fc.integer({ min: -400, max: 400 }),
    at: fc.integer({ min: NOON - 720_000, max: NOON + 720_000 }),
    accuracy: fc.integer({ min: 1, max: 60 }),
  }),
  { maxLength: 40 },
);
const visits = fc.array(
  fc
    .record({
      place: fc.nat(12),
      minute: fc.integer({ min: -20, max: 20 }),
      x: fc.nat(3),
      device: fc.boolean(),
    })
    .map(({ place, minute, x, device }) =>
      mark({
        id: `${place} ${minute}`,
        placeId: `door ${place}`,
        recordedAt: NOON + minute * 30_000,
        fixAt: null,
        x,
        deviceId: device ? "phone" : "other",
      }),
    ),
  { maxLength: 14 },
);
const order = <T>(list: readonly T[], dice: Iterator<number>) =>
  list
    .map((item) => ({ item, key: Number(dice.next().value) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

it("does not depend on the order in which anything arrived, nor on hearing it twice", () => {
  fc.assert(
    fc.property(points, visits, fc.infiniteStream(fc.nat()), (track, own, dice) => {
      const one = gradePresence(evidence({ track, own, others: own }));
      const other = gradePresence(
        evidence({
          track: order([...track, ...track], dice),
          own: order(own, dice),
          others: order([...own, ...own], dice),
        }),
      );
      expect(other).toEqual(one);
    }),
  );
});

it("never has less of a continuous track for hearing more of it", () => {
  const times = fc.array(fc.integer({ min: NOON - 400_000, max: NOON + 400_000 }), { maxLength: 30 });
  const share = (list: number[]) => continuity(list, NOON, presenceLimits.continuityMs, presenceLimits.gapMs);
  fc.assert(
    fc.property(times, times, (some, more) => {
      const before = share(some);
      const after = share([...some, ...more]);
      expect(after).toBeGreaterThanOrEqual(before);
      expect(after).toBeLessThanOrEqual(1);
    }),
  );
});

it("is never better than C with a doubt, and never C without one", () => {
  fc.assert(
    fc.property(points, visits, fc.nat(3), fc.boolean(), (track, own, photographs, known) => {
      const { grade: given, reasons } = gradePresence(
        evidence({ track, own, photographs, ...(known ? {} : { place: null }) }),
      );
      const doubts = reasons.filter(({ code }) =>
        [
          "far",
          "track_elsewhere",
          "too_fast",
          "jump",
          "batch",
          "same_fix",
          "copied_fix",
          "two_phones",
          "clock",
        ].includes(code),
      );
      expect(given === "C").toBe(doubts.length > 0);
    }),
  );
});

it("a photograph or a stay never lowers the grade", () => {
  const rank = { A: 3, B: 2, D: 1, C: 0 };
  fc.assert(
    fc.property(points, visits, (track, own) => {
      const before = rank[grade({ track, own })];
      expect(rank[grade({ track, own, photographs: 2 })]).toBeGreaterThanOrEqual(before);
      expect(rank[grade({ track, own, dwellSeconds: 600 })]).toBeGreaterThanOrEqual(before);
    }),
  );
});

it("says each reason in words", () => {
  expect(reasonWords({ code: "far", amount: 1240 })).toBe("定位离这里约 1.2 公里");
  expect(reasonWords({ code: "too_fast", amount: 50 })).toBe("与前后记录之间须每小时 180 公里");
  expect(reasonWords({ code: "stale_fix", amount: 300 })).toBe("定位是 5 分钟前的");
});
