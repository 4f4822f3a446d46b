/** What lies inside a backup, one after the other: a line of JSON that names a parcel and its size, then its bytes. */
import { problem } from "@lingzhu/domain/kernel";
import { Reader } from "./sealed-stream.ts";

export interface Parcel {
  /** `manifest`, `table/<name>`, `secret/<file>`, `media/<street>/<sha256>`. Parcels of one table follow each other. */
  name: string;
  bytes: Uint8Array;
}

const LONGEST_HEAD = 4_096;
/** No photograph and no part of a table is larger. */
const LARGEST = 64 << 20;

export async function* pack(parcels: AsyncIterable<Parcel>): AsyncGenerator<Uint8Array> {
  for await (const { name, bytes } of parcels) {
    yield Buffer.from(`${JSON.stringify({ name, size: bytes.byteLength })}\n`);
    if (bytes.byteLength > 0) yield bytes;
  }
}

/** @throws Problem `backup.unreadable` when the parcels do not add up. */
export async function* unpack(source: AsyncIterable<Uint8Array>): AsyncGenerator<Parcel> {
  const input = new Reader(source);
  while (!(await input.isAtEnd())) {
    const head = headOf(await input.takeUntil(0x0a, LONGEST_HEAD));
    const bytes = head && (await input.take(head.size));
    if (!bytes) throw problem("backup.unreadable", { reason: "文件内容对不上" });
    yield { name: head.name, bytes };
  }
}

function headOf(line: Buffer | null): { name: string; size: number } | null {
  try {
    const { name, size } = JSON.parse(line?.toString("utf8") ?? "") as { name?: unknown; size?: unknown };
    if (typeof name !== "string" || !Number.isInteger(size)) return null;
    return (size as number) >= 0 && (size as number) <= LARGEST ? { name, size: size as number } : null;
  } catch {
    return null;
  }
}
