/** 楼面: the doors of a building in its real floors and units, and the ways to move over them. Pure. */
import type { Facade } from "@lingzhu/domain/place";

export type FacadeDoor = Facade["doors"][number];

export interface FacadeRow {
  floor: number;
  /** One list per unit, all rows equally long; null where the floor has fewer doors. */
  cells: (FacadeDoor | null)[][];
}

export interface FacadeLayout {
  units: { id: string | null; name: string; columns: number }[];
  /** Top floor first. */
  rows: FacadeRow[];
  /** Doors whose floor is not known, and all courtyards of a lane. */
  loose: FacadeDoor[];
}

/** Splits a number's last two digits: 1203 and 203 both stand in column 03. */
const column = (door: string): string | null => /^\d{3,4}$/.exec(door) && door.slice(-2);

export function layFacade(facade: Facade): FacadeLayout {
  if (facade.form === "lane") return { units: [], rows: [], loose: facade.doors };
  const floored = facade.doors.filter((door) => door.floor !== null);
  const floors = [...new Set(floored.map((door) => door.floor!))].sort((a, b) => b - a);
  const units = facade.units
    .map((unit) => {
      const own = floored.filter((door) => door.unitId === unit.id);
      return { ...unit, own, columns: columnsOf(own) };
    })
    .filter((unit) => unit.own.length > 0);
  return {
    units: units.map(({ id, name, columns }) => ({ id, name, columns: columns.length })),
    rows: floors.map((floor) => ({
      floor,
      cells: units.map(({ own, columns }) =>
        placeInColumns(
          own.filter((door) => door.floor === floor),
          columns,
        ),
      ),
    })),
    loose: facade.doors.filter(
      (door) => door.floor === null || !units.some((unit) => unit.id === door.unitId),
    ),
  };
}

/** Column names of a unit: endings of door numbers when all have one and no floor repeats one, else plain places. */
function columnsOf(doors: readonly FacadeDoor[]): (string | null)[] {
  const named = new Set(doors.map((door) => column(door.door)));
  const clash = new Set(doors.map((door) => `${door.floor} ${column(door.door)}`)).size < doors.length;
  if (!named.has(null) && !clash && named.size <= 12) return [...named].sort();
  const perFloor = new Map<number | null, number>();
  for (const door of doors) perFloor.set(door.floor, (perFloor.get(door.floor) ?? 0) + 1);
  return Array.from({ length: Math.max(0, ...perFloor.values()) }, () => null);
}

function placeInColumns(
  doors: readonly FacadeDoor[],
  columns: readonly (string | null)[],
): (FacadeDoor | null)[] {
  if (columns.some((name) => name === null)) return columns.map((_, i) => doors[i] ?? null);
  return columns.map((name) => doors.find((door) => column(door.door) === name) ?? null);
}

/** The layout as lines of cells, for moving and for dragging over; a lane is cut into lines of `laneWidth`. */
export function linesOf(layout: FacadeLayout, laneWidth: number): (FacadeDoor | null)[][] {
  const lines = layout.rows.map((row) => row.cells.flat());
  for (let i = 0; i < layout.loose.length; i += laneWidth) lines.push(layout.loose.slice(i, i + laneWidth));
  return lines;
}

type Lines = readonly (readonly (FacadeDoor | null)[])[];

const find = (lines: Lines, id: string): [number, number] | null => {
  for (const [y, line] of lines.entries()) {
    const x = line.findIndex((door) => door?.placeId === id);
    if (x >= 0) return [x, y];
  }
  return null;
};

const STEPS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The door that an arrow key leads to from `id`, stepping over holes; null at the edge or for other keys. */
export function doorBeside(lines: Lines, id: string, key: string): string | null {
  const step = STEPS[key];
  const at = find(lines, id);
  if (!step || !at) return null;
  let [x, y] = at;
  for (;;) {
    x += step[0];
    y += step[1];
    const line = lines[y];
    if (!line || x < 0 || (step[0] !== 0 && x >= line.length)) return null;
    const door = line[x];
    if (door) return door.placeId;
  }
}

/** All doors in the rectangle that two doors span, both included. */
export function doorsBetween(lines: Lines, from: string, to: string): string[] {
  const a = find(lines, from);
  const b = find(lines, to);
  if (!a || !b) return [];
  const [left, right] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])];
  const [top, bottom] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])];
  return lines
    .slice(top, bottom + 1)
    .flatMap((line) => line.slice(left, right + 1))
    .flatMap((door) => (door ? [door.placeId] : []));
}
