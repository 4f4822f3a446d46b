import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  advance,
  dayOf,
  daysBetween,
  isDay,
  longDay,
  problem,
  Problem,
  sharePercent,
  startOfDay,
  timeOfUuidv7,
  uuidv7,
  type Machine,
} from "./index.ts";

const zeros = (length: number) => new Uint8Array(length);

describe("uuidv7", () => {
  it("keeps its time, version and variant", () => {
    fc.assert(
      fc.property(fc.nat(4e12), fc.uint8Array({ minLength: 10, maxLength: 10 }), (ms, bytes) => {
        const id = uuidv7(ms, () => bytes);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(timeOfUuidv7(id)).toBe(ms);
      }),
    );
  });
  it("sorts as text in order of time", () => {
    expect(uuidv7(1_000, zeros) < uuidv7(1_001, zeros)).toBe(true);
  });
});

describe("days in China Standard Time", () => {
  it("turns at 16:00 UTC", () => {
    expect(dayOf(Date.parse("2026-04-17T15:59:59Z"))).toBe("2026-04-17");
    expect(dayOf(Date.parse("2026-04-17T16:00:00Z"))).toBe("2026-04-18");
    expect(startOfDay("2026-04-18")).toBe(Date.parse("2026-04-17T16:00:00Z"));
  });
  it("counts and adds whole days", () => {
    fc.assert(
      fc.property(fc.integer({ min: -4000, max: 4000 }), (n) => {
        expect(daysBetween("2026-03-01", addDays("2026-03-01", n))).toBe(n);
      }),
    );
  });
  it("knows days that do not exist", () => {
    expect(isDay("2026-02-30")).toBe(false);
    expect(isDay("2028-02-29")).toBe(true);
    expect(longDay("2026-04-08")).toBe("2026年4月8日");
  });
});

it("rounds a share down so that 100% means every one", () => {
  expect(sharePercent(11_999, 12_000)).toBe("99.9%");
  expect(sharePercent(12_000, 12_000)).toBe("100.0%");
  expect(sharePercent(0, 0)).toBeNull();
});

describe("machine", () => {
  type Event = { type: "open" } | { type: "shut"; by: string };
  const door: Machine<"open" | "shut", Event, { locked: boolean }> = {
    noun: "门",
    initial: "shut",
    stateWords: { open: "开", shut: "关" },
    eventWords: { open: "打开", shut: "关上" },
    transitions: {
      shut: { open: { to: "open", guard: (_event, { locked }) => (locked ? "门已上锁" : null) } },
      open: { shut: { to: "shut" } },
    },
  };
  it("moves by its table and refuses the rest in Chinese", () => {
    expect(advance(door, "shut", { type: "open" }, { locked: false })).toBe("open");
    expect(() => advance(door, "shut", { type: "open" }, { locked: true })).toThrow("打开没有办理：门已上锁");
    expect(() => advance(door, "shut", { type: "shut", by: "甲" }, { locked: false })).toThrow(
      "处于「关」，不能「关上」",
    );
  });
});

it("a problem carries its code, status and words", () => {
  const refusal = problem("record.missing", { noun: "发现" });
  expect(refusal).toBeInstanceOf(Problem);
  expect([refusal.code, refusal.status, refusal.title]).toEqual(["record.missing", 404, "没有找到"]);
});
