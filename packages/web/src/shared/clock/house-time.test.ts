import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fromMachine, learnTime, timeNow } from "./house-time.ts";

const machine = Date.parse("2026-11-03T07:00:00Z");
beforeEach(() => void vi.useFakeTimers({ now: machine }));
afterEach(() => {
  learnTime({ demo: false, serverTime: 0 });
  vi.useRealTimers();
});

describe("the time of the installation", () => {
  it("is the machine's, whatever the server's clock says", () => {
    learnTime({ demo: false, serverTime: 0 });
    expect(timeNow()).toBe(machine);
  });
  it("is the season's in a demonstration, for now and for what the machine dated", () => {
    const anchor = Date.parse("2026-05-22T02:20:00Z");
    learnTime({ demo: true, serverTime: anchor });
    vi.advanceTimersByTime(5_000);
    expect(timeNow()).toBe(anchor + 5_000);
    expect(fromMachine(machine)).toBe(anchor);
  });
});
