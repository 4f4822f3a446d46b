import { useState } from "react";
import type { FieldPlace } from "@lingzhu/domain/patrol";
import { Button } from "../frame/button.tsx";
import { distanceWords } from "../position/distance-words.ts";
import type { Standpoint } from "../position/standpoint.ts";
import type { PositionState } from "../position/watch.ts";
import { placeWords, StateWord } from "./place-cell.tsx";
import { nearestFirst } from "./places.ts";

const PAGE = 40;

/** Doors and plots one by one, nearest first; the doors of one building, which all lie equally near, by unit and number. */
export function NearList(props: {
  places: FieldPlace[];
  position: PositionState;
  standpoint: Standpoint;
  chosen: string | null;
  onOpen: (place: FieldPlace) => void;
}) {
  const { position } = props;
  const { from, renew } = props.standpoint;
  const [pages, setPages] = useState(1);

  if (!from)
    return (
      <p className="answer-state" role="status">
        {position.kind === "denied"
          ? "没有允许使用位置，不能按远近排列。可在浏览器设置里允许，或按楼栋查看。"
          : position.kind === "absent"
            ? "这个地址下浏览器不提供位置，请按楼栋查看。"
            : "正在定位，好了就按远近排列…"}
      </p>
    );
  const rows = nearestFirst(props.places, from);
  return (
    <>
      <div className="near-head">
        <span>位置 ±{Math.round(from.accuracy)} 米</span>
        <Button kind="quiet" onClick={renew}>
          按现在位置重排
        </Button>
      </div>
      <ul className="rows">
        {rows.slice(0, pages * PAGE).map(({ place, metres }) => (
          <li key={place.id}>
            <button
              type="button"
              className="row"
              aria-current={place.id === props.chosen ? "true" : undefined}
              onClick={() => props.onOpen(place)}
            >
              <span className="row-main">
                <strong>
                  {placeWords(place)}
                  {place.isKey && <b className="key-word">重点</b>}
                </strong>
                <small>
                  {place.group}
                  {metres === null ? " · 没有坐标" : ` · 约 ${distanceWords(metres)}`}
                </small>
              </span>
              <StateWord state={place.state} />
            </button>
          </li>
        ))}
      </ul>
      {rows.length > pages * PAGE && (
        <Button onClick={() => setPages(pages + 1)}>
          再看 {Math.min(PAGE, rows.length - pages * PAGE)} 处
        </Button>
      )}
    </>
  );
}
