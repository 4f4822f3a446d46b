/** The sun-proof theme, as its style sheet says: at least 7:1 for every word on what it stands on (WCAG 2.2, 1.4.6). */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const sheet = readFileSync(new URL("./frame.css", import.meta.url), "utf8");
const block = /:root\[data-theme="outdoor"\] \{([^}]*)\}/.exec(sheet)![1]!;
const colours = Object.fromEntries(
  [...block.matchAll(/--([\w-]+): (#[0-9a-f]{3,6})\b/g)].map(([, name, value]) => [name, value]),
) as Record<string, string>;

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replaceAll(/[0-9a-f]/g, "$&$&") : hex;
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const words = [
  "ink",
  "ink-soft",
  "ink-faint",
  "action-main",
  "unseen-ink",
  "seen-ink",
  "no-one-in-ink",
  "blocked-ink",
  "late-ink",
  "refusal-main",
];
describe("in the sun", () => {
  it.each(words)("%s can be read on every ground", (ink) => {
    for (const on of ["paper", "surface", "shade", "action-wash"])
      expect(contrast(colours[ink]!, colours[on]!)).toBeGreaterThanOrEqual(7);
  });
  it.each([
    ["#fff", "seen-fill"],
    ["#fff", "blocked-fill"],
    ["#fff", "action-main"],
    ["#000", "no-one-in-fill"],
    ["#000", "unseen-fill"],
  ])("words in %s can be read on %s", (ink, fill) => {
    expect(contrast(ink, colours[fill]!)).toBeGreaterThanOrEqual(7);
  });
  it.each(["rule", "rule-strong", "unseen-line", "seen-line", "no-one-in-line", "blocked-line"])(
    "the outline %s stands out",
    (line) => {
      expect(contrast(colours[line]!, colours["surface"]!)).toBeGreaterThanOrEqual(7);
    },
  );
});
