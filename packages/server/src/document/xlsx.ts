/** Lists as spreadsheets: one sheet, real numbers and dates, ready to filter and to print. */
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import ExcelJS from "exceljs";
import { isDay } from "@lingzhu/domain/kernel";
import { longMoment } from "@lingzhu/domain/document";

export interface SheetColumn {
  header: string;
  /** In characters of the default face. */
  width: number;
  kind: "text" | "number" | "date" | "moment" | "percent";
}

/** text: string; number: number; date: an ISO day; moment: milliseconds; percent: a share from 0 to 1. Null stays empty. */
export type SheetCell = string | number | null;

export interface SheetList {
  title: string;
  /** When the records were counted, milliseconds. */
  asOf: number;
  columns: SheetColumn[];
  rows: Iterable<readonly SheetCell[]>;
  /** Last line below the rows. */
  note: string | null;
}

export const XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const FORMATS = {
  text: "@",
  number: "General",
  date: "yyyy-mm-dd",
  moment: "yyyy-mm-dd hh:mm",
  percent: "0.0%",
} as const;
const HEADER_ROW = 3;
const CHINA_MS = 8 * 3_600_000;

/**
 * The workbook's bytes. Rows 1 and 2 hold title and query time, row 3 the headers (frozen, filtered, repeated on
 * every printed page). Throws a RangeError for a cell that does not fit its column's kind: a number column with
 * text in it would not add up, and nobody would see it.
 */
export async function writeXlsx(list: SheetList): Promise<Uint8Array> {
  const stream = new PassThrough();
  const collected = buffer(stream);
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream,
    useStyles: true,
    useSharedStrings: false,
  });
  const last = list.columns.length;
  const sheet = workbook.addWorksheet(sheetName(list.title), {
    views: [{ state: "frozen", ySplit: HEADER_ROW, showGridLines: true }],
    pageSetup: {
      paperSize: 9,
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${HEADER_ROW}:${HEADER_ROW}`,
      margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: "&C第 &P 页，共 &N 页" },
  });
  sheet.columns = list.columns.map((column) => ({
    width: column.width,
    style: {
      numFmt: FORMATS[column.kind],
      alignment: {
        vertical: "middle",
        horizontal:
          column.kind === "text"
            ? "left"
            : column.kind === "date" || column.kind === "moment"
              ? "center"
              : "right",
        wrapText: column.kind === "text",
      },
    },
  }));

  const line = (row: number, text: string, font: Partial<ExcelJS.Font>) => {
    const cell = sheet.getCell(row, 1);
    cell.value = text;
    cell.font = font;
    cell.numFmt = "@";
    cell.alignment = { horizontal: "left", vertical: "middle", wrapText: false };
    sheet.getRow(row).commit();
  };
  line(1, list.title, { bold: true, size: 14 });
  line(2, `数据截至${longMoment(list.asOf)}`, { size: 10 });

  const header = sheet.getRow(HEADER_ROW);
  for (const [i, column] of list.columns.entries()) {
    const cell = header.getCell(i + 1);
    cell.value = column.header;
    cell.font = { bold: true };
    cell.numFmt = "@";
    cell.fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFEFEFEF" } };
    cell.border = { bottom: { style: "thin" } };
    cell.alignment = { horizontal: "center", vertical: "middle", wrapText: true };
  }
  header.commit();

  let at = HEADER_ROW;
  for (const values of list.rows) {
    const row = sheet.getRow(++at);
    for (const [i, column] of list.columns.entries()) {
      row.getCell(i + 1).value = cellValue(values[i] ?? null, column, at);
    }
    row.commit();
  }
  sheet.autoFilter = { from: { row: HEADER_ROW, column: 1 }, to: { row: at, column: last } };
  if (list.note !== null) line(at + 2, list.note, { size: 10 });
  sheet.commit();
  await workbook.commit();
  return new Uint8Array(await collected);
}

/** A string cell is written as a string, never as a formula, whatever character it starts with. */
function cellValue(value: SheetCell, column: SheetColumn, row: number): ExcelJS.CellValue {
  if (value === null) return null;
  switch (column.kind) {
    case "text":
      return withoutControls(String(value));
    case "number":
    case "percent":
      if (typeof value === "number" && Number.isFinite(value)) return value;
      break;
    case "date":
      // A day has no time zone: noon-free UTC midnight is what the file format stores.
      if (typeof value === "string" && isDay(value)) return new Date(`${value}T00:00:00Z`);
      break;
    case "moment":
      // A spreadsheet knows no time zones either: what is written is the time that clocks in China show.
      if (typeof value === "number" && Number.isFinite(value)) return new Date(value + CHINA_MS);
      break;
  }
  throw new RangeError(
    `row ${row}, column ${column.header}: ${JSON.stringify(value)} is not a ${column.kind}`,
  );
}

/** Control characters are not allowed in XML 1.0 and would make the file unreadable. */
// oxlint-disable-next-line no-control-regex
const withoutControls = (text: string) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");

/** Names of sheets hold at most 31 characters and none of these. */
const sheetName = (title: string) => title.replace(/[\\/?*[\]:]/g, "").slice(0, 31) || "清单";
