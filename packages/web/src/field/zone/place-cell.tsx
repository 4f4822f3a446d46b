import { placeStates, type FieldPlace, type PlaceState } from "@lingzhu/domain/patrol";
import { Icon, type IconName } from "../frame/icon.tsx";

const marks: Record<PlaceState, IconName | null> = {
  unseen: null,
  seen: "tick",
  no_one_in: "clock",
  refused: "bar",
  unreachable: "bar",
};

/** Words for a place that a screen reader says and a list shows: 2单元 301. */
export const placeWords = (place: FieldPlace): string => [place.unit, place.name].filter(Boolean).join(" ");

/** One door or plot: its state by colour, pattern and mark. */
export function PlaceCell(props: {
  place: FieldPlace;
  onOpen: (place: FieldPlace) => void;
  /** Opened last, in the list as on the map. */
  chosen?: boolean;
  wide?: boolean;
}) {
  const { place } = props;
  const mark = marks[place.state];
  return (
    <button
      type="button"
      className="cell"
      data-state={place.state}
      data-wide={props.wide === true}
      aria-current={props.chosen === true ? "true" : undefined}
      aria-label={`${placeWords(place)}，${placeStates[place.state]}${place.isKey ? "，重点" : ""}`}
      onClick={() => props.onOpen(place)}
    >
      <span className="cell-name">{place.name}</span>
      {mark && <Icon name={mark} size={18} />}
      {place.isKey && <b className="cell-key">重</b>}
    </button>
  );
}

/** The state in words with its mark, for rows and heads. */
export function StateWord({ state }: { state: PlaceState }) {
  const mark = marks[state] ?? "hatch";
  return (
    <span className="state-word" data-state={state}>
      <Icon name={mark} size={18} />
      {placeStates[state]}
    </span>
  );
}
