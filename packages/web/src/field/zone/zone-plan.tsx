import { useState } from "react";
import { localProjection } from "@lingzhu/geo";
import { Button } from "../frame/button.tsx";
import { seenOf, type PlaceGroup, type Spot } from "./places.ts";

const SIZE = 340;
const MARGIN = 34;

/** A round length in metres that fits into `most` metres. */
export function scaleLength(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return power * (most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1);
}

/** 方位图: the map of phones that cannot draw one: buildings and plots where they stand, north up, and me. */
export function ZonePlan(props: {
  groups: PlaceGroup[];
  here: Spot | null;
  onOpen: (group: PlaceGroup) => void;
}) {
  const [zoom, setZoom] = useState(1);
  const [center, setCenter] = useState<Spot | null>(null);
  const placed = props.groups.filter((group) => group.lon !== null && group.lat !== null);
  const first = placed[0];
  if (!first) return <p className="answer-state">台账里还没有这些地点的坐标，请按楼栋查看。</p>;

  const { forward } = localProjection(first.lon!, first.lat!);
  const spots = placed.map((group) => ({ group, at: forward(group.lon!, group.lat!) }));
  const xs = spots.map(({ at }) => at[0]);
  const ys = spots.map(({ at }) => at[1]);
  const middle: readonly [number, number] = center
    ? forward(center.lon, center.lat)
    : [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
  const extent = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys), 60);
  const perMetre = ((SIZE - 2 * MARGIN) / extent) * zoom;
  const onPaper = ([x, y]: readonly [number, number]): [number, number] => [
    SIZE / 2 + (x - middle[0]) * perMetre,
    SIZE / 2 - (y - middle[1]) * perMetre,
  ];
  const bar = scaleLength(90 / perMetre);
  const me = props.here && onPaper(forward(props.here.lon, props.here.lat));

  return (
    <div className="plan">
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} role="group" aria-label="方位图，上北下南；同样的内容见「按楼栋」">
        {spots.map(({ group, at }) => {
          const [x, y] = onPaper(at);
          const seen = seenOf(group.places);
          const share = seen / group.places.length;
          const words = `${group.name}，已查 ${seen} / ${group.places.length}`;
          return (
            <g
              key={group.key}
              className="plan-spot"
              role="button"
              tabIndex={0}
              aria-label={words}
              transform={`translate(${x} ${y})`}
              onClick={() => props.onOpen(group)}
              onKeyDown={(event) => {
                if (event.key === "Enter") props.onOpen(group);
              }}
            >
              <circle r="24" fill="transparent" />
              <rect x="-11" y="-11" width="22" height="22" rx={group.places[0]!.kind === "plot" ? 11 : 3} />
              <rect className="plan-seen" x="-11" y={11 - 22 * share} width="22" height={22 * share} rx="3" />
              <text y="25">{group.name.split(" ").at(-1)}</text>
            </g>
          );
        })}
        {me && <circle className="plan-me" cx={me[0]} cy={me[1]} r="8" />}
        <g className="plan-scale" transform={`translate(14 ${SIZE - 14})`}>
          <path d={`M0 -5V0H${bar * perMetre}V-5`} />
          <text x={bar * perMetre + 6}>{bar} 米</text>
        </g>
        <g className="plan-north" transform={`translate(${SIZE - 20} 26)`}>
          <path d="M0 -16L5 0H-5Z" />
          <text y="14">北</text>
        </g>
      </svg>
      <div className="plan-buttons">
        <Button onClick={() => setZoom(zoom * 1.6)}>放大</Button>
        <Button onClick={() => setZoom(Math.max(1, zoom / 1.6))}>缩小</Button>
        <Button
          disabled={!props.here}
          onClick={() => {
            setCenter(props.here);
            setZoom(Math.max(zoom, 2.5));
          }}
        >
          我这里
        </Button>
      </div>
    </div>
  );
}
