/** 楼面: the doors of a building laid out as its floors and units. Pure. */
import type { FieldPlace } from "@lingzhu/domain/patrol";
import type { PlaceGroup } from "./places.ts";

/** Rows from the top floor down; each unit has the same number of columns on every floor. */
export interface FacadeGrid {
  form: "building";
  units: { name: string; columns: number }[];
  rows: { floor: number; cells: (FieldPlace | null)[][] }[];
  /** Doors without a floor, to be shown below. */
  loose: FieldPlace[];
}
/** A lane of courtyards, or plots: no floors to stack. */
export interface Lane {
  form: "lane";
  places: FieldPlace[];
}

/** A grid when most doors know their floor and there is more than one storey, otherwise a lane. */
export function facadeOf(group: PlaceGroup): FacadeGrid | Lane {
  const floored = group.places.filter(({ kind, floor }) => kind === "household" && floor !== null);
  const floors = [...new Set(floored.map(({ floor }) => floor!))].sort((a, b) => b - a);
  if (floors.length < 2 || floored.length * 2 < group.places.length)
    return { form: "lane", places: group.places };

  const unitNames = [...new Set(floored.map(({ unit }) => unit ?? ""))];
  const at = (unit: string, floor: number) =>
    floored.filter((place) => (place.unit ?? "") === unit && place.floor === floor);
  const units = unitNames.map((name) => ({
    name,
    columns: Math.max(...floors.map((floor) => at(name, floor).length)),
  }));
  return {
    form: "building",
    units,
    rows: floors.map((floor) => ({
      floor,
      cells: units.map(({ name, columns }) => {
        const doors: (FieldPlace | null)[] = at(name, floor);
        return doors.concat(Array.from({ length: columns - doors.length }, () => null));
      }),
    })),
    loose: group.places.filter((place) => !floored.includes(place)),
  };
}
