import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PhotographBody } from "@lingzhu/domain/sync";
import { photographBody } from "./shot.ts";
import { layWatermark, watermarkLines, type Capture } from "./watermark.ts";

const capture: Capture = {
  capturedAt: Date.parse("2026-04-18T08:20:05Z"),
  position: { lon: 116.96, lat: 33.640017, accuracy: 7.6 },
  author: "方一舟",
  street: "西关街道",
  place: "汴河花园 1号楼 1单元 101",
};
/** A face in which Chinese is as wide as it is high and the rest half as wide. */
const measure = (words: string, size: number) =>
  [...words].reduce((sum, sign) => sum + (sign.codePointAt(0)! > 0x2000 ? size : size / 2), 0);

describe("the watermark", () => {
  it("says place, time in China, author, position with its accuracy, and street", () => {
    expect(watermarkLines(capture)).toEqual([
      "汴河花园 1号楼 1单元 101",
      "2026-04-18 16:20:05 方一舟",
      "东经116.96000° 北纬33.64002° ±8 米",
      "西关街道 零株踏查",
    ]);
  });
  it("says plainly that the phone knew no position, and leaves out a place that was not chosen", () => {
    const lines = watermarkLines({ ...capture, position: null, place: null });
    expect(lines).toContain("没有定位");
    expect(lines).toHaveLength(3);
  });
  it("has letters of 36 px on a picture of 1600", () => {
    const layout = layWatermark(1600, 1200, watermarkLines(capture), measure);
    expect(layout.size).toBe(36);
    expect(layout.lines).toEqual(watermarkLines(capture));
  });
  it("fits into any picture: nothing is wider than it, and most of it stays to be seen", () => {
    const sides = fc.integer({ min: 48, max: 1600 });
    fc.assert(
      fc.property(sides, sides, fc.string({ maxLength: 120 }), (width, height, place) => {
        const layout = layWatermark(width, height, watermarkLines({ ...capture, place }), measure);
        for (const line of layout.lines)
          expect(measure(line, layout.size)).toBeLessThanOrEqual(
            Math.max(width - 2 * layout.inset, layout.size),
          );
        expect(layout.lines.length).toBeGreaterThan(0);
        if (height >= 200) expect(layout.top).toBeGreaterThanOrEqual(height * 0.55);
      }),
    );
  });
  it("loses no word of a long place where there is room for it", () => {
    const place = "环宇社区".repeat(20);
    const { lines } = layWatermark(1200, 1600, watermarkLines({ ...capture, place }), measure);
    expect(lines.join("")).toContain(place);
  });
});

describe("the photograph's fact", () => {
  const shot = {
    id: "0190a000-0000-7000-8000-000000000001",
    view: "door",
    mime: "image/jpeg",
    bytes: new ArrayBuffer(12),
    sha256: "a".repeat(64),
  } as const;
  const of = "0190a000-0000-7000-8000-000000000002";
  it("carries what was burned in as data", () => {
    const body = photographBody({ ...shot, capture }, of);
    expect(PhotographBody.parse(body)).toEqual(body);
    expect(body).toMatchObject({ bytes: 12, ofFactId: of, capturedAt: capture.capturedAt });
    expect(body.watermark).toBe(watermarkLines(capture).join("\n"));
  });
  it("is as before for a picture that was only picked", () => {
    expect(Object.keys(photographBody(shot, of)).sort()).toEqual([
      "bytes",
      "mime",
      "ofFactId",
      "sha256",
      "view",
    ]);
  });
});
