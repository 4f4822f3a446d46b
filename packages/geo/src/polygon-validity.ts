import { GeometryError, type GeometryFault } from "./geometry-error.ts";
import { orientation } from "./orientation.ts";
import { partsOf, pointInRings, ringArea, type AreaGeometry, type Ring, type Rings } from "./polygon.ts";

/** What is wrong with a polygon, where, and in words. */
export interface PolygonFault {
  readonly fault: GeometryFault;
  readonly message: string;
  readonly at: readonly [number, number] | null;
}

/**
 * The first fault of a longitude/latitude polygon, or null when it is a valid simple feature (OGC 06-103r4
 * §6.1.11) whose parts do not overlap. Refused: coordinates that are not numbers or not on the globe, rings
 * that are open, shorter than four positions or without area, rings that touch or cross themselves or each
 * other along more than single points, holes outside their ring or inside another hole, and anything that
 * spans more than 180 degrees of longitude, which is how a polygon across the antimeridian looks.
 *
 * Not looked for: holes that touch each other in a chain and so cut the inside in two.
 *
 * Time O(n log n) for ordinary outlines (sweep over x), quadratic only where everything overlaps in x.
 */
export function polygonFault(geometry: AreaGeometry): PolygonFault | null {
  return geometryFault(geometry, true);
}

/** As `polygonFault`, in metres of a plane: no globe, no antimeridian. */
export function planePolygonFault(geometry: AreaGeometry): PolygonFault | null {
  return geometryFault(geometry, false);
}

/** Throws the fault of a longitude/latitude polygon as a `GeometryError`; returns the geometry otherwise. */
export function requirePolygon<G extends AreaGeometry>(geometry: G): G {
  const found = polygonFault(geometry);
  if (found) throw new GeometryError(found.fault, found.message, found.at);
  return geometry;
}

interface Edges {
  /** Four numbers an edge: ax, ay, bx, by. */
  xy: Float64Array;
  /** Which ring an edge belongs to, and its number in that ring. */
  ring: Int32Array;
  step: Int32Array;
  ringLength: number[];
}

function geometryFault(geometry: AreaGeometry, globe: boolean): PolygonFault | null {
  const type = (geometry as { type?: unknown } | null)?.type;
  if ((type !== "Polygon" && type !== "MultiPolygon") || !Array.isArray(geometry.coordinates))
    return fault("empty", `A ${String(type)} is not a Polygon or MultiPolygon with coordinates.`);
  const parts = partsOf(geometry);
  if (parts.length === 0) return fault("empty", "The geometry has no polygons.");
  let minLon = Infinity;
  let maxLon = -Infinity;
  for (const [p, rings] of parts.entries()) {
    if (!Array.isArray(rings) || rings.length === 0) return fault("empty", `Polygon ${p} has no rings.`);
    for (const [r, ring] of rings.entries()) {
      const found = ringFault(ring, `Ring ${r} of polygon ${p}`, globe);
      if (found) return found;
      for (const q of ring) {
        minLon = Math.min(minLon, q[0]!);
        maxLon = Math.max(maxLon, q[0]!);
      }
    }
  }
  if (globe && maxLon - minLon > 180)
    return fault(
      "antimeridian",
      `Longitudes run from ${minLon} to ${maxLon}: across the antimeridian, cut it there first.`,
    );
  const touching = new Set<string>();
  return crossingFault(parts, touching) ?? nestingFault(parts, touching);
}

function ringFault(ring: Ring, name: string, globe: boolean): PolygonFault | null {
  if (!Array.isArray(ring) || ring.length < 4)
    return fault(
      "too-few-points",
      `${name} has ${ring?.length ?? 0} positions, needs 4 with the last as the first.`,
    );
  for (const [i, q] of ring.entries()) {
    if (!Number.isFinite(q?.[0]) || !Number.isFinite(q?.[1]))
      return fault("not-finite", `${name}, position ${i} is ${JSON.stringify(q)}, not two numbers.`);
    if (globe && (Math.abs(q[0]!) > 180 || Math.abs(q[1]!) > 90))
      return fault("out-of-range", `${name}, position ${i} is ${q[0]}, ${q[1]}, not on the globe.`, [
        q[0]!,
        q[1]!,
      ]);
  }
  const first = ring[0]!;
  const last = ring[ring.length - 1]!;
  if (first[0] !== last[0] || first[1] !== last[1])
    return fault(
      "not-closed",
      `${name} starts at ${first[0]}, ${first[1]} but ends at ${last[0]}, ${last[1]}.`,
    );
  if (ringArea(ring) === 0) return fault("zero-area", `${name} encloses no area.`, [first[0]!, first[1]!]);
  return null;
}

/** All edges of all rings, without the zero-length ones that repeated positions make. */
function edgesOf(parts: readonly Rings[]): Edges {
  let total = 0;
  for (const rings of parts) for (const ring of rings) total += ring.length - 1;
  const edges: Edges = {
    xy: new Float64Array(total * 4),
    ring: new Int32Array(total),
    step: new Int32Array(total),
    ringLength: [],
  };
  let n = 0;
  for (const rings of parts)
    for (const ring of rings) {
      let step = 0;
      for (let i = 0; i + 1 < ring.length; i++) {
        const a = ring[i]!;
        const b = ring[i + 1]!;
        if (a[0] === b[0] && a[1] === b[1]) continue;
        edges.xy.set([a[0]!, a[1]!, b[0]!, b[1]!], n * 4);
        edges.ring[n] = edges.ringLength.length;
        edges.step[n++] = step++;
      }
      edges.ringLength.push(step);
    }
  edges.xy = edges.xy.subarray(0, n * 4);
  return edges;
}

/** Notes pairs of rings that touch in points in `touching`; with `bad`, goes on and notes all rings at fault. */
function crossingFault(
  parts: readonly Rings[],
  touching: Set<string>,
  bad?: Set<number>,
): PolygonFault | null {
  const edges = edgesOf(parts);
  const count = edges.xy.length / 4;
  const { xy } = edges;
  const left = (e: number): number => Math.min(xy[e * 4]!, xy[e * 4 + 2]!);
  const right = (e: number): number => Math.max(xy[e * 4]!, xy[e * 4 + 2]!);
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => left(a) - left(b));
  // Sweep along x: only edges whose x ranges overlap are compared.
  const active: number[] = [];
  for (const e of order) {
    const from = left(e);
    let kept = 0;
    for (const other of active) {
      if (right(other) < from) continue;
      active[kept++] = other;
      const found = pairFault(edges, e, other, touching);
      if (!found) continue;
      if (!bad) return found;
      bad.add(edges.ring[e]!).add(edges.ring[other]!);
    }
    active.length = kept;
    active.push(e);
  }
  return null;
}

/** Numbers, counted over all parts, of the rings that cross or touch along a line, themselves or each other. */
export function crossingRings(parts: readonly Rings[]): Set<number> {
  const bad = new Set<number>();
  crossingFault(parts, new Set(), bad);
  return bad;
}

function pairFault(edges: Edges, e: number, f: number, touching: Set<string>): PolygonFault | null {
  const { xy, ring, step, ringLength } = edges;
  const ax = xy[e * 4]!;
  const ay = xy[e * 4 + 1]!;
  const bx = xy[e * 4 + 2]!;
  const by = xy[e * 4 + 3]!;
  const cx = xy[f * 4]!;
  const cy = xy[f * 4 + 1]!;
  const dx = xy[f * 4 + 2]!;
  const dy = xy[f * 4 + 3]!;
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return null;
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) return null;
  const c = orientation(ax, ay, bx, by, cx, cy);
  const d = orientation(ax, ay, bx, by, dx, dy);
  if (c === d && c !== 0) return null;
  const a = orientation(cx, cy, dx, dy, ax, ay);
  const b = orientation(cx, cy, dx, dy, bx, by);
  if (a === b && a !== 0) return null;
  const same = ring[e] === ring[f];
  const collinear = a === 0 && b === 0 && c === 0 && d === 0;
  if (same && !collinear) {
    const n = ringLength[ring[e]!]!;
    const gap = Math.abs(step[e]! - step[f]!);
    // Neighbours meet in their common position and, not being collinear, nowhere else.
    if (gap === 1 || gap === n - 1) return null;
  }
  if (collinear) {
    // Collinear and touching in one end only is a straight continuation; more is an overlap.
    const along = Math.abs(bx - ax) >= Math.abs(by - ay) ? 0 : 1;
    const p = along === 0 ? [ax, bx, cx, dx] : [ay, by, cy, dy];
    const low = Math.max(Math.min(p[0]!, p[1]!), Math.min(p[2]!, p[3]!));
    const high = Math.min(Math.max(p[0]!, p[1]!), Math.max(p[2]!, p[3]!));
    if (high < low) return null;
    if (high === low) {
      const n = ringLength[ring[e]!]!;
      const gap = Math.abs(step[e]! - step[f]!);
      if (!same) touching.add(pairName(ring[e]!, ring[f]!));
      if (!same || gap === 1 || gap === n - 1) return null;
    }
  } else if (!same && (a === 0 || b === 0 || c === 0 || d === 0)) {
    // Different rings may touch in single points; whether they also cross there shows in their nesting.
    touching.add(pairName(ring[e]!, ring[f]!));
    return null;
  }
  const at: [number, number] = meeting(ax, ay, bx, by, cx, cy, dx, dy);
  const place = `near ${at[0]}, ${at[1]}`;
  return same
    ? fault("self-intersection", `Edges ${step[f]} and ${step[e]} of one ring meet ${place}.`, at)
    : fault("ring-crossing", `Two rings cross or run along each other ${place}.`, at);
}

function meeting(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): [number, number] {
  const det = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx);
  if (det === 0) return [cx, cy];
  const t = Math.min(1, Math.max(0, ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / det));
  return [ax + t * (bx - ax), ay + t * (by - ay)];
}

interface NumberedRing {
  readonly ring: Ring;
  /** Its number among all rings of the geometry, as in `Edges`. */
  readonly number: number;
  /** minX, minY, maxX, maxY. */
  readonly box: readonly [number, number, number, number];
}

function pairName(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** Holes lie in their outer ring and not in each other; parts do not lie in each other. */
function nestingFault(parts: readonly Rings[], touching: ReadonlySet<string>): PolygonFault | null {
  let number = 0;
  const numbered = parts.map((rings) =>
    rings.map((ring): NumberedRing => ({ ring, number: number++, box: boxOf(ring) })),
  );
  for (const [p, [outer, ...holes]] of numbered.entries()) {
    for (const [h, hole] of holes.entries()) {
      const out = witness(hole, outer!, false, touching);
      if (out) return fault("hole-outside", `Hole ${h + 1} of polygon ${p} leaves its outer ring.`, out);
      for (const [k, other] of holes.entries()) {
        const inside = k === h ? null : witness(hole, other, true, touching);
        if (inside)
          return fault("nested-hole", `Hole ${h + 1} of polygon ${p} reaches into hole ${k + 1}.`, inside);
      }
    }
    for (const [q, [otherOuter, ...otherHoles]] of numbered.entries()) {
      if (q === p) continue;
      const inside = witness(outer!, otherOuter!, true, touching);
      // Inside the other's outer ring is fine when a hole of it holds the whole part.
      if (inside && !otherHoles.some((hole) => witness(outer!, hole, false, touching) === null))
        return fault("overlapping-parts", `Polygons ${p} and ${q} overlap.`, inside);
    }
  }
  return null;
}

function boxOf(ring: Ring): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const p of ring) {
    box[0] = Math.min(box[0], p[0]!);
    box[1] = Math.min(box[1], p[1]!);
    box[2] = Math.max(box[2], p[0]!);
    box[3] = Math.max(box[3], p[1]!);
  }
  return box;
}

/**
 * A corner or edge middle of one ring strictly inside, or strictly outside, of another. The rings are known not
 * to cross along edges, so one place tells all, unless they touch: then they may cross in that point.
 */
function witness(
  { ring, number, box }: NumberedRing,
  other: NumberedRing,
  wantInside: boolean,
  touching: ReadonlySet<string>,
): [number, number] | null {
  const apart =
    box[0] > other.box[2] || box[2] < other.box[0] || box[1] > other.box[3] || box[3] < other.box[1];
  if (apart) return wantInside ? null : [ring[0]![0]!, ring[0]![1]!];
  const all = touching.has(pairName(number, other.number));
  for (let i = 0; i + 1 < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[i + 1]!;
    for (const t of [0, 0.5]) {
      const x = a[0]! + t * (b[0]! - a[0]!);
      const y = a[1]! + t * (b[1]! - a[1]!);
      if (all && onRing(x, y, other.ring)) continue;
      if (pointInRings(x, y, [other.ring]) === wantInside) return [x, y];
      if (!all) return null;
    }
  }
  return null;
}

function onRing(x: number, y: number, ring: Ring): boolean {
  for (let i = 0; i + 1 < ring.length; i++) {
    const ax = ring[i]![0]!;
    const ay = ring[i]![1]!;
    const bx = ring[i + 1]![0]!;
    const by = ring[i + 1]![1]!;
    if (x < Math.min(ax, bx) || x > Math.max(ax, bx) || y < Math.min(ay, by) || y > Math.max(ay, by))
      continue;
    if (orientation(ax, ay, bx, by, x, y) === 0) return true;
  }
  return false;
}

function fault(
  code: GeometryFault,
  message: string,
  at: readonly [number, number] | null = null,
): PolygonFault {
  return { fault: code, message, at };
}
