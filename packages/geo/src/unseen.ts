import { TILE_CELLS, TILE_SHIFT, requireSameGrid, tileX, tileY, type Bitmap } from "./bitmap.ts";
import { contourArea, contours, type Block, type ContourRing } from "./contour.ts";
import { GeometryError } from "./geometry-error.ts";
import type { Mask } from "./mask.ts";
import type { MultiPolygonGeometry } from "./polygon.ts";
import { crossingRings, polygonFault } from "./polygon-validity.ts";
import type { Projection } from "./projection.ts";
import { simplifyRing } from "./simplify.ts";

export interface UnseenOptions {
  /** No outline moves farther than this by simplifying, metres; one cell by default. */
  tolerance?: number;
  /** Smaller pieces and holes are left out, m²; 4 by default. */
  minM2?: number;
  /** Cells nobody can look at: building footprints. */
  blocked?: Bitmap;
}

export interface Unseen {
  /** Longitude/latitude to 7 decimals, outer rings counter-clockwise (RFC 7946); null when nothing is left. */
  readonly geometry: MultiPolygonGeometry | null;
  /** m² of unseen cells, before small pieces were left out and outlines simplified. */
  readonly areaM2: number;
  /** m² in pieces smaller than `minM2`, which the geometry does not show. */
  readonly omittedM2: number;
}

/** More cells than this in one polygon's box are refused: use larger cells or smaller polygons. */
const MOST_CELLS = 2 ** 27;

/**
 * The part of a polygon that is not in the bitmap, as valid simplified GeoJSON. Cells count to the polygon
 * when it holds at least half of them. Validity is checked after rounding; where simplifying made outlines
 * meet, the rings concerned are simplified less, down to the plain cell outline, which never meets itself.
 */
export function unseenPart(
  mask: Mask,
  seen: Bitmap,
  projection: Projection,
  options: UnseenOptions = {},
): Unseen {
  requireSameGrid(mask.grid, seen.grid);
  const { cell } = mask.grid;
  const tolerance = (options.tolerance ?? cell) / cell;
  const minCells = (options.minM2 ?? 4) / (cell * cell);
  if (!(tolerance >= 0) || !(minCells >= 0))
    throw new GeometryError(
      "bad-option",
      `Tolerance ${options.tolerance} m and smallest piece ${options.minM2} m² must not be negative.`,
    );
  const { block, i0, j0, count } = unseenBlock(mask, seen, options.blocked);
  let omitted = 0;
  const rings = contours(block).filter((ring) => {
    const area = contourArea(ring);
    // The outline cuts corners; half a cell more comes near the cells it stands for.
    const small = Math.abs(area) + 0.5 < minCells;
    if (small && area > 0) omitted += area + 0.5;
    return !small;
  });
  const areaM2 = count * cell * cell;
  const omittedM2 = Math.min(areaM2, omitted * cell * cell);
  const polygons = assemble(rings);
  if (polygons.length === 0) return { geometry: null, areaM2, omittedM2 };

  const toDegrees = (ring: ContourRing): [number, number][] => {
    const out: [number, number][] = [];
    for (let n = 0; n < ring.length; n += 2) {
      const [lon, lat] = projection.inverse((ring[n]! + i0) * cell, (ring[n + 1]! + j0) * cell);
      out.push([Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7]);
    }
    out.push([out[0]![0], out[0]![1]]);
    return out;
  };
  const used = polygons.flatMap((rs) => rs.map(() => tolerance));
  const drawn = polygons.map((rs) => rs.map((ring) => toDegrees(simplifyRing(ring, tolerance))));
  for (;;) {
    const geometry: MultiPolygonGeometry = { type: "MultiPolygon", coordinates: drawn };
    const bad = crossingRings(drawn);
    const found = bad.size > 0 ? null : polygonFault(geometry);
    if (bad.size === 0 && !found) return { geometry, areaM2, omittedM2 };
    let relaxed = false;
    let number = 0;
    for (const [p, rs] of polygons.entries())
      for (const [r, ring] of rs.entries()) {
        const n = number++;
        // A ring that came out on the wrong side of another crosses nothing: then all are relaxed.
        if (used[n] === 0 || (!found && !bad.has(n))) continue;
        used[n] = used[n]! > tolerance / 4 ? used[n]! / 2 : 0;
        drawn[p]![r] = toDegrees(simplifyRing(ring, used[n]!));
        relaxed = true;
      }
    if (!relaxed)
      throw new GeometryError(
        found?.fault ?? "ring-crossing",
        "The plain outline of unseen cells is not valid.",
      );
  }
}

function unseenBlock(
  mask: Mask,
  seen: Bitmap,
  blocked: Bitmap | undefined,
): { block: Block; i0: number; j0: number; count: number } {
  const { cell } = mask.grid;
  const [minX, minY, maxX, maxY] = mask.bounds;
  const i0 = Math.floor(minX / cell) - 2;
  const j0 = Math.floor(minY / cell) - 2;
  const width = Math.ceil(maxX / cell) + 2 - i0;
  const height = Math.ceil(maxY / cell) + 2 - j0;
  if (width * height > MOST_CELLS)
    throw new GeometryError(
      "bad-option",
      `A polygon of ${width} × ${height} cells of ${cell} m is too large to outline; use larger cells.`,
    );
  const cells = new Uint8Array(width * height);
  let count = 0;
  for (const tile of mask.tiles) {
    const left = tileX(tile.key) * TILE_CELLS - i0;
    const top = tileY(tile.key) * TILE_CELLS - j0;
    const words = seen.tiles.get(tile.key);
    const walls = blocked?.tiles.get(tile.key);
    const put = (at: number): void => {
      const bit = at & 31;
      if (((words?.[at >> 5] ?? 0) >>> bit) & 1 || ((walls?.[at >> 5] ?? 0) >>> bit) & 1) return;
      cells[(top + (at >> TILE_SHIFT)) * width + left + (at & (TILE_CELLS - 1))] = 1;
      count++;
    };
    for (let n = 0; n < tile.runs.length; n += 3)
      for (let c = tile.runs[n + 1]!; c <= tile.runs[n + 2]!; c++) put((tile.runs[n]! << TILE_SHIFT) | c);
    for (let n = 0; n < tile.cut.length; n++) if (tile.share[n]! >= 0.5) put(tile.cut[n]!);
  }
  return { block: { width, height, cells }, i0, j0, count };
}

/** Rings sorted into polygons: each outer ring with the holes of which it is the smallest around. */
function assemble(rings: readonly ContourRing[]): ContourRing[][] {
  const outers = rings
    .map((ring) => ({ ring, area: contourArea(ring), box: boxOf(ring), holes: [] as ContourRing[] }))
    .filter((o) => o.area > 0)
    .sort((a, b) => a.area - b.area);
  for (const hole of rings) {
    if (contourArea(hole) > 0) continue;
    const x = hole[0]!;
    const y = hole[1]!;
    const home = outers.find(
      (o) => x > o.box[0] && x < o.box[2] && y > o.box[1] && y < o.box[3] && insideRing(x, y, o.ring),
    );
    home?.holes.push(hole);
  }
  return outers.map((o) => [o.ring, ...o.holes]);
}

function boxOf(ring: ContourRing): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let n = 0; n < ring.length; n += 2) {
    box[0] = Math.min(box[0], ring[n]!);
    box[1] = Math.min(box[1], ring[n + 1]!);
    box[2] = Math.max(box[2], ring[n]!);
    box[3] = Math.max(box[3], ring[n + 1]!);
  }
  return box;
}

function insideRing(x: number, y: number, ring: ContourRing): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    if (
      ring[i + 1]! > y !== ring[j + 1]! > y &&
      x < ((ring[j]! - ring[i]!) * (y - ring[i + 1]!)) / (ring[j + 1]! - ring[i + 1]!) + ring[i]!
    )
      inside = !inside;
  return inside;
}
