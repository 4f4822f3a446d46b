/** Coordinates of a ledger row, checked and brought to WGS 84. */
import type { Column } from "./columns.ts";
import { plainText } from "./plain-text.ts";

/** Datums that ledgers come in; the file does not say which, so a person does. */
export type LedgerDatum = "wgs84" | "cgcs2000" | "gcj02" | "bd09";

export interface CoordinateContext {
  /** Null: not told. Rows with coordinates are then refused, because a wrong datum moves a place by hundreds of metres. */
  datum: LedgerDatum | null;
  /** Converts degrees of a datum to WGS 84; `toWgs84` of @lingzhu/geo. */
  toWgs84: (lon: number, lat: number, datum: LedgerDatum) => [number, number];
}

type Refuse = (column: Column, reason: string) => null;
interface Coordinates {
  lon: number | null;
  lat: number | null;
}
const NONE: Coordinates = { lon: null, lat: null };

// Bounds of the land of China in degrees; a longitude there can never be a latitude there.
const isLon = (value: number) => value >= 73 && value <= 136;
const isLat = (value: number) => value >= 3 && value <= 54;

/** Both cells or neither; the answer is WGS 84 rounded to 1e-7 degrees (about one centimetre). */
export function readCoordinates(
  lonText: string | null,
  latText: string | null,
  context: CoordinateContext,
  refuse: Refuse,
): Coordinates {
  if (lonText === null && latText === null) return NONE;
  if (lonText === null || latText === null) {
    refuse(lonText === null ? "lon" : "lat", lonText === null ? "有纬度而没有经度" : "有经度而没有纬度");
    return NONE;
  }
  const lon = degrees(lonText);
  const lat = degrees(latText);
  if (lon === null || lat === null) {
    const [column, text] = lon === null ? (["lon", lonText] as const) : (["lat", latText] as const);
    refuse(column, `坐标「${text}」不是度数`);
    return NONE;
  }
  // Some systems export 0, 0 for a place without a position.
  if (lon === 0 && lat === 0) return NONE;
  if (isLat(lon) && isLon(lat)) {
    refuse("lon", "经度和纬度像是填反了，请对调两列");
    return NONE;
  }
  if (Math.abs(lon) > 1000 || Math.abs(lat) > 1000) {
    refuse("lon", `坐标 ${lonText}, ${latText} 像是投影坐标（米），请换成经纬度`);
    return NONE;
  }
  if (!isLon(lon) || !isLat(lat)) {
    refuse(isLon(lon) ? "lat" : "lon", `坐标 ${lonText}, ${latText} 不在国内`);
    return NONE;
  }
  if (context.datum === null) {
    refuse("lon", "还没有说明坐标系，坐标无法采用");
    return NONE;
  }
  const [east, north] = context.toWgs84(lon, lat, context.datum);
  return { lon: Math.round(east * 1e7) / 1e7, lat: Math.round(north * 1e7) / 1e7 };
}

/** "116.97", "116°58′12″", "116.97°E" as degrees. */
function degrees(text: string): number | null {
  const plain = plainText(text).replace(/^(?:E|N|东经|北纬)|(?:E|N)$/g, "");
  if (/^-?\d+(?:\.\d+)?(?:E[+-]?\d+)?°?$/.test(plain)) return Number.parseFloat(plain);
  // NFKC turns ″ into two ′, which is why both spellings are looked for.
  const parts = /^(\d{1,3})[°度](\d{1,2})['′’分](?:(\d{1,2}(?:\.\d+)?)(?:["″”秒]|['′’]{2})?)?$/.exec(plain);
  if (!parts) return null;
  const [minutes, seconds] = [Number(parts[2]), Number(parts[3] ?? 0)];
  return minutes < 60 && seconds < 60 ? Number(parts[1]) + minutes / 60 + seconds / 3600 : null;
}
