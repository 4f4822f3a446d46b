import { Segmented } from "antd";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import { findingStates } from "@lingzhu/domain/finding";
import { placeStates } from "@lingzhu/domain/patrol";
import type { MapLayer } from "@lingzhu/domain/place";
import { StateMark, toneOfPlaceState } from "../../shared/theme/index.ts";
import { GroundLegend, toneOfFinding, type GroundTrack } from "../pictures/index.ts";
import { StreetGround } from "./street-ground.tsx";
import "./place.css";

type Which = "findings" | "plots" | "buildings";
/** Lines of the list; the map shows all, and each page has its full list. */
const SHOWN = 200;

/** The map and, beside it, the same things as a list. */
export function GroundPanel({
  layer,
  tracks,
  height = 420,
  communityId,
}: {
  layer: MapLayer;
  tracks?: readonly GroundTrack[] | undefined;
  height?: number;
  communityId?: string | null;
}) {
  const [which, setWhich] = useState<Which>("findings");
  const shown = useMemo(() => {
    if (!communityId) return layer;
    const own = <T extends { communityId: string | null }>(items: T[]) =>
      items.filter((item) => item.communityId === communityId);
    return { ...layer, buildings: own(layer.buildings), plots: own(layer.plots) };
  }, [layer, communityId]);
  const notDone = {
    findings: shown.findings.filter(({ state }) => state !== "ruled_out"),
    plots: [...shown.plots].sort((a, b) => Number(a.state === "seen") - Number(b.state === "seen")),
    buildings: [...shown.buildings].sort(
      (a, b) => b.total - (b.states.seen ?? 0) - (a.total - (a.states.seen ?? 0)),
    ),
  };
  return (
    <div className="ground-panel">
      <div>
        <StreetGround layer={shown} tracks={tracks} height={height} />
        <div className="ground-foot">
          <GroundLegend />
          <span className="quiet">圆环：楼栋已查户数的份额</span>
        </div>
      </div>
      <div className="ground-list" style={{ maxHeight: height + 34 }}>
        <Segmented<Which>
          block
          value={which}
          onChange={setWhich}
          options={[
            { value: "findings", label: `发现 ${notDone.findings.length}` },
            { value: "plots", label: `地块 ${notDone.plots.length}` },
            { value: "buildings", label: `楼栋 ${notDone.buildings.length}` },
          ]}
        />
        <ul>
          {which === "findings"
            ? notDone.findings.slice(0, SHOWN).map((finding) => (
                <li key={finding.id}>
                  <Link to={`/findings/${finding.id}`}>
                    <StateMark tone={toneOfFinding(finding.state) ?? "found"} /> {finding.number}
                  </Link>
                  <span className="quiet">{findingStates[finding.state]}</span>
                  <span className="ground-where quiet">{finding.placePath}</span>
                </li>
              ))
            : null}
          {which === "plots"
            ? notDone.plots.slice(0, SHOWN).map((plot) => (
                <li key={plot.id}>
                  <Link to={`/places/${plot.id}`}>
                    <StateMark tone={toneOfPlaceState[plot.state]} /> {plot.name}
                  </Link>
                  <span className="quiet">{placeStates[plot.state]}</span>
                </li>
              ))
            : null}
          {which === "buildings"
            ? notDone.buildings.slice(0, SHOWN).map((building) => (
                <li key={building.id}>
                  <Link to={`/places/${building.id}`}>{building.name}</Link>
                  <span className="quiet number">
                    {building.states.seen ?? 0} / {building.total} 户
                  </span>
                </li>
              ))
            : null}
          {notDone[which].length === 0 ? <li className="quiet">没有</li> : null}
        </ul>
      </div>
    </div>
  );
}
