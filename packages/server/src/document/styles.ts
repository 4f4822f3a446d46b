/**
 * The paragraph styles of an official document as `word/styles.xml`.
 *
 * The page declares the grid of 22 lines and 28 characters, and Word shows it, but the text does not snap to it:
 * lines are exactly one grid line high and characters a quarter point closer, which gives 22 × 28 in Word, WPS and
 * LibreOffice alike. LibreOffice gives a snapped character that is wider than a grid cell two cells.
 * The options of docx cannot say `w:snapToGrid` of a paragraph; hence this file.
 */
import { CHARACTER, FACE, LINE, SIZE } from "./gb9704.ts";

export type StyleId =
  | "Title"
  | "Heading1"
  | "Heading2"
  | "Heading3"
  | "Heading4"
  | "BodyText"
  | "IssuerMark"
  | "DocumentNumber"
  | "Caption"
  | "Figure"
  | "TableHead"
  | "TableText"
  | "TableHeadSmall"
  | "TableTextSmall"
  | "TableNote"
  | "PageNumberLine"
  | "Imprint";

interface Style {
  name: string;
  face?: keyof typeof FACE;
  size?: number;
  color?: string;
  align?: "center";
  /** Line in points; left out, one line of the grid. */
  line?: number | "auto";
  before?: number;
  after?: number;
  indent?: boolean;
  keepNext?: boolean;
  /** 0 to 3; headings show in the navigation pane. */
  outline?: number;
  /** Set like the body: 28 characters to the line. */
  narrow?: boolean;
}

const heading = (name: string, face: keyof typeof FACE, outline: number): Style => ({
  name,
  face,
  outline,
  indent: true,
  keepNext: true,
  narrow: true,
});

const styles: Record<StyleId, Style> = {
  Title: { name: "Title", face: "xiaobiaosong", size: SIZE.two, align: "center", keepNext: true },
  Heading1: heading("heading 1", "hei", 0),
  Heading2: heading("heading 2", "kai", 1),
  Heading3: heading("heading 3", "fangsong", 2),
  Heading4: heading("heading 4", "fangsong", 3),
  // Not justified: LibreOffice 7.4 then swallows a comma or full stop at the end of some full lines.
  BodyText: { name: "Body Text", indent: true, narrow: true },
  // Top edge of the mark 35 mm below that of the type area.
  IssuerMark: {
    name: "发文机关标志",
    face: "xiaobiaosong",
    size: SIZE.mark,
    color: "E60012",
    align: "center",
    line: 50,
    before: (35 / 25.4) * 72,
  },
  DocumentNumber: { name: "发文字号", align: "center" },
  Caption: { name: "caption", face: "hei", size: SIZE.four, align: "center", line: 24, before: 6, after: 4 },
  // Not an exact line, which would cut the picture off.
  Figure: { name: "图", align: "center", line: "auto", before: 6, keepNext: true },
  TableHead: { name: "表头", face: "hei", size: SIZE.smallFour, align: "center", line: 17 },
  TableText: { name: "表文", size: SIZE.smallFour, line: 17 },
  TableHeadSmall: { name: "表头小", face: "hei", size: SIZE.five, align: "center", line: 15 },
  TableTextSmall: { name: "表文小", size: SIZE.five, line: 15 },
  TableNote: { name: "表注", size: SIZE.five, line: 17, before: 3, after: 6 },
  PageNumberLine: { name: "页码", face: "song", size: SIZE.four, line: 18 },
  Imprint: { name: "版记", size: SIZE.four, line: 22 },
};

/** Narrower by a quarter point: 28 characters of 15.75 pt fill a line of 442.2 pt, and no 29th does. */
const NARROWER = -5;

const twips = (points: number) => Math.round(points * 20);
const faceXml = (face: keyof typeof FACE) => {
  const { ascii, hAnsi, eastAsia, cs, hint } = FACE[face];
  return `<w:rFonts w:hint="${hint}" w:ascii="${ascii}" w:hAnsi="${hAnsi}" w:eastAsia="${eastAsia}" w:cs="${cs}"/>`;
};
const sizeXml = (size: number) => `<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>`;

/** Element order is that of the schema; Word refuses files that break it. */
function styleXml(id: StyleId, style: Style): string {
  const line =
    style.line === "auto"
      ? `w:line="240" w:lineRule="auto"`
      : `w:line="${style.line === undefined ? LINE : twips(style.line)}" w:lineRule="exact"`;
  const paragraph = [
    style.keepNext ? `<w:keepNext/>` : "",
    `<w:spacing w:before="${twips(style.before ?? 0)}" w:after="${twips(style.after ?? 0)}" ${line}/>`,
    style.indent ? `<w:ind w:firstLineChars="200" w:firstLine="${Math.round(2 * CHARACTER)}"/>` : "",
    style.align ? `<w:jc w:val="${style.align}"/>` : "",
    style.outline === undefined ? "" : `<w:outlineLvl w:val="${style.outline}"/>`,
  ];
  const run = [
    style.face ? faceXml(style.face) : "",
    style.color ? `<w:color w:val="${style.color}"/>` : "",
    style.narrow ? "" : `<w:spacing w:val="0"/>`,
    style.size ? sizeXml(style.size) : "",
  ];
  return (
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${style.name}"/>` +
    `<w:basedOn w:val="Normal"/><w:qFormat/>` +
    `<w:pPr>${paragraph.join("")}</w:pPr><w:rPr>${run.join("")}</w:rPr></w:style>`
  );
}

const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

export const styleSheet = {
  path: "word/styles.xml",
  data:
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="${WORD}"><w:docDefaults>` +
    `<w:rPrDefault><w:rPr>${faceXml("fangsong")}${sizeXml(SIZE.three)}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>` +
    `<w:pPrDefault/></w:docDefaults>` +
    `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>` +
    // No widow control, no punctuation outside the type area, no extra space beside digits: each would break 28 × 22.
    `<w:pPr><w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>` +
    `<w:spacing w:before="0" w:after="0" w:line="${LINE}" w:lineRule="exact"/></w:pPr>` +
    `<w:rPr>${faceXml("fangsong")}<w:snapToGrid w:val="0"/><w:spacing w:val="${NARROWER}"/>${sizeXml(SIZE.three)}</w:rPr></w:style>` +
    `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>` +
    (Object.keys(styles) as StyleId[]).map((id) => styleXml(id, styles[id])).join("") +
    `</w:styles>`,
};
