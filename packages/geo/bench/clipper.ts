/** The bench field in Clipper2 (TypeScript port), the fastest JavaScript polygon library that finishes on it. */
import {
  EndType,
  FillRule,
  JoinType,
  areaPathsD,
  inflatePathsD,
  intersectD,
  unionD,
  type PathsD,
} from "clipper2-ts";
import { boundsOf } from "../src/index.ts";
import type { Field } from "./field.ts";

/** Arcs as chords within this many metres, as in a 32-gon of 15 m. */
const ARC_TOLERANCE = 0.07;

/** Milliseconds for the areas alone, and m². As in the tuned query: buffers of 50 fixes, united zone by zone. */
export function clipperAreas({ zones, paths }: Field, radius: number): { ms: number; m2: number } {
  const pieces: PathsD = [];
  for (let k = 0; k + 1 < paths.starts.length; k++) {
    const end = paths.starts[k + 1]!;
    for (let i = paths.starts[k]!; i + 1 < end; i += 50)
      pieces.push(
        Array.from({ length: Math.min(end, i + 51) - i }, (_, n) => ({
          x: paths.x[i + n]!,
          y: paths.y[i + n]!,
        })),
      );
  }
  const begun = performance.now();
  const buffers = pieces.map((piece) => {
    const rings = inflatePathsD([piece], radius, JoinType.Round, EndType.Round, 2, 3, ARC_TOLERANCE);
    const xs = piece.map((p) => p.x);
    const ys = piece.map((p) => p.y);
    return {
      rings,
      west: Math.min(...xs),
      south: Math.min(...ys),
      east: Math.max(...xs),
      north: Math.max(...ys),
    };
  });
  let m2 = 0;
  for (const zone of zones) {
    const [west, south, east, north] = boundsOf(zone);
    const near = buffers.filter(
      (b) =>
        b.west <= east + radius &&
        b.east >= west - radius &&
        b.south <= north + radius &&
        b.north >= south - radius,
    );
    const union = unionD(
      near.flatMap((b) => b.rings),
      [],
      FillRule.NonZero,
      3,
    );
    const rings = zone.coordinates.map((ring) => ring.slice(0, -1).map((p) => ({ x: p[0]!, y: p[1]! })));
    m2 += Math.abs(areaPathsD(intersectD(union, rings, FillRule.EvenOdd, 3)));
  }
  return { ms: performance.now() - begun, m2 };
}
