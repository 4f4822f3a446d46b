import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readSaved, sameFilter, withFilter, writeSaved } from "./saved.ts";

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});
afterEach(() => void vi.unstubAllGlobals());

describe("saved filters", () => {
  const open = { name: "北片未办结", filter: { community: "c1", open: "true" } };
  it("belong to one account and one list", () => {
    writeSaved("a", "findings", [open]);
    expect(readSaved("a", "findings")).toEqual([open]);
    expect(readSaved("b", "findings")).toEqual([]);
    expect(readSaved("a", "unseen")).toEqual([]);
  });
  it("are nothing when what was kept cannot be read", () => {
    localStorage.setItem("filters:a:findings", "{");
    expect(readSaved("a", "findings")).toEqual([]);
    localStorage.setItem("filters:a:findings", '[{"name":1},null,"x"]');
    expect(readSaved("a", "findings")).toEqual([]);
  });
  it("take the place of the filter in the address, and nothing else of it", () => {
    const search = new URLSearchParams("tab=unseen&state=seen&community=c2");
    const next = withFilter(search, ["community", "open", "state"], open.filter);
    expect(Object.fromEntries(next)).toEqual({ tab: "unseen", community: "c1", open: "true" });
    expect(
      sameFilter(open.filter, [
        ["community", "c1"],
        ["open", "true"],
      ]),
    ).toBe(true);
    expect(sameFilter(open.filter, [["community", "c1"]])).toBe(false);
    expect(
      sameFilter(open.filter, [
        ["community", "c1"],
        ["state", "seen"],
      ]),
    ).toBe(false);
  });
});
