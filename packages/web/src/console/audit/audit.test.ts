import { expect, it } from "vitest";
import { detailWords } from "./detail-words.ts";

it("writes everything that an entry says and leaves out what says nothing", () => {
  expect(detailWords({ bytes: 12, reason: "核对门牌", none: null, accepted: { visit: 3 } })).toBe(
    'bytes：12；reason：核对门牌；accepted：{"visit":3}',
  );
  expect(detailWords({})).toBe("");
});
