/** Writes what a ledger file brings, a few thousand rows with one statement, inside the caller's transaction. */
import { sql } from "kysely";
import {
  childOf,
  communityKey,
  naturalKeyOf,
  type ChildKind,
  type LedgerRow,
  type RowDifference,
  type TreeNode,
} from "@lingzhu/domain/place";
import { ensureCommunities } from "../campaign/communities.ts";
import type { Writing } from "../db/transact.ts";
import { enterRegister } from "../patrol/register.ts";
import { judgeMoved } from "../presence/judge.ts";
import { communitiesForLedger } from "./ledger-register.ts";
import {
  changePlaces,
  insertPlaces,
  settleContainers,
  type Change,
  type Pending,
} from "./ledger-write-store.ts";
import { recordRetirement } from "./retirement-store.ts";
import { loadContainers } from "./tree-store.ts";

const BATCH = 2000;

export class LedgerWriter {
  readonly #tx: Writing;
  /** Communities and containers on record or made by this file, by natural key. */
  readonly #tree: Map<string, TreeNode>;
  readonly #retired: Set<string>;
  readonly #national: ReadonlyMap<string, { name: string; code: string }>;
  readonly #touched = new Set<string>();
  readonly #reinstated = new Set<string>();
  readonly #made: string[] = [];
  /** What rows with the same names stand in, so that names are brought to keys once for each container. */
  readonly #containers = new Map<string, TreeNode>();
  /** Places that stand elsewhere now. */
  readonly #moved = new Set<string>();
  #pending: Pending[] = [];
  #changes: Change[] = [];
  /** The batch on its way into the database while the next one is read. */
  #writing: Promise<void> = Promise.resolve();

  private constructor(
    tx: Writing,
    containers: Awaited<ReturnType<typeof loadContainers>>,
    national: ReadonlyMap<string, { name: string; code: string }>,
  ) {
    this.#tx = tx;
    this.#tree = containers.nodes;
    this.#retired = containers.retired;
    this.#national = national;
  }

  static async open(tx: Writing): Promise<LedgerWriter> {
    const { national } = await communitiesForLedger(tx);
    return new LedgerWriter(tx, await loadContainers(tx), national);
  }

  async take(found: RowDifference): Promise<void> {
    if (found.is === "created") await this.#create(found.row);
    if (found.is === "changed") await this.#change(found);
    if (this.#pending.length >= BATCH || this.#changes.length >= BATCH) await this.#flush();
  }

  /**
   * Writes the rest, and what follows from it: grids and positions of containers, rounds that are not over, and the
   * grades of visits at places that moved.
   */
  async finish(): Promise<void> {
    await this.#flush();
    await this.#writing;
    // A container with a door in use is in use again.
    await recordRetirement(this.#tx, [...this.#reinstated], "reinstate", "台账导入，其中有在用的户", null);
    await settleContainers(this.#tx, [...this.#touched]);
    // A fresh hundred thousand rows would otherwise be planned as if they were not there.
    if (this.#made.length > 1000) await sql`analyze place, household, plot`.execute(this.#tx.sql);
    await enterRegister(this.#tx, this.#made);
    await judgeMoved(this.#tx, [...this.#moved, ...this.#touched]);
  }

  /** Waits for the batch under way, whatever becomes of it; for leaving after a failure. */
  async rest(): Promise<void> {
    await this.#writing.catch(() => {});
  }

  async #create(row: LedgerRow): Promise<void> {
    const community = await this.#community(row.community);
    const parent = this.#container(community, row);
    const name = row.kind === "household" ? row.door : row.name;
    const node = childOf(parent, row.kind, name, this.#tx.newId(), row.key);
    node.gridId = this.#grid(community, row)?.id ?? parent.gridId;
    this.#made.push(node.id);
    this.#pending.push({ node, row });
  }

  async #change(found: Extract<RowDifference, { is: "changed" }>): Promise<void> {
    const { row, id } = found;
    const fields = new Set(found.fields);
    let gridId: string | null = null;
    if (fields.has("lon") || fields.has("lat")) this.#moved.add(id);
    if (fields.has("grid") || fields.has("lon") || fields.has("lat")) {
      const community = await this.#community(row.community);
      if (fields.has("grid")) gridId = this.#grid(community, row)?.id ?? null;
      this.#container(community, row);
    }
    this.#changes.push({ id, row, fields, gridId });
  }

  /** What the row's place stands in, made where it is not on record; its grid and position are settled at the end. */
  #container(community: TreeNode, row: LedgerRow): TreeNode {
    const { compound } = row;
    const [building, unit] = row.kind === "household" ? [row.building, row.unit] : [null, null];
    const names = `${community.id}|${compound ?? ""}|${building ?? ""}|${unit ?? ""}`;
    const known = this.#containers.get(names);
    if (known) return known;
    let parent = community;
    if (compound !== null) parent = this.#child(parent, "compound", compound);
    if (building !== null) parent = this.#child(parent, "building", building);
    if (unit !== null) parent = this.#child(parent, "unit", unit);
    for (const id of [parent.compoundId, parent.buildingId, parent.unitId]) if (id) this.#touched.add(id);
    this.#containers.set(names, parent);
    return parent;
  }

  #grid(community: TreeNode, row: LedgerRow): TreeNode | null {
    if (row.grid === null) return null;
    const name = `${community.id}|格|${row.grid}`;
    const grid = this.#containers.get(name) ?? this.#child(community, "grid", row.grid);
    this.#containers.set(name, grid);
    return grid;
  }

  async #community(name: string): Promise<TreeNode> {
    const known = this.#containers.get(name) ?? this.#tree.get(communityKey(name));
    if (known) {
      this.#containers.set(name, known);
      return known;
    }
    await this.#writing;
    const named = this.#national.get(communityKey(name));
    await ensureCommunities(this.#tx, [named ?? { name, code: null }]);
    const { nodes } = await loadContainers(this.#tx, "community");
    for (const [key, node] of nodes) if (!this.#tree.has(key)) this.#tree.set(key, node);
    const made = this.#tree.get(communityKey(name));
    if (!made) throw new Error("a community taken from the list of communities is not on record");
    return made;
  }

  #child(parent: TreeNode, kind: ChildKind, name: string): TreeNode {
    const key = naturalKeyOf(kind, parent.names, name);
    const known = this.#tree.get(key);
    if (known) {
      if (this.#retired.has(known.id)) this.#reinstated.add(known.id);
      return known;
    }
    const node = childOf(parent, kind, name, this.#tx.newId(), key);
    this.#tree.set(key, node);
    this.#pending.push({ node, row: null });
    return node;
  }

  /** Hands a batch to the database and goes on reading; one batch is under way at a time. */
  async #flush(): Promise<void> {
    const [pending, changes] = [this.#pending, this.#changes];
    this.#pending = [];
    this.#changes = [];
    await this.#writing;
    this.#writing = this.#write(pending, changes);
    // Reported by whoever awaits it next; until then it must not count as unhandled.
    this.#writing.catch(() => {});
  }

  async #write(pending: readonly Pending[], changes: readonly Change[]): Promise<void> {
    await insertPlaces(this.#tx, pending);
    await changePlaces(this.#tx, changes);
  }
}
