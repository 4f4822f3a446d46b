/**
 * Sealed columns: names and phones of residents are stored as AES-256-GCM ciphertext (NIST SP 800-38D).
 * Layout of a sealed value: 1 byte format, 1 byte key number, 12 bytes nonce, ciphertext, 16 bytes tag.
 * The column's context (table, column, row id) is authenticated, so a value cannot be moved to another row.
 */
import { createCipheriv, createDecipheriv } from "node:crypto";
import { randomFromPool } from "./random-pool.ts";

const FORMAT = 1;
const NONCE = 12;
const TAG = 16;

export interface Sealer {
  seal(text: string, context: string): Uint8Array;
  /** Throws when the value was changed, moved, or sealed under a key that is not here. */
  open(sealed: Uint8Array, context: string): string;
}

/** `keys` by number, newest last; the newest seals, every one opens. Each key is 32 bytes. */
export function sealer(keys: ReadonlyMap<number, Uint8Array>): Sealer {
  const newest = Math.max(...keys.keys());
  const newestKey = keys.get(newest);
  if (!newestKey || newestKey.length !== 32) throw new Error("a sealing key of 32 bytes is needed");
  return {
    seal(text, context) {
      const nonce = randomFromPool(NONCE);
      const cipher = createCipheriv("aes-256-gcm", newestKey, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([Uint8Array.of(FORMAT, newest), nonce, body, cipher.getAuthTag()]);
    },
    open(sealed, context) {
      const key = sealed[0] === FORMAT ? keys.get(sealed[1]!) : undefined;
      if (!key) throw new Error(`no key ${sealed[1]} for a sealed value of format ${sealed[0]}`);
      const end = sealed.length - TAG;
      const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(2, 2 + NONCE))
        .setAAD(Buffer.from(context))
        .setAuthTag(sealed.subarray(end));
      return decipher.update(sealed.subarray(2 + NONCE, end), undefined, "utf8") + decipher.final("utf8");
    },
  };
}
