import { decodeQR } from "qr/decode.js";
import { describe, expect, it } from "vitest";
import type { FieldPlace } from "@lingzhu/domain/patrol";
import { cardsOf, codePath, groupsWithDoors } from "./cards.ts";

const place = (part: Partial<FieldPlace>): FieldPlace => ({
  id: "0195a000-0000-7000-8000-00000000abcd",
  kind: "household",
  name: "301",
  groupId: null,
  group: "汴河花园 12号楼",
  unit: "2单元",
  floor: 3,
  lon: null,
  lat: null,
  isKey: false,
  state: "unseen",
  visits: 0,
  ...part,
});

/** Draws the path as a printer would, `scale` dots a module. */
function printed({ path, side }: { path: string; side: number }, scale = 4) {
  const width = side * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let dy = 0; dy < scale; dy++)
      for (let dx = 0; dx < scale; dx++) {
        const at = ((Number(y) * scale + dy) * width + Number(x) * scale + dx) * 4;
        data.fill(0, at, at + 3);
      }
  return { data, width, height: width };
}

describe("door cards", () => {
  const places = [
    place({}),
    place({ id: "0195a000-0000-7000-8000-00000000abce", group: "环宇庄", unit: null, name: "7" }),
    place({ kind: "plot", group: "环宇庄", name: "庄西荒地" }),
  ];
  it("are one a household, of all or of one building", () => {
    expect(groupsWithDoors(places)).toEqual(["汴河花园 12号楼", "环宇庄"]);
    expect(cardsOf(places, null, "https://x").map(({ door }) => door)).toEqual(["2单元 301", "7"]);
    expect(cardsOf(places, "环宇庄", "https://x").map(({ door }) => door)).toEqual(["7"]);
  });
  it("carry a code that a phone reads back, also with a corner torn off", () => {
    const [card] = cardsOf(places, null, "https://lingzhu.example:8620");
    const picture = printed(codePath(card!.link));
    expect(decodeQR(picture)).toBe(card!.link);
    const { data, width } = picture;
    for (let y = width - 44; y < width - 24; y++)
      data.fill(255, (y * width + width - 44) * 4, (y * width + width - 20) * 4);
    expect(decodeQR(picture)).toBe(card!.link);
  });
});
