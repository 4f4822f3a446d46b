import { encodeQR } from "qr";
import { describe, expect, it } from "vitest";
import { screenOfCode } from "./code-text.ts";
import { decodePixels } from "./decode-pixels.ts";

const ID = "0195a000-0000-7000-8000-00000000abcd";

describe("a code", () => {
  it("opens a household or a zone, whatever address the server had when it was printed", () => {
    expect(screenOfCode(`http://192.168.1.5:8620/field/q/${ID}`)).toEqual({ name: "code", placeId: ID });
    expect(screenOfCode(` https://street.example/field/q/${ID.toUpperCase()}/ `)).toEqual({
      name: "code",
      placeId: ID,
    });
    expect(screenOfCode(`https://street.example/field/zones/${ID}`)).toMatchObject({
      name: "zone",
      zoneId: ID,
    });
  });
  it.each([
    "https://pay.example/q/1",
    `https://street.example/field/q/${ID}/more`,
    "javascript:alert(1)",
    "汴河花园 301",
    "",
    "https://street.example/field/q/not-an-id",
  ])("that is not ours opens nothing: %s", (text) => {
    expect(screenOfCode(text)).toBeNull();
  });
});

/** A code as a camera sees it: `scale` pixels a module, `grey` for light, some noise, a border of desk around. */
function seen(text: string, scale: number, noise = 0): [Uint8ClampedArray, number, number] {
  const rows = encodeQR(text, "raw", { ecc: "quartile", border: 4 });
  const margin = 30;
  const side = rows.length * scale + 2 * margin;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  let seed = 7;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const row = rows[Math.floor((y - margin) / scale)];
      const dark = row?.[Math.floor((x - margin) / scale)] === true;
      seed = (seed * 48_271) % 2_147_483_647;
      const light = (dark ? 40 : 200) + ((seed / 2_147_483_647) * 2 - 1) * noise;
      data.fill(light, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  return [data, side, side];
}

describe("reading", () => {
  const link = `https://street.example:8620/field/q/${ID}`;
  it.each([3, 5, 9])("a code %i pixels a module", (scale) => {
    expect(decodePixels(...seen(link, scale))).toBe(link);
  });
  it("a code in poor light", () => {
    expect(decodePixels(...seen(link, 6, 45))).toBe(link);
  });
  it("says plainly that there is none", () => {
    expect(decodePixels(new Uint8ClampedArray(200 * 200 * 4).fill(180), 200, 200)).toBeNull();
  });
});
