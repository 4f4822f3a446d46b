import { afterEach, describe, expect, it } from "vitest";
import { fromMachine, learnTime, timeNow } from "./house-time.ts";

afterEach(() => learnTime({ demo: false, serverTime: 0 }));

describe("the time of the installation", () => {
  it("is the machine's, whatever the server's clock says", () => {
    learnTime({ demo: false, serverTime: 0 });
    expect(Math.abs(timeNow() - Date.now())).toBeLessThan(1000);
  });
  it("is the season's in a demonstration, for now and for what the machine dated", () => {
    const anchor = Date.parse("2026-05-22T02:20:00Z");
    learnTime({ demo: true, serverTime: anchor });
    expect(Math.abs(timeNow() - anchor)).toBeLessThan(1000);
    expect(Math.abs(fromMachine(Date.now()) - anchor)).toBeLessThan(1000);
  });
});
