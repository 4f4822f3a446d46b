/**
 * Entries of a ZIP container held in memory, as its central directory lists them (APPNOTE 6.3.10).
 * The directory is the only truth: local headers are not walked, and each entry is inflated against a bound,
 * so a file that lies about its sizes cannot fill the memory.
 */
import { createInflateRaw } from "node:zlib";
import { problem } from "@lingzhu/domain/kernel";

export interface ZipEntry {
  name: string;
  /** Bytes after inflating, as the directory says; reading stops with a problem when there are more. */
  size: number;
  method: number;
  /** Compressed bytes. */
  data: Uint8Array;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const ENTRY_LIMIT = 10_000;
const CHUNK = 64 * 1024;

const damaged = () =>
  problem("input.unreadable", { reason: "文件已损坏或没有传完整，请在表格软件里打开后另存为 .xlsx 再试" });

/** Lists the entries; throws `input.unreadable` when the bytes are no ZIP and `input.too-large` when they inflate past `limit`. */
export function openZip(bytes: Uint8Array, limit: number): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  let count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  // ZIP64: some writers always add it. The locator stands right before the end record.
  if ((count === 0xffff || at === 0xffffffff) && end >= 20 && view.getUint32(end - 20, true) === 0x07064b50) {
    const record = Number(view.getBigUint64(end - 12, true));
    if (record + 56 > bytes.length) throw damaged();
    count = Number(view.getBigUint64(record + 32, true));
    at = Number(view.getBigUint64(record + 48, true));
  }
  if (count > ENTRY_LIMIT) throw problem("input.too-large", { limit: `${ENTRY_LIMIT} 个内部文件` });
  const entries = new Map<string, ZipEntry>();
  const names = new TextDecoder();
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw damaged();
    const flags = view.getUint16(at + 8, true);
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const name = names.decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const sizes = entrySizes(view, at, at + 46 + nameLength, extraLength);
    total += sizes.size;
    if (total > limit)
      throw problem("input.too-large", { limit: `解压后 ${Math.round(limit / 2 ** 20)} MB` });
    if (flags & 1) throw problem("input.unreadable", { reason: "文件加了密码，请去掉密码后再试" });
    if (sizes.offset + 30 > bytes.length || view.getUint32(sizes.offset, true) !== LOCAL_HEADER)
      throw damaged();
    const start =
      sizes.offset + 30 + view.getUint16(sizes.offset + 26, true) + view.getUint16(sizes.offset + 28, true);
    if (start + sizes.compressed > bytes.length) throw damaged();
    entries.set(name.replaceAll("\\", "/"), {
      name,
      size: sizes.size,
      method: view.getUint16(at + 10, true),
      data: bytes.subarray(start, start + sizes.compressed),
    });
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
  }
  return entries;
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  throw damaged();
}

function entrySizes(view: DataView, at: number, extraAt: number, extraLength: number) {
  let size = view.getUint32(at + 24, true);
  let compressed = view.getUint32(at + 20, true);
  let offset = view.getUint32(at + 42, true);
  let extra = extraAt;
  const extraEnd = Math.min(extraAt + extraLength, view.byteLength);
  while (extra + 4 <= extraEnd) {
    const length = view.getUint16(extra + 2, true);
    if (view.getUint16(extra, true) === 1) {
      // Only the fields that overflowed are present, in this order.
      let field = extra + 4;
      const next = () => {
        if (field + 8 > view.byteLength) throw damaged();
        const value = Number(view.getBigUint64(field, true));
        field += 8;
        return value;
      };
      if (size === 0xffffffff) size = next();
      if (compressed === 0xffffffff) compressed = next();
      if (offset === 0xffffffff) offset = next();
    }
    extra += 4 + length;
  }
  return { size, compressed, offset };
}

/** The inflated bytes of an entry, piece by piece. */
export async function* entryBytes(entry: ZipEntry): AsyncGenerator<Uint8Array> {
  if (entry.method === 0) {
    if (entry.data.length !== entry.size) throw damaged();
    for (let at = 0; at < entry.data.length; at += CHUNK) yield entry.data.subarray(at, at + CHUNK);
    return;
  }
  if (entry.method !== 8) {
    throw problem("input.unreadable", { reason: "文件用了少见的压缩方式，请在表格软件里另存为 .xlsx 再试" });
  }
  const inflate = createInflateRaw({ chunkSize: CHUNK });
  inflate.end(entry.data);
  let seen = 0;
  try {
    for await (const piece of inflate as AsyncIterable<Uint8Array>) {
      seen += piece.length;
      if (seen > entry.size) throw damaged();
      yield piece;
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_")) throw damaged();
    throw error;
  }
  if (seen !== entry.size) throw damaged();
}
