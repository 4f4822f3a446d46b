import { GeometryError } from "./geometry-error.ts";
import type { Projection } from "./projection.ts";

/** [longitude, latitude] in degrees, or [x, y] in metres where a function says so. More members are ignored. */
export type Position = readonly number[];
/** Closed: the last position repeats the first. */
export type Ring = readonly Position[];
/** Outer ring first, then holes, as in GeoJSON (RFC 7946); ring direction does not matter here. */
export type Rings = readonly Ring[];

export interface PolygonGeometry {
  readonly type: "Polygon";
  readonly coordinates: Rings;
}
export interface MultiPolygonGeometry {
  readonly type: "MultiPolygon";
  readonly coordinates: readonly Rings[];
}
export type AreaGeometry = PolygonGeometry | MultiPolygonGeometry;

/** The polygons of a geometry, whichever of the two types it is. */
export function partsOf(geometry: AreaGeometry): readonly Rings[] {
  return geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
}

/** Signed plane area of a ring, positive when it runs counter-clockwise. Square of the unit given. */
export function ringArea(ring: Ring): number {
  const first = ring[0];
  if (!first) return 0;
  // Relative to the first position: absolute eastings would eat the digits.
  const x0 = first[0]!;
  const y0 = first[1]!;
  let twice = 0;
  for (let i = 1; i + 1 < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[i + 1]!;
    twice += (a[0]! - x0) * (b[1]! - y0) - (b[0]! - x0) * (a[1]! - y0);
  }
  return twice / 2;
}

/** Plane area of the outer ring less its holes; of all parts when a MultiPolygon. */
export function planeArea(geometry: AreaGeometry): number {
  let sum = 0;
  for (const rings of partsOf(geometry))
    rings.forEach((ring, i) => (sum += (i === 0 ? 1 : -1) * Math.abs(ringArea(ring))));
  return sum;
}

/** Every position of a longitude/latitude geometry in the metres of a projection. */
export function projectGeometry<G extends AreaGeometry>(geometry: G, projection: Projection): G {
  const rings = (part: Rings): [number, number][][] =>
    part.map((ring) => ring.map((p) => projection.forward(p[0]!, p[1]!)));
  const coordinates =
    geometry.type === "Polygon" ? rings(geometry.coordinates) : geometry.coordinates.map(rings);
  return { type: geometry.type, coordinates } as unknown as G;
}

/**
 * Area in m² of a longitude/latitude geometry, by projection. Edges are straight in the plane, as drawn on a
 * map. Scale error 2.4e-6 within 10 km of the projection's origin.
 */
export function areaM2(geometry: AreaGeometry, projection: Projection): number {
  return planeArea(projectGeometry(geometry, projection));
}

/**
 * Whether a position lies inside a polygon with holes. Crossing count, half-open: of polygons that share an
 * edge, a position on that edge is in exactly one.
 */
export function pointInRings(x: number, y: number, rings: Rings): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const ax = ring[i]![0]!;
      const ay = ring[i]![1]!;
      const bx = ring[j]![0]!;
      const by = ring[j]![1]!;
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

/** `pointInRings` over the parts of a geometry. Works in degrees and in metres alike. */
export function pointInPolygon(x: number, y: number, geometry: AreaGeometry): boolean {
  return partsOf(geometry).some((rings) => pointInRings(x, y, rings));
}

/** [minX, minY, maxX, maxY]; throws `empty` for a geometry without positions. */
export function boundsOf(geometry: AreaGeometry): [number, number, number, number] {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (const rings of partsOf(geometry))
    for (const p of rings[0] ?? []) {
      minX = Math.min(minX, p[0]!);
      minY = Math.min(minY, p[1]!);
      maxX = Math.max(maxX, p[0]!);
      maxY = Math.max(maxY, p[1]!);
    }
  if (minX > maxX) throw new GeometryError("empty", "The geometry has no positions.");
  return [minX, minY, maxX, maxY];
}

/** Centroid of the area, in the unit given; for labels and as the origin of a local projection. */
export function centroid(geometry: AreaGeometry): [number, number] {
  const [minX, minY, maxX, maxY] = boundsOf(geometry);
  let sum = 0;
  let sx = 0;
  let sy = 0;
  for (const rings of partsOf(geometry))
    rings.forEach((ring, r) => {
      const sign = (r === 0 ? 1 : -1) * Math.sign(ringArea(ring));
      for (let i = 0; i + 1 < ring.length; i++) {
        const ax = ring[i]![0]! - minX;
        const ay = ring[i]![1]! - minY;
        const bx = ring[i + 1]![0]! - minX;
        const by = ring[i + 1]![1]! - minY;
        const cross = sign * (ax * by - bx * ay);
        sum += cross;
        sx += cross * (ax + bx);
        sy += cross * (ay + by);
      }
    });
  if (sum === 0) return [(minX + maxX) / 2, (minY + maxY) / 2];
  return [minX + sx / (3 * sum), minY + sy / (3 * sum)];
}
