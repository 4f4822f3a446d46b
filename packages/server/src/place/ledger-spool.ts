/**
 * Rows of a ledger file as they were read once, one JSON line each: taking a workbook apart costs several times more
 * than comparing its rows, and an import comes after a check of the same file.
 */
import { createReadStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import { problem } from "@lingzhu/domain/kernel";
import type { SheetRow } from "./ledger-file.ts";

/** A ledger's headers and the rows below them; a `LedgerFile` is one. */
export interface LedgerRows {
  headers: string[];
  rows: AsyncIterable<SheetRow>;
  /** Share that the latest loop over the rows has read, 0 to 1. */
  progress(): number;
}

const OWNER_ONLY = 0o600;
const PIECE = 256 * 1024;

/** The same rows, written to `path` on the way. The spool is there once they have been read to the end. */
export function spooled(file: LedgerRows, path: string): LedgerRows {
  return {
    headers: file.headers,
    rows: { [Symbol.asyncIterator]: () => writing(file, path) },
    progress: () => file.progress(),
  };
}

async function* writing(file: LedgerRows, path: string): AsyncGenerator<SheetRow> {
  const part = `${path}.part`;
  await rm(part, { force: true });
  const spool = await open(part, "wx", OWNER_ONLY);
  try {
    let piece = `${JSON.stringify(file.headers)}\n`;
    for await (const row of file.rows) {
      piece += `${JSON.stringify([row.row, ...row.cells])}\n`;
      if (piece.length > PIECE) {
        await spool.appendFile(piece);
        piece = "";
      }
      yield row;
    }
    await spool.appendFile(piece);
  } finally {
    await spool.close();
  }
  await rename(part, path);
}

/** The rows that `spooled` left at `path`, or null when there are none. */
export async function openSpool(path: string): Promise<LedgerRows | null> {
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  );
  if (size === null) return null;
  let headers: string[] | null = null;
  for await (const line of linesOf(path)) {
    headers = parse<string[]>(line);
    break;
  }
  let read = 0;
  async function* rows(): AsyncGenerator<SheetRow> {
    let first = true;
    read = 0;
    for await (const line of linesOf(path)) {
      read += Buffer.byteLength(line) + 1;
      if (!first) {
        const [row, ...cells] = parse<[number, ...string[]]>(line);
        yield { row, cells };
      }
      first = false;
    }
  }
  return {
    headers: headers ?? [],
    rows: { [Symbol.asyncIterator]: rows },
    progress: () => (size === 0 ? 1 : read / size),
  };
}

const linesOf = (path: string) =>
  createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });

function parse<T>(line: string): T {
  try {
    return JSON.parse(line) as T;
  } catch {
    throw problem("input.unreadable", { reason: "试算时读好的内容损坏了，请重新试算" });
  }
}
