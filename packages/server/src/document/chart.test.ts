import { describe, expect, it } from "vitest";
import type { BarChart } from "@lingzhu/domain/document";
import { chartPng, drawBarChart } from "./chart.ts";

const chart: BarChart = {
  unit: "%",
  max: 100,
  categories: ["振兴社区", "美庐<社区>"],
  series: [
    { name: "住户", values: [100, 50], labels: ["100.0%", "50.0%"] },
    { name: "地块", values: [0, null], labels: ["0.0%", "—"] },
  ],
};

describe("bar chart", () => {
  const picture = drawBarChart(chart);
  const bars = Array.from(
    picture.svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="15" fill="(#\w+)"/g),
    (m) => ({ x: Number(m[1]), width: Number(m[2]), fill: m[3]! }),
  );
  it("starts every bar at zero and draws it in proportion", () => {
    expect(bars).toHaveLength(2);
    expect(bars[0]!.x).toBe(bars[1]!.x);
    expect(bars[0]!.width).toBeCloseTo(bars[1]!.width * 2, 1);
  });
  it("uses greys only", () => {
    for (const [, r, g, b] of picture.svg.matchAll(/#(\w\w)(\w\w)(\w\w)/g)) expect([g, b]).toEqual([r, r]);
  });
  it("writes the value of every bar, missing ones too, and escapes names", () => {
    for (const label of ["100.0%", "50.0%", "0.0%", "—", "美庐&lt;社区&gt;"])
      expect(picture.svg).toContain(`>${label}<`);
  });
  it("ends the axis at a round number above the largest value", () => {
    const { svg } = drawBarChart({
      unit: "条",
      max: null,
      categories: ["一"],
      series: [{ name: "记录", values: [1234], labels: ["1234"] }],
    });
    expect(svg).toContain(">2000条<");
  });
  it("becomes a PNG with Chinese letters in it", () => {
    const blank = chartPng(drawBarChart({ ...chart, categories: ["", ""] }));
    const png = chartPng(picture);
    expect(Array.from(png.subarray(0, 4))).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(png.length).toBeGreaterThan(blank.length + 500);
  });
});
