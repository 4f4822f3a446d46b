import {
  Map as GroundMap,
  NavigationControl,
  Popup,
  ScaleControl,
  setWorkerUrl,
  type GeoJSONSource,
} from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import type { FootprintMap } from "@lingzhu/domain/coverage";
import type { BaseMap, MapLayer } from "@lingzhu/domain/place";
import { addGroundImages } from "./ground-images.ts";
import {
  buildingPoints,
  coverAreas,
  extentOf,
  findingPoints,
  plotAreas,
  plotPoints,
  trackLines,
  wallAreas,
  type CoverLayer,
  type GroundTrack,
} from "./ground-layers.ts";
import { addGroundLayers, groundStyle, showCover } from "./ground-style.ts";
import "./ground-map.css";

// Built by Vite the worker is a module of its own; without this line the map loads and then draws nothing.
setWorkerUrl(workerUrl);

export interface GroundProps {
  layer: MapLayer;
  tracks?: readonly GroundTrack[] | undefined;
  /** 房屋轮廓: buildings that ground is not seen through. */
  walls?: FootprintMap | undefined;
  /** 面积覆盖: how much of each plot was seen; plots are then drawn by it instead of by their state. */
  cover?: readonly CoverLayer[] | undefined;
  height: number | string;
  /** Where to look while nothing is on the ground. */
  center?: readonly [number, number] | null;
  /** 底图 that the operator has a key for; none by default. */
  base?: BaseMap;
  onOpen?: (kind: "building" | "plot" | "finding", id: string) => void;
}

const NO_BASE: BaseMap = { tiles: [], attribution: null };
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
  cover,
  walls,
  height,
  center,
  base = NO_BASE,
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
      cover: coverAreas(cover ?? []),
    }),
    [layer, tracks, cover],
  );
  const footprints = useMemo(() => wallAreas(walls), [walls]);
  const extent = useMemo(() => extentOf(Object.values(data)), [data]);

  useEffect(() => {
    if (!drawable) return;
    const made = new GroundMap({
      container: frame.current!,
      style: groundStyle(base),
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
      addGroundLayers(made);
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
  }, [base, center, drawable]);

  useEffect(() => {
    if (!map) return;
    for (const [name, features] of Object.entries(data))
      map.getSource<GeoJSONSource>(name)?.setData(features);
  }, [map, data]);
  useEffect(() => {
    map?.getSource<GeoJSONSource>("walls")?.setData(footprints);
  }, [map, footprints]);
  const covered = cover !== undefined;
  useEffect(() => {
    if (map) showCover(map, covered);
  }, [map, covered]);

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
      {base.attribution ? <div className="ground-credit">{base.attribution}</div> : null}
      {extent === null ? <div className="ground-empty">还没有带位置的楼栋、地块和发现</div> : null}
    </div>
  );
}
