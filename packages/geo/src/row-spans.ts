import { ROW_WORDS, TILE_CELLS, TILE_SHIFT, tileKey, type Bitmap } from "./bitmap.ts";

/** No run: farther off than any cell, so that nothing touches it; near enough that differences stay whole numbers. */
const NONE = 1 << 28;

/**
 * One open run of cells for every row of a band, on its way into a bitmap. What is added next to a walk mostly
 * overlaps what was added just before, so that a run grows many times before it has to be written, once.
 */
export class RowSpans {
  readonly #bitmap: Bitmap;
  readonly firstRow: number;
  /** First and last column of the open run of row firstRow + k; from > to when there is none. */
  readonly from: Int32Array;
  readonly to: Int32Array;

  constructor(bitmap: Bitmap, firstRow: number, lastRow: number) {
    this.#bitmap = bitmap;
    this.firstRow = firstRow;
    this.from = new Int32Array(lastRow - firstRow + 1).fill(NONE);
    this.to = new Int32Array(lastRow - firstRow + 1).fill(-NONE);
  }

  /** Adds columns c0 … c1 of row firstRow + k; nothing when c0 = c1 + 1, the least a row can hold. */
  add(k: number, c0: number, c1: number): void {
    const from = this.from[k]!;
    const to = this.to[k]!;
    if (c0 > to + 1 || c1 < from - 1) {
      if (c0 > c1) return;
      if (from <= to) setAcross(this.#bitmap, this.firstRow + k, from, to);
      this.from[k] = c0;
      this.to[k] = c1;
      return;
    }
    // Lesser and greater without a branch, which the processor would guess wrong half of the time.
    const before = c0 - from;
    const after = c1 - to;
    this.from[k] = from + (before & (before >> 31));
    this.to[k] = to + (after & ~(after >> 31));
  }

  /** Writes what is still open. */
  close(): void {
    for (let k = 0; k < this.from.length; k++)
      if (this.from[k]! <= this.to[k]!)
        setAcross(this.#bitmap, this.firstRow + k, this.from[k]!, this.to[k]!);
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
