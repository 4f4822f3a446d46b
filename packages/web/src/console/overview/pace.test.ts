import { describe, expect, it } from "vitest";
import { paceOf, paceWords } from "./pace.ts";

const round = { start: "2026-04-01", end: "2026-04-10" };
const counts = (seen: number) => ({
  total: 100,
  seen,
  noOneIn: 0,
  refused: 0,
  unreachable: 0,
  unseen: 100 - seen,
});

describe("are we on time", () => {
  it("counts the day itself as gone", () => {
    expect(paceOf(round, "2026-04-01")).toEqual({ gone: 1, days: 10, time: 0.1, left: 9 });
    expect(paceOf(round, "2026-03-20")).toMatchObject({ gone: 0, time: 0 });
    expect(paceOf(round, "2026-04-12")).toMatchObject({ gone: 10, time: 1, left: -2 });
  });
  it("says how many a day are needed when behind", () => {
    expect(paceWords(paceOf(round, "2026-04-06"), counts(40))).toBe("进度落后于时间，往后每天须查 15 处");
    expect(paceWords(paceOf(round, "2026-04-05"), counts(60))).toBe("进度赶在时间前面");
    expect(paceWords(paceOf(round, "2026-04-10"), counts(97))).toBe("今天截止，还有 3 处");
    expect(paceWords(paceOf(round, "2026-04-13"), counts(97))).toBe("已截止 3 天，还有 3 处没有查清");
    expect(paceWords(paceOf(round, "2026-04-06"), counts(100))).toBe("已全部查到，提前 4 天");
  });
});
