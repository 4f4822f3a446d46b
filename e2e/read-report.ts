/** Reads what somebody who opens a produced DOCX or XLSX would see. */
import ExcelJS from "exceljs";
import { strFromU8, unzipSync } from "fflate";

export interface ReadReport {
  /** Paragraphs outside tables, in order. */
  paragraphs: string[];
  /** Tables as rows of cells, in order. */
  tables: string[][][];
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const textOf = (xml: string) =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
    .map(([, text]) => text!.replaceAll(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole))
    .join("");
const partsOf = (xml: string, tag: string) =>
  [...xml.matchAll(new RegExp(`<w:${tag}(?: [^>]*)?>(.*?)</w:${tag}>`, "gs"))].map(([, inside]) => inside!);

/** Tables are not nested in the reports of this house. */
export function readReport(docx: Uint8Array): ReadReport {
  const xml = strFromU8(unzipSync(docx)["word/document.xml"]!);
  const outside = xml.replaceAll(/<w:tbl>.*?<\/w:tbl>/gs, "");
  return {
    paragraphs: partsOf(outside, "p")
      .map(textOf)
      .filter((text) => text !== ""),
    tables: partsOf(xml, "tbl").map((table) =>
      partsOf(table, "tr").map((row) => partsOf(row, "tc").map(textOf)),
    ),
  };
}

/** Rows of the first sheet as text, empty ones left out. */
export async function readSheet(xlsx: Buffer): Promise<string[][]> {
  const book = new ExcelJS.Workbook();
  // exceljs declares an ArrayBuffer-like of its own; it takes Node's buffers.
  await book.xlsx.load(xlsx as unknown as ExcelJS.Buffer);
  const rows: string[][] = [];
  book.worksheets[0]!.eachRow((row) => {
    const cells = Array.isArray(row.values) ? row.values.slice(1) : [];
    rows.push(Array.from(cells, (cell) => (cell === null || cell === undefined ? "" : String(cell))));
  });
  return rows;
}
