/** What the map draws and in what order, from the tokens. */
import type { Map as GroundMap, StyleSpecification } from "maplibre-gl";
import type { GroundLayer } from "@lingzhu/domain/coverage";
import type { BaseMap } from "@lingzhu/domain/place";
import { action, ground, states } from "../../shared/theme/index.ts";

/** {s} stands for any of these hosts; asking all of them loads a screen of tiles sooner. */
const HOSTS = [0, 1, 2, 3, 4, 5, 6, 7];
/** Paper, and the base map on it. */
export const groundStyle = ({ tiles }: BaseMap): StyleSpecification => ({
  version: 8,
  sources: Object.fromEntries(
    tiles.map((tile, i) => [
      `base-${i}`,
      {
        type: "raster" as const,
        tiles: HOSTS.map((host) => tile.replace("{s}", String(host))),
        tileSize: 256,
        maxzoom: 18,
      },
    ]),
  ),
  layers: [
    { id: "paper", type: "background", paint: { "background-color": "#efece4" } },
    ...tiles.map((_, i) => ({ id: `base-${i}`, type: "raster" as const, source: `base-${i}` })),
  ],
});

/** Pattern of each stage of being seen: hatched, pale, deep with rings. Photographs are outlined over it. */
const COVER: Record<Exclude<GroundLayer, "drone">, string> = {
  unseen: "hatch-unseen",
  once: "hatch-seen",
  twice: "hatch-seenTwice",
};

/** Draws plots by how much of them was seen, or by their state. */
export function showCover(map: GroundMap, covered: boolean): void {
  for (const kind of [...Object.keys(COVER), "drone"])
    map.setLayoutProperty(`cover-${kind}`, "visibility", covered ? "visible" : "none");
  // Stays under the pointer: what is not painted can still be pressed.
  map.setPaintProperty("plot-areas", "fill-opacity", covered ? 0 : 0.92);
  map.setPaintProperty("plot-edges", "line-color", covered ? ground.ruleStrong : toneMatch("line"));
  map.setPaintProperty("plot-edges", "line-width", covered ? 0.7 : 1.2);
  map.setPaintProperty("tracks-walked", "line-width", covered ? 0.9 : 1.6);
  map.setPaintProperty("tracks-walked", "line-opacity", covered ? 0.5 : 0.75);
}

const toneMatch = (part: "line" | "fill") =>
  [
    "match",
    ["get", "tone"],
    "seen",
    states.seen[part],
    "noOneIn",
    states.noOneIn[part],
    "blocked",
    states.blocked[part],
    states.unseen[part],
  ] as never;

/** Every layer of the map, bottom first; their sources are filled by the page. */
export function addGroundLayers(map: GroundMap): void {
  const empty = { type: "FeatureCollection" as const, features: [] };
  for (const name of ["plot-areas", "plot-points", "buildings", "findings", "tracks", "cover", "walls"])
    map.addSource(name, { type: "geojson", data: empty });
  map.addLayer({
    id: "plot-areas",
    type: "fill",
    source: "plot-areas",
    paint: { "fill-pattern": ["concat", "hatch-", ["get", "tone"]], "fill-opacity": 0.92 },
  });
  for (const [kind, pattern] of Object.entries(COVER))
    map.addLayer({
      id: `cover-${kind}`,
      type: "fill",
      source: "cover",
      filter: ["==", ["get", "layer"], kind],
      layout: { visibility: "none" },
      paint: { "fill-pattern": pattern, "fill-antialias": false },
    });
  map.addLayer({
    id: "cover-drone",
    type: "line",
    source: "cover",
    filter: ["==", ["get", "layer"], "drone"],
    layout: { visibility: "none" },
    paint: {
      "line-color": ground.inkSoft,
      // From afar hundreds of plots would be nothing but outline.
      "line-width": ["interpolate", ["linear"], ["zoom"], 13, 0, 14.5, 0.6, 16, 1.4],
      "line-dasharray": [3, 1.6],
    },
  });
  map.addLayer({
    id: "plot-edges",
    type: "line",
    source: "plot-areas",
    paint: { "line-color": toneMatch("line"), "line-width": 1.2 },
  });
  map.addLayer({
    id: "walls",
    type: "fill",
    source: "walls",
    paint: { "fill-color": "#d8d3c8", "fill-outline-color": ground.inkFaint },
  });
  map.addLayer({
    id: "tracks-walked",
    type: "line",
    source: "tracks",
    filter: ["!", ["get", "gap"]],
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": action.main, "line-width": 1.6, "line-opacity": 0.75 },
  });
  map.addLayer({
    id: "tracks-gaps",
    type: "line",
    source: "tracks",
    filter: ["get", "gap"],
    paint: { "line-color": ground.inkFaint, "line-width": 1.2, "line-dasharray": [1, 3] },
  });
  map.addLayer({
    id: "plot-points",
    type: "symbol",
    source: "plot-points",
    layout: { "icon-image": ["concat", "plot-", ["get", "tone"]], "icon-allow-overlap": true },
  });
  map.addLayer({
    id: "buildings",
    type: "symbol",
    source: "buildings",
    layout: {
      "icon-image": ["get", "ring"],
      "icon-allow-overlap": true,
      "icon-size": ["interpolate", ["linear"], ["zoom"], 12, 0.45, 15, 0.8, 17, 1.1],
    },
  });
  map.addLayer({
    id: "findings",
    type: "symbol",
    source: "findings",
    layout: { "icon-image": ["get", "flower"], "icon-allow-overlap": true },
  });
}
