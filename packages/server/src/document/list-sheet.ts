import { dayOf, type ColumnKey, type ColumnWords } from "@lingzhu/domain/kernel";
import type { FileAnswer } from "../http/route.ts";
import { writeXlsx, type SheetCell, type SheetColumn } from "./xlsx.ts";

/** How a column of a list stands in its sheet. */
export interface ListColumn<Row> extends Omit<SheetColumn, "header"> {
  cell: (row: Row) => SheetCell;
}
export type ListColumns<Row, Words extends ColumnWords> = Readonly<Record<ColumnKey<Words>, ListColumn<Row>>>;

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/**
 * A list as it is shown: the columns on the screen, in their order, under the words of the page. `shown` without a
 * value means all columns. The file is named after the list and the day.
 */
export async function listSheet<Row, Words extends ColumnWords>(list: {
  title: string;
  /** When the records were counted, milliseconds. */
  asOf: number;
  words: Words;
  columns: ListColumns<Row, Words>;
  shown: readonly ColumnKey<Words>[] | undefined;
  rows: readonly Row[];
  note?: string | null;
}): Promise<FileAnswer> {
  const { title, asOf, words, rows, note = null } = list;
  const keys = list.shown ?? (Object.keys(words) as ColumnKey<Words>[]);
  const shown = keys.map((key) => ({ header: words[key]!, column: list.columns[key] }));
  const bytes = await writeXlsx({
    title,
    asOf,
    columns: shown.map(({ header, column: { width, kind } }) => ({ header, width, kind })),
    rows: rows.map((row) => shown.map(({ column }) => column.cell(row))),
    note,
  });
  return { bytes, mime: XLSX, filename: `${title}-${dayOf(asOf)}.xlsx` };
}
