/** Seeded chance: the same seed gives the same season, on every machine. */

export interface Chance {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  between(from: number, to: number): number;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** True with this probability. */
  happens(share: number): boolean;
  bytes(length: number): Uint8Array;
  /** An independent stream: drawing more from one part of the season leaves the others as they were. */
  fork(name: string): Chance;
}

/** Chance from a text. */
export function chanceOf(seed: string): Chance {
  const next = sfc32(seed);
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    whole,
    between: (from, to) => from + next() * (to - from),
    pick: (list) => list[whole(0, list.length - 1)]!,
    happens: (share) => next() < share,
    bytes: (length) => Uint8Array.from({ length }, () => whole(0, 255)),
    fork: (name) => chanceOf(`${seed}/${name}`),
  };
}

/** Chris Doty-Humphrey's small fast counter generator (PractRand), 128 bits of state filled by FNV-1a. */
function sfc32(seed: string): () => number {
  let [a, b, c, d] = [hash(`${seed}a`), hash(`${seed}b`), hash(`${seed}c`), 1] as [
    number,
    number,
    number,
    number,
  ];
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ character.codePointAt(0)!, 0x01000193);
  return value;
}
