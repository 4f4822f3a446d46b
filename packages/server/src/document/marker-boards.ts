/** 盲测标牌 for the printer: eight boards on an A4 page to cut out, then the inspector's list of where each goes. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  HeightRule,
  ImageRun,
  LineRuleType,
  Packer,
  PageBreak,
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
import { styleSheet, type StyleId } from "./styles.ts";

export interface MarkerBoards {
  title: string;
  /** Printed on every board; nothing there tells where it stands. */
  owner: string;
  boards: readonly { code: string; path: string; kind: string }[];
  footer: string;
}

const mm = (n: number) => Math.round((n / 25.4) * 1440);
const MARGIN = 12;
const WIDTH = mm(210 - 2 * MARGIN);
const COLUMNS = 2;
const ROWS = 4;
const BOARD_HEIGHT = mm(66);
const QR_PX = 104;
/** Half-points: read from some metres off. */
const CODE_SIZE = 72;
const cut = { style: BorderStyle.DASHED, size: 4, color: "666666" };
const line = { style: BorderStyle.SINGLE, size: 4, color: "000000" };

export async function writeMarkerBoards({ title, owner, boards, footer }: MarkerBoards): Promise<Uint8Array> {
  const pages: (Paragraph | Table)[] = [];
  for (let from = 0; from < boards.length; from += COLUMNS * ROWS) {
    if (from > 0) pages.push(pageBreak());
    pages.push(boardPage(boards.slice(from, from + COLUMNS * ROWS), owner));
  }
  const file = new Document({
    title,
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
          ...pages,
          pageBreak(),
          new Paragraph({
            style: "Title" satisfies StyleId,
            alignment: AlignmentType.LEFT,
            children: [new TextRun(title)],
          }),
          text("放置清单，只给放置标牌的人。用后请收回，不得交给踏查组。"),
          placeList(boards),
          text(footer, "TableNote"),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(file, undefined, [fontTable, styleSheet]));
}

const text = (value: string, style: StyleId = "TableTextSmall") =>
  new Paragraph({ style, children: [new TextRun(value)] });
const pageBreak = () => new Paragraph({ spacing: { line: 20 }, children: [new PageBreak()] });

/** Boards in two columns with dashed lines to cut along. */
function boardPage(boards: MarkerBoards["boards"], owner: string): Table {
  const rows: TableRow[] = [];
  for (let from = 0; from < boards.length; from += COLUMNS)
    rows.push(
      new TableRow({
        cantSplit: true,
        height: { value: BOARD_HEIGHT, rule: HeightRule.EXACT },
        children: Array.from({ length: COLUMNS }, (_, i) => boardCell(boards[from + i]?.code ?? null, owner)),
      }),
    );
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: Array.from({ length: COLUMNS }, () => WIDTH / COLUMNS),
    layout: TableLayoutType.FIXED,
    borders: { top: cut, bottom: cut, left: cut, right: cut, insideHorizontal: cut, insideVertical: cut },
    rows,
  });
}

function boardCell(code: string | null, owner: string): TableCell {
  // The style's lines have one height for all; the code and its picture need their own.
  const centred = (child: TextRun | ImageRun) =>
    new Paragraph({
      style: "TableTextSmall" satisfies StyleId,
      alignment: AlignmentType.CENTER,
      spacing: { line: 240, lineRule: LineRuleType.AUTO, before: 30, after: 30 },
      children: [child],
    });
  return new TableCell({
    width: { size: WIDTH / COLUMNS, type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    children:
      code === null
        ? [text("")]
        : [
            centred(new TextRun("盲测标牌")),
            centred(new TextRun({ text: code, bold: true, size: CODE_SIZE, font: "Consolas" })),
            centred(codePicture(code)),
            centred(new TextRun("看到请在手机“看到标牌”里登记编号，留在原处")),
            centred(new TextRun(owner)),
          ],
  });
}

/** The code as a square to scan: the bare code, so that any phone reads it without a network. */
function codePicture(code: string): ImageRun {
  const title = `编号 ${code} 的二维码`;
  return new ImageRun({
    type: "png",
    data: chartPng(drawQr(code), 3),
    transformation: { width: QR_PX, height: QR_PX },
    altText: { name: title, title, description: title },
  });
}

function placeList(boards: MarkerBoards["boards"]): Table {
  const widths = [28, 112, 24, 22];
  const cell = (value: string, i: number, style: StyleId) =>
    new TableCell({
      width: { size: mm(widths[i]!), type: WidthType.DXA },
      margins: { left: 70, right: 70, top: 30, bottom: 30, marginUnitType: WidthType.DXA },
      children: [text(value, style)],
    });
  const row = (values: readonly string[], style: StyleId, tableHeader: boolean) =>
    new TableRow({ cantSplit: true, tableHeader, children: values.map((value, i) => cell(value, i, style)) });
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
    rows: [
      row(["编号", "放在哪里", "类别", "已放置"], "TableHeadSmall", true),
      ...boards.map(({ code, path, kind }) => row([code, path, kind, "□"], "TableTextSmall", false)),
    ],
  });
}
