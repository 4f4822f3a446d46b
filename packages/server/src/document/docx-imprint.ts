/** 版记: 抄送 and 印发 between rules of 0.35, 0.25 and 0.35 mm, at the foot of the last page. */
import {
  BorderStyle,
  LineRuleType,
  Paragraph,
  RelativeVerticalPosition,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from "docx";
import { longDay } from "@lingzhu/domain/kernel";
import type { OfficialDocument } from "@lingzhu/domain/document";
import { TYPE_AREA } from "./gb9704.ts";
import type { StyleId } from "./styles.ts";

/** One character of 4号 in twips. */
const CHARACTER = 280;
const rule = (size: number) => ({ style: BorderStyle.SINGLE, size, color: "000000" });
const none = { style: BorderStyle.NONE, size: 0, color: "auto" };

/**
 * A floating table at the bottom of the type area; LibreOffice 7.4 shows it below the date instead.
 * (Ruled paragraphs in a frame would stand right there too, but it drops a frame with a rule in the middle.)
 */
export function imprint({ copiedTo, printed }: OfficialDocument): (Paragraph | Table)[] {
  const texts: string[] = [];
  if (copiedTo.length > 0) texts.push(`抄送：${copiedTo.join("，")}。`);
  if (printed !== null) texts.push(`${printed.by}\t${longDay(printed.date)}印发`);
  if (texts.length === 0) return [];
  const rows = texts.map((text, i) => {
    const top = rule(i === 0 ? 8 : 6);
    const bottom = rule(i === texts.length - 1 ? 8 : 6);
    return new TableRow({
      cantSplit: true,
      children: [
        new TableCell({
          width: { size: TYPE_AREA, type: WidthType.DXA },
          borders: { top, bottom, left: none, right: none },
          margins: { left: 0, right: 0, top: 40, bottom: 40, marginUnitType: WidthType.DXA },
          children: [
            new Paragraph({
              style: "Imprint" satisfies StyleId,
              // 左右各空一字; further lines stand under the first name, behind 抄送：
              indent: { left: 4 * CHARACTER, hanging: 3 * CHARACTER, right: CHARACTER },
              tabStops: [{ type: TabStopType.RIGHT, position: TYPE_AREA - CHARACTER }],
              children: [new TextRun(text)],
            }),
          ],
        }),
      ],
    });
  });
  const table = new Table({
    rows,
    columnWidths: [TYPE_AREA],
    width: { size: TYPE_AREA, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    float: {
      horizontalAnchor: TableAnchorType.MARGIN,
      verticalAnchor: TableAnchorType.MARGIN,
      absoluteHorizontalPosition: 0,
      relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
    },
  });
  // A floating table is placed by the paragraph after it, which here only has to be there.
  return [table, new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT } })];
}
