/** 包保表: a sheet whose rows name a place and who answers for it (包保人). Pure; the server reads the file. */
import {
  buildingName,
  columnWords,
  communityCore,
  communityKey,
  compoundKey,
  doorName,
  floorNumber,
  isBlank,
  matchColumns,
  plainText,
  splitAddress,
  unitName,
  type Column,
  type ColumnMapping,
  type PlaceKind,
} from "../place/index.ts";

const cadreHeadings = [
  "包保人",
  "包保人姓名",
  "包保责任人",
  "包保干部",
  "包保人员",
  "包户干部",
  "包联干部",
  "责任人",
];
const phoneHeadings = ["包保人电话", "包保电话", "包保人联系电话", "联系电话", "电话", "手机号", "手机"];
const organisationHeadings = ["包保人单位", "包保单位", "单位", "工作单位", "所在单位", "所属单位"];
const placeHeadings = ["地点", "包保地点", "包保范围", "责任范围"];

/** Index of the header that holds each thing, or null. */
export interface DutyColumns {
  cadre: number;
  phone: number | null;
  organisation: number | null;
  place: number | null;
  ledger: ColumnMapping;
}

/** The columns of a header row; null when none of them names the 包保人. */
export function matchDutyColumns(headers: readonly string[]): DutyColumns | null {
  const plain = headers.map((header) => plainText(header));
  const indexOf = (headings: readonly string[]) => {
    for (const heading of headings) {
      const index = plain.indexOf(heading);
      if (index >= 0) return index;
    }
    return null;
  };
  const cadre = indexOf(cadreHeadings);
  if (cadre === null) return null;
  const phone = indexOf(phoneHeadings);
  const organisation = indexOf(organisationHeadings);
  const place = indexOf(placeHeadings);
  const taken = new Set([cadre, phone, organisation, place]);
  const ledger = matchColumns(headers.map((header, index) => (taken.has(index) ? "" : header))).mapping;
  return { cadre, phone, organisation, place, ledger };
}

/** A place with the names above it, as the ledger keeps them. */
export interface KnownPlace {
  id: string;
  kind: PlaceKind;
  name: string;
  path: string;
  community: string | null;
  compound: string | null;
  building: string | null;
  unit: string | null;
}

export interface SheetIssue {
  /** Heading of the column at fault. */
  column: string;
  reason: string;
}

interface Parts {
  community: string | null;
  grid: string | null;
  compound: string | null;
  building: string | null;
  unit: string | null;
  door: string | null;
  plot: string | null;
}

/** Finds the one place that a row means, from its own columns or from an address or path written in one. */
export class PlaceFinder {
  readonly #byKey = new Map<string, string[]>();
  readonly #communities: string[] = [];

  constructor(places: Iterable<KnownPlace>) {
    for (const place of places) {
      if (place.kind === "community") this.#communities.push(place.name);
      const community = place.kind === "community" ? place.name : place.community;
      const parts: Parts = {
        community,
        grid: place.kind === "grid" ? place.name : null,
        compound: place.kind === "compound" ? place.name : place.compound,
        building: place.kind === "building" ? place.name : place.building,
        unit: place.kind === "unit" ? place.name : place.unit,
        door: place.kind === "household" ? place.name : null,
        plot: place.kind === "plot" ? place.name : null,
      };
      const path = plainText(place.path);
      const keys = new Set([keyOf(parts), keyOf({ ...parts, community: null }), `path ${path}`]);
      // 振兴 alone is taken for 振兴社区.
      if (community !== null) keys.add(keyOf({ ...parts, community: communityCore(community) }));
      // A path may be written without the community it starts with.
      if (community !== null && path.startsWith(plainText(community)))
        keys.add(`path ${path.slice(plainText(community).length)}`);
      for (const key of keys) this.#add(key, place.id);
    }
  }

  find(cells: readonly string[], columns: DutyColumns): { id: string } | SheetIssue {
    const cell = (column: Column) => textAt(cells, columns.ledger[column]);
    const written = textAt(cells, columns.place) ?? cell("address");
    const column = columns.place !== null ? "地点" : (firstColumn(columns.ledger) ?? "地点");
    const floor = floorNumber(cell("floor") ?? "");
    const door = cell("door");
    const own: Parts = {
      community: cell("community"),
      grid: cell("grid"),
      compound: cell("compound"),
      building: cell("building"),
      unit: cell("unit"),
      door: door === null ? null : doorName(door, floor),
      plot: cell("plotName"),
    };
    const named = Object.values(own).filter((part) => part !== null);
    if (named.length === 0 && written === null) return { column, reason: "没有写明地点" };
    // An address that is not understood is refused. Falling back to the columns beside it would take a whole
    // compound for one door.
    const found = written === null ? this.#named(own) : this.#written(own, written);
    const what = written ?? named.join(" ");
    if (found.length === 1) return { id: found[0]! };
    return found.length === 0
      ? { column, reason: `台账里没有「${what}」` }
      : { column, reason: `「${what}」在台账里有 ${found.length} 处，请写明社区` };
  }

  /** Places of exactly these parts; a grid counts only when nothing more specific is named. */
  #named(parts: Parts): readonly string[] {
    const specific = parts.compound ?? parts.building ?? parts.unit ?? parts.door ?? parts.plot;
    return this.#byKey.get(keyOf(specific === null ? parts : { ...parts, grid: null })) ?? [];
  }

  #written(own: Parts, written: string): readonly string[] {
    const asPath = this.#byKey.get(`path ${plainText(written)}`);
    if (asPath) return asPath;
    const { rest, ...address } = splitAddress(written, { communities: this.#communities });
    if (rest !== "" || Object.keys(address).length === 0) return [];
    const addressed: Parts = {
      community: address.community ?? null,
      grid: null,
      compound: address.compound ?? null,
      building: address.building ?? null,
      unit: address.unit ?? null,
      door: address.door ?? null,
      plot: null,
    };
    const joined = { ...own };
    for (const part of Object.keys(own) as (keyof Parts)[]) {
      const text = addressed[part];
      if (text === null) continue;
      // Columns and address that contradict each other name no place.
      const same = part === "community" ? communityCore : normal[part];
      if (own[part] !== null && same(own[part]) !== same(text)) return [];
      joined[part] = text;
    }
    joined.compound ??= address.road ?? null;
    return this.#named(joined);
  }

  #add(key: string, id: string): void {
    const ids = this.#byKey.get(key);
    if (ids) ids.push(id);
    else this.#byKey.set(key, [id]);
  }
}

const normal: Record<keyof Parts, (text: string) => string> = {
  community: communityKey,
  grid: plainText,
  compound: compoundKey,
  building: buildingName,
  unit: unitName,
  door: (door) => doorName(door),
  plot: plainText,
};

function keyOf(parts: Parts): string {
  return (Object.keys(normal) as (keyof Parts)[])
    .map((part) => (parts[part] === null ? "" : normal[part](parts[part])))
    .join("|");
}

/** Someone on record. `phone` is asked for only where a name is not enough. */
export interface KnownPerson {
  id: string;
  name: string;
  organisation: string | null;
  phone: () => string | null;
}

/** Finds the one person that a row means: by name, and among namesakes by unit or telephone. */
export class PersonFinder {
  readonly #byName = new Map<string, KnownPerson[]>();

  constructor(people: Iterable<KnownPerson>) {
    for (const person of people) {
      const key = plainText(person.name);
      const same = this.#byName.get(key);
      if (same) same.push(person);
      else this.#byName.set(key, [person]);
    }
  }

  find(cells: readonly string[], columns: DutyColumns): { id: string } | SheetIssue {
    const column = "包保人";
    const name = textAt(cells, columns.cadre);
    if (name === null) return { column, reason: "没有写包保人" };
    let found = this.#byName.get(plainText(name)) ?? [];
    if (found.length === 0) return { column, reason: `人员库里没有「${name}」，请先登记人员再导入` };
    const organisation = textAt(cells, columns.organisation);
    if (found.length > 1 && organisation !== null)
      found = found.filter((person) => plainText(person.organisation ?? "") === plainText(organisation));
    const phone = textAt(cells, columns.phone);
    if (found.length > 1 && phone !== null)
      found = found.filter((person) => digits(person.phone() ?? "") === digits(phone));
    if (found.length === 1) return { id: found[0]!.id };
    return found.length === 0
      ? { column, reason: `人员库里的「${name}」单位或电话与表中不同，请核对` }
      : { column, reason: `人员库里有 ${found.length} 位「${name}」，请在表里写明单位或电话` };
  }
}

const digits = (text: string) => text.replace(/\D/g, "");

function textAt(cells: readonly string[], index: number | null): string | null {
  const text = index === null ? undefined : cells[index];
  return isBlank(text) ? null : text!.trim();
}

function firstColumn(mapping: ColumnMapping): string | null {
  const order: Column[] = [
    "address",
    "door",
    "plotName",
    "unit",
    "building",
    "compound",
    "grid",
    "community",
  ];
  const found = order.find((column) => mapping[column] !== null);
  return found === undefined ? null : columnWords[found];
}
