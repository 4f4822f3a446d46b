import ExcelJS from "exceljs";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { writeXlsx, type SheetList } from "./xlsx.ts";

const list: SheetList = {
  title: "未查住户和地块清单（第一轮/开花）",
  asOf: Date.parse("2026-06-20T10:00:00Z"),
  columns: [
    { header: "地点", width: 36, kind: "text" },
    { header: "次数", width: 8, kind: "number" },
    { header: "上次", width: 12, kind: "date" },
    { header: "占比", width: 9, kind: "percent" },
    { header: "登记", width: 16, kind: "moment" },
  ],
  rows: [
    ['=HYPERLINK("http://x")', 3, "2026-04-18", 0.983, Date.parse("2026-04-18T08:20:00Z")],
    ["+86", 0, null, null, null],
    ["-1", null, "2026-03-01", 1, null],
    ["@SUM(A1)\u0007", 12_000, null, 0, null],
  ],
  note: "共4处。",
};

describe("writeXlsx", () => {
  it("keeps text as text, numbers as numbers and days as dates", async () => {
    const workbook = new ExcelJS.Workbook();
    // exceljs declares an older Buffer than Node's.
    await workbook.xlsx.load((await writeXlsx(list)).buffer as ArrayBuffer);
    const sheet = workbook.worksheets[0]!;
    expect(sheet.name).toBe("未查住户和地块清单（第一轮开花）");
    expect([sheet.getCell("A1").value, sheet.getCell("A2").value]).toEqual([
      list.title,
      "数据截至2026年6月20日18:00",
    ]);
    expect([1, 2, 3, 4, 5].map((i) => sheet.getRow(3).getCell(i).value)).toEqual([
      "地点",
      "次数",
      "上次",
      "占比",
      "登记",
    ]);
    const texts = [4, 5, 6, 7].map((row) => sheet.getCell(row, 1));
    expect(texts.map((cell) => cell.value)).toEqual(['=HYPERLINK("http://x")', "+86", "-1", "@SUM(A1)"]);
    expect(texts.every((cell) => cell.type === ExcelJS.ValueType.String && cell.numFmt === "@")).toBe(true);
    expect([4, 5, 6, 7].map((row) => sheet.getCell(row, 2).value)).toEqual([3, 0, null, 12_000]);
    expect(sheet.getCell("C4").value).toEqual(new Date("2026-04-18T00:00:00Z"));
    expect(sheet.getCell("C4").numFmt).toBe("yyyy-mm-dd");
    expect([sheet.getCell("D4").value, sheet.getCell("D4").numFmt]).toEqual([0.983, "0.0%"]);
    expect([sheet.getCell("E4").value, sheet.getCell("E4").numFmt]).toEqual([
      new Date("2026-04-18T16:20:00Z"),
      "yyyy-mm-dd hh:mm",
    ]);
    expect(sheet.getCell("A9").value).toBe("共4处。");
    expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: 3 });
    expect(sheet.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: "landscape",
      fitToWidth: 1,
      fitToHeight: 0,
    });
  });
  it("has no formula, filters the rows and repeats the header in print", async () => {
    const files = unzipSync(await writeXlsx(list));
    const xml = strFromU8(files["xl/worksheets/sheet1.xml"]!);
    expect(xml).not.toContain("<f>");
    expect(xml).toContain(`<autoFilter ref="A3:E7"/>`);
    expect(xml).toMatch(/<pageSetUpPr fitToPage="1"/);
    expect(strFromU8(files["xl/workbook.xml"]!)).toMatch(/_xlnm\.Print_Titles[^>]*>[^<]*\$3:\$3</);
  });
  it("refuses a value that is not what its column says", async () => {
    await expect(writeXlsx({ ...list, rows: [["甲", "3", null, null]] })).rejects.toThrow(
      /次数.*not a number/,
    );
    await expect(writeXlsx({ ...list, rows: [["甲", 3, "2026-02-30", null]] })).rejects.toThrow(
      /上次.*not a date/,
    );
  });
  it("writes an empty list that still opens", async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await writeXlsx({ ...list, rows: [], note: null })).buffer as ArrayBuffer);
    expect(workbook.worksheets[0]!.getCell("A3").value).toBe("地点");
  });
});
