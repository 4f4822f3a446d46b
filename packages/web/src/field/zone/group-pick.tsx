import { useState } from "react";
import type { ZonePackage } from "@lingzhu/domain/patrol";
import { useField } from "../frame/field-context.ts";
import { Icon } from "../frame/icon.tsx";
import { distanceWords } from "../position/distance-words.ts";
import { useStandpoint } from "../position/standpoint.ts";
import { usePosition } from "../position/watch.ts";
import { keptRows, useLive } from "../store/kept.ts";
import { groupsFrom, groupsOf, metresTo, type PlaceGroup } from "./places.ts";
import { zoneKey } from "./zone-package.ts";

export interface PickedGroup {
  id: string;
  words: string;
}
const SHOWN = 5;

/** A building or compound of one's zones, nearest first; a few at once, the rest by a button. */
export function GroupPick(props: {
  label: string;
  /** Words for choosing none; absent where one must be chosen. */
  none?: string;
  /** Only of this zone. */
  zoneId?: string;
  value: PickedGroup | null;
  onChoose: (group: PickedGroup | null) => void;
}) {
  const { db, session } = useField();
  const { from } = useStandpoint(usePosition());
  const [all, setAll] = useState(false);
  const zones = useLive(`groups/${session.person.id}`, async () => {
    const kept = await keptRows(db, zoneKey(session.person.id, ""));
    return kept.map(({ value }) => value as ZonePackage);
  });
  const places = (zones ?? [])
    .filter(({ zone }) => !props.zoneId || zone.id === props.zoneId)
    .flatMap(({ places }) => places);
  const byId = new Map<string, PlaceGroup>();
  for (const group of groupsOf(places)) {
    const id = group.places[0]!.groupId;
    if (id !== null && !byId.has(id)) byId.set(id, group);
  }
  const groups = groupsFrom([...byId.values()], from);
  const shown = all ? groups : groups.slice(0, SHOWN);
  const chosenElsewhere =
    props.value && !shown.some(({ places }) => places[0]!.groupId === props.value!.id) ? props.value : null;

  const row = (group: PickedGroup | null, words: string, aside: string | null) => {
    const isChosen = (props.value?.id ?? null) === (group?.id ?? null);
    return (
      <li key={group?.id ?? "none"}>
        <button
          type="button"
          className="row pick"
          aria-pressed={isChosen}
          onClick={() => props.onChoose(group)}
        >
          <span className="row-main">
            <strong>{words}</strong>
            {aside && <small>{aside}</small>}
          </span>
          {isChosen && <Icon name="tick" />}
        </button>
      </li>
    );
  };
  return (
    <section className="stack" aria-label={props.label}>
      <h3 className="part-title">{props.label}</h3>
      <ul className="rows">
        {props.none && row(null, props.none, null)}
        {chosenElsewhere && row(chosenElsewhere, chosenElsewhere.words, "已选")}
        {shown.map((group) => {
          const metres = from && metresTo(from, group);
          return row(
            { id: group.places[0]!.groupId!, words: group.name },
            group.name,
            metres === null ? null : `约 ${distanceWords(metres)}`,
          );
        })}
      </ul>
      {groups.length > shown.length && (
        <button type="button" className="button plain" onClick={() => setAll(true)}>
          其余 {groups.length - shown.length} 处
        </button>
      )}
    </section>
  );
}
