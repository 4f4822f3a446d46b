import "fake-indexeddb/auto";
import { describe, expect, it, vi } from "vitest";
import { FieldDatabase } from "../store/database.ts";
import { connectionOf } from "./connection.ts";
import { keepReserve, releaseReserve } from "./reserve.ts";
import { isNoRoom, roomAdvice, roomLevel, sizeWords } from "./room.ts";

const MB = 1_048_576;
const free = (bytes: number) => ({ usage: 500 * MB, quota: 500 * MB + bytes });

describe("room on the phone", () => {
  it("is a matter for a word before it is gone", () => {
    expect(roomLevel(free(2_000 * MB), "enough")).toBe("enough");
    expect(roomLevel(free(100 * MB), "enough")).toBe("short");
    expect(roomLevel(free(5 * MB), "enough")).toBe("full");
    // An estimate may say that more is used than allowed.
    expect(roomLevel({ usage: 10, quota: 0 }, "enough")).toBe("full");
  });
  it("is what the reserve found, where the browser says nothing or makes something up", () => {
    const madeUp = free(10_240 * MB);
    for (const level of ["enough", "short", "full"] as const) {
      expect(roomLevel(madeUp, level)).toBe(level);
      expect(roomLevel(null, level)).toBe(level);
    }
    expect(roomLevel(free(5 * MB), "short")).toBe("full");
  });
  it("is told with what to do, and that nothing is lost", () => {
    expect(roomAdvice("enough")).toBeNull();
    for (const level of ["short", "full"] as const)
      expect(roomAdvice(level)!.detail).toContain("已登记的都在");
    expect(roomAdvice("full")!.title).toContain("已满");
  });
  it("is written in the unit one would say", () => {
    expect([900, 3.2 * MB, 120 * MB, 1.4 * 1024 * MB].map(sizeWords)).toEqual([
      "1 KB",
      "3.2 MB",
      "120 MB",
      "1.4 GB",
    ]);
  });
  it("is known to be gone however a library wraps the browser's words", () => {
    const quota = new DOMException("no room", "QuotaExceededError");
    const wrapped = Object.assign(new Error("abort"), { name: "AbortError", inner: quota });
    expect(isNoRoom(quota)).toBe(true);
    expect(isNoRoom(wrapped)).toBe(true);
    expect(isNoRoom(new Error("later", { cause: wrapped }))).toBe(true);
    expect(isNoRoom(new Error("constraint"))).toBe(false);
    expect(isNoRoom("no room")).toBe(false);
  });
});

describe("the connection", () => {
  it("is free, metered, or not told", () => {
    expect(connectionOf({ type: "wifi" })).toBe("free");
    expect(connectionOf({ type: "cellular" })).toBe("metered");
    expect(connectionOf({ type: "wifi", saveData: true })).toBe("metered");
    expect(connectionOf({})).toBe("unknown");
    expect(connectionOf(undefined)).toBe("unknown");
  });
});

describe("the reserve", () => {
  it("is written once, gives its room back, and is written again", async () => {
    const db = new FieldDatabase("reserve");
    const put = vi.spyOn(db.kept, "put");
    expect(await keepReserve(db, 10)).toBe("kept");
    expect(await keepReserve(db, 10)).toBe("kept");
    expect(put).toHaveBeenCalledTimes(1);
    await releaseReserve(db);
    expect(await db.kept.count()).toBe(0);
    expect(await keepReserve(db, 10)).toBe("kept");
  });
  it("is missing where there is no room for it, and other faults are not taken for that", async () => {
    const db = new FieldDatabase("no-reserve");
    const put = vi.spyOn(db.kept, "put");
    put.mockRejectedValueOnce(new DOMException("no room", "QuotaExceededError"));
    expect(await keepReserve(db, 10)).toBe("missing");
    put.mockRejectedValueOnce(new Error("closed"));
    await expect(keepReserve(db, 10)).rejects.toThrow("closed");
  });
});
