import { PassThrough } from "node:stream";
import { crc32, deflateRawSync } from "node:zlib";
import ExcelJS from "exceljs";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { Problem } from "@lingzhu/domain/kernel";
import { matchColumns } from "@lingzhu/domain/place";
import {
  ledgerLimits,
  openLedgerFile,
  type LedgerFile,
  type LedgerFileOptions,
  type SheetRow,
} from "./ledger-file.ts";
import { writeRejectedRows } from "./rejected-rows.ts";

const rowsOf = async (file: LedgerFile): Promise<SheetRow[]> => {
  const rows: SheetRow[] = [];
  for await (const row of file.rows) rows.push(row);
  return rows;
};
const HEADERS = ["社区", "小区", "楼栋", "单元", "室号", "电话"];

async function workbook(fill: (book: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  fill(book);
  return new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer);
}

/** A ZIP of deflated parts; `declared` overrides the inflated size that the directory claims. */
function zip(parts: Record<string, string>, declared?: number): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const path = Buffer.from(name);
    const data = deflateRawSync(text);
    const size = declared ?? Buffer.byteLength(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(crc32(text), 14);
    local.writeUInt32LE(data.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(path.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    local.copy(entry, 10, 8, 30);
    entry.writeUInt32LE(at, 42);
    locals.push(local, path, data);
    directory.push(entry, path);
    at += 30 + path.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length / 2, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/** A workbook as another program would write it: sheet under its own name, prefixed elements, no shared strings. */
const handMade = (sheetData: string, after = ""): Record<string, string> => ({
  "_rels/.rels": `<Relationships><Relationship Id="a" Type="${RELATIONS}/officeDocument" Target="/book/main.xml"/></Relationships>`,
  "book/_rels/main.xml.rels": `<Relationships><Relationship Id="r9" Type="${RELATIONS}/worksheet" Target="tables/住户.xml"/></Relationships>`,
  "book/main.xml": `<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="住户" sheetId="1" r:id="r9"/></x:sheets></x:workbook>`,
  "book/tables/住户.xml": `<x:worksheet xmlns:x="m"><x:sheetData>${sheetData}</x:sheetData>${after}</x:worksheet>`,
});
const text = (value: string) => `<x:c t="inlineStr"><x:is><x:t>${value}</x:t></x:is></x:c>`;

async function refusal(
  bytes: Uint8Array,
  filename: string,
  options?: LedgerFileOptions,
): Promise<[string, string]> {
  try {
    await rowsOf(await openLedgerFile(bytes, filename, options));
  } catch (error) {
    if (error instanceof Problem) return [error.code, error.detail];
    throw error;
  }
  throw new Error(`${filename} was read`);
}

describe("XLSX", () => {
  it("finds the header below a title and reads numbers, rich text, dates and formulas as they are shown", async () => {
    const bytes = await workbook((book) => {
      book.addWorksheet("说明").addRow(["填表说明：每户一行"]);
      const sheet = book.addWorksheet("振兴社区");
      sheet.addRow(["振兴社区住户台账"]);
      sheet.mergeCells("A1:F1");
      sheet.addRow([]);
      sheet.addRow(HEADERS);
      sheet.addRow(["振兴社区", "汴河花园", 12, 3, 502, 13812345678]);
      sheet.addRow([]);
      sheet.addRow([
        { richText: [{ text: "振兴" }, { font: { bold: true }, text: "社区" }] },
        { text: "汴河花园", hyperlink: "https://example.org/" },
        new Date(Date.UTC(2024, 2, 5)),
        { formula: "1+2", result: 3 },
        { formula: "A1", result: "0502" },
        true,
      ]);
      sheet.addRow(["振兴社区", "a&b<c>", 0.1 + 0.2, null, "东户"]);
    });
    const file = await openLedgerFile(bytes, "台账.xlsx");
    expect(file).toMatchObject({
      format: "xlsx",
      sheets: ["说明", "振兴社区"],
      sheet: "振兴社区",
      headerRow: 3,
    });
    expect(file.headers).toEqual(HEADERS);
    const rows = [
      { row: 4, cells: ["振兴社区", "汴河花园", "12", "3", "502", "13812345678"] },
      { row: 6, cells: ["振兴社区", "汴河花园", "2024-03-05", "3", "0502", "是"] },
      { row: 7, cells: ["振兴社区", "a&b<c>", "0.3", "", "东户"] },
    ];
    expect(file.progress()).toBe(0);
    expect(await rowsOf(file)).toEqual(rows);
    expect(file.progress()).toBe(1);
    expect(await rowsOf(file), "a second reading starts anew").toEqual(rows);
  });

  it("fills merged cells down, in the rows and in a header of two rows", async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet("台账");
      sheet.addRow(["社区", "小区", "室号", "坐标", ""]);
      sheet.addRow(["", "", "", "经度", "纬度"]);
      for (const at of ["A1:A2", "B1:B2", "C1:C2", "D1:E1"]) sheet.mergeCells(at);
      sheet.addRow(["振兴社区", "汴河花园", "101", 116.97, 33.64]);
      sheet.addRow(["", "", "102", 116.97, 33.64]);
      sheet.addRow(["", "", "103", 116.97, 33.64]);
      sheet.mergeCells("A3:A5");
      sheet.mergeCells("B3:B4");
    });
    const file = await openLedgerFile(bytes, "台账.xlsx");
    expect([file.headerRow, file.headers]).toEqual([2, ["社区", "小区", "室号", "经度", "纬度"]]);
    expect((await rowsOf(file)).map(({ cells }) => cells.slice(0, 3))).toEqual([
      ["振兴社区", "汴河花园", "101"],
      ["振兴社区", "汴河花园", "102"],
      ["振兴社区", "", "103"],
    ]);
  });

  it("reads workbooks of other programs: other part names, prefixes, cells without references, phonetic guides", async () => {
    const runs =
      '<x:c t="inlineStr"><x:is><x:r><x:t>汴河</x:t></x:r><x:r><x:t>花园</x:t></x:r><x:rPh><x:t>biàn hé</x:t></x:rPh></x:is></x:c>';
    const bytes = zip(
      handMade(
        `<x:row>${text("社区")}${text("小区")}${text("门牌")}</x:row>` +
          `<x:row>${text("振兴&amp;社区_x000D_")}${runs}<x:c><x:v>5.02E2</x:v></x:c></x:row>`,
        '<x:mergeCells count="1"><x:mergeCell ref="A2:A3"/></x:mergeCells>',
      ),
    );
    const file = await openLedgerFile(bytes, "台账.xlsx");
    expect(file.sheet).toBe("住户");
    expect(await rowsOf(file)).toEqual([{ row: 2, cells: ["振兴&社区\r", "汴河花园", "502"] }]);
  });

  it("reads the sheet and the header row that a person names", async () => {
    const bytes = await workbook((book) => {
      book.addWorksheet("一").addRow(HEADERS);
      const second = book.addWorksheet("二");
      second.addRow(["甲", "乙"]);
      second.addRow(["振兴社区", "502"]);
      book.addWorksheet("隐藏", { state: "hidden" }).addRow(HEADERS);
    });
    const file = await openLedgerFile(bytes, "台账.xlsx", { sheet: "二", headerRow: 1 });
    expect([file.sheets, file.headers, await rowsOf(file)]).toEqual([
      ["一", "二"],
      ["甲", "乙"],
      [{ row: 2, cells: ["振兴社区", "502"] }],
    ]);
    expect(await refusal(bytes, "台账.xlsx", { sheet: "三" })).toEqual([
      "input.unreadable",
      expect.stringContaining("没有名为「三」的工作表"),
    ]);
  });

  it("stops at a part that inflates past what the directory says, and at a directory that says too much", async () => {
    const parts = handMade(`<x:row>${text("社区")}${text("门牌")}</x:row>${" ".repeat(1_000_000)}`);
    expect(await refusal(zip(parts, 900), "台账.xlsx")).toEqual([
      "input.unreadable",
      expect.stringContaining("已损坏"),
    ]);
    expect(await refusal(zip(parts, ledgerLimits.inflatedBytes), "台账.xlsx")).toEqual([
      "input.too-large",
      expect.stringContaining("解压后 512 MB"),
    ]);
  });

  it("says when the file was cut off on the way", async () => {
    const bytes = await workbook((book) => book.addWorksheet("一").addRow(HEADERS));
    expect(await refusal(bytes.subarray(0, bytes.length - 200), "台账.xlsx")).toEqual([
      "input.unreadable",
      expect.stringContaining("没有传完整"),
    ]);
  });
});

describe("CSV", () => {
  const lines = [
    "振兴社区台账,,,,,",
    HEADERS.join(","),
    '振兴社区,"汴河\n花园",12号楼,3,0502,13812345678',
    ",,,,,",
    '振兴社区,"带""引号""的",3,,101',
  ];
  const wanted = [
    { row: 3, cells: ["振兴社区", "汴河\n花园", "12号楼", "3", "0502", "13812345678"] },
    { row: 5, cells: ["振兴社区", '带"引号"的', "3", "", "101"] },
  ];
  it.each([
    ["utf-8", "utf-8", Buffer.from(lines.join("\r\n"))],
    ["utf-8 with a mark", "utf-8", Buffer.from(`\ufeff${lines.join("\r\n")}`)],
    ["gb18030", "gb18030", iconv.encode(lines.join("\r\n"), "gb18030")],
    ["utf-16", "utf-16le", iconv.encode(lines.join("\n"), "utf-16le", { addBOM: true })],
  ])("reads %s", async (_name, encoding, bytes) => {
    const file = await openLedgerFile(bytes, "台账.csv");
    expect(file).toMatchObject({ format: "csv", encoding, delimiter: ",", headerRow: 2, headers: HEADERS });
    expect(await rowsOf(file)).toEqual(wanted);
  });

  it.each([";", "\t"])("finds the separator %j", async (delimiter) => {
    const bytes = Buffer.from(
      [HEADERS.join(delimiter), ["振兴社区", "甲,乙,丙,丁,戊,己,庚", "1"].join(delimiter)].join("\n"),
    );
    const file = await openLedgerFile(bytes, "台账.csv");
    expect(file.delimiter).toBe(delimiter);
    expect(await rowsOf(file)).toEqual([{ row: 2, cells: ["振兴社区", "甲,乙,丙,丁,戊,己,庚", "1"] }]);
  });

  it("reads rare characters of GB18030 across pieces of the file", async () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `振兴社区,㐂𠮷镕园,${index + 1}`);
    const file = await openLedgerFile(
      iconv.encode(["社区,小区,门牌", ...names].join("\n"), "gb18030"),
      "台账.csv",
    );
    const rows = await rowsOf(file);
    expect(rows).toHaveLength(20_000);
    expect(new Set(rows.map(({ cells }) => cells[1]))).toEqual(new Set(["㐂𠮷镕园"]));
  });

  it("points at quotation marks that do not close", async () => {
    expect(await refusal(Buffer.from('社区,门牌\n振兴社区,"502\n美庐社区,101\n'), "台账.csv")).toEqual([
      "input.unreadable",
      expect.stringContaining("引号没有成对"),
    ]);
  });

  it("can be left before its end", async () => {
    const bytes = Buffer.from(`社区,门牌\n${"振兴社区,502\n".repeat(50_000)}`);
    for await (const { row } of (await openLedgerFile(bytes, "台账.csv")).rows) {
      expect(row).toBe(2);
      break;
    }
  });

  it("stops at more rows than a ledger may have", async () => {
    const bytes = Buffer.from(`社区,门牌\n${"振,5\n".repeat(ledgerLimits.rows + 1)}`);
    expect(await refusal(bytes, "台账.csv")).toEqual([
      "input.too-large",
      expect.stringContaining("300,000 行"),
    ]);
  });
});

describe("files that are no ledger", () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  const ole = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
  it.each([
    ["照片.xlsx", png, "「照片.xlsx」其实是图片"],
    ["照片.csv", Buffer.concat([Buffer.from("GIF89a"), Buffer.alloc(20)]), "这不是文字表格"],
    ["台账.xls", ole, "旧版 .xls 格式，请在 Excel 或 WPS 里打开后另存为 .xlsx"],
    ["台账.xlsx", ole, "加了密码"],
    ["导出.xls", Buffer.from("<html><table><tr><td>社区</td></tr></table></html>"), "其实是网页"],
    ["台账.csv", Buffer.alloc(0), "是空文件"],
    ["方案.xlsx", zip({ "word/document.xml": "<w/>" }), "不是 Excel 工作簿"],
    ["台账.xlsx", zip({ ...handMade(""), "book/tables/住户.xml": "<x:worksheet><x:row>" }), "写坏了"],
    ["台账.csv", Buffer.from("振兴社区,502\n美庐社区,101\n"), "没有认出表头"],
    ["台账.csv", Buffer.from("\n\n,,,\n"), "里没有内容"],
  ])("refuses %s and says what to do", async (filename, bytes, words) => {
    expect(await refusal(bytes, filename)).toEqual(["input.unreadable", expect.stringContaining(words)]);
  });
  it("reads a file of headers only as one without rows", async () => {
    const file = await openLedgerFile(Buffer.from(HEADERS.join(",")), "台账.csv");
    expect([file.headers, await rowsOf(file)]).toEqual([HEADERS, []]);
  });
  it("refuses what is larger than the limit", async () => {
    expect(await refusal(Buffer.alloc(ledgerLimits.bytes + 1), "台账.csv")).toEqual([
      "input.too-large",
      expect.stringContaining("50 MB"),
    ]);
  });
});

it("writes rejected rows as a workbook that reads back with the same columns", async () => {
  const output = new PassThrough();
  const pieces: Buffer[] = [];
  output.on("data", (piece: Buffer) => pieces.push(piece));
  const cells = ["幸福社区", "汴河花园", "12栋", "", "0502", "13812345678"];
  const rejection = {
    row: 7,
    column: "community" as const,
    reason: "「幸福社区」不在本街道的社区（村）名单里",
  };
  await writeRejectedRows(output, HEADERS, [{ rejection, cells }], () => 0);
  const file = await openLedgerFile(Buffer.concat(pieces), "未导入.xlsx");
  expect(matchColumns(file.headers).unmatched).toEqual(["原行号", "未导入原因"]);
  expect(await rowsOf(file)).toEqual([{ row: 2, cells: ["7", rejection.reason, ...cells] }]);
});
