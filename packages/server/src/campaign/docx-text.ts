import { unzipSync } from "fflate";
import { SaxesParser } from "saxes";
import { problem } from "@lingzhu/domain/kernel";
import { docxNumbering, styleNumbers, type Numbering, type StyleNumber } from "./docx-numbering.ts";

/** Unpacked size up to which a part of a DOCX is opened; a plan is far smaller, a zip bomb larger. */
const LIMIT_PART = 64 * 1024 * 1024;
/** Tells that the archive is a workbook under a wrong name. */
const WORKBOOK = "xl/workbook.xml";
const WANTED = new Set([WORKBOOK, "word/document.xml", "word/numbering.xml", "word/styles.xml"]);

/** Text of a DOCX: one line per paragraph or table row, numbers of automatic lists written out. */
export function docxText(bytes: Uint8Array): string {
  const parts = unzipParts(bytes);
  const body = parts["word/document.xml"];
  if (!body && parts[WORKBOOK] !== undefined) {
    throw problem("input.unreadable", {
      reason: "这是 Excel 表格，不是方案。方案请用 docx、带文字的 PDF 或 txt；住户名册请在台账里导入",
    });
  }
  if (!body) {
    throw problem("input.unreadable", {
      reason: "这不是 Word 文档（docx），请用 Word 或 WPS 另存为 docx 后再试",
    });
  }
  try {
    const numbering = docxNumbering(parts["word/numbering.xml"] ?? null);
    return readBody(body, numbering, styleNumbers(parts["word/styles.xml"] ?? null));
  } catch {
    throw damaged();
  }
}

function damaged() {
  return problem("input.unreadable", {
    reason: "Word 文档已损坏，请用 Word 或 WPS 打开后重新另存为 docx 再试",
  });
}

function unzipParts(bytes: Uint8Array): Record<string, string> {
  try {
    const files = unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (!WANTED.has(name)) return false;
        // The buffer is made of the declared size and never grows, so a lie in the header cannot pass this.
        if (originalSize > LIMIT_PART) throw problem("input.too-large", { limit: "64 MB（解压后）" });
        return true;
      },
    });
    return Object.fromEntries(
      Object.entries(files).map(([name, data]) => [name, Buffer.from(data).toString("utf8")]),
    );
  } catch (error) {
    if (error instanceof Error && error.name === "Problem") throw error;
    throw damaged();
  }
}

/** Elements whose text is not part of what the reader of the page sees. */
const SKIPPED = new Set(["w:del", "w:moveFrom", "w:instrText", "w:pPrChange", "mc:Fallback", "w:footnote"]);

function readBody(
  xml: string,
  numbering: Numbering,
  numberOfStyle: (style: string) => StyleNumber | null,
): string {
  const lines: string[] = [];
  /** Open table rows, innermost last; a row holds its finished cells. */
  const rows: { cells: string[]; cell: string[] }[] = [];
  const paragraphs: { text: string; numId: string | null; level: number | null; style: string }[] = [];
  let skipping = 0;
  let inText = false;
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (SKIPPED.has(name)) skipping++;
    if (skipping > 0) return;
    const paragraph = paragraphs.at(-1);
    const value = String(attributes["w:val"] ?? "");
    if (name === "w:p") paragraphs.push({ text: "", numId: null, level: null, style: "" });
    else if (name === "w:tr") rows.push({ cells: [], cell: [] });
    else if (name === "w:t") inText = true;
    else if (!paragraph) return;
    // A tab with a position is a tab stop of the paragraph's layout.
    else if (name === "w:tab" && attributes["w:pos"] === undefined) paragraph.text += "\t";
    else if (name === "w:br" || name === "w:cr") paragraph.text += "\n";
    else if (name === "w:noBreakHyphen") paragraph.text += "-";
    else if (name === "w:pStyle") paragraph.style = value;
    else if (name === "w:numId") paragraph.numId = value;
    else if (name === "w:ilvl") paragraph.level = Number(value) || 0;
  });
  parser.on("text", (text) => {
    if (inText && skipping === 0 && paragraphs.length > 0) paragraphs.at(-1)!.text += text;
  });
  parser.on("closetag", ({ name }) => {
    if (SKIPPED.has(name)) skipping--;
    if (skipping > 0) return;
    if (name === "w:t") inText = false;
    else if (name === "w:p") {
      const { text, numId, level, style } = paragraphs.pop()!;
      const styled = numberOfStyle(style);
      const list = numId ?? styled?.numId ?? null;
      const prefix = list !== null && text.trim() !== "" ? numbering(list, level ?? styled?.level ?? 0) : "";
      const row = rows.at(-1);
      if (row) row.cell.push(prefix + text.replace(/\s+/g, " ").trim());
      else lines.push(prefix + text);
    } else if (name === "w:tc") {
      const row = rows.at(-1);
      row?.cells.push(row.cell.filter((part) => part !== "").join(" "));
      if (row) row.cell = [];
    } else if (name === "w:tr") {
      const row = rows.pop();
      const outer = rows.at(-1);
      const text = row?.cells.join("\t") ?? "";
      if (outer) outer.cell.push(text.replaceAll("\t", " "));
      else lines.push(text);
    }
  });
  parser.write(xml).close();
  return lines.join("\n");
}
