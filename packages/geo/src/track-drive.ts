/** Speed is judged over this many milliseconds before and after a leg, so that jitter does not look fast. */
const HALF_WINDOW = 15_000;
/** A driven spell reaches out to neighbouring legs above this share of the limit: pulling out, slowing down. */
const TAIL = 0.7;
/** A shorter walk between two driven spells is a traffic light, milliseconds. */
const SHORT_STOP = 30_000;

/**
 * Marks with 1 the legs of a piece that were driven: leg n runs from its fix n to n + 1. The net speed over
 * half a minute decides, not the speed of the single leg.
 */
export function drivenLegs(
  x: Float64Array,
  y: Float64Array,
  time: Float64Array,
  piece: Uint32Array,
  limit: number,
): Uint8Array {
  const legs = Math.max(0, piece.length - 1);
  const driven = new Uint8Array(legs);
  const speed = new Float64Array(legs);
  let a = 0;
  let b = 0;
  for (let n = 0; n < legs; n++) {
    const start = time[piece[n]!]!;
    const stop = time[piece[n + 1]!]!;
    while (time[piece[a]!]! < start - HALF_WINDOW) a++;
    b = Math.max(b, n + 1);
    while (b + 1 < piece.length && time[piece[b + 1]!]! <= stop + HALF_WINDOW) b++;
    const p = piece[a]!;
    const q = piece[b]!;
    speed[n] = (1000 * Math.hypot(x[q]! - x[p]!, y[q]! - y[p]!)) / (time[q]! - time[p]!);
    if (speed[n]! > limit) driven[n] = 1;
  }
  for (let n = 1; n < legs; n++) if (driven[n - 1] === 1 && speed[n]! > TAIL * limit) driven[n] = 1;
  for (let n = legs - 2; n >= 0; n--) if (driven[n + 1] === 1 && speed[n]! > TAIL * limit) driven[n] = 1;
  for (let n = 1; n < legs; n++) {
    if (driven[n] === 1 || driven[n - 1] === 0) continue;
    let end = n;
    while (end < legs && driven[end] === 0) end++;
    if (end < legs && time[piece[end]!]! - time[piece[n]!]! < SHORT_STOP) driven.fill(1, n, end);
    n = end;
  }
  return driven;
}
