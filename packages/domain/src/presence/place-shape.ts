/** Where a place is, on the street's plane, as far as the register knows. */
import { pointInRings } from "@lingzhu/geo";

export interface PlaceShape {
  /** Metres east and north of a door, a building or the middle of a plot. */
  x: number;
  y: number;
  /** Outline of a plot, metres; null where there is none. */
  rings: readonly (readonly (readonly [number, number])[])[] | null;
  /** Metres within which somebody counts as there. */
  reach: number;
}

/** Metres from a point to the place: to its outline, or 0 inside; to its position where it has none. */
export function metresTo(shape: PlaceShape, x: number, y: number): number {
  if (!shape.rings) return Math.hypot(x - shape.x, y - shape.y);
  if (pointInRings(x, y, shape.rings as [number, number][][])) return 0;
  let nearest = Infinity;
  for (const ring of shape.rings)
    for (let i = 1; i < ring.length; i++)
      nearest = Math.min(nearest, metresToLeg(ring[i - 1]!, ring[i]!, x, y));
  return nearest;
}

function metresToLeg(
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
  x: number,
  y: number,
): number {
  const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = length2 === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}
