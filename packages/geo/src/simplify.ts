import type { ContourRing } from "./contour.ts";

/**
 * Douglas–Peucker on a closed ring (Cartographica 10, 1973): no position left out is farther than `tolerance`
 * from the line that replaces it. The two positions farthest apart along the first axis stay. May make a ring
 * cross itself; the caller checks.
 */
export function simplifyRing(ring: ContourRing, tolerance: number): ContourRing {
  const count = ring.length / 2;
  if (tolerance <= 0 || count <= 4) return ring;
  let low = 0;
  let high = 0;
  for (let i = 1; i < count; i++) {
    if (ring[2 * i]! < ring[2 * low]!) low = i;
    if (ring[2 * i]! > ring[2 * high]!) high = i;
  }
  const keep = new Uint8Array(count);
  keep[low] = 1;
  keep[high] = 1;
  const todo = [low, high, high, low];
  while (todo.length > 0) {
    const b = todo.pop()!;
    const a = todo.pop()!;
    const length = (b - a + count) % count;
    const ax = ring[2 * a]!;
    const ay = ring[2 * a + 1]!;
    const ux = ring[2 * b]! - ax;
    const uy = ring[2 * b + 1]! - ay;
    const length2 = ux * ux + uy * uy;
    let worst = tolerance * tolerance;
    let at = -1;
    for (let n = 1; n < length; n++) {
      const i = (a + n) % count;
      const dx = ring[2 * i]! - ax;
      const dy = ring[2 * i + 1]! - ay;
      const t = length2 > 0 ? Math.min(1, Math.max(0, (dx * ux + dy * uy) / length2)) : 0;
      const d = (dx - t * ux) ** 2 + (dy - t * uy) ** 2;
      if (d > worst) {
        worst = d;
        at = i;
      }
    }
    if (at < 0) continue;
    keep[at] = 1;
    todo.push(a, at, at, b);
  }
  const kept: number[] = [];
  for (let i = 0; i < count; i++) if (keep[i] === 1) kept.push(ring[2 * i]!, ring[2 * i + 1]!);
  return kept.length >= 6 ? Float64Array.from(kept) : ring;
}
