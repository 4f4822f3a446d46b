import { TILE_WORDS, tileKey, tileX, tileY, requireSameGrid, type Bitmap, type Grid } from "./bitmap.ts";
import { GeometryError } from "./geometry-error.ts";

/*
 * One tile as bytes, all numbers little-endian:
 *   0  "LZT"            magic
 *   3  version          1
 *   4  lon0, lat0       float64 each: the grid's origin
 *  20  cell             float64, metres
 *  28  tx, ty           int32 each
 *  36  runs of words    until 2048 words are full: a variable-length integer n·4 + kind, where kind 0 is n
 *                       words of zeros, 1 n words of ones, 2 n words that follow, four bytes each
 */
const MAGIC = [0x4c, 0x5a, 0x54] as const;
const VERSION = 1;
const HEADER = 36;
const ZEROS = 0;
const ONES = 1;
const LITERAL = 2;

/** A tile as read back. */
export interface StoredTile {
  readonly grid: Grid;
  readonly key: number;
  readonly words: Uint32Array;
}

/** One tile of a bitmap as bytes for storage; the same set of cells always gives the same bytes. */
export function encodeTile(bitmap: Bitmap, key: number): Uint8Array {
  const words = bitmap.tiles.get(key);
  if (!words) throw new GeometryError("empty", `The bitmap has no tile ${tileX(key)}, ${tileY(key)}.`);
  // Worst case: runs of one word each.
  const bytes = new Uint8Array(HEADER + TILE_WORDS * 6);
  const view = new DataView(bytes.buffer);
  bytes.set([...MAGIC, VERSION]);
  view.setFloat64(4, bitmap.grid.lon0, true);
  view.setFloat64(12, bitmap.grid.lat0, true);
  view.setFloat64(20, bitmap.grid.cell, true);
  view.setInt32(28, tileX(key), true);
  view.setInt32(32, tileY(key), true);
  let at = HEADER;
  for (let w = 0; w < TILE_WORDS;) {
    const kind = kindOf(words[w]!);
    let end = w + 1;
    while (end < TILE_WORDS && kindOf(words[end]!) === kind) end++;
    for (let rest = ((end - w) << 2) | kind; ; rest >>>= 7) {
      bytes[at++] = rest > 127 ? (rest & 127) | 128 : rest;
      if (rest <= 127) break;
    }
    for (; w < end; w++) {
      if (kind !== LITERAL) continue;
      view.setUint32(at, words[w]!, true);
      at += 4;
    }
  }
  return bytes.slice(0, at);
}

function kindOf(word: number): number {
  return word === 0 ? ZEROS : word === 0xffffffff ? ONES : LITERAL;
}

/** Reads `encodeTile` back. Throws `bad-bytes`, saying what was found, on anything else. */
export function decodeTile(bytes: Uint8Array): StoredTile {
  if (bytes.length < HEADER || MAGIC.some((b, i) => bytes[i] !== b))
    throw new GeometryError(
      "bad-bytes",
      `Not a coverage tile: ${bytes.length} bytes that start with ${[...bytes.subarray(0, 4)]}.`,
    );
  if (bytes[3] !== VERSION)
    throw new GeometryError("bad-bytes", `Coverage tile of version ${bytes[3]}, expected ${VERSION}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const grid: Grid = {
    lon0: view.getFloat64(4, true),
    lat0: view.getFloat64(12, true),
    cell: view.getFloat64(20, true),
  };
  const words = new Uint32Array(TILE_WORDS);
  let at = HEADER;
  let w = 0;
  while (w < TILE_WORDS) {
    let code = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 14)
        throw new GeometryError(
          "bad-bytes",
          `Coverage tile breaks off at byte ${at - 1}, word ${w} of ${TILE_WORDS}.`,
        );
      code |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    const kind = code & 3;
    const run = code >>> 2;
    if (
      kind > LITERAL ||
      run === 0 ||
      w + run > TILE_WORDS ||
      (kind === LITERAL && at + 4 * run > bytes.length)
    )
      throw new GeometryError(
        "bad-bytes",
        `Coverage tile has a run of ${run} words of kind ${kind} at word ${w}.`,
      );
    if (kind === ONES) words.fill(0xffffffff, w, w + run);
    if (kind === LITERAL) for (let n = 0; n < run; n++, at += 4) words[w + n] = view.getUint32(at, true);
    w += run;
  }
  if (at !== bytes.length)
    throw new GeometryError("bad-bytes", `Coverage tile has ${bytes.length - at} bytes too many.`);
  return { grid, key: tileKey(view.getInt32(28, true), view.getInt32(32, true)), words };
}

/** Adds a stored tile to a bitmap of the same grid. */
export function mergeStoredTile(bitmap: Bitmap, bytes: Uint8Array): void {
  const tile = decodeTile(bytes);
  requireSameGrid(bitmap.grid, tile.grid);
  bitmap.mergeTile(tile.key, tile.words);
}
