import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Facade } from "@lingzhu/domain/place";
import { doorBeside, doorsBetween, layFacade, linesOf, type FacadeDoor } from "./facade-layout.ts";

const door = (unitId: string | null, floor: number | null, number: string): FacadeDoor => ({
  placeId: `${unitId ?? "-"}/${number}`,
  unitId,
  floor,
  door: number,
  state: "unseen",
  visits: 0,
  lastVisitAt: null,
  isKey: false,
  finding: null,
});
const building = (doors: FacadeDoor[], units: string[]): Facade => ({
  placeId: "b",
  name: "1号楼",
  form: "building",
  units: units.map((id) => ({ id, name: id })),
  floors: [...new Set(doors.map(({ floor }) => floor))],
  doors,
});
const numbers = (lines: readonly (readonly (FacadeDoor | null)[])[]) =>
  lines.map((line) => line.map((one) => one?.door ?? "·").join(" "));

describe("the façade", () => {
  const two = building(
    [
      door("u1", 1, "101"),
      door("u1", 1, "102"),
      door("u1", 2, "202"),
      door("u2", 2, "201"),
      door("u2", null, "阁楼"),
    ],
    ["u1", "u2"],
  );
  it("keeps doors with the same ending above each other, top floor first, and leaves holes", () => {
    expect(numbers(linesOf(layFacade(two), 10))).toEqual(["· 202 201", "101 102 ·", "阁楼"]);
  });
  it("puts a door whose unit is not known below, and never loses one", () => {
    const stray = building([door("u1", 1, "101"), door("gone", 1, "102")], ["u1"]);
    expect(layFacade(stray).loose.map((one) => one.door)).toEqual(["102"]);
  });
  it("walks with the arrows over holes and stops at the edge", () => {
    const lines = linesOf(layFacade(two), 10);
    expect(doorBeside(lines, "u1/101", "ArrowRight")).toBe("u1/102");
    expect(doorBeside(lines, "u1/101", "ArrowUp")).toBeNull();
    expect(doorBeside(lines, "u1/102", "ArrowUp")).toBe("u1/202");
    expect(doorBeside(lines, "u1/202", "ArrowLeft")).toBeNull();
    expect(doorBeside(lines, "u1/101", "Enter")).toBeNull();
  });
  it("takes the rectangle between two doors, whichever comes first", () => {
    const lines = linesOf(layFacade(two), 10);
    const range = ["u1/202", "u1/101", "u1/102"];
    expect(doorsBetween(lines, "u1/202", "u1/101")).toEqual(range);
    expect(doorsBetween(lines, "u1/101", "u1/202")).toEqual(range);
    expect(doorsBetween(lines, "u1/101", "nowhere")).toEqual([]);
  });
  it("cuts a lane into lines", () => {
    const lane: Facade = {
      ...building(
        ["1", "2", "3", "4", "5"].map((n) => door(null, null, n)),
        [],
      ),
      form: "lane",
    };
    expect(numbers(linesOf(layFacade(lane), 3))).toEqual(["1 2 3", "4 5"]);
  });
  it("shows every door exactly once, however the ledger numbers them", () => {
    const anyDoor = fc.record({
      unit: fc.constantFrom("u1", "u2", "elsewhere", null),
      floor: fc.option(fc.integer({ min: -1, max: 7 })),
      name: fc.constantFrom("101", "102", "201", "1203", "东户", "5", "0101"),
    });
    fc.assert(
      fc.property(fc.array(anyDoor, { maxLength: 40 }), (list) => {
        const doors = list.map(({ unit, floor, name }, i) => ({
          ...door(unit, floor, name),
          placeId: String(i),
        }));
        const shown = linesOf(layFacade(building(doors, ["u1", "u2"])), 10)
          .flat()
          .flatMap((one) => (one ? [one.placeId] : []));
        expect(shown.toSorted()).toEqual(doors.map(({ placeId }) => placeId).toSorted());
      }),
    );
  });
});
