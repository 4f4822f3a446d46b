import {
  Map as GroundMap,
  ScaleControl,
  setWorkerUrl,
  type GeoJSONSource,
  type MapMouseEvent,
} from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { dayOf } from "@lingzhu/domain/kernel";
import type { FieldPlace } from "@lingzhu/domain/patrol";
import { useNow } from "../../shared/clock/index.ts";
import { Button } from "../frame/button.tsx";
import { Icon } from "../frame/icon.tsx";
import { usePreferences } from "../me/preferences.ts";
import { distanceWords } from "../position/distance-words.ts";
import type { PositionState } from "../position/watch.ts";
import { useOwnTrack } from "../track/own-track.ts";
import { FacadeView } from "../zone/facade-view.tsx";
import { metresTo, seenOf } from "../zone/places.ts";
import { ZonePlan } from "../zone/zone-plan.tsx";
import { baseStyle } from "./base-style.ts";
import type { OpenBaseMap } from "./base-map.ts";
import { extentOf, fixFeatures, spotFeatures, spotsOf, trackFeatures, type MapSpot } from "./map-features.ts";
import { addMapLayers, SPOTS } from "./map-layers.ts";
import { addMapMarks, themeColour } from "./map-marks.ts";
import { useBaseMap } from "./use-base-map.ts";
import "./map.css";

// Built by Vite the worker is a module of its own; without this line the map loads and then draws nothing.
setWorkerUrl(workerUrl);

export interface ZoneMapProps {
  /** As the list shows them: the same filter, the same words searched. */
  places: FieldPlace[];
  position: PositionState;
  /** Opened last, in the list or here. */
  chosen: string | null;
  onChoose: (placeId: string) => void;
  onOpen: (place: FieldPlace) => void;
}

/** 地图 of a zone. What is tapped shows below as its façade, so that the sheet opens from the same cells as in the list. */
export default function ZoneMap(props: ZoneMapProps) {
  const { theme } = usePreferences();
  const [drawable] = useState(() => document.createElement("canvas").getContext("webgl2") !== null);
  const part = useRef<HTMLDivElement>(null);
  const spots = useMemo(() => spotsOf(props.places), [props.places]);
  const [extent] = useState(() => extentOf(spots));
  const { base, ready } = useBaseMap(extent);
  // The head of the zone goes out of the way, so that the map has the screen.
  useEffect(() => {
    if (ready) part.current?.scrollIntoView({ block: "start" });
  }, [ready]);
  const fix = props.position.kind === "fixed" ? props.position.fix : null;
  const spot = spots.find(({ group }) => group.places.some(({ id }) => id === props.chosen));
  const metres = spot && fix && metresTo(fix, spot);

  if (spots.length === 0)
    return <p className="answer-state">台账里还没有这些地点的坐标，请按楼栋或由近到远查看。</p>;
  return (
    <div className="map-part" ref={part}>
      {!drawable ? (
        <ZonePlan
          groups={spots.map(({ group }) => group)}
          here={fix}
          onOpen={(group) => props.onChoose(group.places[0]!.id)}
        />
      ) : (
        // A map is made with its ground and its colours; either changing makes it anew.
        ready && (
          <Ground
            key={`${theme}/${base?.file.id ?? ""}`}
            base={base}
            spots={spots}
            fix={fix}
            chosen={props.chosen}
            onChoose={props.onChoose}
          />
        )
      )}
      {spot ? (
        <section className="map-chosen" aria-live="polite">
          <h2>
            {spot.group.name}
            <small>
              {metres != null && `约 ${distanceWords(metres)} · `}
              {seenOf(spot.group.places)} / {spot.group.places.length}
            </small>
          </h2>
          <FacadeView group={spot.group} chosen={props.chosen} onOpen={props.onOpen} />
        </section>
      ) : (
        <p className="hint">
          点图上的楼栋、院落或地块，下面出现它的门牌。方的是住户，菱形是地块，圈满是整栋查完。
        </p>
      )}
    </div>
  );
}

/** Half of a finger, in pixels: taps take the nearest mark within it. */
const FINGER = 28;

function Ground(props: {
  base: OpenBaseMap | null;
  spots: MapSpot[];
  fix: { lon: number; lat: number; accuracy: number } | null;
  chosen: string | null;
  onChoose: (placeId: string) => void;
}) {
  const { base, spots, fix, chosen } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<GroundMap | null>(null);
  const { points } = useOwnTrack(dayOf(useNow()));
  /** Looked at once; afterwards the map stays where the person put it. */
  const whereSpotsLie = useEffectEvent(() => extentOf(spots)!);
  const tapped = useEffectEvent((made: GroundMap, { point: { x, y } }: MapMouseEvent) => {
    const near = made.queryRenderedFeatures(
      [
        [x - FINGER, y - FINGER],
        [x + FINGER, y + FINGER],
      ],
      { layers: [SPOTS] },
    );
    const away = (key: unknown) => {
      const spot = spots.find((one) => one.key === key)!;
      const at = made.project([spot.lon, spot.lat]);
      return Math.hypot(at.x - x, at.y - y);
    };
    const [nearest] = near.map(({ properties }) => properties["key"]).sort((a, b) => away(a) - away(b));
    if (nearest !== undefined) props.onChoose(String(nearest));
  });

  useEffect(() => {
    const made = new GroundMap({
      container: frame.current!,
      style: baseStyle(base?.file ?? null, base?.layers ?? [], base?.tiles ?? "", themeColour("map-paper")),
      bounds: whereSpotsLie(),
      fitBoundsOptions: { padding: 34, maxZoom: 18 },
      maxZoom: 21,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      locale: { "Map.Title": "地图" },
    });
    made.touchZoomRotate.disableRotation();
    made.addControl(new ScaleControl({ maxWidth: 90, unit: "metric" }), "bottom-left");
    made.on("load", () => {
      addMapMarks(made);
      addMapLayers(made);
      setMap(made);
    });
    made.on("click", (event) => tapped(made, event));
    // A tile that does not come leaves paper; nothing else on the map depends on it.
    made.on("error", () => undefined);
    return () => made.remove();
  }, [base]);

  useEffect(() => {
    map?.getSource<GeoJSONSource>("spots")?.setData(spotFeatures(spots, chosen));
  }, [map, spots, chosen]);
  useEffect(() => {
    map?.getSource<GeoJSONSource>("track")?.setData(trackFeatures(points));
  }, [map, points]);
  useEffect(() => {
    map?.getSource<GeoJSONSource>("fix")?.setData(fixFeatures(fix));
  }, [map, fix]);

  return (
    <>
      <div className="map-frame">
        <div ref={frame} className="map-canvas" />
      </div>
      <div className="map-buttons">
        <Button aria-label="放大" onClick={() => map?.zoomIn()}>
          <Icon name="add" />
        </Button>
        <Button aria-label="缩小" onClick={() => map?.zoomOut()}>
          <Icon name="bar" />
        </Button>
        <Button
          onClick={() => {
            const extent = extentOf(spots);
            if (extent) map?.fitBounds(extent, { padding: 34, maxZoom: 18 });
          }}
        >
          全片
        </Button>
        <Button
          disabled={!fix}
          onClick={() =>
            fix && map?.easeTo({ center: [fix.lon, fix.lat], zoom: Math.max(18, map.getZoom()) })
          }
        >
          <Icon name="pin" size={22} />
          我这里
        </Button>
      </div>
    </>
  );
}
