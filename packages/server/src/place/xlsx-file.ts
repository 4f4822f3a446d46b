/**
 * Streaming reader of XLSX workbooks (ECMA-376, transitional and strict), values only.
 *
 * Why not the reader of exceljs, which writes our workbooks: it walks the local headers of the ZIP, so a bomb passes
 * any check of the directory; it takes the phonetic guide of a string for the string and the last run of
 * an inline text for the whole; it fails on cells without a reference and on sheets under another name;
 * and it never tells which cells are merged, where ledgers write a community once beside many rows.
 */
import { SaxesParser, type SaxesTagPlain } from "saxes";
import { problem } from "@lingzhu/domain/kernel";
import {
  columnOfReference,
  dateText,
  isDateFormat,
  mergeOfReference,
  numberText,
  unescapeText,
  type CellStyles,
  type Merge,
} from "./sheet-cells.ts";
import { entryBytes, openZip, type ZipEntry } from "./zip-archive.ts";

export interface SheetRow {
  /** From 1, as the spreadsheet numbers it. */
  row: number;
  cells: string[];
}

export interface XlsxSheet {
  name: string;
  hidden: boolean;
  /** Rows with at least one cell, in order; reading starts anew on each call. */
  rows(progress?: Progress): AsyncGenerator<SheetRow>;
}

/** Told the share of the file that has been read, 0 to 1, now and then. */
export type Progress = (share: number) => void;

/** Columns past this are not read: a stray mark in column XFD must not make every row 16,384 cells long. */
const COLUMN_LIMIT = 200;
const MERGE_LIMIT = 200_000;
/** Characters read behind the data in search of merged cells. */
const TAIL_LIMIT = 32 * 2 ** 20;
/** Characters and number of shared strings. */
const TEXT_LIMIT = 100_000_000;
const STRING_LIMIT = 5_000_000;

const notWorkbook = () =>
  problem("input.unreadable", {
    reason: "这不是 Excel 工作簿，请在表格软件里打开后另存为 .xlsx 或 .csv 再试",
  });

/** Opens a workbook; `inflatedLimit` bounds all its parts together, in bytes. */
export async function openXlsx(bytes: Uint8Array, inflatedLimit: number): Promise<XlsxSheet[]> {
  const entries = openZip(bytes, inflatedLimit);
  const rootPath = await workbookPath(entries);
  const root = entries.get(rootPath);
  if (!root) throw notWorkbook();
  const folder = rootPath.slice(0, rootPath.lastIndexOf("/") + 1);
  const relations = await readRelations(
    entries,
    `${folder}_rels/${rootPath.slice(folder.length)}.rels`,
    folder,
  );
  const found: { name: string; relation: string; hidden: boolean }[] = [];
  let date1904 = false;
  await parse(root, {
    open(name, attributes) {
      if (name === "sheet") {
        found.push({
          name: attributes["name"] ?? "",
          relation: attributes["r:id"] ?? attributeEndingIn(attributes, ":id") ?? "",
          hidden: (attributes["state"] ?? "visible") !== "visible",
        });
      } else if (name === "workbookPr") {
        date1904 = attributes["date1904"] === "1" || attributes["date1904"] === "true";
      }
    },
  });
  const styles = { isDate: await readDateStyles(entries.get(pathOf(relations, "styles"))), date1904 };
  let strings: Promise<string[]> | undefined;
  const sharedStrings = () =>
    (strings ??= readSharedStrings(entries.get(pathOf(relations, "sharedStrings"))));
  return found.flatMap(({ name, relation, hidden }) => {
    const entry = entries.get(relations.get(relation)?.path ?? "");
    if (!entry || relations.get(relation)!.type !== "worksheet") return [];
    let merged: Promise<Map<number, Merge[]>> | undefined;
    const merges = () => (merged ??= readMerges(entry));
    return [{ name, hidden, rows: (progress) => readRows(entry, sharedStrings, merges, styles, progress) }];
  });
}

type Relations = Map<string, { type: string; path: string }>;

async function workbookPath(entries: Map<string, ZipEntry>): Promise<string> {
  const relations = await readRelations(entries, "_rels/.rels", "");
  return pathOf(relations, "officeDocument") || "xl/workbook.xml";
}

function pathOf(relations: Relations, type: string): string {
  for (const relation of relations.values()) if (relation.type === type) return relation.path;
  return "";
}

async function readRelations(
  entries: Map<string, ZipEntry>,
  path: string,
  folder: string,
): Promise<Relations> {
  const relations: Relations = new Map();
  const entry = entries.get(path);
  if (!entry) return relations;
  await parse(entry, {
    open(name, attributes) {
      if (name !== "Relationship") return;
      const target = attributes["Target"] ?? "";
      const type = attributes["Type"] ?? "";
      relations.set(attributes["Id"] ?? "", {
        type: type.slice(type.lastIndexOf("/") + 1),
        path: target.startsWith("/") ? target.slice(1) : folder + target.replace(/^\.\//, ""),
      });
    },
  });
  return relations;
}

async function readDateStyles(entry: ZipEntry | undefined): Promise<boolean[]> {
  const isDate: boolean[] = [];
  if (!entry) return isDate;
  const codes = new Map<number, string>();
  let inCellFormats = false;
  await parse(entry, {
    open(name, attributes) {
      if (name === "numFmt") codes.set(Number(attributes["numFmtId"]), attributes["formatCode"] ?? "");
      else if (name === "cellXfs") inCellFormats = true;
      else if (name === "xf" && inCellFormats) {
        const id = Number(attributes["numFmtId"] ?? 0);
        isDate.push(isDateFormat(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === "cellXfs") inCellFormats = false;
    },
  });
  return isDate;
}

async function readSharedStrings(entry: ZipEntry | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (!entry) return strings;
  let text = "";
  let total = 0;
  let inText = false;
  let inPhonetic = false;
  await parse(entry, {
    open(name) {
      if (name === "si") text = "";
      else if (name === "rPh") inPhonetic = true;
      else if (name === "t") inText = !inPhonetic;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === "t") inText = false;
      else if (name === "rPh") inPhonetic = false;
      else if (name === "si") {
        strings.push(unescapeText(text));
        total += text.length;
        if (total > TEXT_LIMIT || strings.length > STRING_LIMIT) {
          throw problem("input.too-large", { limit: "表内文字 1 亿字或 500 万条" });
        }
      }
    },
  });
  return strings;
}

/**
 * Merged blocks by their first row. They stand after the data in the part, so the part is gone through once before;
 * only its tail is looked at.
 */
async function readMerges(entry: ZipEntry): Promise<Map<number, Merge[]>> {
  let tail = "";
  let inTail = false;
  const decoder = new TextDecoder();
  for await (const piece of entryBytes(entry)) {
    if (tail.length > TAIL_LIMIT) break;
    tail += decoder.decode(piece, { stream: true });
    if (inTail) continue;
    const end = tail.search(/<\/(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\/>/);
    inTail = end >= 0;
    tail = inTail ? tail.slice(end) : tail.slice(-32);
  }
  const merges = new Map<number, Merge[]>();
  let count = 0;
  for (const [, reference] of tail.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]+)"/g)) {
    const merge = mergeOfReference(reference!);
    if (!merge || ++count > MERGE_LIMIT) continue;
    const list = merges.get(merge.fromRow) ?? [];
    list.push(merge);
    merges.set(merge.fromRow, list);
  }
  return merges;
}

async function* readRows(
  entry: ZipEntry,
  sharedStrings: () => Promise<string[]>,
  mergedBlocks: () => Promise<Map<number, Merge[]>>,
  styles: CellStyles,
  progress: Progress = () => {},
): AsyncGenerator<SheetRow> {
  const strings = await sharedStrings();
  const merges = await mergedBlocks();
  const ready: SheetRow[] = [];
  let running: { merge: Merge; text: string }[] = [];
  let current: SheetRow | null = null;
  let lastRow = 0;
  let column = -1;
  let type = "n";
  let style = 0;
  let value = "";
  let inValue = false;
  let inPhonetic = false;

  const finishRow = (row: SheetRow) => {
    if (running.length > 0) running = running.filter(({ merge }) => merge.toRow >= row.row);
    for (const merge of merges.get(row.row) ?? []) {
      const text = row.cells[merge.fromColumn] ?? "";
      if (text !== "") running.push({ merge, text });
    }
    for (const { merge, text } of running) {
      for (let at = merge.fromColumn; at <= Math.min(merge.toColumn, COLUMN_LIMIT - 1); at++) {
        while (row.cells.length <= at) row.cells.push("");
        if (row.cells[at] === "") row.cells[at] = text;
      }
    }
    if (row.cells.some((cell) => cell !== "")) ready.push(row);
  };

  const handlers: Handlers = {
    open(name, attributes) {
      switch (name) {
        case "row": {
          const number = Number(attributes["r"]);
          lastRow = Number.isInteger(number) && number > lastRow ? number : lastRow + 1;
          current = { row: lastRow, cells: [] };
          column = -1;
          break;
        }
        case "c": {
          const at = columnOfReference(attributes["r"]);
          column = at < 0 ? column + 1 : at;
          type = attributes["t"] ?? "n";
          style = Number(attributes["s"] ?? 0);
          value = "";
          break;
        }
        case "v":
          inValue = true;
          break;
        case "t":
          inValue = !inPhonetic;
          break;
        case "rPh":
          inPhonetic = true;
          break;
      }
    },
    text(piece) {
      if (inValue) value += piece;
    },
    close(name) {
      switch (name) {
        case "v":
        case "t":
          inValue = false;
          break;
        case "rPh":
          inPhonetic = false;
          break;
        case "c":
          if (current && value !== "" && column < COLUMN_LIMIT) {
            const { cells } = current;
            while (cells.length < column) cells.push("");
            cells[column] = cellText(type, value, styles.isDate[style] === true, strings, styles.date1904);
          }
          break;
        case "row":
          if (current) finishRow(current);
          current = null;
          break;
      }
    },
  };
  for await (const { share, done } of parsePieces(entry, handlers)) {
    progress(share);
    if (ready.length > 0) {
      yield* ready;
      ready.length = 0;
    }
    if (done) return;
  }
}

function cellText(
  type: string,
  value: string,
  isDate: boolean,
  strings: string[],
  date1904: boolean,
): string {
  switch (type) {
    case "s":
      return strings[Number(value)] ?? "";
    case "n":
      return isDate ? dateText(value, date1904) : numberText(value.trim());
    case "b":
      return value.trim() === "1" || value.trim() === "true" ? "是" : "否";
    default:
      return unescapeText(value);
  }
}

type Attributes = Record<string, string>;
interface Handlers {
  open(name: string, attributes: Attributes): void;
  text?(piece: string): void;
  close?(name: string): void;
}

function attributeEndingIn(attributes: Attributes, ending: string): string | undefined {
  const name = Object.keys(attributes).find((key) => key.endsWith(ending));
  return name === undefined ? undefined : attributes[name];
}

/** Local name: prefixes differ between writers, the elements do not. */
const localName = (name: string): string => {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
};

async function parse(entry: ZipEntry, handlers: Handlers): Promise<void> {
  for await (const { done } of parsePieces(entry, handlers)) if (done) return;
}

/** Feeds the part to the handlers and pauses after every piece. */
async function* parsePieces(
  entry: ZipEntry,
  handlers: Handlers,
): AsyncGenerator<{ share: number; done: boolean }> {
  const parser = new SaxesParser();
  parser.on("opentag", (tag: SaxesTagPlain) => handlers.open(localName(tag.name), tag.attributes));
  if (handlers.text) {
    const { text } = handlers;
    parser.on("text", (piece) => text(piece));
    parser.on("cdata", (piece) => text(piece));
  }
  if (handlers.close) {
    const { close } = handlers;
    parser.on("closetag", (tag) => close(localName(tag.name)));
  }
  parser.on("error", () => {
    throw problem("input.unreadable", {
      reason: `工作簿内部（${entry.name}）写坏了，请在表格软件里打开后另存为 .xlsx 再试`,
    });
  });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let read = 0;
  try {
    for await (const piece of entryBytes(entry)) {
      parser.write(decoder.decode(piece, { stream: true }));
      read += piece.length;
      yield { share: read / entry.size, done: false };
    }
    parser.write(decoder.decode());
  } catch (error) {
    if (error instanceof TypeError) throw notWorkbook();
    throw error;
  }
  parser.close();
  yield { share: 1, done: true };
}
