import { expect, it } from "vitest";
import { holdersOf, rowsBetween } from "./holders.ts";

it("names everybody who answers for a place", () => {
  const duty = {
    id: "d",
    personId: "p",
    post: null,
    placePath: "",
    kind: "contract_cadre" as const,
    validFrom: "2026-03-01",
    validTo: null,
  };
  const holders = holdersOf([
    { ...duty, placeId: "a", personName: "卫东" },
    { ...duty, placeId: "a", personName: "沈青" },
  ]);
  expect(holders.get("a")).toBe("卫东、沈青");
});
it("takes the rows between two, in either direction", () => {
  const rows = ["a", "b", "c", "d"].map((id) => ({ id }));
  expect(rowsBetween(rows, "c", "a")).toEqual(["a", "b", "c"]);
  expect(rowsBetween(rows, "a", "x")).toEqual([]);
});
