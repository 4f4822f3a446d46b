import { describe, expect, it } from "vitest";
import type { OutboxEntry } from "../store/entry.ts";
import type { TrackPoint } from "./chunk.ts";
import { gapWords, localReasons, withReasons } from "./gap-reason.ts";
import { gpxOf } from "./gpx.ts";
import { dwellSeconds } from "../visit/dwell.ts";

const START = Date.parse("2026-03-18T10:00:00+08:00");
const at = (second: number, lon = 116.96): TrackPoint => [lon, 33.64, START + second * 1_000, 6.4];

describe("GPX", () => {
  const gpx = gpxOf('<方> & "一舟"', [at(0), at(10, 116.961), at(600, 116.97)]);
  it("has a segment for each walked stretch, and draws over no gap", () => {
    expect(gpx.match(/<trkseg>/g)).toHaveLength(2);
    expect(gpx.match(/<trkpt/g)).toHaveLength(3);
    expect(gpx).toContain('<trkpt lat="33.6400000" lon="116.9610000"><time>2026-03-18T02:00:10.000Z</time>');
  });
  it("escapes what is typed", () => {
    expect(gpx).toContain("<name>&lt;方&gt; &amp; &quot;一舟&quot;</name>");
  });
});

describe("reasons of gaps", () => {
  const gap = { from: START, to: START + 600_000 };
  it("belong to the gap that they lie in, the later word counting", () => {
    const told = [
      { ...gap, reason: "rest" as const },
      { from: START + 1_000, to: START + 500_000, reason: "phone_call" as const },
      { from: START + 700_000, to: START + 800_000, reason: "battery" as const },
    ];
    expect(withReasons([gap], told)).toEqual([{ ...gap, reason: "phone_call" }]);
    expect(withReasons([gap], told.slice(2))).toEqual([{ ...gap, reason: null }]);
  });
  it("are one's own, and not those that the server did not take", () => {
    const entry = (personId: string, state: OutboxEntry["state"]) =>
      ({ personId, state, fact: { kind: "track-gap", body: { ...gap, reason: "rest" } } }) as OutboxEntry;
    const entries = [entry("me", "waiting"), entry("me", "refused"), entry("you", "accepted")];
    expect(localReasons(entries, "me")).toHaveLength(1);
  });
  it("are told by the clock", () => {
    expect(gapWords(gap)).toBe("10:00—10:10，10 分钟");
  });
});

describe("dwell", () => {
  const here = { lon: 116.96, lat: 33.64, accuracy: 8 };
  it("counts back while the track stays near", () => {
    const points = [at(0, 116.97), at(20), at(40), at(60)];
    expect(dwellSeconds(points, here, START + 70_000)).toBe(50);
  });
  it("ends at a gap, and is nothing without a track here", () => {
    expect(dwellSeconds([at(0), at(100)], here, START + 110_000)).toBe(10);
    expect(dwellSeconds([], here, START)).toBeNull();
    expect(dwellSeconds([at(0, 116.97)], here, START + 5_000)).toBeNull();
    expect(dwellSeconds([at(0)], here, START + 500_000)).toBeNull();
  });
});
