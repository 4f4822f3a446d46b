import type { Map as GroundMap } from "maplibre-gl";
import { themeColour } from "./map-marks.ts";

/** The layer of marks, which is what a finger finds. */
export const SPOTS = "spots";

/** Names grow with the reader's own text size, up to what a map still has room for (pixels). */
const textSize = () =>
  Math.min(22, 0.78 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize));

/** Every layer above the ground, bottom first; their sources are filled by the page. */
export function addMapLayers(map: GroundMap): void {
  const empty = { type: "FeatureCollection" as const, features: [] };
  for (const source of ["fix", "track", "spots"]) map.addSource(source, { type: "geojson", data: empty });
  const action = themeColour("action-main");
  map.addLayer({
    id: "accuracy",
    type: "fill",
    source: "fix",
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": action, "fill-opacity": 0.12, "fill-outline-color": action },
  });
  map.addLayer({
    id: "track",
    type: "line",
    source: "track",
    filter: ["!", ["get", "gap"]],
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": action, "line-width": 2 },
  });
  map.addLayer({
    id: "track-gaps",
    type: "line",
    source: "track",
    filter: ["get", "gap"],
    paint: { "line-color": themeColour("ink-soft"), "line-width": 1.5, "line-dasharray": [1, 3] },
  });
  map.addLayer({
    id: "chosen",
    type: "circle",
    source: "spots",
    filter: ["get", "chosen"],
    paint: {
      "circle-radius": 23,
      "circle-color": "rgba(0,0,0,0)",
      "circle-stroke-color": action,
      "circle-stroke-width": 4,
    },
  });
  map.addLayer({
    id: SPOTS,
    type: "symbol",
    source: "spots",
    layout: {
      "icon-image": ["get", "mark"],
      "icon-allow-overlap": true,
      "icon-size": ["interpolate", ["linear"], ["zoom"], 14, 0.7, 17, 1],
    },
  });
  map.addLayer({
    id: "names",
    type: "symbol",
    source: "spots",
    minzoom: 15.5,
    layout: {
      "text-field": ["concat", ["case", ["get", "isKey"], "★ ", ""], ["get", "label"]],
      "text-size": textSize(),
      "text-offset": [0, 1.35],
      "text-anchor": "top",
      "text-optional": true,
    },
    paint: {
      "text-color": themeColour("ink"),
      "text-halo-color": themeColour("surface"),
      "text-halo-width": 2,
    },
  });
  map.addLayer({
    id: "here",
    type: "circle",
    source: "fix",
    filter: ["==", ["geometry-type"], "Point"],
    paint: {
      "circle-radius": 8,
      "circle-color": action,
      "circle-stroke-color": "#fff",
      "circle-stroke-width": 3,
    },
  });
}
