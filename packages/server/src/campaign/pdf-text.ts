import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { withoutRadicals } from "@lingzhu/domain/campaign";
import { problem } from "@lingzhu/domain/kernel";
import { paragraphs, type PdfPage } from "./pdf-paragraph.ts";
import { tableAt, type Chunk } from "./pdf-table.ts";

/** Pages that are read; a plan has ten. */
const LIMIT_PAGES = 200;

/** A piece of text on a page, in points from the lower left corner. */
interface Piece {
  text: string;
  x: number;
  y: number;
  width: number;
  size: number;
}
export interface TextLine {
  text: string;
  left: number;
  right: number;
  /** Height on the page, from its lower edge. */
  y: number;
  size: number;
}

/** Text of a PDF, paragraphs put together again. Throws `input.unreadable` for scans, passwords and damage. */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  // Loaded only when a PDF comes: the library takes a quarter of a second and 30 MB.
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const home = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
  const task = getDocument({
    data: new Uint8Array(bytes),
    // Fonts that are not embedded (宋体, 仿宋 by name) need the CJK character maps.
    cMapUrl: `${join(home, "cmaps")}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(home, "standard_fonts")}/`,
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    const pages: PdfPage[] = [];
    for (let n = 1; n <= Math.min(document.numPages, LIMIT_PAGES); n++) {
      const page = await document.getPage(n);
      const { items } = await page.getTextContent();
      const pieces = items.flatMap((item): Piece[] => {
        if (!("str" in item) || item.str === "") return [];
        const [, , c, d, x, y] = item.transform as number[];
        return [
          {
            text: withoutRadicals(item.str),
            x: x!,
            y: y!,
            width: item.width,
            size: Math.hypot(c!, d!) || item.height || 10,
          },
        ];
      });
      pages.push({ lines: linesOf(pieces), width: page.view[2]! - page.view[0]! });
      page.cleanup();
    }
    const text = paragraphs(pages);
    if ((text.match(/[\p{L}\p{N}]/gu) ?? []).length < 20) throw scanned();
    return text;
  } catch (error) {
    if (error instanceof Error && error.name === "Problem") throw error;
    const locked = error instanceof Error && error.name === "PasswordException";
    throw problem("input.unreadable", {
      reason: locked
        ? "PDF 加了密码，请去掉密码后再试"
        : "PDF 已损坏或格式不对，请提供原来的 Word 文件（docx），或重新导出 PDF 后再试",
    });
  } finally {
    await task.destroy();
  }
}

function scanned() {
  return problem("input.unreadable", {
    reason:
      "PDF 里只有扫描图片，没有可读的文字，请提供原来的 Word 文件（docx），或把文字复制到 txt 文件后再试",
  });
}

/** Pieces of one page to lines, top down; wide gaps become a tab, as between the columns of a list. */
function linesOf(pieces: Piece[]): TextLine[] {
  const rows: Piece[][] = [];
  for (const piece of pieces.toSorted((a, b) => b.y - a.y || a.x - b.x)) {
    const row = rows.at(-1);
    if (row && Math.abs(row[0]!.y - piece.y) < Math.max(row[0]!.size, piece.size) * 0.5) row.push(piece);
    else rows.push([piece]);
  }
  const parted = rows.map((row) => chunksOf(row)).filter((row) => row.length > 0);
  const lines: TextLine[] = [];
  for (let i = 0; i < parted.length; i++) {
    const row = parted[i]!;
    const { left, size, y } = row[0]!;
    const right = Math.max(...row.map((chunk) => chunk.right));
    const table = tableAt(parted, i);
    if (table) {
      for (const cells of table.rows) lines.push({ text: cells.join("\t"), left, right, y, size });
      i = table.next - 1;
      continue;
    }
    let text = "";
    let end = left;
    for (const chunk of row) {
      text += text === "" ? "" : (chunk.left - end) / chunk.size > 2.5 ? "\t" : "  ";
      text += chunk.text;
      end = Math.max(end, chunk.right);
    }
    if (!/^[-—–\s]*\d{1,3}[-—–\s]*$/.test(text)) lines.push({ text, left, right, y, size });
  }
  return lines;
}

/** The words of a row, parted where a gap is wider than a blank. A blank inside stays: it may part a name from a post. */
function chunksOf(row: Piece[]): Chunk[] {
  const chunks: Chunk[] = [];
  let blank = false;
  for (const { text, x, y, width, size } of row.toSorted((a, b) => a.x - b.x)) {
    if (text.trim() === "") {
      blank ||= width > size * 0.1;
      continue;
    }
    const last = chunks.at(-1);
    if (last && (x - last.right) / size <= 0.8) {
      last.text += (blank && !/\s$/.test(last.text) ? " " : "") + text;
      last.right = Math.max(last.right, x + width);
    } else chunks.push({ text, left: x, right: x + width, y, size });
    blank = false;
  }
  return chunks;
}
