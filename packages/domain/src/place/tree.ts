/** How a place hangs in the tree: its keys, and the ancestors written into its row. One rule for every writer. */
import {
  buildingName,
  communityKey,
  compoundKey,
  doorName,
  householdKey,
  plotKey,
  unitName,
} from "./ledger/names.ts";
import { plainText } from "./ledger/plain-text.ts";
import type { PlaceKind } from "./schema.ts";

/** Kinds under which a place of each kind may stand. */
export const parentKinds: Record<PlaceKind, readonly PlaceKind[]> = {
  street: [],
  community: ["street"],
  grid: ["community"],
  compound: ["community", "grid"],
  building: ["compound", "community", "grid"],
  unit: ["building", "compound"],
  household: ["unit", "building", "compound", "community", "grid"],
  plot: ["building", "compound", "community", "grid"],
};

/** Names on the way down to a place, itself included; null where the way has no such step. */
export interface PlaceNames {
  community: string;
  compound: string | null;
  building: string | null;
  unit: string | null;
}

/** A place as its children need to know it. */
export interface TreeNode {
  id: string;
  kind: PlaceKind;
  name: string;
  /** Names from the community down, joined by spaces. */
  path: string;
  sortKey: string;
  communityId: string | null;
  gridId: string | null;
  compoundId: string | null;
  buildingId: string | null;
  unitId: string | null;
  names: PlaceNames;
}

/** A place about to be written. */
export interface NewTreeNode extends TreeNode {
  parentId: string;
  naturalKey: string;
}

/** Kinds that `childOf` makes; a community's key holds its national code and is made where that is known. */
export type ChildKind = Exclude<PlaceKind, "street" | "community">;

const STEP = "\t"; // sorts before every character of a name, so that a place comes right before what it contains
const OWN_COLUMN = {
  grid: "gridId",
  compound: "compoundId",
  building: "buildingId",
  unit: "unitId",
} as const;

/** Numbers padded to six digits, so that 2号楼 comes before 10号楼 in plain text order. */
export function sortKeyOf(parent: { sortKey: string }, name: string): string {
  return parent.sortKey + STEP + name.replace(/\d+/g, (digits) => digits.padStart(6, "0"));
}

/** The name as the ledger would store it: 12栋 → 12号楼, 三单元 → 3单元, 502室 → 502. */
export function placeName(kind: ChildKind, text: string, floor: number | null = null): string {
  if (kind === "building") return buildingName(text);
  if (kind === "unit") return unitName(text);
  if (kind === "household") return doorName(text, floor);
  return text.trim().replace(/\s+/g, " ");
}

/**
 * The key by which a second import finds the same place. `names` are those of the parent; `name` is as
 * `placeName` gives it.
 */
export function naturalKeyOf(kind: ChildKind, names: PlaceNames, name: string): string {
  const { community, compound, building, unit } = names;
  if (kind === "household") return householdKey({ community, compound, building, unit, door: name });
  if (kind === "plot") return plotKey({ community, compound, name });
  const top = communityKey(community);
  const within = compound === null ? "" : compoundKey(compound);
  if (kind === "grid") return ["格", top, plainText(name)].join("|");
  if (kind === "compound") return ["小", top, compoundKey(name)].join("|");
  if (kind === "building") return ["楼", top, within, name].join("|");
  return ["单", top, within, building ?? "", name].join("|");
}

/**
 * The place `name` of a kind under `parent`, with every column that the tree decides. `naturalKey` is given where it
 * is known already.
 */
export function childOf(
  parent: TreeNode,
  kind: ChildKind,
  name: string,
  id: string,
  naturalKey: string = naturalKeyOf(kind, parent.names, name),
): NewTreeNode {
  const { communityId, gridId, compoundId, buildingId, unitId, names } = parent;
  const node: NewTreeNode = {
    id,
    kind,
    name,
    parentId: parent.id,
    naturalKey,
    path: `${parent.kind === "grid" ? names.community : parent.path} ${name}`,
    sortKey: sortKeyOf(parent, name),
    communityId,
    gridId,
    compoundId,
    buildingId,
    unitId,
    names,
  };
  if (kind === "household" || kind === "plot") return node;
  node[OWN_COLUMN[kind]] = id;
  if (kind !== "grid") node.names = { ...names, [kind]: name };
  return node;
}
