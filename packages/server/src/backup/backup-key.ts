/**
 * The one key that opens a backup. A backup holds everything, also the keys of sealed columns, so whoever has the backup
 * key has everything; whoever has lost it has nothing. It is written down once and kept away from the machine.
 */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { problem } from "@lingzhu/domain/kernel";

/** RFC 4648 base32 without the digits' look-alikes being an issue: letters A–Z and digits 2–7. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const KEY_BYTES = 32;
const CHECK_BYTES = 3;

const checkOf = (key: Uint8Array) => createHash("sha256").update(key).digest().subarray(0, CHECK_BYTES);

/** The key as it is written on paper: 14 groups of four letters and digits, the last of which show a slip of the pen. */
export function wordsOfKey(key: Uint8Array): string {
  const bytes = Buffer.concat([key, checkOf(key)]);
  let bits = 0;
  let held = 0;
  let text = "";
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return text.match(/.{1,4}/g)!.join("-");
}

/**
 * Reads a key written by {@link wordsOfKey}; spaces, dashes and lower case do not matter.
 * @throws Problem `backup.bad-key` when it is not one, or a sign of it is wrong.
 */
export function keyOfWords(words: string): Buffer {
  const text = words.toUpperCase().replaceAll(/[\s-]/g, "");
  let bits = 0;
  let held = 0;
  const bytes: number[] = [];
  for (const sign of text) {
    const value = ALPHABET.indexOf(sign);
    if (value < 0) throw problem("backup.bad-key");
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
      held &= (1 << bits) - 1;
    }
  }
  const key = Buffer.from(bytes.slice(0, KEY_BYTES));
  if (bytes.length !== KEY_BYTES + CHECK_BYTES || !checkOf(key).equals(Buffer.from(bytes.slice(KEY_BYTES))))
    throw problem("backup.bad-key");
  return key;
}

const fileOf = (dataDir: string) => join(dataDir, "secrets", "backup.key");

/** The installation's key from `<data>/secrets/backup.key` (owner only), made on first use. */
export function backupKey(dataDir: string): { key: Buffer; made: boolean; file: string } {
  const file = fileOf(dataDir);
  if (existsSync(file)) return { key: keyOfWords(readFileSync(file, "utf8")), made: false, file };
  const key = randomBytes(KEY_BYTES);
  mkdirSync(join(dataDir, "secrets"), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${wordsOfKey(key)}\n`, { mode: 0o600, flag: "wx" });
  return { key, made: true, file };
}

/**
 * The key to open a backup with: from the file that is given, else the installation's own.
 * @throws Problem `backup.no-key` when there is none.
 */
export function openingKey(dataDir: string, keyFile: string | undefined): Buffer {
  const file = keyFile ?? fileOf(dataDir);
  if (!existsSync(file)) throw problem("backup.no-key", { file });
  return keyOfWords(readFileSync(file, "utf8"));
}
