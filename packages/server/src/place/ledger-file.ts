/** Opens a ledger file of whatever kind, finds its header row and gives its rows as text, one at a time. */
import { open } from "node:fs/promises";
import { problem } from "@lingzhu/domain/kernel";
import { columnOfHeader } from "@lingzhu/domain/place";
import { openCsv, type Delimiter, type TextEncoding } from "./csv-file.ts";
import { openXlsx, type Progress, type SheetRow, type XlsxSheet } from "./xlsx-file.ts";

export type { SheetRow } from "./xlsx-file.ts";

export interface LedgerFile {
  format: "xlsx" | "csv";
  /** Only for CSV. */
  encoding: TextEncoding | null;
  delimiter: Delimiter | null;
  /** Names of the visible sheets in order; one unnamed sheet for CSV. */
  sheets: string[];
  /** The sheet that is read. */
  sheet: string;
  /** Row number of the headers, from 1. */
  headerRow: number;
  /** Texts of the header row as they stand in the file; "" where there is none. */
  headers: string[];
  /** Rows below the header that are not empty. Reading starts anew with each loop. */
  rows: AsyncIterable<SheetRow>;
  /** Share of the file that the latest loop over the rows has read, 0 to 1; for a progress bar. */
  progress(): number;
}

export interface LedgerFileOptions {
  /** Sheet to read; by default the first visible one that has a header row. */
  sheet?: string;
  /** Row number of the headers; by default searched for within the first ten rows. */
  headerRow?: number;
}

/** What one ledger file may hold. */
export const ledgerLimits = {
  bytes: 50 * 2 ** 20,
  inflatedBytes: 512 * 2 ** 20,
  rows: 300_000,
} as const;

const HEADER_SEARCH = 10;
/** Known headings that make a row the header; one alone may be a title such as 地址. */
const HEADINGS_NEEDED = 2;

/**
 * Opens a file given as bytes or path. Problems: `input.unreadable` for what is no ledger, with what to do instead;
 * `input.too-large` beyond `ledgerLimits`, the number of rows while reading.
 */
export async function openLedgerFile(
  input: Uint8Array | string,
  filename: string,
  options: LedgerFileOptions = {},
): Promise<LedgerFile> {
  const bytes = typeof input === "string" ? await readWithin(input, ledgerLimits.bytes) : input;
  if (bytes.length > ledgerLimits.bytes) throw tooLarge();
  if (bytes.length === 0) throw problem("input.unreadable", { reason: `「${filename}」是空文件` });
  refuseOtherFormats(bytes, filename);
  if (begins(bytes, 0x50, 0x4b)) {
    const sheets = await openXlsx(bytes, ledgerLimits.inflatedBytes);
    const names = sheets.filter(({ hidden }) => !hidden).map(({ name }) => name);
    const { sheet, header } = await sheetWithHeader(sheets, filename, options);
    return { format: "xlsx", encoding: null, delimiter: null, sheets: names, ...ledgerOf(sheet, header) };
  }
  const file = openCsv(bytes);
  const sheet = { name: "", hidden: false, rows: (progress?: Progress) => file.rows(progress) };
  const { header } = await sheetWithHeader([sheet], filename, options);
  const { encoding, delimiter } = file;
  return { format: "csv", encoding, delimiter, sheets: [""], ...ledgerOf(sheet, header) };
}

function tooLarge() {
  return problem("input.too-large", { limit: `${ledgerLimits.bytes / 2 ** 20} MB` });
}

async function readWithin(path: string, limit: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    if ((await file.stat()).size > limit) throw tooLarge();
    return await file.readFile();
  } finally {
    await file.close();
  }
}

const begins = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, index) => bytes[index] === byte);

/** Formats that people send by mistake, told by their first bytes and not by the file name. */
const otherFormats: readonly { mark: number[]; reason: (name: string) => string }[] = [
  {
    mark: [0xd0, 0xcf, 0x11, 0xe0],
    reason: (name) =>
      /\.xlsx$/i.test(name)
        ? `「${name}」加了密码，或者是旧版 .xls 改了名，请在表格软件里打开后另存为不加密的 .xlsx`
        : `「${name}」是旧版 .xls 格式，请在 Excel 或 WPS 里打开后另存为 .xlsx 再导入`,
  },
  {
    mark: [0x25, 0x50, 0x44, 0x46],
    reason: (name) => `「${name}」是 PDF 文件，请导入原来的 .xlsx 或 .csv 表格`,
  },
  { mark: [0x89, 0x50, 0x4e, 0x47], reason: (name) => `「${name}」其实是图片，请导入 .xlsx 或 .csv 表格` },
  { mark: [0xff, 0xd8, 0xff], reason: (name) => `「${name}」其实是图片，请导入 .xlsx 或 .csv 表格` },
  { mark: [0x52, 0x61, 0x72, 0x21], reason: (name) => `「${name}」是压缩包，请先解压，再导入里面的表格` },
  { mark: [0x37, 0x7a, 0xbc, 0xaf], reason: (name) => `「${name}」是压缩包，请先解压，再导入里面的表格` },
];

function refuseOtherFormats(bytes: Uint8Array, filename: string): void {
  const found = otherFormats.find(({ mark }) => begins(bytes, ...mark));
  if (found) throw problem("input.unreadable", { reason: found.reason(filename) });
  // Many systems export a web page under the name .xls.
  const start = new TextDecoder().decode(bytes.subarray(0, 512)).trimStart().toLowerCase();
  if (/^(?:<!doctype html|<html|<table|<\?xml)/.test(start)) {
    throw problem("input.unreadable", {
      reason: `「${filename}」其实是网页，请在 Excel 或 WPS 里打开后另存为 .xlsx 再导入`,
    });
  }
}

interface Header {
  row: number;
  cells: string[];
}

async function sheetWithHeader(
  sheets: readonly XlsxSheet[],
  filename: string,
  options: LedgerFileOptions,
): Promise<{ sheet: XlsxSheet; header: Header }> {
  const wanted = options.sheet;
  const candidates = sheets.filter(({ name, hidden }) => (wanted === undefined ? !hidden : name === wanted));
  if (candidates.length === 0) {
    throw problem("input.unreadable", {
      reason:
        wanted === undefined
          ? `「${filename}」里没有工作表`
          : `「${filename}」里没有名为「${wanted}」的工作表`,
    });
  }
  let sawRows = false;
  for (const sheet of candidates) {
    const { header, empty } = await findHeader(sheet, options.headerRow);
    if (header) return { sheet, header };
    sawRows ||= !empty;
  }
  const where = options.headerRow === undefined ? `前 ${HEADER_SEARCH} 行` : `第 ${options.headerRow} 行`;
  throw problem("input.unreadable", {
    reason: sawRows
      ? `「${filename}」${where}里没有认出表头，请在表格第一行写上「社区、小区、楼栋、单元、门牌」等列名，或指明表头在第几行`
      : `「${filename}」里没有内容`,
  });
}

async function findHeader(
  sheet: XlsxSheet,
  headerRow: number | undefined,
): Promise<{ header: Header | null; empty: boolean }> {
  let best: Header | null = null;
  let bestKnown = HEADINGS_NEEDED - 1;
  let empty = true;
  for await (const { row, cells } of sheet.rows()) {
    if (row > (headerRow ?? HEADER_SEARCH)) break;
    empty = false;
    if (headerRow === row) return { header: { row, cells }, empty };
    if (headerRow !== undefined) continue;
    const known = new Set(
      cells.map((cell) => columnOfHeader(cell)?.column).filter((column) => column !== undefined),
    );
    // A merged group heading repeats itself; only different columns count. The lower of equals is the finer one.
    if (known.size > bestKnown || (best !== null && known.size === bestKnown && row === best.row + 1)) {
      best = { row, cells };
      bestKnown = known.size;
    }
  }
  return { header: best, empty };
}

function ledgerOf(sheet: XlsxSheet, header: Header) {
  const headers = header.cells.map((cell) => cell.trim());
  let share = 0;
  const progress = (read: number) => {
    share = read;
  };
  return {
    sheet: sheet.name,
    headerRow: header.row,
    headers,
    rows: { [Symbol.asyncIterator]: () => rowsBelow(sheet, header.row, progress) },
    progress: () => share,
  };
}

async function* rowsBelow(sheet: XlsxSheet, headerRow: number, progress: Progress): AsyncGenerator<SheetRow> {
  let count = 0;
  for await (const row of sheet.rows(progress)) {
    if (row.row <= headerRow) continue;
    if (++count > ledgerLimits.rows) {
      throw problem("input.too-large", { limit: `${ledgerLimits.rows.toLocaleString("en")} 行` });
    }
    yield row;
  }
}
