/** 公文 as a Word file in the layout of GB/T 9704-2012. */
import { AlignmentType, BorderStyle, Document, Footer, Packer, PageNumber, Paragraph, TextRun } from "docx";
import { longDay } from "@lingzhu/domain/kernel";
import { headingNumberer, type OfficialDocument } from "@lingzhu/domain/document";
import { figureBlock } from "./docx-figure.ts";
import { imprint } from "./docx-imprint.ts";
import { tableBlock } from "./docx-table.ts";
import { fontTable } from "./font-table.ts";
import { CHARACTER, page } from "./gb9704.ts";
import { styleSheet, type StyleId } from "./styles.ts";

const RED = "E60012";
/** 22 pt characters in a line of 442 pt, with air at both ends. */
const TITLE_CHARACTERS = 18;

/** The file's bytes. Fonts are named, not embedded. */
export async function writeDocx(official: OfficialDocument): Promise<Uint8Array> {
  const children = [...head(official), ...body(official), ...tail(official), ...imprint(official)];
  const file = new Document({
    title: official.title,
    creator: official.signature,
    lastModifiedBy: official.signature,
    description: official.number ?? "",
    evenAndOddHeaderAndFooters: true,
    defaultTabStop: Math.round(2 * CHARACTER),
    compatibility: { balanceSingleByteDoubleByteWidth: true, version: 15 },
    sections: [
      {
        properties: page,
        footers: {
          default: pageNumber(AlignmentType.RIGHT),
          even: pageNumber(AlignmentType.LEFT),
        },
        children,
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(file, undefined, [fontTable, styleSheet]));
}

const blank = () => new Paragraph({});
const styled = (style: StyleId, text: string) => new Paragraph({ style, children: [new TextRun(text)] });

/** 眉首, title and 主送. */
function head(official: OfficialDocument): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  const { issuerMark, number, recipient } = official;
  if (issuerMark !== null) {
    paragraphs.push(
      styled("IssuerMark", issuerMark),
      blank(),
      blank(),
      new Paragraph({
        style: "DocumentNumber" satisfies StyleId,
        // 红线 4 mm (11 pt) below the number, as wide as the type area.
        border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: 11 } },
        children: [new TextRun(number ?? "")],
      }),
      blank(),
      blank(),
    );
  }
  for (const line of balancedLines(official.title, TITLE_CHARACTERS)) paragraphs.push(styled("Title", line));
  if (issuerMark === null && number !== null) paragraphs.push(styled("DocumentNumber", number));
  paragraphs.push(blank());
  if (recipient !== null) paragraphs.push(new Paragraph({ children: [new TextRun(`${recipient}：`)] }));
  return paragraphs;
}

function body(official: OfficialDocument) {
  const number = headingNumberer();
  const count = { table: 0, figure: 0 };
  return official.blocks.flatMap((block) => {
    switch (block.kind) {
      case "heading":
        return [styled(`Heading${block.level}`, `${number(block.level)}${block.text}`)];
      case "paragraph":
        return [styled("BodyText", block.text)];
      case "table":
        return tableBlock(block, ++count.table);
      case "figure":
        return figureBlock(block, ++count.figure);
    }
  });
}

/** 附件说明, 署名 and 成文日期. */
function tail(official: OfficialDocument): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  const { attachments } = official;
  if (attachments.length > 0) paragraphs.push(new Paragraph({ keepNext: true }));
  for (const [i, name] of attachments.entries()) {
    const ordinal = attachments.length > 1 ? `${i + 1}.` : "";
    paragraphs.push(
      new Paragraph({
        keepNext: true,
        // 左空二字; names line up under each other behind 附件：
        indent:
          i === 0
            ? { left: Math.round(5 * CHARACTER), hanging: Math.round(3 * CHARACTER) }
            : { left: Math.round(5 * CHARACTER) },
        children: [new TextRun(`${i === 0 ? "附件：" : ""}${ordinal}${name}`)],
      }),
    );
  }
  const date = longDay(official.date);
  // 成文日期右空四字, the signature centred above it; a long signature moves the date further in.
  const half = (ems(official.signature) - ems(date)) / 2;
  const signatureGap = Math.max(0, 4 - half);
  const dateGap = Math.max(4, signatureGap + half);
  const right = (characters: number) => ({ right: Math.round(characters * CHARACTER) });
  paragraphs.push(
    new Paragraph({ keepNext: true }),
    new Paragraph({ keepNext: true }),
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      keepNext: true,
      indent: right(signatureGap),
      children: [new TextRun(official.signature)],
    }),
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      indent: right(dateGap),
      children: [new TextRun(date)],
    }),
  );
  return paragraphs;
}

/** — 1 — in 4号 宋体, outer side, one character in from the edge of the type area. */
function pageNumber(side: (typeof AlignmentType)[keyof typeof AlignmentType]): Footer {
  const edge = Math.round(CHARACTER);
  return new Footer({
    children: [
      new Paragraph({
        style: "PageNumberLine" satisfies StyleId,
        alignment: side,
        indent: side === AlignmentType.RIGHT ? { right: edge } : { left: edge },
        children: [
          new TextRun({
            children: ["— ", PageNumber.CURRENT, " —"],
          }),
        ],
      }),
    ],
  });
}

/** Width in characters: digits and Latin letters take half of one. */
function ems(text: string): number {
  let width = 0;
  for (const character of text) width += character.codePointAt(0)! < 0x2000 ? 0.5 : 1;
  return width;
}

/**
 * A title in as few lines as it needs, of about equal length, the longer first: 梯形或菱形 (§7.3.1).
 * A line is not broken inside a number or a year.
 */
export function balancedLines(title: string, perLine: number): string[] {
  const lines = Math.ceil(ems(title) / perLine);
  if (lines <= 1) return [title];
  const target = ems(title) / lines;
  const result: string[] = [];
  let line = "";
  const characters = Array.from(title);
  for (const [i, character] of characters.entries()) {
    line += character;
    const next = characters[i + 1] ?? "";
    const inNumber = /[0-9〔（《]/.test(character) || /[年月日号〕）》、，的0-9]/.test(next);
    if (result.length < lines - 1 && ems(line) >= target && !inNumber) {
      result.push(line);
      line = "";
    }
  }
  return line === "" ? result : [...result, line];
}
