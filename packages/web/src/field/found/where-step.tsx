import { useState } from "react";
import { roundKinds, type FieldPlace, type ZonePackage } from "@lingzhu/domain/patrol";
import { Icon } from "../frame/icon.tsx";
import { useField } from "../frame/field-context.ts";
import { distanceWords } from "../position/distance-words.ts";
import { usePosition } from "../position/watch.ts";
import { keptRows, useLive } from "../store/kept.ts";
import { matches, nearestFirst, placePath } from "../zone/places.ts";
import type { StepProps } from "./found-screen.tsx";
import type { FoundPlace, FoundRound } from "./sighting.ts";

interface Candidate extends FieldPlace {
  round: FoundRound;
}
const SHOWN = 6;

/** Where: the place one came from, one nearby, or simply here. */
export function WhereStep({ draft, change, from }: StepProps) {
  const { db, session } = useField();
  const position = usePosition();
  const [typed, setTyped] = useState("");
  const zones = useLive(`zones/${session.person.id}`, async () => {
    const kept = await keptRows(db, `${session.person.id}/zone/`);
    return kept.map(({ value }) => value as ZonePackage);
  });
  const all: Candidate[] = (zones ?? []).flatMap((zone) =>
    zone.places.map((place) => ({ ...place, round: { id: zone.round.id, kind: zone.round.kind } })),
  );
  const cameFrom = all.find(({ id }) => id === from.placeId);
  const here = position.kind === "fixed" ? position.fix : draft.fix;
  // Unasked only plots are offered: the doors of a building all lie equally near.
  const found = all.filter(
    (place) => place.id !== from.placeId && (typed === "" ? place.kind === "plot" : matches(place, typed)),
  );
  const near = here ? nearestFirst(found, here) : found.map((place) => ({ place, metres: null }));
  const shown = near.slice(0, SHOWN);
  const zoneRound = zones?.find(({ zone }) => zone.id === from.zoneId)?.round ?? zones?.[0]?.round;

  const row = (key: string, place: FoundPlace | null, round: FoundRound | null, aside: string) => (
    <li key={key}>
      <button
        type="button"
        className="row pick"
        aria-pressed={(draft.place?.id ?? null) === (place?.id ?? null)}
        onClick={() => change({ place, round })}
      >
        <span className="row-main">
          <strong>{place?.words ?? "就在我现在的位置"}</strong>
          <small>{aside}</small>
        </span>
        {(draft.place?.id ?? null) === (place?.id ?? null) && <Icon name="tick" />}
      </button>
    </li>
  );
  const fixWords = draft.fix
    ? `已取得位置 ±${Math.round(draft.fix.accuracy)} 米`
    : position.kind === "searching"
      ? "正在定位…"
      : "没有位置，请在下面选一处地点";

  return (
    <div className="stack">
      <ul className="rows">
        {cameFrom &&
          row(cameFrom.id, { id: cameFrom.id, words: placePath(cameFrom) }, cameFrom.round, "刚才打开的地点")}
        {row("here", null, zoneRound ? { id: zoneRound.id, kind: zoneRound.kind } : null, fixWords)}
        {draft.place &&
          draft.place.id !== cameFrom?.id &&
          !shown.some(({ place }) => place.id === draft.place!.id) &&
          row(draft.place.id, draft.place, draft.round, "已选")}
      </ul>
      <label className="search">
        <Icon name="search" />
        <span className="spoken">按门牌或地块名查找</span>
        <input
          type="search"
          placeholder="或者找地块、门牌"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <ul className="rows">
        {shown.map(({ place, metres }) =>
          row(
            place.id,
            { id: place.id, words: placePath(place) },
            place.round,
            [
              place.kind === "plot" ? "地块" : "住户",
              metres === null ? null : `约 ${distanceWords(metres)}`,
              place.round.kind === "cross_check" ? roundKinds.cross_check : null,
            ]
              .filter(Boolean)
              .join(" · "),
          ),
        )}
      </ul>
    </div>
  );
}
