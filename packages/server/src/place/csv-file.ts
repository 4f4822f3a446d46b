/** Reader of separated-value ledgers in the encodings and separators that Chinese spreadsheets write. */
import { pipeline, Readable } from "node:stream";
import { parse, type Options } from "csv-parse";
import { parse as parseSync } from "csv-parse/sync";
import iconv from "iconv-lite";
import { columnOfHeader } from "@lingzhu/domain/place";
import { problem } from "@lingzhu/domain/kernel";
import type { Progress, SheetRow } from "./xlsx-file.ts";

export type TextEncoding = "utf-8" | "utf-16le" | "gb18030";
export type Delimiter = "," | ";" | "\t";

export interface CsvFile {
  encoding: TextEncoding;
  delimiter: Delimiter;
  /** Records with at least one cell; numbered as a spreadsheet would, so blank lines count. */
  rows(progress?: Progress): AsyncGenerator<SheetRow>;
}

const RECORD_LIMIT = 100_000;
const SAMPLE = 32 * 1024;

export function openCsv(bytes: Uint8Array): CsvFile {
  const { encoding, body } = encodingOf(bytes);
  const sample = sampleOf(body, encoding);
  const delimiter = delimiterOf(sample);
  return { encoding, delimiter, rows: (progress) => readRecords(body, encoding, delimiter, progress) };
}

function startsWith(bytes: Uint8Array, ...mark: number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function encodingOf(bytes: Uint8Array): { encoding: TextEncoding; body: Uint8Array } {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return { encoding: "utf-8", body: bytes.subarray(3) };
  if (startsWith(bytes, 0xff, 0xfe)) return { encoding: "utf-16le", body: bytes.subarray(2) };
  // Neither encoding of text has zero bytes; a picture or a program soon has one.
  if (bytes.subarray(0, 64 * 1024).includes(0)) {
    throw problem("input.unreadable", { reason: "这不是文字表格，请选择 .xlsx 或 .csv 文件" });
  }
  return { encoding: isUtf8(bytes) ? "utf-8" : "gb18030", body: bytes };
}

function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += 1 << 20) {
      decoder.decode(bytes.subarray(at, at + (1 << 20)), { stream: true });
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

function* decoded(
  body: Uint8Array,
  encoding: TextEncoding,
  progress: Progress = () => {},
): Generator<string> {
  const decoder = iconv.getDecoder(encoding);
  let odd = 0;
  for (let at = 0; at < body.length; at += 1 << 16) {
    const text = decoder.write(
      Buffer.from(body.buffer, body.byteOffset + at, Math.min(1 << 16, body.length - at)),
    );
    for (let i = text.indexOf("\ufffd"); i >= 0; i = text.indexOf("\ufffd", i + 1)) odd++;
    // A few marks come from characters cut by other software; many mean another encoding.
    if (odd > 20) {
      throw problem("input.unreadable", {
        reason: "认不出文字编码，请在表格软件里另存为「CSV UTF-8」或 .xlsx 再试",
      });
    }
    progress(at / body.length);
    yield text;
  }
  progress(1);
  const last = decoder.end();
  if (last) yield last;
}

function sampleOf(body: Uint8Array, encoding: TextEncoding): string {
  return decoded(body.subarray(0, SAMPLE), encoding).next().value ?? "";
}

const rules = (delimiter: Delimiter): Options => ({
  delimiter,
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: false,
  max_record_size: RECORD_LIMIT,
});

/** The separator under which most headers are known; among equals the one that cuts into most cells. */
function delimiterOf(sample: string): Delimiter {
  let best: { delimiter: Delimiter; known: number; cells: number } = { delimiter: ",", known: -1, cells: 0 };
  for (const delimiter of [",", "\t", ";"] as const) {
    const records: string[][] = [];
    try {
      parseSync(sample, {
        ...rules(delimiter),
        to: 10,
        on_record: (cells) => {
          records.push(cells);
          return cells;
        },
      });
    } catch {
      // The sample may end inside quotation marks; the records before them count.
    }
    const known = Math.max(
      0,
      ...records.map((cells) => cells.filter((cell) => columnOfHeader(cell) !== null).length),
    );
    const cells = Math.max(0, ...records.map((record) => record.length));
    if (known > best.known || (known === best.known && cells > best.cells))
      best = { delimiter, known, cells };
  }
  return best.delimiter;
}

async function* readRecords(
  body: Uint8Array,
  encoding: TextEncoding,
  delimiter: Delimiter,
  progress?: Progress,
): AsyncGenerator<SheetRow> {
  const parser = parse(rules(delimiter));
  // Errors of either end reach the loop below through the parser, which pipeline destroys with them.
  pipeline(Readable.from(decoded(body, encoding, progress)), parser, () => {});
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row++;
      if (cells.some((cell) => cell.trim() !== "")) yield { row, cells };
    }
  } catch (error) {
    throw translated(error);
  }
}

function translated(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || !String(error.code).startsWith("CSV_")) return error;
  const line = "lines" in error ? `第 ${String(error.lines)} 行附近` : "文件里";
  const reason =
    error.code === "CSV_MAX_RECORD_SIZE" || error.code === "CSV_QUOTE_NOT_CLOSED"
      ? `${line}的引号没有成对，请补上或删去多余的引号`
      : `${line}的分隔写法读不懂，请在表格软件里另存为 .xlsx 再试`;
  return problem("input.unreadable", { reason });
}
