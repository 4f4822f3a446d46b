import { describe, expect, it } from "vitest";
import { count, dayRange, fileSize, momentWords, shareOf, shortDay } from "./index.ts";

const at = (text: string) => Date.parse(`${text}+08:00`);
const now = at("2026-04-18T17:00");

describe("days", () => {
  it("writes tables short and ranges with the year once", () => {
    expect(shortDay("2026-04-18")).toBe("04-18");
    expect(dayRange("2026-03-01", "2026-06-30")).toBe("2026年3月1日—6月30日");
    expect(dayRange("2025-12-01", "2026-06-30")).toBe("2025年12月1日—2026年6月30日");
  });
  it("speaks of yesterday only within the last week", () => {
    expect(momentWords(at("2026-04-18T00:05"), now)).toBe("今天 00:05");
    expect(momentWords(at("2026-04-17T16:20"), now)).toBe("昨天 16:20");
    expect(momentWords(at("2026-04-12T09:00"), now)).toBe("周日 09:00");
    expect(momentWords(at("2026-04-11T23:59"), now)).toBe("04-11 23:59");
    expect(momentWords(at("2025-04-18T09:00"), now)).toBe("2025-04-18 09:00");
  });
  it("turns the day at midnight in China, whatever the browser's zone", () => {
    expect(momentWords(Date.parse("2026-04-17T15:59:00Z"), now)).toBe("昨天 23:59");
    expect(momentWords(Date.parse("2026-04-17T16:00:00Z"), now)).toBe("今天 00:00");
  });
  it("is never relative about the future", () => {
    expect(momentWords(at("2026-04-20T09:00"), now)).toBe("04-20 09:00");
  });
});

describe("numbers", () => {
  it("says what a share is of, and rounds it down", () => {
    expect(shareOf(1_284, 1_310, "户")).toBe("1,284 / 1,310 户 98.0%");
    expect(shareOf(11_999, 12_000, "户")).toBe("11,999 / 12,000 户 99.9%");
    expect(shareOf(0, 0, "户")).toBe("0 / 0 户");
  });
  it("groups thousands and sizes files", () => {
    expect(count(1_234_567)).toBe("1,234,567");
    expect([fileSize(900), fileSize(1_536), fileSize(52_428_800)]).toEqual(["900 B", "1.5 KB", "50 MB"]);
  });
});
