/** Damages bytes the way files are damaged and the way attackers try: seeded, so that a failure can be run again. */

/** A source of numbers in [0, 1) from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Pieces that have broken parsers before: limits of numbers, odd text, openings that never close. */
const SPITEFUL = [
  "\0",
  "\ufeff",
  "\ud800",
  "\u202e",
  "１２３４５６７８９０",
  "-0",
  "1e309",
  "NaN",
  "9007199254740993",
  "999999999999999999999",
  '"',
  '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;',
  "<![CDATA[",
  "<a>".repeat(500),
  "[".repeat(500),
  "&#0;",
  "../../x",
  "\r\n\r\n",
  "=cmd()",
  "__proto__",
].map((text) => Buffer.from(text));

type Damage = (bytes: Buffer, random: () => number) => Buffer;
const place = (bytes: Buffer, random: () => number) => Math.floor(random() * (bytes.length + 1));
const splice = (bytes: Buffer, from: number, to: number, put: Buffer) =>
  Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(to)]);

const damages: Damage[] = [
  // One bit, one byte.
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[Math.floor(random() * copy.length)]! ^= 1 << Math.floor(random() * 8);
    return copy;
  },
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256);
    return copy;
  },
  // Cut off, cut out, doubled, moved.
  (bytes, random) => bytes.subarray(0, place(bytes, random)),
  (bytes, random) => {
    const from = place(bytes, random);
    return splice(bytes, from, Math.min(bytes.length, from + Math.ceil(random() * 64)), Buffer.alloc(0));
  },
  (bytes, random) => {
    const from = place(bytes, random);
    const part = bytes.subarray(from, Math.min(bytes.length, from + Math.ceil(random() * 256)));
    return splice(
      bytes,
      from,
      from,
      Buffer.concat(Array.from({ length: 1 + Math.floor(random() * 20) }, () => part)),
    );
  },
  (bytes, random) => {
    const [a, b] = [place(bytes, random), place(bytes, random)].sort((x, y) => x - y) as [number, number];
    return Buffer.concat([bytes.subarray(b), bytes.subarray(a, b), bytes.subarray(0, a)]);
  },
  // Something spiteful put in, or in place of something.
  (bytes, random) => {
    const at = place(bytes, random);
    return splice(bytes, at, at, SPITEFUL[Math.floor(random() * SPITEFUL.length)]!);
  },
  (bytes, random) => {
    const at = place(bytes, random);
    const put = SPITEFUL[Math.floor(random() * SPITEFUL.length)]!;
    return splice(bytes, at, Math.min(bytes.length, at + put.length), put);
  },
];

/** The bytes after one to four damages. */
export function damaged(bytes: Buffer, random: () => number): Buffer {
  let result = bytes;
  const times = 1 + Math.floor(random() * 4);
  for (let i = 0; i < times; i++) result = damages[Math.floor(random() * damages.length)]!(result, random);
  return result.length > 1 << 20 ? result.subarray(0, 1 << 20) : result;
}
