/**
 * One row of a ledger file made into a household or a plot, or refused with its place and reason.
 * A wrong value anywhere refuses the row, so that nothing is dropped unseen; the other rows go on.
 */
import type { PlotKind } from "../schema.ts";
import { splitAddress, type AddressParts } from "./address.ts";
import { readCoordinates, type CoordinateContext } from "./coordinates.ts";
import { columnWords, type Column, type ColumnMapping } from "./columns.ts";
import {
  buildingName,
  communityKey,
  doorName,
  floorNumber,
  floorOfDoor,
  householdKey,
  plotKey,
  unitName,
} from "./names.ts";
import { isBlank, plainText } from "./plain-text.ts";
import { areaValue, isKeyValue, nameValue, phoneValue, plotKindValue, residentsValue } from "./values.ts";

interface PlacedRow {
  /** Row number in the file as a spreadsheet shows it, from 1. */
  row: number;
  /** Natural key; equal keys are the same place. */
  key: string;
  /** Name of the community as the street's list spells it. */
  community: string;
  grid: string | null;
  compound: string | null;
  head: string | null;
  /** One number, or several joined by 、. */
  phone: string | null;
  /** WGS 84 degrees. */
  lon: number | null;
  lat: number | null;
}
export interface HouseholdRow extends PlacedRow {
  kind: "household";
  building: string | null;
  unit: string | null;
  floor: number | null;
  door: string;
  residents: number | null;
  /** Null when the file does not say. */
  isKey: boolean | null;
}
export interface PlotRow extends PlacedRow {
  kind: "plot";
  name: string;
  /** Null when the file does not say. */
  plotKind: PlotKind | null;
  areaM2: number | null;
}
export type LedgerRow = HouseholdRow | PlotRow;

/** Why a row was not taken. */
export interface Rejection {
  row: number;
  /** First column at fault. */
  column: Column;
  /** Everything wrong with the row, in Chinese; parts are separated by ；. */
  reason: string;
}
/** `key` is there when the row could still be told apart, so that its place is not counted as missing. */
export type RowReading = { ok: LedgerRow } | { rejected: Rejection; key?: string };

export interface RowContext extends CoordinateContext {
  /** Names of the communities and villages of the street; a row elsewhere is refused. */
  communities: readonly string[];
  /** Community of rows that name none, for ledgers kept one file per community. */
  community?: string;
  /** Unit of areas without one; from `matchColumns`. Square metres by default. */
  areaUnit?: "m2" | "mu";
}

type Refuse = (column: Column, reason: string) => null;
interface Cells {
  /** Trimmed text of a column, or null when the column is not mapped or the cell says nothing. */
  (column: Column): string | null;
}

/** Reads row number `row`; cells are texts in file order, as short as they come. */
export function readRow(
  row: number,
  cells: readonly string[],
  mapping: ColumnMapping,
  context: RowContext,
): RowReading {
  const issues: { column: Column; reason: string }[] = [];
  const refuse: Refuse = (column, reason) => {
    issues.push({ column, reason });
    return null;
  };
  const cell: Cells = (column) => {
    const index = mapping[column];
    const text = index === null ? undefined : cells[index];
    return isBlank(text) ? null : text!.trim();
  };
  const kind = kindOf(cell, refuse);
  const written = cell("address");
  const address: AddressParts =
    written === null ? { rest: "" } : splitAddress(written, { communities: context.communities });
  const community = communityOf(cell, address, context, refuse);
  const compound = cell("compound") ?? compoundOfAddress(address);
  const placed = {
    row,
    community: community ?? "",
    grid: cell("grid"),
    compound: compound === null ? null : plainText(compound),
    head: nameValue(cell("head"), refuse),
    phone: phoneValue(cell("phone"), refuse),
    ...readCoordinates(cell("lon"), cell("lat"), context, refuse),
  };
  const result =
    kind === "plot"
      ? readPlot(placed, cell, address, context, refuse)
      : readHousehold(placed, cell, address, refuse);
  if (issues.length === 0 && result) return { ok: result };
  const rejected = {
    row,
    column: issues[0]!.column,
    reason: issues.map(({ reason }) => reason).join("；"),
  };
  return result && community !== null ? { rejected, key: result.key } : { rejected };
}

function kindOf(cell: Cells, refuse: Refuse): "household" | "plot" {
  const written = cell("kind");
  if (written !== null) {
    const text = plainText(written);
    if (/地块|图斑|空地/.test(text)) return "plot";
    if (/户/.test(text)) return "household";
    // A wrong word is refused as the household or plot that the other cells make of it.
    refuse("kind", `类别「${written}」不是「户」或「地块」`);
  }
  const namesPlot = cell("plotName") !== null || cell("plotKind") !== null;
  return namesPlot && cell("door") === null ? "plot" : "household";
}

const communityNames = new WeakMap<readonly string[], Map<string, string>>();

/** Known names by key, and by the key without 社区 or 村 where only one community answers to it. */
function namesOf(communities: readonly string[]): Map<string, string> {
  let names = communityNames.get(communities);
  if (!names) {
    names = new Map();
    const short = new Map<string, string | null>();
    for (const name of communities) {
      const key = communityKey(name);
      names.set(key, name);
      const stem = key.replace(/(?:社区|村)$/, "");
      short.set(stem, short.has(stem) ? null : name);
    }
    for (const [stem, name] of short) if (name !== null && !names.has(stem)) names.set(stem, name);
    communityNames.set(communities, names);
  }
  return names;
}

function communityOf(cell: Cells, address: AddressParts, context: RowContext, refuse: Refuse): string | null {
  const written = cell("community") ?? address.community ?? context.community;
  if (written === undefined) {
    return refuse(cell("address") === null ? "community" : "address", "没有写明社区（村）");
  }
  const known = namesOf(context.communities).get(communityKey(written));
  if (known !== undefined) return known;
  // Some ledgers write the whole chain in the cell: 西关街道振兴社区.
  const inChain = splitAddress(written, { communities: context.communities });
  if (inChain.community !== undefined && namesOf(context.communities).has(communityKey(inChain.community))) {
    return inChain.community;
  }
  const column = cell("community") === null ? "address" : "community";
  return refuse(column, `「${written}」不在本街道的社区（村）名单里`);
}

/** A road stands in for the compound when the address names none. */
function compoundOfAddress(address: AddressParts): string | null {
  return address.compound ?? address.road ?? null;
}

type Placed = Omit<PlotRow, "kind" | "key" | "name" | "plotKind" | "areaM2">;

function readHousehold(
  placed: Placed,
  cell: Cells,
  address: AddressParts,
  refuse: Refuse,
): HouseholdRow | null {
  const residents = residentsValue(cell("residents"), refuse);
  const isKey = isKeyValue(cell("keyHousehold"), refuse);
  const floorText = cell("floor");
  let floor = floorText === null ? null : floorNumber(floorText);
  if (floorText !== null && (floor === null || floor === 0 || floor < -9 || floor > 150)) {
    floor = refuse("floor", `楼层「${floorText}」不是楼层数`);
  }
  let building: string | null = cell("building") ?? address.building ?? null;
  let unit: string | null = cell("unit") ?? address.unit ?? null;
  let doorText = cell("door") ?? address.door ?? null;
  if (doorText === null) {
    const column = cell("address") === null ? "door" : "address";
    return refuse(
      column,
      column === "door" ? "没有门牌（室号）" : `详细地址「${cell("address")}」里没有认出门牌（室号）`,
    );
  }
  // A door cell may hold the way to it: 12-3-502, 3单元502.
  if (cell("door") !== null && /[-单栋幢楼#]/.test(plainText(doorText))) {
    const way = splitAddress(doorText);
    if (way.door !== undefined && way.compound === undefined && way.rest === "") {
      building ??= way.building ?? null;
      // 3-502 beside a building column reads as building-door on its own, and as unit-door here.
      if (cell("building") !== null && way.unit === undefined && way.building !== undefined) {
        unit ??= way.building.replace(/号楼$/, "");
      }
      unit ??= way.unit ?? null;
      floor ??= way.floor ?? null;
      if (way.unit !== undefined || way.building !== undefined || way.floor !== undefined)
        doorText = way.door;
    }
  }
  building = building === null ? null : buildingName(building);
  unit = unit === null ? null : unitName(unit);
  const door = /^-?\d+楼/.test(doorText) ? doorText : doorName(doorText, floor ?? address.floor ?? null);
  if (door === "" || door.length > 20) {
    return refuse("door", `门牌「${doorText}」认不出来`);
  }
  if (placed.compound === null && building === null && unit !== null) {
    refuse("compound", "有单元而没有小区和楼栋，认不出是哪一处");
  }
  const inBuilding = building !== null || unit !== null;
  return {
    kind: "household",
    key: householdKey({ community: placed.community, compound: placed.compound, building, unit, door }),
    ...placed,
    building,
    unit,
    floor: floor ?? address.floor ?? (inBuilding ? floorOfDoor(door) : null),
    door,
    residents,
    isKey,
  };
}

function readPlot(
  placed: Placed,
  cell: Cells,
  address: AddressParts,
  context: RowContext,
  refuse: Refuse,
): PlotRow | null {
  const plotKind = plotKindValue(cell("plotKind"), refuse);
  const areaM2 = areaValue(cell("area"), context.areaUnit ?? "m2", refuse);
  const name = cell("plotName") ?? address.compound ?? null;
  if (name === null) return refuse("plotName", "没有地块名称");
  if (name.length > 60) return refuse("plotName", "地块名称超过 60 个字");
  const compound = cell("plotName") === null && cell("compound") === null ? null : placed.compound;
  return {
    kind: "plot",
    key: plotKey({ community: placed.community, compound, name }),
    ...placed,
    compound,
    name: name.replace(/\s+/g, " "),
    plotKind,
    areaM2,
  };
}

/**
 * Reads the rows of one file and refuses a place that the file already named, giving both row numbers.
 * Holds one key for each row read.
 */
export function ledgerReader(
  mapping: ColumnMapping,
  context: RowContext,
): (row: number, cells: readonly string[]) => RowReading {
  const firstRows = new Map<string, number>();
  return (row, cells) => {
    const reading = readRow(row, cells, mapping, context);
    if (!("ok" in reading)) return reading;
    const { key, kind } = reading.ok;
    const first = firstRows.get(key);
    if (first === undefined) {
      firstRows.set(key, row);
      return reading;
    }
    const column: Column = kind === "plot" ? "plotName" : mapping.door === null ? "address" : "door";
    const noun = kind === "plot" ? "地块" : "户";
    return {
      rejected: { row, column, reason: `第 ${row} 行与第 ${first} 行是同一${noun}，只采用第 ${first} 行` },
      key,
    };
  };
}

/** Interface words of the place a rejection points at. */
export function rejectionWords(rejection: Rejection): string {
  return `第 ${rejection.row} 行，${columnWords[rejection.column]}：${rejection.reason}`;
}
