import { expect, it } from "vitest";
import { tableAt, type Chunk } from "./pdf-table.ts";

/** Words at a distance from the left, every character ten points wide. */
const row = (...words: [number, string][]): Chunk[] =>
  words.map(([left, text]) => ({ text, left, right: left + text.length * 10, y: 0, size: 10 }));

it("puts cells of several lines together and keeps the place of an empty cell", () => {
  const rows = [
    row([0, "组内职务"], [60, "姓名"], [120, "单位及职务"], [200, "包保社区"]),
    row([0, "副组长"], [60, "赵一禾"], [120, "街道党工委副"], [200, "城东社区"]),
    row([120, "书记"]),
    row([60, "钱二木"], [120, "派出所所长"], [200, "城西社区"]),
    row([20, "领导小组下设办公室，办公室设在综治中心。"]),
  ];
  expect(tableAt(rows, 0)).toEqual({
    rows: [
      ["组内职务", "姓名", "单位及职务", "包保社区"],
      ["副组长", "赵一禾", "街道党工委副书记", "城东社区"],
      ["", "钱二木", "派出所所长", "城西社区"],
    ],
    next: 4,
  });
});

it("sees no table in a list without a head", () => {
  const rows = [
    row([0, "组长："], [60, "赵一禾"], [120, "街道办事处主任"]),
    row([60, "钱二木"], [120, "派出所所长"]),
  ];
  expect(tableAt(rows, 0)).toBeNull();
});
