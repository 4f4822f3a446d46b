/** Rejected rows as a workbook that a person corrects and imports again. */
import type { Writable } from "node:stream";
import ExcelJS from "exceljs";
import type { Rejection } from "@lingzhu/domain/place";

/** Headings of the two columns put before the file's own; a later import does not know them and leaves them alone. */
export const rejectedHeaders = ["原行号", "未导入原因"] as const;

export interface RejectedRow {
  rejection: Rejection;
  cells: readonly string[];
}

/**
 * Writes the rejected rows with their reasons before the columns of the original file. `highlight` gives
 * the header index of the column at fault, whose cell is marked. All cells are text, so that 0502 stays 0502.
 */
export async function writeRejectedRows(
  output: Writable,
  headers: readonly string[],
  rows: AsyncIterable<RejectedRow> | Iterable<RejectedRow>,
  highlight: (rejection: Rejection) => number | null = () => null,
): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true });
  const sheet = workbook.addWorksheet("未导入的行", { views: [{ state: "frozen", ySplit: 1, xSplit: 2 }] });
  sheet.columns = [...rejectedHeaders, ...headers].map((_header, index) => ({
    width: index === 1 ? 48 : index === 0 ? 8 : 16,
    style: { numFmt: "@", alignment: { vertical: "top", wrapText: index === 1 } },
  }));
  const head = sheet.addRow([...rejectedHeaders, ...headers]);
  head.font = { bold: true };
  head.commit();
  for await (const { rejection, cells } of rows) {
    const row = sheet.addRow([String(rejection.row), rejection.reason, ...cells]);
    const at = highlight(rejection);
    if (at !== null) {
      row.getCell(at + 1 + rejectedHeaders.length).fill = {
        type: "pattern",
        pattern: "solid",
        fgColor: { argb: "FFFFF0C2" },
      };
    }
    row.commit();
  }
  sheet.commit();
  await workbook.commit();
}
