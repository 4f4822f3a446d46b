import type { FieldPlace } from "@lingzhu/domain/patrol";
import { facadeOf } from "./facade.ts";
import { PlaceCell } from "./place-cell.tsx";
import type { PlaceGroup } from "./places.ts";

export interface FacadeViewProps {
  group: PlaceGroup;
  /** The place that is open or was opened last. */
  chosen: string | null;
  onOpen: (place: FieldPlace) => void;
  /** Opens what can be done for all doors of one stairway at once; absent where nothing can. */
  onUnit?: (doors: FieldPlace[]) => void;
}

/** 楼面: floors and units, or a lane where there are no floors. */
export function FacadeView({ group, chosen, onOpen, onUnit }: FacadeViewProps) {
  const facade = facadeOf(group);
  if (facade.form === "lane")
    return (
      <>
        <Lane places={facade.places} chosen={chosen} onOpen={onOpen} />
        {onUnit && group.places[0]!.kind === "household" && group.places.length > 1 && (
          <div className="lane-all">
            <button type="button" className="unit-head" onClick={() => onUnit(group.places)}>
              这 {group.places.length} 户一起登记
            </button>
          </div>
        )}
      </>
    );
  return (
    <div className="facade-scroll">
      <table className="facade">
        <thead>
          <tr>
            <th aria-label="楼层" />
            {facade.units.map(({ name, columns }, unit) => (
              <th key={name} colSpan={columns} scope="colgroup">
                {onUnit ? (
                  <button
                    type="button"
                    className="unit-head"
                    aria-label={`${name || "全楼"}一起登记`}
                    onClick={() =>
                      onUnit(facade.rows.flatMap(({ cells }) => cells[unit]!.filter((door) => door !== null)))
                    }
                  >
                    {name || "全楼"} <small>一起登记</small>
                  </button>
                ) : (
                  name || "门牌"
                )}
              </th>
            ))}
          </tr>
        </thead>
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
                    {door && <PlaceCell place={door} chosen={door.id === chosen} onOpen={onOpen} />}
                  </td>
                )),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {facade.loose.length > 0 && <Lane places={facade.loose} chosen={chosen} onOpen={onOpen} />}
    </div>
  );
}

/** Courtyards along a lane, or plots. */
function Lane(props: { places: FieldPlace[]; chosen: string | null; onOpen: (place: FieldPlace) => void }) {
  return (
    <div className="lane">
      {props.places.map((place) => (
        <PlaceCell
          key={place.id}
          place={place}
          chosen={place.id === props.chosen}
          onOpen={props.onOpen}
          wide={place.kind === "plot"}
        />
      ))}
    </div>
  );
}
