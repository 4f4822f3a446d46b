import {
  Map as GroundMap,
  NavigationControl,
  Popup,
  ScaleControl,
  setWorkerUrl,
  type GeoJSONSource,
  type StyleSpecification,
} from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import type { MapLayer } from "@lingzhu/domain/place";
import { action, ground, states } from "../../shared/theme/index.ts";
import { addGroundImages } from "./ground-images.ts";
import {
  buildingPoints,
  extentOf,
  findingPoints,
  plotAreas,
  plotPoints,
  trackLines,
  type GroundTrack,
} from "./ground-layers.ts";
import "./ground-map.css";

// Built by Vite the worker is a module of its own; without this line the map loads and then draws nothing.
setWorkerUrl(workerUrl);

export interface GroundProps {
  layer: MapLayer;
  tracks?: readonly GroundTrack[] | undefined;
  height: number | string;
  /** Where to look while nothing is on the ground. */
  center?: readonly [number, number] | null;
  /** Raster tiles of a base map that the operator has a key for (天地图, CGCS2000); none by default. */
  baseTiles?: readonly string[];
  onOpen?: (kind: "building" | "plot" | "finding", id: string) => void;
}

const style = (baseTiles: readonly string[]): StyleSpecification => ({
  version: 8,
  sources:
    baseTiles.length > 0
      ? { base: { type: "raster", tiles: [...baseTiles], tileSize: 256, maxzoom: 18 } }
      : {},
  layers: [
    { id: "paper", type: "background", paint: { "background-color": "#efece4" } },
    ...(baseTiles.length > 0 ? [{ id: "base", type: "raster" as const, source: "base" }] : []),
  ],
});
const NO_TILES: readonly string[] = [];
const opens: Record<string, "building" | "plot" | "finding"> = {
  buildings: "building",
  "plot-areas": "plot",
  "plot-points": "plot",
  findings: "finding",
};

/** False in a browser without WebGL 2, where the list beside the map says the same. */
const canDraw = (): boolean => document.createElement("canvas").getContext("webgl2") !== null;

/** 地面: works without a base map and without a network. It is never the only way: put its list beside it. */
export default function GroundMapPicture({
  layer,
  tracks,
  height,
  center,
  baseTiles = NO_TILES,
  onOpen,
}: GroundProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<GroundMap | null>(null);
  const [drawable] = useState(canDraw);
  const opened = useEffectEvent((layerId: string, id: string) => onOpen?.(opens[layerId]!, id));
  const data = useMemo(
    () => ({
      "plot-areas": plotAreas(layer),
      "plot-points": plotPoints(layer),
      buildings: buildingPoints(layer),
      findings: findingPoints(layer),
      tracks: trackLines(tracks ?? []),
    }),
    [layer, tracks],
  );
  const extent = useMemo(() => extentOf(Object.values(data)), [data]);

  useEffect(() => {
    if (!drawable) return;
    const made = new GroundMap({
      container: frame.current!,
      style: style(baseTiles),
      center: center ? [center[0], center[1]] : [116.96, 33.64],
      zoom: 13,
      maxZoom: 20,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      locale: {
        "NavigationControl.ZoomIn": "放大",
        "NavigationControl.ZoomOut": "缩小",
        "Map.Title": "地图",
      },
    });
    made.touchZoomRotate.disableRotation();
    made.addControl(new NavigationControl({ showCompass: false }), "top-right");
    made.addControl(new ScaleControl({ maxWidth: 100, unit: "metric" }), "bottom-left");
    made.on("load", () => {
      addGroundImages(made);
      addLayers(made);
      setMap(made);
    });
    const tip = new Popup({ closeButton: false, closeOnClick: false, offset: 12, className: "ground-tip" });
    for (const id of Object.keys(opens)) {
      made.on("click", id, (event) => {
        const [above] = made.queryRenderedFeatures(event.point, { layers: Object.keys(opens) });
        if (above?.layer.id === id) opened(id, String(above.properties["id"]));
      });
      made.on("mousemove", id, (event) => {
        const [above] = made.queryRenderedFeatures(event.point, { layers: Object.keys(opens) });
        if (!above) return;
        made.getCanvas().style.cursor = "pointer";
        const { name, seen, total } = above.properties as { name: string; seen?: number; total?: number };
        const words = total === undefined ? name : `${name} 已查 ${seen} / ${total} 户`;
        tip
          .setLngLat(event.lngLat)
          .setText(above.layer.id === "findings" ? `发现 ${name}` : words)
          .addTo(made);
      });
      made.on("mouseleave", id, () => {
        made.getCanvas().style.cursor = "";
        tip.remove();
      });
    }
    return () => made.remove();
  }, [baseTiles, center, drawable]);

  useEffect(() => {
    if (!map) return;
    for (const [name, features] of Object.entries(data))
      map.getSource<GeoJSONSource>(name)?.setData(features);
  }, [map, data]);

  const looked = useRef(false);
  useEffect(() => {
    if (!map || !extent || looked.current) return;
    looked.current = true;
    map.fitBounds(extent, { padding: 36, maxZoom: 17, animate: false });
  }, [map, extent]);

  if (!drawable)
    return (
      <div className="ground-none" style={{ height }}>
        这台电脑的浏览器画不出地图，旁边的清单内容相同。
      </div>
    );
  return (
    <div className="ground" style={{ height }}>
      <div ref={frame} className="ground-canvas" />
      {extent === null ? <div className="ground-empty">还没有带位置的楼栋、地块和发现</div> : null}
    </div>
  );
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

function addLayers(map: GroundMap): void {
  const empty = { type: "FeatureCollection" as const, features: [] };
  for (const name of ["plot-areas", "plot-points", "buildings", "findings", "tracks"])
    map.addSource(name, { type: "geojson", data: empty });
  map.addLayer({
    id: "plot-areas",
    type: "fill",
    source: "plot-areas",
    paint: { "fill-pattern": ["concat", "hatch-", ["get", "tone"]], "fill-opacity": 0.92 },
  });
  map.addLayer({
    id: "plot-edges",
    type: "line",
    source: "plot-areas",
    paint: { "line-color": toneMatch("line"), "line-width": 1.2 },
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
