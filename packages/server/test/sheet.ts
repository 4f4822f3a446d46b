/** Reads a produced list as whoever opens the workbook sees it. */
import ExcelJS from "exceljs";

export interface ReadSheet {
  title: string;
  heads: string[];
  /** Rows below the heads as text, the note and the empty line above it left out. */
  rows: string[][];
}

export async function readSheet(bytes: Buffer): Promise<ReadSheet> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(bytes).buffer);
  const lines: string[][] = [];
  book.worksheets[0]!.eachRow({ includeEmpty: true }, (row) => {
    const cells = Array.isArray(row.values) ? row.values.slice(1) : [];
    lines.push(Array.from(cells, wordsOf));
  });
  const rows = lines.slice(3);
  const end = rows.findIndex((cells) => cells.every((cell) => cell === ""));
  return { title: lines[0]![0]!, heads: lines[2]!, rows: end < 0 ? rows : rows.slice(0, end) };
}

const wordsOf = (cell: ExcelJS.CellValue | undefined): string =>
  cell === null || cell === undefined
    ? ""
    : cell instanceof Date
      ? cell.toISOString().slice(0, 16).replace("T", " ")
      : String(cell);
