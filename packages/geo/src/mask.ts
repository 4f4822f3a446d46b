import { ROW_WORDS, TILE_CELLS, TILE_SHIFT, popcount, tileKey, type Bitmap, type Grid } from "./bitmap.ts";
import { boundsOf, partsOf, planeArea, ringArea, type AreaGeometry } from "./polygon.ts";

/** The part of a polygon that lies in one tile. */
export interface MaskTile {
  readonly key: number;
  /** Runs of cells wholly inside: row, first column, last column, repeated. */
  readonly runs: Uint8Array;
  /** Cells the outline cuts: row × 256 + column, and the share of the cell that is inside. */
  readonly cut: Uint16Array;
  readonly share: Float32Array;
}

/**
 * A polygon laid over a grid, with the exact share of every cell: cells wholly inside as runs, cells cut by
 * the outline with their share. So the polygon side of any area is exact even for a courtyard of a few cells.
 */
export interface Mask {
  readonly grid: Grid;
  /** Exact plane area of the polygon. */
  readonly areaM2: number;
  /** [minX, minY, maxX, maxY] in metres. */
  readonly bounds: readonly [number, number, number, number];
  readonly tiles: readonly MaskTile[];
}

/** Shares closer to 0 or 1 than this are rounding. */
const ROUNDING = 1e-7;

/**
 * Lays a valid polygon (metres of the grid's plane) over the grid. The method is the signed-area scan
 * conversion of font rasterisers: each edge leaves in every cell it crosses its height and the area to its
 * right, and a running sum along the row turns them into shares. Time linear in outline / cell.
 */
export function maskOf(geometry: AreaGeometry, grid: Grid): Mask {
  const bounds = boundsOf(geometry);
  const crossings = crossingsOf(geometry, grid.cell);
  const tiles = new MaskTiles();

  const { row, column, height, area, count } = crossings;
  const order = sortedByCell(
    row,
    column,
    count,
    Math.floor(bounds[1] / grid.cell) - 1,
    bounds[3] / grid.cell,
  );
  for (let n = 0; n < order.length;) {
    const j = row[order[n]!]!;
    let cover = 0;
    let next = 0;
    while (n < order.length && row[order[n]!] === j) {
      const i = column[order[n]!]!;
      if (cover > 0.5 && i > next) tiles.addRun(j, next, i - 1);
      let cellArea = cover;
      for (; n < order.length && row[order[n]!] === j && column[order[n]!] === i; n++) {
        cellArea += area[order[n]!]!;
        cover += height[order[n]!]!;
      }
      if (cellArea > 1 - ROUNDING) tiles.addRun(j, i, i);
      else if (cellArea > ROUNDING) tiles.addCut(i, j, cellArea);
      next = i + 1;
    }
  }
  return {
    grid,
    bounds,
    areaM2: planeArea(geometry),
    tiles: tiles.finish(),
  };
}

/** Sorts runs and cut cells, which come row by row, into their tiles. */
class MaskTiles {
  readonly #tiles = new Map<number, { key: number; runs: number[]; cut: number[]; share: number[] }>();
  #last = { key: -1, runs: [] as number[], cut: [] as number[], share: [] as number[] };

  #at(i: number, j: number): { runs: number[]; cut: number[]; share: number[] } {
    const key = tileKey(i >> TILE_SHIFT, j >> TILE_SHIFT);
    if (key === this.#last.key) return this.#last;
    const known = this.#tiles.get(key);
    this.#last = known ?? { key, runs: [], cut: [], share: [] };
    if (!known) this.#tiles.set(key, this.#last);
    return this.#last;
  }

  addRun(j: number, from: number, to: number): void {
    for (let i = from; i <= to;) {
      const end = Math.min(to, i | (TILE_CELLS - 1));
      this.#at(i, j).runs.push(j & (TILE_CELLS - 1), i & (TILE_CELLS - 1), end & (TILE_CELLS - 1));
      i = end + 1;
    }
  }

  addCut(i: number, j: number, share: number): void {
    const tile = this.#at(i, j);
    tile.cut.push(((j & (TILE_CELLS - 1)) << TILE_SHIFT) | (i & (TILE_CELLS - 1)));
    tile.share.push(share);
  }

  finish(): MaskTile[] {
    return Array.from(this.#tiles.values(), (t) => ({
      key: t.key,
      runs: Uint8Array.from(t.runs),
      cut: Uint16Array.from(t.cut),
      share: Float32Array.from(t.share),
    }));
  }
}

/** The cells that edges cross, each with what the edge leaves there; grows as needed. */
class Crossings {
  count = 0;
  row = new Int32Array(1024);
  column = new Int32Array(1024);
  /** Signed height of the edge in the cell, in cells. */
  height = new Float64Array(1024);
  /** Signed area of the cell to the right of the edge, in cells. */
  area = new Float64Array(1024);

  #put(i: number, j: number, height: number, area: number): void {
    if (this.count === this.row.length) this.#grow();
    this.row[this.count] = j;
    this.column[this.count] = i;
    this.height[this.count] = height;
    this.area[this.count++] = area;
  }

  #grow(): void {
    const wider = <T extends Int32Array | Float64Array>(from: T, to: T): T => (to.set(from), to);
    this.row = wider(this.row, new Int32Array(this.count * 2));
    this.column = wider(this.column, new Int32Array(this.count * 2));
    this.height = wider(this.height, new Float64Array(this.count * 2));
    this.area = wider(this.area, new Float64Array(this.count * 2));
  }

  /** One edge in cells; `sign` turns its direction without moving it. */
  addEdge(x0: number, y0: number, x1: number, y1: number, sign: number): void {
    if (y0 === y1) return;
    const perRow = (x1 - x0) / (y1 - y0);
    const step = y1 > y0 ? 1 : -1;
    let x = x0;
    let y = y0;
    for (let j = step > 0 ? Math.floor(y) : Math.ceil(y) - 1; ; j += step) {
      const stop = step > 0 ? Math.min(y1, j + 1) : Math.max(y1, j);
      const stopX = stop === y1 ? x1 : x0 + (stop - y0) * perRow;
      if (stop !== y) this.#addInRow(j, x, stopX, sign * (stop - y));
      if (stop === y1) return;
      x = stopX;
      y = stop;
    }
  }

  /** A piece of an edge within row j, from x0 to x1, of signed height. */
  #addInRow(j: number, x0: number, x1: number, height: number): void {
    const i0 = Math.floor(x0);
    const i1 = Math.floor(x1);
    if (i0 === i1) {
      this.#put(i0, j, height, height * (i0 + 1 - (x0 + x1) / 2));
      return;
    }
    const perColumn = height / (x1 - x0);
    const step = i1 > i0 ? 1 : -1;
    let x = x0;
    for (let i = i0; ; i += step) {
      const exit = i === i1 ? x1 : step > 0 ? i + 1 : i;
      const part = (exit - x) * perColumn;
      if (part !== 0) this.#put(i, j, part, part * (i + 1 - (x + exit) / 2));
      if (i === i1) return;
      x = exit;
    }
  }
}

function crossingsOf(geometry: AreaGeometry, cell: number): Crossings {
  const crossings = new Crossings();
  for (const rings of partsOf(geometry))
    for (const [r, ring] of rings.entries()) {
      // Outer rings downwards on their left side, holes the other way round: sums come out as 0 or 1.
      const sign = ringArea(ring) > 0 === (r === 0) ? -1 : 1;
      for (let e = 0; e + 1 < ring.length; e++) {
        const a = ring[e]!;
        const b = ring[e + 1]!;
        crossings.addEdge(a[0]! / cell, a[1]! / cell, b[0]! / cell, b[1]! / cell, sign);
      }
    }
  return crossings;
}

/** Counting sort by row, then each row by column. */
function sortedByCell(
  row: Int32Array,
  column: Int32Array,
  count: number,
  minRow: number,
  maxY: number,
): Uint32Array {
  const rows = Math.ceil(maxY) - minRow + 2;
  const starts = new Uint32Array(rows + 1);
  for (let n = 0; n < count; n++) starts[row[n]! - minRow + 1]!++;
  for (let r = 0; r < rows; r++) starts[r + 1]! += starts[r]!;
  const order = new Uint32Array(count);
  const fill = starts.slice();
  for (let n = 0; n < count; n++) order[fill[row[n]! - minRow]!++] = n;
  for (let r = 0; r < rows; r++) {
    const from = starts[r]!;
    const to = starts[r + 1]!;
    if (to - from > 48) {
      order.subarray(from, to).sort((a, b) => column[a]! - column[b]!);
      continue;
    }
    for (let n = from + 1; n < to; n++) {
      const moving = order[n]!;
      const key = column[moving]!;
      let m = n;
      for (; m > from && column[order[m - 1]!]! > key; m--) order[m] = order[m - 1]!;
      order[m] = moving;
    }
  }
  return order;
}

/** m² of the part of a polygon in one tile that is in the set of cells `words`. */
export function maskTileArea(tile: MaskTile, words: Uint32Array, cell: number): number {
  const { runs, cut, share } = tile;
  let cells = 0;
  for (let n = 0; n < runs.length; n += 3) {
    const row = runs[n]! * ROW_WORDS;
    const c0 = runs[n + 1]!;
    const c1 = runs[n + 2]!;
    const w0 = row + (c0 >> 5);
    const w1 = row + (c1 >> 5);
    const first = -1 << (c0 & 31);
    const last = -1 >>> (31 - (c1 & 31));
    if (w0 === w1) cells += popcount(words[w0]! & first & last);
    else {
      cells += popcount(words[w0]! & first) + popcount(words[w1]! & last);
      for (let w = w0 + 1; w < w1; w++) cells += popcount(words[w]!);
    }
  }
  let partial = 0;
  for (let n = 0; n < cut.length; n++) {
    const at = cut[n]!;
    if ((words[at >> 5]! >>> (at & 31)) & 1) partial += share[n]!;
  }
  return (cells + partial) * cell * cell;
}

/** m² of a polygon that are in a bitmap; 0 … areaM2. */
export function coveredM2(mask: Mask, bitmap: Bitmap): number {
  let sum = 0;
  for (const tile of mask.tiles) {
    const words = bitmap.tiles.get(tile.key);
    if (words) sum += maskTileArea(tile, words, mask.grid.cell);
  }
  return Math.min(sum, mask.areaM2);
}

/** Adds to a bitmap every cell of which the polygon holds at least half: photographs, building footprints. */
export function stampMask(bitmap: Bitmap, mask: Mask): void {
  for (const tile of mask.tiles) {
    const words = bitmap.tileForWrite(tile.key);
    for (let n = 0; n < tile.runs.length; n += 3)
      for (let c = tile.runs[n + 1]!; c <= tile.runs[n + 2]!; c++)
        words[tile.runs[n]! * ROW_WORDS + (c >> 5)]! |= 1 << (c & 31);
    for (let n = 0; n < tile.cut.length; n++)
      if (tile.share[n]! >= 0.5) words[tile.cut[n]! >> 5]! |= 1 << (tile.cut[n]! & 31);
  }
}
