import { expect, it } from "vitest";
import { staleKeys } from "./topics.ts";

it("names each stale query once, and nothing for a topic it does not know", () => {
  expect(staleKeys(["finding", "visit"]).filter((key) => key === "overview")).toHaveLength(1);
  expect(staleKeys(["visit"])).toContain("coverage");
  expect(staleKeys(["weather"])).toEqual([]);
});
