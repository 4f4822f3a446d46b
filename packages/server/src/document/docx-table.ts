/** Tables of an official document. */
import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from "docx";
import type { TableBlock } from "@lingzhu/domain/document";
import { TYPE_AREA } from "./gb9704.ts";
import type { StyleId } from "./styles.ts";

const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
const CELL_SIDE = 60;
/** Tables up to this many rows are not divided between pages. */
const KEPT_TOGETHER = 10;
interface RowOptions {
  header?: boolean;
  sum?: boolean;
  last?: boolean;
}
const line = (size: number) => ({ style: BorderStyle.SINGLE, size, color: "000000" });
const noLine = { style: BorderStyle.NONE, size: 0, color: "auto" };

/** 表1 caption, the table with a repeated header row, and its note. */
export function tableBlock(block: TableBlock, ordinal: number): (Paragraph | Table)[] {
  const widths = columnWidths(block.columns.map((column) => column.width));
  const small = block.columns.length > 6;
  const together = block.rows.length <= KEPT_TOGETHER;
  const cell = (text: string, i: number, options: RowOptions) =>
    new TableCell({
      width: { size: widths[i]!, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { left: CELL_SIDE, right: CELL_SIDE, top: 30, bottom: 30, marginUnitType: WidthType.DXA },
      children: [
        new Paragraph({
          style:
            `${options.header || options.sum ? "TableHead" : "TableText"}${small ? "Small" : ""}` satisfies StyleId,
          alignment: options.header ? AlignmentType.CENTER : ALIGN[block.columns[i]!.align],
          keepNext: together && options.last !== true,
          children: text.split("\n").map((part, n) => new TextRun({ text: part, break: n === 0 ? 0 : 1 })),
        }),
      ],
    });
  const row = (texts: readonly string[], options: RowOptions) =>
    new TableRow({
      cantSplit: true,
      tableHeader: options.header === true,
      height: { value: 440, rule: HeightRule.ATLEAST },
      children: texts.map((text, i) => cell(text, i, options)),
    });
  const rows = [
    row(
      block.columns.map((column) => column.header),
      { header: true },
    ),
    ...block.rows.map((texts, i) => row(texts, { last: block.sum === null && i === block.rows.length - 1 })),
  ];
  if (block.sum !== null) rows.push(row(block.sum, { sum: true, last: true }));
  return [
    new Paragraph({
      style: "Caption" satisfies StyleId,
      keepNext: true,
      children: [new TextRun(`表${ordinal}　${block.caption}`)],
    }),
    new Table({
      rows,
      columnWidths: widths,
      width: { size: TYPE_AREA, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      alignment: AlignmentType.CENTER,
      borders: {
        top: line(8),
        bottom: line(8),
        left: noLine,
        right: noLine,
        insideHorizontal: line(4),
        insideVertical: line(4),
      },
    }),
    new Paragraph({
      style: "TableNote" satisfies StyleId,
      children: block.note === null ? [] : [new TextRun(`注：${block.note}`)],
    }),
  ];
}

/** Shares of the type area in twips that add up to it exactly. */
function columnWidths(shares: readonly number[]): number[] {
  const total = shares.reduce((a, b) => a + b, 0);
  const widths = shares.map((share) => Math.floor((share / total) * TYPE_AREA));
  widths[0]! += TYPE_AREA - widths.reduce((a, b) => a + b, 0);
  return widths;
}
