import { readFile } from "node:fs/promises";
import { GeometryError, requirePolygon, type AreaGeometry, type GeometryFault } from "@lingzhu/geo";
import { numberWritten, timeWritten } from "@lingzhu/domain/kernel";
import type { FixList } from "./fix-list.ts";
import { Unusable } from "./unusable.ts";

interface Feature {
  type?: unknown;
  id?: unknown;
  geometry?: { type?: unknown; coordinates?: unknown } | null;
  properties?: Record<string, unknown> | null;
}

async function featuresOf(file: string): Promise<Feature[]> {
  let document: { type?: unknown; features?: unknown; crs?: { properties?: { name?: unknown } } };
  try {
    document = JSON.parse((await readFile(file, "utf8")).replace(/^\uFEFF/, "")) as typeof document;
  } catch (error) {
    if (error instanceof SyntaxError) throw new Unusable(`${file} 不是完好的 JSON：${error.message}`);
    throw error;
  }
  const crs = String(document?.crs?.properties?.name ?? "");
  if (crs !== "" && !/CRS84|4326|4490/.test(crs))
    throw new Unusable(`${file} 的坐标系是 ${crs}，请先转为 WGS 84 或 CGCS2000 经纬度。`);
  if (document?.type === "FeatureCollection" && Array.isArray(document.features)) {
    const odd = document.features.findIndex((feature) => typeof feature !== "object" || feature === null);
    if (odd >= 0) throw new Unusable(`${file} 第 ${odd + 1} 个要素不是 GeoJSON 要素。`);
    return document.features as Feature[];
  }
  if (document?.type === "Feature") return [document as Feature];
  throw new Unusable(`${file} 不是 GeoJSON 的 FeatureCollection。`);
}

/**
 * Fixes of a GeoJSON file: LineString and MultiLineString (each line a track; times in the property
 * `coordTimes`, `times` or `coordinateProperties.times`) and Points with `time`, `accuracy` and `track`.
 */
export async function readFixesGeoJson(file: string, into: FixList): Promise<void> {
  for (const [f, { geometry, properties }] of (await featuresOf(file)).entries()) {
    const more = properties ?? {};
    if (geometry?.type === "Point") {
      const [lon, lat] = geometry.coordinates as unknown[];
      const time = timeWritten(more["time"] ?? more["timestamp"]);
      const track = into.track(`${file} ${String(more["track"] ?? "")}`);
      into.add(numberWritten(lon), numberWritten(lat), time, numberWritten(more["accuracy"]), track);
      continue;
    }
    const single = geometry?.type === "LineString";
    if (!single && geometry?.type !== "MultiLineString")
      throw new Unusable(`${file} 第 ${f + 1} 个要素是 ${String(geometry?.type)}，轨迹应为线或点。`);
    const lines = (single ? [geometry.coordinates] : geometry.coordinates) as unknown[][][];
    const nested = more["coordinateProperties"] as { times?: unknown } | undefined;
    const given = (more["coordTimes"] ?? more["times"] ?? nested?.times) as unknown[] | undefined;
    const times = (single ? [given] : given) as unknown[][] | undefined;
    for (const [l, line] of lines.entries()) {
      const track = into.track(`${file} ${f} ${l}`);
      for (const [i, position] of line.entries())
        into.add(
          numberWritten(position[0]),
          numberWritten(position[1]),
          timeWritten(times?.[l]?.[i]),
          Number.NaN,
          track,
        );
    }
  }
}

const FAULTS: Partial<Record<GeometryFault, string>> = {
  "not-finite": "坐标不是数字",
  "out-of-range": "经纬度超出范围，可能经纬度写反了",
  antimeridian: "跨越了 180° 经线，请先在那里切开",
  "too-few-points": "边界少于四个点",
  "not-closed": "边界没有首尾相接",
  "zero-area": "边界围不出面积",
  "self-intersection": "边界自己相交",
  "ring-crossing": "两条边界相交或重叠",
  "hole-outside": "空洞伸出了外边界",
  "nested-hole": "空洞套着空洞",
  "overlapping-parts": "几个部分互相重叠",
  empty: "不是面，或没有坐标",
};

export interface Zone {
  readonly id: string | number;
  readonly geometry: AreaGeometry;
}

/** Footprints of buildings in a GeoJSON file: valid polygons, whatever they are called. */
export async function readBuildings(file: string): Promise<AreaGeometry[]> {
  const features = await featuresOf(file);
  if (features.length === 0) throw new Unusable(`${file} 里没有房屋轮廓。`);
  return features.map(({ geometry }, f) => polygonOf(geometry, `${file} 第 ${f + 1} 个房屋轮廓`));
}

function polygonOf(geometry: unknown, name: string): AreaGeometry {
  try {
    return requirePolygon(geometry as AreaGeometry);
  } catch (error) {
    if (!(error instanceof GeometryError)) throw error;
    const place = error.at ? `，在 ${error.at[0]}, ${error.at[1]} 附近` : "";
    throw new Unusable(`${name} 不能用：${FAULTS[error.fault] ?? error.message}${place}。`);
  }
}

/** Zones of a GeoJSON file: valid polygons with an `id`, of the feature or among its properties. */
export async function readZones(file: string): Promise<Zone[]> {
  const zones: Zone[] = [];
  const ids = new Set<string>();
  for (const [f, feature] of (await featuresOf(file)).entries()) {
    const id = feature.id ?? feature.properties?.["id"];
    if (typeof id !== "string" && typeof id !== "number")
      throw new Unusable(`${file} 第 ${f + 1} 个片没有 id。`);
    if (ids.has(String(id))) throw new Unusable(`${file} 有两个片的 id 都是 ${id}。`);
    ids.add(String(id));
    zones.push({ id, geometry: polygonOf(feature.geometry, `${file} 中的片 ${id}`) });
  }
  if (zones.length === 0) throw new Unusable(`${file} 里没有片。`);
  return zones;
}
