/** 地面: what the map draws, as GeoJSON made from a map layer and tracks. Pure. */
import type { FootprintMap, GroundMap as GroundCover } from "@lingzhu/domain/coverage";
import type { MapLayer } from "@lingzhu/domain/place";
import type { PlaceState } from "@lingzhu/domain/patrol";
import { toneOfFinding } from "./cell-state.ts";
import { toneOfPlaceState } from "../../shared/theme/index.ts";

/** As much of GeoJSON (RFC 7946) as the map draws. */
interface Feature {
  type: "Feature";
  properties: Record<string, unknown>;
  geometry:
    | { type: "Point"; coordinates: number[] }
    | { type: "LineString"; coordinates: number[][] }
    | { type: "Polygon"; coordinates: number[][][] }
    | { type: "MultiPolygon"; coordinates: number[][][][] };
}
export interface FeatureCollection {
  type: "FeatureCollection";
  features: Feature[];
}

/** One recorded point: longitude, latitude, milliseconds, accuracy in metres. */
export type TrackPoint = readonly [number, number, number, number];
export interface GroundTrack {
  factId: string;
  by: string;
  points: readonly TrackPoint[];
}

const collection = (features: Feature[]): FeatureCollection => ({ type: "FeatureCollection", features });
const point = (id: string, lon: number, lat: number, properties: Record<string, unknown>): Feature => ({
  type: "Feature",
  properties: { id, ...properties },
  geometry: { type: "Point", coordinates: [lon, lat] },
});

/** Plots with an outline as areas. */
export const plotAreas = (layer: MapLayer): FeatureCollection =>
  collection(
    layer.plots.flatMap((plot) =>
      plot.outline
        ? [
            {
              type: "Feature" as const,
              properties: { id: plot.id, name: plot.name, tone: toneOfPlaceState[plot.state] },
              geometry: plot.outline,
            },
          ]
        : [],
    ),
  );

/** Plots without an outline as points. */
export const plotPoints = (layer: MapLayer): FeatureCollection =>
  collection(
    layer.plots.flatMap((plot) =>
      !plot.outline && plot.lon !== null && plot.lat !== null
        ? [point(plot.id, plot.lon, plot.lat, { name: plot.name, tone: toneOfPlaceState[plot.state] })]
        : [],
    ),
  );

/** One stage of being seen, as the server clips it to the plots. */
export type CoverLayer = Pick<GroundCover, "features">;

/** Ground by how often it was seen; together the stages are the whole plots. */
export const coverAreas = (layers: readonly CoverLayer[]): FeatureCollection =>
  collection(
    layers.flatMap(({ features }) =>
      features.map(({ geometry, properties }) => ({
        type: "Feature" as const,
        properties: { id: properties.placeId, layer: properties.layer },
        geometry,
      })),
    ),
  );

/** Buildings as the office imported them. */
export const wallAreas = (walls: FootprintMap | undefined): FeatureCollection =>
  collection(
    (walls?.features ?? []).map(({ id, geometry }) => ({
      type: "Feature",
      properties: { id },
      geometry,
    })),
  );

export const SHARES = 8;
/** The share ring of a building in eighths, rounded down, so that a full ring means every door. */
export const shareEighths = (states: Partial<Record<PlaceState, number>>, total: number): number =>
  total === 0 ? 0 : Math.floor(((states.seen ?? 0) / total) * SHARES);

export const buildingPoints = (layer: MapLayer): FeatureCollection =>
  collection(
    layer.buildings.map((building) =>
      point(building.id, building.lon, building.lat, {
        name: building.name,
        ring: `ring-${shareEighths(building.states, building.total)}`,
        total: building.total,
        seen: building.states.seen ?? 0,
      }),
    ),
  );

export const findingPoints = (layer: MapLayer): FeatureCollection =>
  collection(
    layer.findings.flatMap((finding) => {
      const tone = toneOfFinding(finding.state);
      return tone === null
        ? []
        : [
            point(finding.id, finding.lon, finding.lat, {
              name: finding.number,
              tone,
              flower: `flower-${tone}`,
            }),
          ];
    }),
  );

/** Pauses longer than this are a gap: drawn dotted, never joined as if walked. */
export const GAP_MS = 120_000;

/** Walked stretches as lines and the gaps between them as their own lines. */
export function trackLines(tracks: readonly GroundTrack[]): FeatureCollection {
  const features: Feature[] = [];
  const line = (track: GroundTrack, coordinates: number[][], gap: boolean) => {
    if (coordinates.length > 1)
      features.push({
        type: "Feature",
        properties: { id: track.factId, by: track.by, gap },
        geometry: { type: "LineString", coordinates },
      });
  };
  for (const track of tracks) {
    let run: number[][] = [];
    let before: TrackPoint | null = null;
    for (const here of track.points) {
      if (before && here[2] - before[2] > GAP_MS) {
        line(track, run, false);
        line(
          track,
          [
            [before[0], before[1]],
            [here[0], here[1]],
          ],
          true,
        );
        run = [];
      }
      run.push([here[0], here[1]]);
      before = here;
    }
    line(track, run, false);
  }
  return collection(features);
}

/** West, south, east, north of everything, or null when there is nothing on the ground. */
export function extentOf(collections: readonly FeatureCollection[]): [number, number, number, number] | null {
  const extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] === "number" && typeof value[1] === "number") {
      extent[0] = Math.min(extent[0], value[0]);
      extent[1] = Math.min(extent[1], value[1]);
      extent[2] = Math.max(extent[2], value[0]);
      extent[3] = Math.max(extent[3], value[1]);
    } else value.forEach(walk);
  };
  for (const { features } of collections) for (const { geometry } of features) walk(geometry.coordinates);
  return Number.isFinite(extent[0]) ? extent : null;
}
