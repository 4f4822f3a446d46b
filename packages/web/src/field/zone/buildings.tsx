import { useState } from "react";
import type { FieldPlace } from "@lingzhu/domain/patrol";
import { Icon } from "../frame/icon.tsx";
import { distanceWords } from "../position/distance-words.ts";
import { facadeOf } from "./facade.ts";
import { PlaceCell } from "./place-cell.tsx";
import { metresTo, seenOf, type PlaceGroup, type Spot } from "./places.ts";

/** Buildings one under the other, each opening into its façade. A narrowed list opens all it has, up to a few. */
export function Buildings(props: {
  groups: PlaceGroup[];
  here: Spot | null;
  isNarrowed: boolean;
  onOpen: (place: FieldPlace) => void;
}) {
  const { groups, here } = props;
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const firstUnfinished = groups.find(({ places }) => seenOf(places) < places.length)?.key;
  // Fixed when the screen opens, so that a building does not close under the finger that finished it.
  const [initial] = useState(firstUnfinished);
  const isOpen = (key: string) =>
    (key === initial || (props.isNarrowed && groups.length <= 3)) !== toggled.has(key);

  return (
    <ul className="buildings">
      {groups.map((group) => {
        const metres = here && metresTo(here, group);
        const seen = seenOf(group.places);
        return (
          <li key={group.key} className="building" data-done={seen === group.places.length}>
            <button
              type="button"
              className="building-head"
              aria-expanded={isOpen(group.key)}
              onClick={() =>
                setToggled((before) => {
                  const after = new Set(before);
                  if (!after.delete(group.key)) after.add(group.key);
                  return after;
                })
              }
            >
              <span className="building-name">{group.name}</span>
              <small>
                {metres !== null && <span>约 {distanceWords(metres)}</span>}
                <span>
                  {seen} / {group.places.length}
                </span>
              </small>
              <Icon name="more" size={22} />
            </button>
            {isOpen(group.key) && <Facade group={group} onOpen={props.onOpen} />}
          </li>
        );
      })}
    </ul>
  );
}

/** 楼面, or a lane where there are no floors. */
function Facade({ group, onOpen }: { group: PlaceGroup; onOpen: (place: FieldPlace) => void }) {
  const facade = facadeOf(group);
  if (facade.form === "lane") return <Lane places={facade.places} onOpen={onOpen} />;
  const columns = facade.units.flatMap(({ columns }) => columns);
  return (
    <div className="facade-scroll">
      <table className="facade">
        {columns.length > 1 && (
          <thead>
            <tr>
              <th aria-label="楼层" />
              {facade.units.map(({ name, columns }) => (
                <th key={name} colSpan={columns} scope="colgroup">
                  {name || "门牌"}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {facade.rows.map(({ floor, cells }) => (
            <tr key={floor}>
              <th scope="row">{floor}层</th>
              {cells.flatMap((doors, unit) =>
                doors.map((door, column) => (
                  <td
                    key={`${facade.units[unit]!.name}/${column}`}
                    data-unit-start={column === 0 && unit > 0}
                  >
                    {door && <PlaceCell place={door} onOpen={onOpen} />}
                  </td>
                )),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {facade.loose.length > 0 && <Lane places={facade.loose} onOpen={onOpen} />}
    </div>
  );
}

function Lane({ places, onOpen }: { places: FieldPlace[]; onOpen: (place: FieldPlace) => void }) {
  return (
    <div className="lane">
      {places.map((place) => (
        <PlaceCell key={place.id} place={place} onOpen={onOpen} wide={place.kind === "plot"} />
      ))}
    </div>
  );
}
