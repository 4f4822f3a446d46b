/** 2^80: scales any coordinate that matters to an integer, exactly (doubles from 2^-28 up lose nothing). */
const SCALE = 2 ** 80;
/** Shewchuk's bound for the plain evaluation, (3 + 16 ε) ε with ε = 2^-53 (Discrete Comput. Geom. 18, 1997). */
const ERROR_BOUND = 3.3306690738754716e-16;

/**
 * Which side of the line a→b the point c lies on: 1 left, -1 right, 0 exactly on it. Floating point where
 * its error bound allows a verdict, integers otherwise, so that the answer never contradicts itself.
 */
export function orientation(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
): -1 | 0 | 1 {
  const left = (ax - cx) * (by - cy);
  const right = (ay - cy) * (bx - cx);
  const det = left - right;
  const bound = ERROR_BOUND * (Math.abs(left) + Math.abs(right));
  if (det > bound) return 1;
  if (det < -bound) return -1;
  if (left === 0 && right === 0 && ((ax === cx && ay === cy) || (bx === cx && by === cy))) return 0;
  const exact =
    (whole(ax) - whole(cx)) * (whole(by) - whole(cy)) - (whole(ay) - whole(cy)) * (whole(bx) - whole(cx));
  return exact > 0n ? 1 : exact < 0n ? -1 : 0;
}

function whole(v: number): bigint {
  return BigInt(Math.trunc(v * SCALE));
}
