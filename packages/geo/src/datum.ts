import { GeometryError } from "./geometry-error.ts";

/**
 * Reference frames met at the border of the system. WGS 84 and CGCS2000 agree within centimetres and are
 * one here. GCJ-02 (高德, 腾讯, 奥维 exports) shifts China by 300–700 m, BD-09 (百度) shifts GCJ-02 again.
 */
export type Datum = "wgs84" | "cgcs2000" | "gcj02" | "bd09";

export const DATUMS: readonly Datum[] = ["wgs84", "cgcs2000", "gcj02", "bd09"];

// The shift was never published by its authority; constants and terms as recovered and in general use
// (compared with the `vistawn/pygcj` description). Krasovsky 1940.
const KRASOVSKY = 6378245;
const KRASOVSKY_E2 = 0.006693421622965943;
const BD_PI = (Math.PI * 3000) / 180;

/** The shift is applied inside this box only; islands and borders far outside stay untouched. */
function inShiftedBox(lon: number, lat: number): boolean {
  return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
}

/** WGS 84 degrees → GCJ-02 degrees. */
export function wgs84ToGcj02(lon: number, lat: number): [number, number] {
  if (!inShiftedBox(lon, lat)) return [lon, lat];
  const x = lon - 105;
  const y = lat - 35;
  const root = Math.sqrt(Math.abs(x));
  const wave = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * (2 / 3);
  const dLat =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * root +
    wave +
    (20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * (2 / 3) +
    (160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y / 30) * Math.PI)) * (2 / 3);
  const dLon =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * root +
    wave +
    (20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * (2 / 3) +
    (150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * (2 / 3);
  const phi = (lat * Math.PI) / 180;
  const w2 = 1 - KRASOVSKY_E2 * Math.sin(phi) ** 2;
  const w = Math.sqrt(w2);
  const meridian = (KRASOVSKY * (1 - KRASOVSKY_E2)) / (w2 * w);
  const parallel = (KRASOVSKY / w) * Math.cos(phi);
  return [lon + (dLon * 180) / (parallel * Math.PI), lat + (dLat * 180) / (meridian * Math.PI)];
}

/** GCJ-02 degrees → BD-09 degrees. */
export function gcj02ToBd09(lon: number, lat: number): [number, number] {
  const z = Math.hypot(lon, lat) + 0.00002 * Math.sin(lat * BD_PI);
  const theta = Math.atan2(lat, lon) + 0.000003 * Math.cos(lon * BD_PI);
  return [z * Math.cos(theta) + 0.0065, z * Math.sin(theta) + 0.006];
}

/** WGS 84 degrees → BD-09 degrees. */
export function wgs84ToBd09(lon: number, lat: number): [number, number] {
  const [gLon, gLat] = wgs84ToGcj02(lon, lat);
  return gcj02ToBd09(gLon, gLat);
}

/** Fixed-point inverse of a smooth shift that moves neighbours almost alike. */
function unshift(
  shift: (lon: number, lat: number) => [number, number],
  lon: number,
  lat: number,
): [number, number] {
  let x = lon;
  let y = lat;
  for (let round = 0; round < 12; round++) {
    const [sx, sy] = shift(x, y);
    const dx = lon - sx;
    const dy = lat - sy;
    x += dx;
    y += dy;
    // 1e-10 degrees is about 0.01 mm.
    if (Math.abs(dx) < 1e-10 && Math.abs(dy) < 1e-10) break;
  }
  return [x, y];
}

/** GCJ-02 degrees → WGS 84 degrees, iterated: returns to its origin within 1 mm. */
export function gcj02ToWgs84(lon: number, lat: number): [number, number] {
  return inShiftedBox(lon, lat) ? unshift(wgs84ToGcj02, lon, lat) : [lon, lat];
}

/** BD-09 degrees → GCJ-02 degrees, iterated. */
export function bd09ToGcj02(lon: number, lat: number): [number, number] {
  return unshift(gcj02ToBd09, lon, lat);
}

/**
 * A position of the named datum as WGS 84 [longitude, latitude] in degrees. Inverses are iterated, error
 * below 1 mm against the forward formulas. Throws `not-finite` and `out-of-range`, with the values.
 */
export function toWgs84(lon: number, lat: number, datum: Datum): [number, number] {
  checkPosition(lon, lat);
  switch (datum) {
    case "wgs84":
    case "cgcs2000":
      return [lon, lat];
    case "gcj02":
      return gcj02ToWgs84(lon, lat);
    case "bd09": {
      const [gLon, gLat] = bd09ToGcj02(lon, lat);
      return gcj02ToWgs84(gLon, gLat);
    }
    default:
      throw new GeometryError("bad-option", `Datum ${String(datum)} is none of ${DATUMS.join(", ")}.`);
  }
}

/** A WGS 84 position in the named datum; only for handing out to other programs, never for storage. */
export function fromWgs84(lon: number, lat: number, datum: Datum): [number, number] {
  checkPosition(lon, lat);
  switch (datum) {
    case "wgs84":
    case "cgcs2000":
      return [lon, lat];
    case "gcj02":
      return wgs84ToGcj02(lon, lat);
    case "bd09":
      return wgs84ToBd09(lon, lat);
    default:
      throw new GeometryError("bad-option", `Datum ${String(datum)} is none of ${DATUMS.join(", ")}.`);
  }
}

function checkPosition(lon: number, lat: number): void {
  if (!Number.isFinite(lon) || !Number.isFinite(lat))
    throw new GeometryError("not-finite", `Position ${lon}, ${lat} is not a pair of numbers.`, [lon, lat]);
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90)
    throw new GeometryError("out-of-range", `Position ${lon}, ${lat} is not on the globe.`, [lon, lat]);
}
