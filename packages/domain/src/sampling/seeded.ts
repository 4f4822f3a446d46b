/**
 * Numbers in [0, 1) that follow from a seed alone, so that a draw can be repeated and checked by anybody who has it.
 *
 * sfc32 (Doty-Humphrey, PractRand): 128 bits of state, here filled by four FNV-1a hashes of the seed and stirred.
 * For fair draws, not for secrets.
 */
export function seededNumbers(seed: string): () => number {
  let a = hash(`${seed}\u0001`);
  let b = hash(`${seed}\u0002`);
  let c = hash(`${seed}\u0003`);
  let d = 1;
  const next = () => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value | 0;
}
