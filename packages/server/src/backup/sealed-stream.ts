/**
 * A stream sealed in pieces: AES-256-GCM with a counter as nonce and the last piece marked, so that a changed, missing,
 * repeated or reordered piece and a cut-off end are all refused (the STREAM construction: Hoang, Reyhanitabar, Rogaway,
 * Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015).
 *
 * Layout: 8 bytes magic, 32 bytes salt, then pieces of 4 bytes length (of the ciphertext with its tag) and ciphertext.
 * The key of a stream is HKDF-SHA-256 of the backup key and the salt, so no nonce is used twice under one key.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { problem } from "@lingzhu/domain/kernel";

const MAGIC = Buffer.from("LINGZHU1");
const SALT = 32;
const TAG = 16;
/** Plaintext of a piece; a reader never holds more than one. */
const PIECE = 1 << 20;

const keyOf = (key: Uint8Array, salt: Uint8Array) =>
  Buffer.from(hkdfSync("sha256", key, salt, "lingzhu backup stream", 32));

function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 4);
  nonce[11] = last ? 1 : 0;
  // Byte 11 is the mark; the counter stands before it.
  return nonce;
}

/** Cuts any chunks into pieces of PIECE bytes; the last one, which may be empty, is told. */
async function* pieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<{ piece: Buffer; last: boolean }> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    held.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    size += chunk.byteLength;
    if (size <= PIECE) continue;
    let rest = Buffer.concat(held);
    while (rest.length > PIECE) {
      yield { piece: rest.subarray(0, PIECE), last: false };
      rest = rest.subarray(PIECE);
    }
    held = [rest];
    size = rest.length;
  }
  yield { piece: Buffer.concat(held), last: true };
}

export async function* seal(source: AsyncIterable<Uint8Array>, key: Uint8Array): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT);
  const own = keyOf(key, salt);
  yield Buffer.concat([MAGIC, salt]);
  let index = 0;
  for await (const { piece, last } of pieces(source)) {
    const cipher = createCipheriv("aes-256-gcm", own, nonceOf(index++, last));
    const sealed = Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(sealed.length);
    yield length;
    yield sealed;
  }
}

/** @throws Problem `backup.unreadable` for anything that is not a whole stream sealed under this key. */
export async function* open(source: AsyncIterable<Uint8Array>, key: Uint8Array): AsyncGenerator<Buffer> {
  const input = new Reader(source);
  const head = await input.take(MAGIC.length + SALT);
  if (!head?.subarray(0, MAGIC.length).equals(MAGIC))
    throw problem("backup.unreadable", { reason: "它不是零株的备份文件" });
  const own = keyOf(key, head.subarray(MAGIC.length));
  for (let index = 0; ; index++) {
    const length = (await input.take(4))?.readUInt32BE();
    if (length === undefined || length < TAG || length > PIECE + TAG) throw cutOff();
    const sealed = await input.take(length);
    if (!sealed) throw cutOff();
    const last = await input.isAtEnd();
    const piece = openPiece(sealed, own, nonceOf(index, last));
    if (!piece) {
      throw problem("backup.unreadable", {
        reason: index === 0 ? "密钥不对，或文件已损坏" : "文件中间已损坏或被截断",
      });
    }
    yield piece;
    if (last) return;
  }
}

const cutOff = () => problem("backup.unreadable", { reason: "文件不完整，末尾缺失" });

function openPiece(sealed: Buffer, key: Uint8Array, nonce: Uint8Array): Buffer | null {
  const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]);
  } catch {
    return null;
  }
}

/** Takes so many bytes at a time from chunks of any size. */
export class Reader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);
  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }
  /** Null when fewer bytes are left. */
  async take(length: number): Promise<Buffer | null> {
    await this.#fill(length);
    if (this.#held.length < length) return null;
    const taken = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    return taken;
  }
  /** Up to and without the byte, which is taken too; null when it does not come within `most` bytes. */
  async takeUntil(byte: number, most: number): Promise<Buffer | null> {
    for (let asked = 256; ; asked *= 2) {
      await this.#fill(Math.min(asked, most));
      const at = this.#held.indexOf(byte);
      if (at >= 0) {
        const taken = this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + 1);
        return taken;
      }
      if (asked >= most || this.#held.length < asked) return null;
    }
  }
  async isAtEnd(): Promise<boolean> {
    await this.#fill(1);
    return this.#held.length === 0;
  }
  async #fill(length: number): Promise<void> {
    const parts = [this.#held];
    let size = this.#held.length;
    while (size < length) {
      const { done, value } = await this.#chunks.next();
      if (done) break;
      parts.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
      size += value.byteLength;
    }
    if (parts.length > 1) this.#held = Buffer.concat(parts);
  }
}
