import { describe, expect, it } from "vitest";
import { connectionOf } from "./connection.ts";
import { isNoRoom, photographsLeft, roomAdvice, roomLevel, sizeWords } from "./room.ts";

const MB = 1_048_576;
const free = (bytes: number) => ({ usage: 500 * MB, quota: 500 * MB + bytes });

describe("room on the phone", () => {
  it("is a matter for a word before it is gone", () => {
    expect(roomLevel(free(2_000 * MB))).toBe("enough");
    expect(roomLevel(free(100 * MB))).toBe("short");
    expect(roomLevel(free(5 * MB))).toBe("full");
    // An estimate may say that more is used than allowed.
    expect(roomLevel({ usage: 10, quota: 0 })).toBe("full");
  });
  it("is told in photographs, with what to do, and that nothing is lost", () => {
    expect(roomAdvice(free(2_000 * MB))).toBeNull();
    const short = roomAdvice(free(100 * MB))!;
    expect(short.title).toContain("约还能存 250 张照片");
    expect(short.detail).toContain("已登记的都在");
    expect(roomAdvice(free(0))!.title).toContain("已满");
  });
  it("never promises more photographs than fit", () => {
    for (const bytes of [0, 399_999, 400_000, 7 * MB, 40 * MB, 119 * MB])
      expect(photographsLeft(free(bytes)) * 400_000).toBeLessThanOrEqual(bytes);
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
