/** What the phone's map draws, as GeoJSON (RFC 7946) made from the places shown, the fix and one's own track. Pure. */
import { localProjection } from "@lingzhu/geo";
import type { FieldPlace } from "@lingzhu/domain/patrol";
import { groupsOf, seenOf, type PlaceGroup } from "../zone/places.ts";
import { summarise, type TrackPoint } from "../track/chunk.ts";

interface Feature {
  type: "Feature";
  properties: Record<string, unknown>;
  geometry:
    | { type: "Point"; coordinates: number[] }
    | { type: "LineString"; coordinates: number[][] }
    | { type: "Polygon"; coordinates: number[][][] };
}
export interface Features {
  type: "FeatureCollection";
  features: Feature[];
}
const collection = (features: Feature[]): Features => ({ type: "FeatureCollection", features });

/** What stands at one point: a single courtyard or plot, or a building with all its doors. */
export interface MapSpot {
  key: string;
  lon: number;
  lat: number;
  /** As the list groups them. */
  group: PlaceGroup;
}

/** Places with a position by where they stand; those of one building, or of one point, are one spot. */
export function spotsOf(places: readonly FieldPlace[]): MapSpot[] {
  return groupsOf(places).flatMap((group) => {
    const byPoint = new Map<string, FieldPlace[]>();
    for (const place of group.places) {
      if (place.lon === null || place.lat === null) continue;
      const at = `${place.lon.toFixed(6)},${place.lat.toFixed(6)}`;
      byPoint.set(at, [...(byPoint.get(at) ?? []), place]);
    }
    // Doors of a building lie above each other; a lane's courtyards stand apart.
    const apart = group.places.every(({ floor }) => floor === null);
    const spot = (members: PlaceGroup): MapSpot => ({
      key: members.places[0]!.id,
      lon: members.lon!,
      lat: members.lat!,
      group: members,
    });
    if (!apart) return group.lon === null ? [] : [spot(group)];
    return [...byPoint.values()].map((members) =>
      spot({ ...group, places: members, lon: members[0]!.lon, lat: members[0]!.lat }),
    );
  });
}

/** Eighths of a spot's places that are seen, rounded down, so that a full ring means every one. */
const eighths = ({ places }: PlaceGroup) => Math.floor((seenOf(places) / places.length) * 8);

/** The image that tells a spot's state by its shape besides its colour. */
export const markOf = ({ group }: MapSpot): string => {
  const only = group.places[0]!;
  return group.places.length > 1 ? `ring-${eighths(group)}` : `${only.kind}-${only.state}`;
};

/** Short name beside a mark: the building without its compound, or the plot. */
const labelOf = ({ group }: MapSpot) =>
  group.places.length === 1 ? group.places[0]!.name : (group.name.split(" ").at(-1) ?? group.name);

export const spotFeatures = (spots: readonly MapSpot[], chosen: string | null): Features =>
  collection(
    spots.map((spot) => ({
      type: "Feature",
      properties: {
        key: spot.key,
        mark: markOf(spot),
        label: labelOf(spot),
        chosen: spot.group.places.some(({ id }) => id === chosen),
        isKey: spot.group.places.some(({ isKey }) => isKey),
      },
      geometry: { type: "Point", coordinates: [spot.lon, spot.lat] },
    })),
  );

/** Walked stretches as lines; the gaps between them as their own, never joined as if walked. */
export function trackFeatures(points: readonly TrackPoint[]): Features {
  const { parts } = summarise(points);
  const line = (coordinates: number[][], gap: boolean): Feature => ({
    type: "Feature",
    properties: { gap },
    geometry: { type: "LineString", coordinates },
  });
  const at = ([lon, lat]: TrackPoint) => [lon, lat];
  const walked = parts.filter(({ length }) => length > 1).map((part) => line(part.map(at), false));
  const gaps = parts.slice(1).map((part, i) => line([at(parts[i]!.at(-1)!), at(part[0]!)], true));
  return collection([...walked, ...gaps]);
}

const CORNERS = 48;
/** Where the phone is, within the radius that it claims (metres). */
export function fixFeatures(fix: { lon: number; lat: number; accuracy: number } | null): Features {
  if (!fix) return collection([]);
  const { inverse } = localProjection(fix.lon, fix.lat);
  const ring = Array.from({ length: CORNERS + 1 }, (_, i) => {
    const angle = (2 * Math.PI * (i % CORNERS)) / CORNERS;
    return [...inverse(fix.accuracy * Math.cos(angle), fix.accuracy * Math.sin(angle))];
  });
  return collection([
    { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } },
    { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [fix.lon, fix.lat] } },
  ]);
}

export type Extent = [west: number, south: number, east: number, north: number];
/** What all spots lie in, at least some sixty metres wide; null without any. */
export function extentOf(spots: readonly { lon: number; lat: number }[]): Extent | null {
  if (spots.length === 0) return null;
  const lons = spots.map(({ lon }) => lon);
  const lats = spots.map(({ lat }) => lat);
  const margin = 0.0003;
  return [
    Math.min(...lons) - margin,
    Math.min(...lats) - margin,
    Math.max(...lons) + margin,
    Math.max(...lats) + margin,
  ];
}
