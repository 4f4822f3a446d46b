import iconv from "iconv-lite";
import { withoutRadicals } from "@lingzhu/domain/campaign";
import { problem } from "@lingzhu/domain/kernel";
import { docxText } from "./docx-text.ts";
import { pdfText } from "./pdf-text.ts";

/** Largest plan file that is opened. */
const LIMIT_BYTES = 20 * 1024 * 1024;

/**
 * The text of a plan document, paragraphs parted by `\n`, table cells by a tab. Reads DOCX, PDF with a text
 * layer, and TXT in UTF-8, UTF-16 or GB18030; what the bytes are counts, not what the name says.
 * Throws `input.too-large`, or `input.unreadable` with what to do.
 */
export async function extractPlanText(bytes: Uint8Array, filename: string): Promise<string> {
  if (bytes.length > LIMIT_BYTES) throw problem("input.too-large", { limit: "20 MB" });
  if (bytes.length === 0) throw unreadable("文件是空的，请重新选择");
  const text = withoutRadicals(await textOf(bytes, filename));
  if (!/[\p{L}\p{N}]/u.test(text)) throw unreadable("文件里没有文字，请换一份有文字的文件");
  return text;
}

async function textOf(bytes: Uint8Array, filename: string): Promise<string> {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return docxText(bytes);
  if (Buffer.from(bytes.subarray(0, 1024)).includes("%PDF-")) return pdfText(bytes);
  // OLE: .doc and .wps, and a DOCX locked with a password.
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]) || startsWith(bytes, [0x7b, 0x5c, 0x72, 0x74, 0x66])) {
    throw unreadable(
      "这是旧版 Word、WPS 格式或加了密码的文件，请用 Word 或 WPS 打开，另存为不带密码的 docx 后再试",
    );
  }
  if (startsWith(bytes, [0xff, 0xd8, 0xff]) || startsWith(bytes, [0x89, 0x50, 0x4e, 0x47])) {
    throw unreadable("这是图片，系统不做文字识别，请提供原来的 Word 文件（docx）或把文字复制到 txt 文件");
  }
  const text = plainText(bytes);
  if (text !== null && /^\s*(?:<!doctype html|<html|<\?xml|MIME-Version:)/i.test(text)) {
    throw unreadable("这是网页格式的文件，请用 Word 或 WPS 打开，另存为 docx 后再试");
  }
  if (text === null) {
    throw unreadable(`认不出“${filename}”的格式，请另存为 docx、带文字的 PDF 或 txt 后再试`);
  }
  return text;
}

function startsWith(bytes: Uint8Array, magic: number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

/** Text of unknown encoding, or null when it is no text. UTF-8 is tried strictly before GB18030, which accepts nearly anything. */
function plainText(bytes: Uint8Array): string | null {
  const encoding = encodingOf(bytes);
  const text = iconv.decode(Buffer.from(bytes), encoding);
  const isStrange = (char: string) => char === "\ufffd" || (char < " " && !"\t\n\v\f\r".includes(char));
  const chars = [...text];
  const strange = chars.filter(isStrange).length;
  if (strange * 100 > chars.length) return null;
  // GB18030 and UTF-16 give some character for nearly any two bytes; text is known by the common ones.
  const common = chars.filter((char) => COMMON.test(char)).length;
  return encoding !== "utf-8" && common * 10 < chars.length * 9 ? null : text;
}

/** ASCII, punctuation, and the ideographs of everyday use. */
const COMMON =
  /[\t\n\f\v\r -~\u00a0-\u00ff\u2000-\u206f\u2460-\u24ff\u25a0-\u25ff\u3000-\u303f\u3220-\u3229\u4e00-\u9fff\uff00-\uffef\ufeff]/;

function encodingOf(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return "utf-8";
  if (startsWith(bytes, [0xff, 0xfe])) return "utf-16le";
  if (startsWith(bytes, [0xfe, 0xff])) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // UTF-16 without a mark is valid UTF-8 only with zero bytes in it.
    if (!bytes.includes(0)) return "utf-8";
  } catch {
    if (!bytes.includes(0)) return "gb18030";
  }
  const zeros = [0, 0];
  for (const [i, byte] of bytes.subarray(0, 4000).entries()) if (byte === 0) zeros[i % 2]!++;
  return zeros[0]! > zeros[1]! ? "utf-16be" : "utf-16le";
}

function unreadable(reason: string) {
  return problem("input.unreadable", { reason });
}
