/**
 * Bar charts as pictures for documents. Drawn in two greys with outlines, so that a black-and-white
 * printer loses nothing; every bar carries its value, the axis starts at zero.
 */
import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";
import type { BarChart } from "@lingzhu/domain/document";

const FONT_FAMILY = "Noto Sans SC";
/** One weight of the font that the package brings; pictures come out the same on every machine. */
const fontFile = createRequire(import.meta.url).resolve(
  "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
);

const FILLS = ["#3d3d3d", "#d4d4d4"] as const;
const INK = "#1a1a1a";
const TEXT = 15;
const BAR = 17;
const GAP = 14;

export interface ChartPicture {
  svg: string;
  /** Size in units of the drawing; the page scales it. */
  width: number;
  height: number;
}

/** Draws the chart as SVG, `width` units wide and as high as its categories need. */
export function drawBarChart(chart: BarChart, width = 720): ChartPicture {
  const longest = Math.max(...chart.categories.map(textUnits), 2);
  const left = Math.min(longest, 9) * TEXT + 16;
  const labelRoom = Math.max(...chart.series.flatMap((s) => s.labels.map(textUnits)), 2) * TEXT + 14;
  const plot = width - left - labelRoom;
  const group = chart.series.length * BAR + GAP;
  const top = chart.series.length > 1 ? 34 : 8;
  const bottom = top + chart.categories.length * group;
  const height = bottom + 34;
  const max = chart.max ?? niceMax(chart.series.flatMap((s) => s.values.map((value) => value ?? 0)));
  const x = (value: number) => left + (Math.min(value, max) / max) * plot;

  const parts: string[] = [`<rect width="${width}" height="${height}" fill="#ffffff"/>`];
  for (let i = 0; i <= 4; i++) {
    const tick = (max / 4) * i;
    const at = round(x(tick));
    parts.push(
      `<line x1="${at}" y1="${top}" x2="${at}" y2="${bottom}" stroke="${i === 0 ? INK : "#c4c4c4"}" stroke-width="${i === 0 ? 1.2 : 0.6}"/>`,
      text(at, bottom + 20, `${round(tick)}${i === 4 ? chart.unit : ""}`, "middle"),
    );
  }
  for (const [i, category] of chart.categories.entries()) {
    const y = top + i * group + GAP / 2;
    parts.push(text(left - 8, y + (group - GAP) / 2 + TEXT * 0.36, shorten(category, 9), "end"));
    for (const [j, series] of chart.series.entries()) {
      const value = series.values[i] ?? null;
      const barTop = y + j * BAR;
      const end = value === null ? left : x(value);
      if (value !== null && value > 0) {
        parts.push(
          `<rect x="${round(left)}" y="${barTop + 1}" width="${round(end - left)}" height="${BAR - 2}" fill="${FILLS[j]!}" stroke="${INK}" stroke-width="0.8"/>`,
        );
      }
      parts.push(text(end + 6, barTop + BAR / 2 + TEXT * 0.36, series.labels[i] ?? "", "start"));
    }
  }
  if (chart.series.length > 1) parts.push(legend(chart, left));
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${FONT_FAMILY}" font-size="${TEXT}">${parts.join("")}</svg>`,
    width,
    height,
  };
}

/** PNG of a drawing, at `scale` pixels per unit. */
export function chartPng(picture: ChartPicture, scale = 2.5): Uint8Array {
  const renderer = new Resvg(picture.svg, {
    fitTo: { mode: "width", value: Math.round(picture.width * scale) },
    font: { fontFiles: [fontFile], loadSystemFonts: false, defaultFontFamily: FONT_FAMILY },
  });
  return renderer.render().asPng();
}

function legend(chart: BarChart, left: number): string {
  let at = left;
  return chart.series
    .map((series, i) => {
      const start = at;
      at += 24 + textUnits(series.name) * TEXT + 28;
      return (
        `<rect x="${start}" y="7" width="18" height="13" fill="${FILLS[i]!}" stroke="${INK}" stroke-width="0.8"/>` +
        text(start + 24, 18.5, series.name, "start")
      );
    })
    .join("");
}

/** Width in ems: Chinese takes one, other characters a little over half. */
function textUnits(value: string): number {
  let units = 0;
  for (const character of value) units += character.codePointAt(0)! > 0x2e80 ? 1 : 0.58;
  return units;
}
function shorten(value: string, units: number): string {
  return textUnits(value) <= units
    ? value
    : `${Array.from(value)
        .slice(0, units - 1)
        .join("")}…`;
}

/** The least of 1, 2, 4, 8 × 10ⁿ that holds every value, so that four ticks are round numbers. */
function niceMax(values: readonly number[]): number {
  const largest = Math.max(...values, 1);
  const power = 10 ** Math.floor(Math.log10(largest));
  return [1, 2, 4, 8, 10].map((step) => step * power).find((end) => end >= largest)!;
}

const round = (n: number) => Math.round(n * 100) / 100;
const escapeXml = (value: string) =>
  value.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);
const text = (x: number, y: number, value: string, anchor: "start" | "middle" | "end") =>
  `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${INK}">${escapeXml(value)}</text>`;
