import {
  AlignmentType,
  Document,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from "docx";
import { strToU8, zipSync } from "fflate";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { extractPlanText } from "./plan-text.ts";
import { minimalPdf } from "../../test/minimal-pdf.ts";

const TEXT = "某某街道2025年禁种铲毒实施方案\n一、时间安排\n2025年3月至6月，即日起执行。";

describe("text files", () => {
  it.each(["utf-8", "utf-16le", "utf-16be", "gb18030"])("%s, without a mark", async (encoding) => {
    expect(await extractPlanText(iconv.encode(TEXT, encoding), "方案.txt")).toBe(TEXT);
  });
  it.each(["utf-8", "utf-16le", "utf-16be"])("%s, with a mark", async (encoding) => {
    expect(await extractPlanText(iconv.encode(TEXT, encoding, { addBOM: true }), "方案.txt")).toBe(TEXT);
  });
});

describe("DOCX", () => {
  it("gives paragraphs, automatic numbers and table rows", async () => {
    const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });
    const document = new Document({
      numbering: {
        config: [
          {
            reference: "sections",
            levels: [
              { level: 0, format: LevelFormat.CHINESE_COUNTING, text: "%1、", alignment: AlignmentType.LEFT },
              { level: 1, format: LevelFormat.DECIMAL, text: "%2.", alignment: AlignmentType.LEFT },
            ],
          },
        ],
      },
      sections: [
        {
          children: [
            new Paragraph("某某镇实施方案"),
            new Paragraph({ text: "时间安排", numbering: { reference: "sections", level: 0 } }),
            new Paragraph({ text: "动员", numbering: { reference: "sections", level: 1 } }),
            new Paragraph({ text: "踏查", numbering: { reference: "sections", level: 1 } }),
            new Paragraph({ text: "领导小组", numbering: { reference: "sections", level: 0 } }),
            new Table({
              rows: [
                new TableRow({ children: [cell("组长"), cell("赵一禾"), cell("镇长")] }),
                new TableRow({ children: [cell("成员"), cell("钱二木"), cell("所长")] }),
              ],
            }),
            new Paragraph({ children: [new TextRun("王"), new TextRun({ text: "\t民", bold: true })] }),
          ],
        },
      ],
    });
    const text = await extractPlanText(await Packer.toBuffer(document), "方案.docx");
    expect(text.split("\n").filter((line) => line !== "")).toEqual([
      "某某镇实施方案",
      "一、时间安排",
      "1.动员",
      "2.踏查",
      "二、领导小组",
      "组长\t赵一禾\t镇长",
      "成员\t钱二木\t所长",
      "王\t民",
    ]);
  });
  it("leaves out deleted text", async () => {
    const xml =
      '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>留下</w:t></w:r><w:del><w:r><w:delText>删去</w:delText><w:t>删去</w:t></w:r></w:del></w:p></w:body></w:document>';
    expect(await extractPlanText(zipSync({ "word/document.xml": strToU8(xml) }), "a.docx")).toBe("留下");
  });
});

describe("numbers that a DOCX keeps in its styles", () => {
  const w = 'xmlns:w="w"';
  const parts = {
    "word/document.xml": `<w:document ${w}><w:body>
      <w:p><w:pPr><w:pStyle w:val="head"/></w:pPr><w:r><w:t>时间安排</w:t></w:r></w:p>
      <w:p><w:pPr><w:pStyle w:val="part"/></w:pPr><w:r><w:t>动员阶段</w:t></w:r></w:p>
      <w:p><w:pPr><w:pStyle w:val="head"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>附则</w:t></w:r></w:p>
      <w:p><w:pPr><w:pStyle w:val="head"/></w:pPr><w:r><w:t>工作要求</w:t></w:r></w:p></w:body></w:document>`,
    "word/numbering.xml": `<w:numbering ${w}><w:abstractNum w:abstractNumId="7">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
      </w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>`,
    "word/styles.xml": `<w:styles ${w}>
      <w:style w:styleId="head"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
      <w:style w:styleId="part"><w:basedOn w:val="head"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
      </w:styles>`,
  };
  const bytes = zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])));
  it("are written out, by the style or the one that it is based on, unless the paragraph has none", async () => {
    expect((await extractPlanText(bytes, "a.docx")).split("\n")).toEqual([
      "一、时间安排",
      "（一）动员阶段",
      "附则",
      "二、工作要求",
    ]);
  });
});

describe("PDF", () => {
  it("gives the text layer and puts wrapped paragraphs together", async () => {
    const pdf = minimalPdf([
      { x: 86, y: 700, text: "一、时间安排" },
      { x: 96, y: 670, text: "专项行动自二〇二五年三月一日起在全镇范围内开展," },
      { x: 64, y: 640, text: "至六月三十日结束。" },
      { x: 96, y: 610, text: "组长" },
      { x: 240, y: 610, text: "赵一禾" },
      { x: 290, y: 40, text: "- 1 -" },
    ]);
    const text = await extractPlanText(pdf, "方案.pdf");
    expect(text.split("\n")).toEqual([
      "一、时间安排",
      "专项行动自二〇二五年三月一日起在全镇范围内开展,至六月三十日结束。",
      "组长\t赵一禾",
    ]);
  });
  it("refuses a scan and says what to do", async () => {
    await expect(extractPlanText(minimalPdf([]), "扫描.pdf")).rejects.toMatchObject({
      code: "input.unreadable",
      message: expect.stringContaining("扫描"),
    });
  });
});

describe("what cannot be read", () => {
  const refused: [string, Uint8Array, string][] = [
    ["旧版 Word", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), "另存为"],
    ["RTF", strToU8("{\\rtf1 abc}"), "另存为"],
    ["图片", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0), "图片"],
    ["空文件", new Uint8Array(), "空的"],
    ["损坏的 DOCX", Uint8Array.of(0x50, 0x4b, 3, 4, 1, 2, 3), "损坏"],
    ["不是 Word 的压缩包", zipSync({ "a.txt": strToU8("a") }), "不是 Word"],
    ["XML 不完整", zipSync({ "word/document.xml": strToU8("<w:document><w:p>") }), "损坏"],
    ["损坏的 PDF", strToU8("%PDF-1.7 nothing more"), "PDF"],
    ["改了名的 Excel 表格", zipSync({ "xl/workbook.xml": strToU8("<workbook/>") }), "Excel"],
    ["网页", strToU8("<html><body><p>实施方案</p></body></html>"), "网页"],
    ["不成文字的字节", Uint8Array.from({ length: 900 }, (_, i) => (i * i * 7 + i * 13) % 251), "认不出"],
    ["二进制", Uint8Array.from({ length: 400 }, (_, i) => i % 9), "认不出"],
    ["没有文字", strToU8("  \n -- "), "没有文字"],
  ];
  it.each(refused)("%s", async (_name, bytes, words) => {
    await expect(extractPlanText(bytes, "方案")).rejects.toMatchObject({
      code: "input.unreadable",
      message: expect.stringContaining(words),
    });
  });
  it("a file over 20 MB, and a small one that unpacks to more than 64 MB", async () => {
    const large = new Uint8Array(20 * 1024 * 1024 + 1);
    await expect(extractPlanText(large, "a.txt")).rejects.toMatchObject({ code: "input.too-large" });
    const bomb = zipSync({ "word/document.xml": [new Uint8Array(65 * 1024 * 1024), { level: 9 }] });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    await expect(extractPlanText(bomb, "a.docx")).rejects.toMatchObject({ code: "input.too-large" });
  });
});
