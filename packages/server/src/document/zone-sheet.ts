/** 片单: what a team takes along on paper. One or two A4 pages that survive a copier. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  ImageRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from "docx";
import { chartPng } from "./chart.ts";
import { fontTable } from "./font-table.ts";
import { drawQr } from "./qr.ts";
import { drawSheetMap, type SheetMap } from "./sheet-map.ts";
import { styleSheet, type StyleId } from "./styles.ts";

export interface ZoneSheet {
  title: string;
  /** Lines below the title: round and dates, team, printed on. */
  facts: readonly string[];
  /** What the QR code opens. */
  link: string;
  /** Doors still to see, a row for each stairway. */
  doors: readonly { building: string; unit: string; doors: string }[];
  doorNote: string;
  plots: readonly { name: string; kind: string; area: string; seen: string; state: string }[];
  /** null when the register knows no positions. */
  map: SheetMap | null;
  footer: string;
}

const mm = (n: number) => Math.round((n / 25.4) * 1440);
const MARGIN = 15;
const WIDTH = mm(210 - 2 * MARGIN);
const WIDTH_PX = Math.floor(((210 - 2 * MARGIN) / 25.4) * 96);
const MAP_HEIGHT_PX = 430;
const QR_PX = 92;
const line = { style: BorderStyle.SINGLE, size: 4, color: "000000" };
const none = { style: BorderStyle.NONE, size: 0, color: "auto" };
const noBorders = { top: none, bottom: none, left: none, right: none };

export async function writeZoneSheet(sheet: ZoneSheet): Promise<Uint8Array> {
  const file = new Document({
    title: sheet.title,
    compatibility: { version: 15 },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: mm(MARGIN), bottom: mm(MARGIN), left: mm(MARGIN), right: mm(MARGIN) },
          },
        },
        children: [
          head(sheet),
          ...map(sheet.map),
          caption("待查的户"),
          sheet.doors.length === 0
            ? text("本片没有待查的户。")
            : grid(
                [30, 16, 134],
                ["楼栋", "单元", "待查户"],
                sheet.doors.map((row) => [row.building, row.unit, row.doors]),
              ),
          text(sheet.doorNote, "TableNote"),
          caption("地块"),
          sheet.plots.length === 0
            ? text("本片没有地块。")
            : grid(
                [72, 28, 28, 28, 24],
                ["地块", "类别", "面积", "已看到", "状态"],
                sheet.plots.map((row) => [row.name, row.kind, row.area, row.seen, row.state]),
              ),
          text(sheet.footer, "TableNote"),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(file, undefined, [fontTable, styleSheet]));
}

const text = (value: string, style: StyleId = "TableTextSmall") =>
  new Paragraph({ style, children: [new TextRun(value)] });
const caption = (value: string) =>
  new Paragraph({ style: "Caption" satisfies StyleId, keepNext: true, children: [new TextRun(value)] });

function picture(svg: { svg: string; width: number; height: number }, width: number, title: string) {
  return new ImageRun({
    type: "png",
    data: chartPng(svg, 3),
    transformation: { width, height: Math.round((svg.height / svg.width) * width) },
    altText: { name: title, title, description: title },
  });
}

/** Title and facts on the left, the QR code on the right. */
function head(sheet: ZoneSheet): Table {
  const code = mm(28);
  const cell = (width: number, children: Paragraph[]) =>
    new TableCell({
      width: { size: width, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      borders: noBorders,
      children,
    });
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: [WIDTH - code, code],
    layout: TableLayoutType.FIXED,
    borders: { ...noBorders, insideHorizontal: none, insideVertical: none },
    rows: [
      new TableRow({
        children: [
          cell(WIDTH - code, [
            new Paragraph({
              style: "Title" satisfies StyleId,
              alignment: AlignmentType.LEFT,
              children: [new TextRun(sheet.title)],
            }),
            ...sheet.facts.map((fact) => text(fact)),
          ]),
          cell(code, [
            new Paragraph({
              style: "Figure" satisfies StyleId,
              children: [picture(drawQr(sheet.link), QR_PX, "手机扫码打开本片")],
            }),
            new Paragraph({
              style: "TableTextSmall" satisfies StyleId,
              alignment: AlignmentType.CENTER,
              children: [new TextRun("扫码打开本片")],
            }),
          ]),
        ],
      }),
    ],
  });
}

function map(drawn: SheetMap | null): Paragraph[] {
  if (!drawn) return [text("台账没有本片的位置，无法画图。")];
  const svg = drawSheetMap(drawn, { width: WIDTH_PX, height: MAP_HEIGHT_PX });
  return [
    new Paragraph({
      style: "Figure" satisfies StyleId,
      children: [picture(svg, WIDTH_PX, "本片略图，上为北")],
    }),
  ];
}

/** A ruled table whose head is repeated on every page; widths in millimetres. */
function grid(widths: readonly number[], header: readonly string[], rows: readonly (readonly string[])[]) {
  const cell = (value: string, i: number, style: StyleId) =>
    new TableCell({
      width: { size: mm(widths[i]!), type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { left: 70, right: 70, top: 20, bottom: 20, marginUnitType: WidthType.DXA },
      children: [text(value, style)],
    });
  const row = (texts: readonly string[], style: StyleId, tableHeader: boolean) =>
    new TableRow({ cantSplit: true, tableHeader, children: texts.map((value, i) => cell(value, i, style)) });
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: widths.map(mm),
    layout: TableLayoutType.FIXED,
    borders: {
      top: line,
      bottom: line,
      left: line,
      right: line,
      insideHorizontal: line,
      insideVertical: line,
    },
    rows: [row(header, "TableHeadSmall", true), ...rows.map((texts) => row(texts, "TableTextSmall", false))],
  });
}
