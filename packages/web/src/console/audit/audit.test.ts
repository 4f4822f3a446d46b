import { expect, it } from "vitest";
import { detailWords } from "./detail-words.ts";

it("writes everything that an entry says and leaves out what says nothing", () => {
  const detail = { bytes: 12, reason: "核对门牌", none: null, accepted: { visit: 3, photograph: 1 } };
  expect(detailWords(detail)).toBe("字节：12；事由：核对门牌；收下：踏查记录 3、照片 1");
  expect(detailWords({})).toBe("");
});

it("hides nothing that it has no word for", () => {
  expect(detailWords({ newer: { list: ["甲", "乙"] } })).toBe("newer：list 甲、乙");
});
