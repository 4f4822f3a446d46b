/** Walks for tests in metres around the middle of the street: positions every few seconds, cut into chunks. */
import { localProjection } from "@lingzhu/geo";

export const MIDDLE = [116.9612, 33.6401] as const;
const plane = localProjection(...MIDDLE);

export type Fix = [number, number, number, number];

/** Longitude and latitude of metres east and north of the middle. */
export const at = (x: number, y: number): [number, number] => plane.inverse(x, y);

/** Along corners at 1.2 m/s, a fix every two seconds from `start` on. */
export function walk(corners: readonly (readonly [number, number])[], start: number, speed = 1.2): Fix[] {
  const fixes: Fix[] = [];
  let now = start;
  for (let i = 0; i + 1 < corners.length; i++) {
    const [ax, ay] = corners[i]!;
    const [bx, by] = corners[i + 1]!;
    const steps = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / (2 * speed)));
    for (let n = 0; n < steps; n++, now += 2000)
      fixes.push([...at(ax + ((bx - ax) * n) / steps, ay + ((by - ay) * n) / steps), now, 6]);
  }
  fixes.push([...at(...corners.at(-1)!), now, 6]);
  return fixes;
}

/** Cut after every `size` fixes, as a phone does each minute. */
export function cut(fixes: readonly Fix[], size = 30): Fix[][] {
  const chunks: Fix[][] = [];
  for (let i = 0; i < fixes.length; i += size) chunks.push(fixes.slice(i, i + size));
  return chunks;
}

/** A rectangle as a GeoJSON outline, metres from the middle. */
export const box = (x0: number, y0: number, x1: number, y1: number) => ({
  type: "Polygon" as const,
  coordinates: [[at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1), at(x0, y0)]],
});
