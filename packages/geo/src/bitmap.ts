import { GeometryError } from "./geometry-error.ts";

/** Cells along one side of a tile. */
export const TILE_CELLS = 256;
export const TILE_SHIFT = 8;
/** 32-bit words of one row, and of one whole tile (8 KiB). */
export const ROW_WORDS = TILE_CELLS / 32;
export const TILE_WORDS = TILE_CELLS * ROW_WORDS;

/**
 * The raster of one street: cell (i, j) is the square [i, i+1) × [j, j+1) times `cell` metres in the plane of
 * `localProjection(lon0, lat0)`. Two bitmaps can be merged only when their grids are equal.
 */
export interface Grid {
  readonly lon0: number;
  readonly lat0: number;
  /** Side of a cell in metres. */
  readonly cell: number;
}

/** Number of a tile, from tile coordinates between -16384 and 16383; a small integer, as maps like best. */
export function tileKey(tx: number, ty: number): number {
  return ((tx + 16384) << 15) | (ty + 16384);
}
export function tileX(key: number): number {
  return (key >> 15) - 16384;
}
export function tileY(key: number): number {
  return (key & 32767) - 16384;
}

/**
 * A set of cells as tiles of bits; a tile exists once it was written to. Bit b of word w in row r of a tile
 * is its column 32 w + b. Union is bitwise OR, so order and repetition of what is added never matter.
 */
export class Bitmap {
  readonly grid: Grid;
  readonly tiles = new Map<number, Uint32Array>();
  readonly #changed = new Set<number>();
  // Writes come in long runs to one tile; this spares them the map.
  #lastKey = -1;
  #lastWords: Uint32Array = new Uint32Array(0);

  constructor(grid: Grid) {
    if (!(grid.cell > 0 && Number.isFinite(grid.cell)))
      throw new GeometryError("bad-option", `Cell size ${grid.cell} m is not a positive number.`);
    this.grid = grid;
  }

  /** The words of a tile for writing; created, and noted as changed. */
  tileForWrite(key: number): Uint32Array {
    if (key === this.#lastKey) return this.#lastWords;
    this.#changed.add(key);
    let words = this.tiles.get(key);
    if (!words) this.tiles.set(key, (words = new Uint32Array(TILE_WORDS)));
    this.#lastKey = key;
    this.#lastWords = words;
    return words;
  }

  /** Keys of the tiles written to since the last call: what has to be stored and tallied again. */
  takeChanged(): number[] {
    const keys = [...this.#changed];
    this.#changed.clear();
    this.#lastKey = -1;
    return keys;
  }

  /** Whether cell (i, j) is in the set. */
  has(i: number, j: number): boolean {
    const words = this.tiles.get(tileKey(i >> TILE_SHIFT, j >> TILE_SHIFT));
    if (!words) return false;
    const column = i & (TILE_CELLS - 1);
    return ((words[(j & (TILE_CELLS - 1)) * ROW_WORDS + (column >> 5)]! >>> (column & 31)) & 1) === 1;
  }

  /** Adds every cell of another bitmap of the same grid. */
  merge(other: Bitmap): this {
    requireSameGrid(this.grid, other.grid);
    for (const [key, words] of other.tiles) this.mergeTile(key, words);
    return this;
  }

  /** Adds the cells of one tile, as read back from storage. */
  mergeTile(key: number, words: Uint32Array): void {
    const mine = this.tileForWrite(key);
    for (let w = 0; w < TILE_WORDS; w++) mine[w]! |= words[w]!;
  }

  /** Number of cells in the set. */
  get count(): number {
    let sum = 0;
    for (const words of this.tiles.values()) for (let w = 0; w < TILE_WORDS; w++) sum += popcount(words[w]!);
    return sum;
  }

  /** Area of the set in m². */
  get areaM2(): number {
    return this.count * this.grid.cell ** 2;
  }
}

/** Number of one bits in a 32-bit word. */
export function popcount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Throws `grid-mismatch` unless both grids are the same. */
export function requireSameGrid(a: Grid, b: Grid): void {
  if (a.cell !== b.cell || a.lon0 !== b.lon0 || a.lat0 !== b.lat0)
    throw new GeometryError(
      "grid-mismatch",
      `Grids differ: ${a.cell} m at ${a.lon0}, ${a.lat0} and ${b.cell} m at ${b.lon0}, ${b.lat0}.`,
    );
}

/** Cells that are in any of the bitmaps. */
export function anyOf(grid: Grid, bitmaps: Iterable<Bitmap>): Bitmap {
  const union = new Bitmap(grid);
  for (const bitmap of bitmaps) union.merge(bitmap);
  return union;
}

/**
 * Cells that are in at least two of the bitmaps. With one bitmap per pass: seen twice; with one per team: seen
 * by different teams.
 */
export function atLeastTwo(grid: Grid, bitmaps: Iterable<Bitmap>): Bitmap {
  const once = new Bitmap(grid);
  const twice = new Bitmap(grid);
  for (const bitmap of bitmaps) {
    requireSameGrid(grid, bitmap.grid);
    for (const [key, words] of bitmap.tiles) {
      const seen = once.tileForWrite(key);
      const again = twice.tileForWrite(key);
      for (let w = 0; w < TILE_WORDS; w++) {
        again[w]! |= seen[w]! & words[w]!;
        seen[w]! |= words[w]!;
      }
    }
  }
  return twice;
}

/** Cells of `a` that are not in `b`. */
export function without(a: Bitmap, b: Bitmap): Bitmap {
  requireSameGrid(a.grid, b.grid);
  const rest = new Bitmap(a.grid);
  for (const [key, words] of a.tiles) {
    const left = rest.tileForWrite(key);
    const minus = b.tiles.get(key);
    for (let w = 0; w < TILE_WORDS; w++) left[w] = words[w]! & ~(minus?.[w] ?? 0);
  }
  return rest;
}
