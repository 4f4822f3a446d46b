/** Which tiles of the Web Mercator scheme a zone needs. Pure. */
import type { Extent } from "./map-features.ts";

export interface TileId {
  z: number;
  x: number;
  y: number;
}

/** The tile of a point at a zoom level (EPSG:3857, XYZ). */
export function tileAt(lon: number, lat: number, z: number): TileId {
  const n = 2 ** z;
  const radians = (lat * Math.PI) / 180;
  const clamp = (value: number) => Math.min(n - 1, Math.max(0, Math.floor(value)));
  return {
    z,
    x: clamp(((lon + 180) / 360) * n),
    y: clamp(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * n),
  };
}

/**
 * Tiles of an extent from `from` to `to`, coarse ones first, and no more than `most`: where the finest level would pass
 * that, it is left out and the map enlarges the one above.
 */
export function tilesOf(
  [west, south, east, north]: Extent,
  from: number,
  to: number,
  most: number,
): TileId[] {
  const tiles: TileId[] = [];
  for (let z = from; z <= to; z++) {
    const first = tileAt(west, north, z);
    const last = tileAt(east, south, z);
    const count = (last.x - first.x + 1) * (last.y - first.y + 1);
    if (tiles.length + count > most) break;
    for (let x = first.x; x <= last.x; x++) for (let y = first.y; y <= last.y; y++) tiles.push({ z, x, y });
  }
  return tiles;
}
