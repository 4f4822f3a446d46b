import { ROW_WORDS, TILE_CELLS, TILE_SHIFT, tileKey, type Bitmap } from "./bitmap.ts";

/** No run: farther off than any cell, so that nothing touches it; near enough that differences stay whole numbers. */
const NONE = -(1 << 28);

/**
 * One open run of cells for every row of a band, on its way into a bitmap. What is added next to a walk mostly
 * overlaps what was added just before, so that a run grows many times before it has to be written, once.
 *
 * Rows count from `firstRow`, columns from `firstColumn`. The west end of a run is kept as its distance from
 * the last column: so both ends grow upwards, and one piece of code moves either.
 */
export class RowSpans {
  readonly #bitmap: Bitmap;
  readonly firstRow: number;
  readonly firstColumn: number;
  /** Last column, counted from the first. */
  readonly width: number;
  readonly east: Int32Array;
  readonly west: Int32Array;

  constructor(bitmap: Bitmap, firstRow: number, lastRow: number, firstColumn: number, lastColumn: number) {
    this.#bitmap = bitmap;
    this.firstRow = firstRow;
    this.firstColumn = firstColumn;
    this.width = lastColumn - firstColumn;
    this.east = new Int32Array(lastRow - firstRow + 1).fill(NONE);
    this.west = new Int32Array(lastRow - firstRow + 1).fill(NONE);
  }

  /** Adds columns c0 … c1 of a row, if any. */
  add(row: number, c0: number, c1: number): void {
    if (c0 > c1) return;
    const from = this.width - this.west[row]!;
    const to = this.east[row]!;
    if (c0 > to + 1 || c1 < from - 1) {
      if (from <= to) this.#write(row, from, to);
      this.west[row] = this.width - c0;
      this.east[row] = c1;
      return;
    }
    if (c0 < from) this.west[row] = this.width - c0;
    if (c1 > to) this.east[row] = c1;
  }

  /** Writes what is still open. */
  close(): void {
    for (let row = 0; row < this.east.length; row++) {
      const from = this.width - this.west[row]!;
      if (from <= this.east[row]!) this.#write(row, from, this.east[row]!);
    }
  }

  #write(row: number, from: number, to: number): void {
    setAcross(this.#bitmap, this.firstRow + row, this.firstColumn + from, this.firstColumn + to);
  }
}

/** Cells i0 … i1 of row j, over as many tiles as they span. */
export function setAcross(bitmap: Bitmap, j: number, i0: number, i1: number): void {
  const row = (j & (TILE_CELLS - 1)) * ROW_WORDS;
  for (let i = i0; i <= i1;) {
    const end = Math.min(i1, i | (TILE_CELLS - 1));
    const words = bitmap.tileForWrite(tileKey(i >> TILE_SHIFT, j >> TILE_SHIFT));
    setRun(words, row, i & (TILE_CELLS - 1), end & (TILE_CELLS - 1));
    i = end + 1;
  }
}

/** Columns c0 … c1 of the row that starts at word `row`. */
function setRun(words: Uint32Array, row: number, c0: number, c1: number): void {
  const w0 = row + (c0 >> 5);
  const w1 = row + (c1 >> 5);
  const first = -1 << (c0 & 31);
  const last = -1 >>> (31 - (c1 & 31));
  if (w0 === w1) words[w0]! |= first & last;
  else {
    words[w0]! |= first;
    for (let w = w0 + 1; w < w1; w++) words[w] = -1;
    words[w1]! |= last;
  }
}
