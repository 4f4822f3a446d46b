import { expect, it } from "vitest";
import { topmost } from "./topmost.ts";

it("means only the topmost of what is ticked", () => {
  const door = { key: "door", title: "", isLeaf: true };
  const building = { key: "building", title: "", isLeaf: false, children: [door] };
  const community = { key: "community", title: "", isLeaf: false, children: [building] };
  expect(topmost([community, building, door, { key: "plot" }])).toEqual(["community", "plot"]);
});
