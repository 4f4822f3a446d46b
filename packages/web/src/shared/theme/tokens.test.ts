import { describe, expect, it } from "vitest";
import { action, cssVariables, ground, refusal, states } from "./tokens.ts";

/** WCAG 2.2 relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe("contrast", () => {
  it.each(Object.entries(states))("words of %s can be read on paper and surface", (_name, tone) => {
    expect(contrast(tone.ink, ground.surface)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tone.ink, ground.paper)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(Object.entries(states))("the outline of %s stands out", (_name, tone) => {
    expect(contrast(tone.line, ground.surface)).toBeGreaterThanOrEqual(3);
  });
  it.each([ground.ink, ground.inkSoft, ground.inkFaint, action.main, refusal.main])(
    "%s can be read on every ground",
    (ink) => {
      for (const on of [ground.surface, ground.paper, ground.shade, action.wash])
        expect(contrast(ink, on)).toBeGreaterThanOrEqual(4.5);
    },
  );
});

it("names CSS variables by meaning", () => {
  expect(cssVariables()).toMatchObject({
    "--no-one-in-fill": states.noOneIn.fill,
    "--action-main": action.main,
    "--ink-soft": ground.inkSoft,
  });
});
