/** 房屋轮廓: building footprints, imported by the office, behind which ground is not seen. */
import type { z } from "zod";
import {
  type SetSights,
  allSights,
  changedSights,
  walkLooks,
  type FootprintMap,
  type GroundRule,
  type GroundRuleChange,
} from "@lingzhu/domain/coverage";
import { problem } from "@lingzhu/domain/kernel";
import type { Outline } from "@lingzhu/domain/place";
import {
  PointIndex,
  boundsOf,
  distance,
  partsOf,
  pointInPolygon,
  polygonFault,
  tileKey,
  tileX,
  tileY,
  toWgs84,
  type AreaGeometry,
  type Datum,
} from "@lingzhu/geo";
import type { Reading, Writing } from "../db/transact.ts";
import { layGrid } from "./ground-grid.ts";
import { groundRules, tilesBetween, wallsFrom } from "./ground-rules.ts";
import * as store from "./ground-rules-store.ts";
import { holdAllGround } from "./ground-store.ts";
import { rebuildGround, restampTiles } from "./ground-stamp.ts";

/** Most footprints of one street. */
const MOST = 60_000;
/** Longer from corner to corner than this is no building: a boundary that was taken for one. */
const LARGEST_M = 1000;
/** Farther from the middle of the street than this is another place, degrees: some 33 km. */
const REACH_DEGREES = 0.3;

export async function groundRule(tx: Reading): Promise<GroundRule> {
  const rule = await store.ruleOf(tx);
  return {
    sights: allSights(rule?.sights ?? {}),
    ...(await store.footprintCounts(tx)),
    changedAt: rule?.changedAt ?? null,
    changedBy: rule?.changedBy ?? null,
  };
}

export async function footprintMap(tx: Reading): Promise<FootprintMap> {
  const footprints = await store.footprintsOf(tx);
  return {
    type: "FeatureCollection",
    features: footprints.map(({ id, outline, buildingId, name }) => ({
      type: "Feature",
      id,
      geometry: outline,
      properties: { buildingId, name },
    })),
  };
}

/** Sets the distances of sight. What was walked is laid out anew when a distance comes in that no tile has. */
export async function setSights(
  tx: Writing,
  personId: string,
  { sights }: z.output<typeof SetSights>,
): Promise<GroundRuleChange> {
  await holdAllGround(tx);
  const rule = await store.ruleOf(tx);
  const before = allSights(rule?.sights ?? {});
  await store.saveRule(tx, personId, {
    sights: changedSights(sights),
    footprints: rule?.footprints ?? null,
  });
  const sameLooks = JSON.stringify(walkLooks(before)) === JSON.stringify(walkLooks(sights));
  const restampedDays = sameLooks ? 0 : await rebuildGround(tx);
  tx.audit({
    act: "ground.sights",
    noun: "street",
    id: String(tx.streetId),
    detail: { before: changedSights(before), after: changedSights(sights), restampedDays },
  });
  tx.announce("track");
  return { ...(await store.footprintCounts(tx)), rejected: [], restampedDays };
}

/** Replaces the footprints of the street by those of a GeoJSON file, and looks again at the walks that came near. */
export async function importFootprints(
  tx: Writing,
  personId: string,
  { bytes, datum }: { bytes: unknown; datum: Datum },
): Promise<GroundRuleChange> {
  if (!(bytes instanceof Uint8Array)) throw problem("input.unreadable", { reason: "没有收到文件" });
  const { outlines, rejected } = readFootprints(bytes, datum);
  const first = outlines[0]?.outline.coordinates[0]?.[0];
  if (!first && rejected.length > 0)
    throw problem("input.unreadable", {
      reason: `文件里没有可用的房屋轮廓：第 ${rejected[0]!.feature} 个，${rejected[0]!.reason}`,
    });
  await holdAllGround(tx);
  const street = await layGrid(tx, first ?? [117, 34]);
  const kept: Outline[] = [];
  for (const { outline, feature } of outlines) {
    const [west, south, east, north] = boundsOf(outline);
    const near =
      Math.abs(west - street.grid.lon0) < REACH_DEGREES &&
      Math.abs(east - street.grid.lon0) < REACH_DEGREES &&
      Math.abs(south - street.grid.lat0) < REACH_DEGREES &&
      Math.abs(north - street.grid.lat0) < REACH_DEGREES;
    if (!near) rejected.push({ feature, reason: "离本街道太远，请核对坐标系" });
    else if (distance(west, south, east, north) > LARGEST_M)
      rejected.push({ feature, reason: `超过 ${LARGEST_M} 米，不是一栋房屋的轮廓` });
    else kept.push(outline);
  }
  if (kept.length === 0 && outlines.length > 0)
    throw problem("input.unreadable", {
      reason: `文件里没有可用的房屋轮廓：第 ${rejected[0]!.feature} 个，${rejected[0]!.reason}`,
    });
  const rule = await store.ruleOf(tx);
  const { walls: before } = await groundRules(tx, street);
  const buildingOf = buildingFinder(await store.buildingsWithPosition(tx));
  await store.replaceFootprints(
    tx,
    kept.map((outline) => ({ id: tx.newId(), buildingId: buildingOf(outline), outline })),
  );
  await store.saveRule(tx, personId, {
    sights: rule?.sights ?? {},
    footprints: kept.length > 0 ? tx.newId() : null,
  });
  const after = kept.length > 0 ? wallsFrom(kept, street) : null;
  const restampedDays = await restampTiles(tx, tilesBetween(before, after, around));
  const counts = await store.footprintCounts(tx);
  tx.audit({
    act: "ground.footprints",
    noun: "street",
    id: String(tx.streetId),
    detail: { ...counts, rejected: rejected.length, restampedDays },
  });
  tx.announce("track");
  return { ...counts, rejected: rejected.slice(0, 100), restampedDays };
}

/** A tile and the eight around it. */
const around = (key: number): number[] =>
  [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => tileKey(tileX(key) + dx, tileY(key) + dy)));

interface Feature {
  geometry?: AreaGeometry | null;
}

/** Outlines of a GeoJSON file in WGS 84, one for each part of a MultiPolygon. Heights and properties are not read. */
function readFootprints(
  bytes: Uint8Array,
  datum: Datum,
): { outlines: { outline: Outline; feature: number }[]; rejected: GroundRuleChange["rejected"] } {
  let document: { type?: unknown; features?: unknown; crs?: { properties?: { name?: unknown } } };
  try {
    document = JSON.parse(new TextDecoder().decode(bytes)) as typeof document;
  } catch {
    throw problem("input.unreadable", { reason: "这不是完好的 GeoJSON 文件" });
  }
  if (document?.type !== "FeatureCollection" || !Array.isArray(document.features))
    throw problem("input.unreadable", {
      reason: "这不是 GeoJSON 的 FeatureCollection，请从地图软件另存为 GeoJSON",
    });
  const crs = String(document.crs?.properties?.name ?? "");
  if (crs !== "" && !/CRS84|4326|4490/.test(crs))
    throw problem("input.unreadable", {
      reason: `坐标系是 ${crs}，请转为经纬度（WGS 84 或 CGCS2000）后再导入`,
    });
  if (document.features.length > MOST) throw problem("input.too-large", { limit: `${MOST} 个轮廓` });
  const outlines: { outline: Outline; feature: number }[] = [];
  const rejected: GroundRuleChange["rejected"] = [];
  for (const [f, feature] of (document.features as (Feature | null)[]).entries()) {
    const geometry = feature?.geometry;
    const fault = geometry ? polygonFault(geometry) : { message: "没有轮廓" };
    if (!geometry || fault) {
      rejected.push({ feature: f + 1, reason: faultWords(fault) });
      continue;
    }
    for (const rings of partsOf(geometry))
      outlines.push({
        feature: f + 1,
        outline: {
          type: "Polygon",
          coordinates: rings.map((ring) => ring.map((at) => toWgs84(at[0]!, at[1]!, datum))),
        },
      });
  }
  return { outlines, rejected };
}

const faultWords = (fault: { fault?: string; message: string } | null): string =>
  fault?.fault === "out-of-range"
    ? "经纬度超出范围，可能写反了"
    : fault?.fault === "self-intersection"
      ? "轮廓自己相交"
      : fault?.fault === "not-closed"
        ? "轮廓没有首尾相接"
        : "不是合法的面";

/** Finds the building of the register that stands in an outline: the first of those whose position lies in it. */
function buildingFinder(buildings: readonly { id: string; lon: number; lat: number }[]) {
  const index = new PointIndex(
    buildings.map(({ lon }) => lon),
    buildings.map(({ lat }) => lat),
  );
  const hits = new Uint32Array(buildings.length);
  return (outline: Outline): string | null => {
    const [west, south, east, north] = boundsOf(outline);
    const found = Math.min(index.searchInto(west, south, east, north, hits), hits.length);
    const inside = Array.from(hits.subarray(0, found), (at) => index.ids[at]!)
      .sort((a, b) => a - b)
      .find((i) => pointInPolygon(buildings[i]!.lon, buildings[i]!.lat, outline));
    return inside === undefined ? null : buildings[inside]!.id;
  };
}
