import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepable, readDraft, writeDraft } from "./draft.ts";

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => void vi.unstubAllGlobals());

describe("a draft", () => {
  it("is given back to the same account and form only, until it is forgotten", () => {
    writeDraft("a", "person", { name: "赵" });
    expect(readDraft("a", "person")).toEqual({ name: "赵" });
    expect(readDraft("b", "person")).toBeNull();
    expect(readDraft("a", "round")).toBeNull();
    writeDraft("a", "person", null);
    expect(readDraft("a", "person")).toBeNull();
    expect(kept.size).toBe(0);
  });
  it("is nothing when it cannot be read or kept", () => {
    kept.set("draft:a:person", "{");
    expect(readDraft("a", "person")).toBeNull();
    vi.stubGlobal("sessionStorage", undefined);
    expect(readDraft("a", "person")).toBeNull();
    expect(() => writeDraft("a", "person", { name: "赵" })).not.toThrow();
  });
});

describe("keepable", () => {
  it("leaves out what must not be kept, at any depth, and what is empty", () => {
    const typed = {
      login: "zhao",
      password: "quiet-Meadow-42",
      person: { name: "赵", phone: "13812345621", post: "" },
      grants: [{ role: "worker" }],
      communityId: null,
    };
    expect(keepable(typed, ["password", "phone"])).toEqual({
      login: "zhao",
      person: { name: "赵" },
      grants: [{ role: "worker" }],
    });
  });
  it("is nothing when nothing is left", () => {
    expect(
      keepable({ head: "王", phone: "138", note: "", more: { head: "王" } }, ["head", "phone"]),
    ).toBeNull();
  });
});
