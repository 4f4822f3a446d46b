import { useState } from "react";
import type { FieldPlace } from "@lingzhu/domain/patrol";
import { Icon } from "../frame/icon.tsx";
import { distanceWords } from "../position/distance-words.ts";
import { FacadeView } from "./facade-view.tsx";
import { metresTo, seenOf, type PlaceGroup, type Spot } from "./places.ts";

/**
 * Buildings and lanes one under the other, in the order given, each opening into its façade. A narrowed list opens
 * all it has, up to a few.
 */
export function Buildings(props: {
  groups: PlaceGroup[];
  here: Spot | null;
  isNarrowed: boolean;
  chosen: string | null;
  onOpen: (place: FieldPlace) => void;
  onUnit: (group: PlaceGroup, doors: FieldPlace[]) => void;
}) {
  const { groups, here } = props;
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const wanted = groups.find(({ places }) => places.some(({ id }) => id === props.chosen));
  const first = wanted ?? groups.find(({ places }) => seenOf(places) < places.length);
  // Fixed when the screen opens, so that a building does not close under the finger that finished it.
  const [initial] = useState(first?.key);
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
            {isOpen(group.key) && (
              <FacadeView
                group={group}
                chosen={props.chosen}
                onOpen={props.onOpen}
                onUnit={(doors) => props.onUnit(group, doors)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
