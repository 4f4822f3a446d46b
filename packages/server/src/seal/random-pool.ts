import { randomFillSync } from "node:crypto";

const POOL = 8192;
let pool = Buffer.alloc(0);
let used = 0;

/**
 * Bytes of the system's random source, fetched many at a time: an import of a hundred thousand households needs half a
 * million ids and nonces, and each call to the source costs more than the bytes. No byte is given twice.
 */
export function randomFromPool(length: number): Uint8Array {
  if (length > POOL) return randomFillSync(Buffer.alloc(length));
  if (used + length > pool.length) {
    // A new buffer each time: slices of the old one may still be held.
    pool = randomFillSync(Buffer.alloc(POOL));
    used = 0;
  }
  const bytes = pool.subarray(used, used + length);
  used += length;
  return bytes;
}
