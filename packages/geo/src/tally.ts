import { requireSameGrid, type Bitmap, type Grid } from "./bitmap.ts";
import { GeometryError } from "./geometry-error.ts";
import { maskTileArea, type Mask } from "./mask.ts";

/**
 * Running totals of the seen area of many polygons. Each pair of polygon and tile is counted once and kept, so
 * that an added chunk of track costs only the tiles it wrote to.
 */
export class Tally {
  readonly grid: Grid;
  readonly masks: readonly Mask[];
  /** For each tile: polygon, part of its mask, and where its share of the total is kept. */
  readonly #byTile = new Map<number, { mask: number; part: number; slot: number }[]>();
  readonly #slots: Float64Array;
  readonly #firstSlot: Uint32Array;

  constructor(grid: Grid, masks: readonly Mask[]) {
    this.grid = grid;
    this.masks = masks;
    this.#firstSlot = new Uint32Array(masks.length + 1);
    let slot = 0;
    for (const [m, mask] of masks.entries()) {
      requireSameGrid(grid, mask.grid);
      for (const [part, tile] of mask.tiles.entries()) {
        const list = this.#byTile.get(tile.key);
        const entry = { mask: m, part, slot: slot++ };
        if (list) list.push(entry);
        else this.#byTile.set(tile.key, [entry]);
      }
      this.#firstSlot[m + 1] = slot;
    }
    this.#slots = new Float64Array(slot);
  }

  /**
   * Counts the given tiles of a bitmap again (all of its tiles by default). Returns the numbers of the polygons
   * whose seen area changed.
   */
  update(bitmap: Bitmap, keys: Iterable<number> = bitmap.tiles.keys()): number[] {
    requireSameGrid(this.grid, bitmap.grid);
    const moved = new Set<number>();
    for (const key of keys) {
      const words = bitmap.tiles.get(key);
      if (!words) continue;
      for (const { mask, part, slot } of this.#byTile.get(key) ?? []) {
        const area = maskTileArea(this.masks[mask]!.tiles[part]!, words, this.grid.cell);
        if (area === this.#slots[slot]) continue;
        this.#slots[slot] = area;
        moved.add(mask);
      }
    }
    return [...moved];
  }

  /** Seen m² of polygon `m`, at most its area. */
  seenM2(m: number): number {
    const mask = this.masks[m];
    if (!mask) throw new GeometryError("bad-option", `There is no polygon ${m} among ${this.masks.length}.`);
    let sum = 0;
    for (let s = this.#firstSlot[m]!; s < this.#firstSlot[m + 1]!; s++) sum += this.#slots[s]!;
    return Math.min(sum, mask.areaM2);
  }
}
