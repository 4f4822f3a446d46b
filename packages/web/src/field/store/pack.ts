/**
 * Values as bytes and back: JSON, with the buffers in it (photographs of a draft) laid behind the text.
 * Layout: 4 bytes length of the text (big-endian), the text, then every buffer in the order of its number.
 */
import { joined, textOf, utf8, type Bytes } from "./bytes.ts";

const HEAD = 4;
/** Stands in the text for a buffer. A value of our own never has this key. */
interface BufferMark {
  "\u0000buffer": [at: number, length: number];
}
const MARK = "\u0000buffer";

export function pack(value: unknown): Bytes {
  const buffers: Uint8Array[] = [];
  let at = 0;
  const text = utf8(
    JSON.stringify(value, (_key, part: unknown) => {
      if (!(part instanceof ArrayBuffer)) return part;
      buffers.push(new Uint8Array(part));
      const mark: BufferMark = { [MARK]: [at, part.byteLength] };
      at += part.byteLength;
      return mark;
    }) ?? "null",
  );
  const head = new Uint8Array(HEAD);
  new DataView(head.buffer).setUint32(0, text.length);
  return joined(head, text, ...buffers);
}

/** What {@link pack} was given; throws on anything else. */
export function unpack<T>(bytes: Bytes): T {
  const end = HEAD + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return JSON.parse(textOf(bytes.subarray(HEAD, end)), (_key, part: unknown) => {
    const mark = (part as BufferMark | null)?.[MARK];
    return mark ? bytes.slice(end + mark[0], end + mark[0] + mark[1]).buffer : part;
  }) as T;
}
