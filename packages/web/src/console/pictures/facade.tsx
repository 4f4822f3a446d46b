import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { Facade } from "@lingzhu/domain/place";
import { StateMark } from "../../shared/theme/index.ts";
import { itemAt, useRangeDrag, type Picking } from "../range/use-range-drag.ts";
import { toneOfCell, wordsOfCell } from "./cell-state.ts";
import { doorBeside, doorsBetween, layFacade, linesOf, type FacadeDoor } from "./facade-layout.ts";
import "./facade.css";

interface Props {
  facade: Facade;
  /** Opens a door; ignored while picking. */
  onOpen?: ((placeId: string) => void) | undefined;
  /** Picking a range by drag, shift-click or shift-arrow instead of opening. */
  picking?: Picking | undefined;
  /** Words under a door while picking, e.g. who answers for it. */
  note?: ((placeId: string) => string | null) | undefined;
}

const LANE_WIDTH = 10;

/**
 * 楼面: floors × units, each door a cell in its state colour and pattern; a hole in the green is a door nobody saw.
 * Arrow keys walk over the doors, Enter opens or picks.
 */
export function FacadePicture({ facade, onOpen, picking, note }: Props) {
  const layout = useMemo(() => layFacade(facade), [facade]);
  const lines = useMemo(() => linesOf(layout, LANE_WIDTH), [layout]);
  const unitName = useMemo(() => new Map(facade.units.map(({ id, name }) => [id, name])), [facade]);
  const frame = useRef<HTMLDivElement>(null);
  const first = lines.flat().find((door) => door !== null)?.placeId ?? null;
  const [focused, setFocused] = useState<string | null>(null);
  const range = useRangeDrag(picking, (from, to) => doorsBetween(lines, from, to));

  const press = (event: KeyboardEvent) => {
    const id = itemAt(event.target);
    if (!id || range.pressedPick(event, id)) return;
    const next = doorBeside(lines, id, event.key);
    if (!next) return;
    event.preventDefault();
    setFocused(next);
    frame.current?.querySelector<HTMLElement>(`[data-item="${next}"]`)?.focus();
    range.walked(event, id, next);
  };

  const cell = (door: FacadeDoor) => {
    const tone = toneOfCell(door.state, door.finding);
    const unit = unitName.get(door.unitId) ?? "";
    const words =
      `${unit} ${door.door} ${wordsOfCell(door.state, door.finding)}${door.isKey ? "，重点部位" : ""}`.trim();
    const hint = note?.(door.placeId);
    const isPicked = picking !== undefined && range.isOn(door.placeId);
    return (
      <button
        key={door.placeId}
        type="button"
        data-item={door.placeId}
        className={`door tone-area tone-${tone}`}
        aria-label={hint ? `${words}，${hint}` : words}
        title={hint ? `${words}\n${hint}` : words}
        tabIndex={door.placeId === (focused ?? first) ? 0 : -1}
        {...(picking ? { "aria-pressed": isPicked } : {})}
        data-picked={isPicked ? "" : undefined}
        onFocus={() => setFocused(door.placeId)}
        onClick={() => (picking ? undefined : onOpen?.(door.placeId))}
      >
        <span className="door-number">{door.door}</span>
        {tone === "unseen" ? null : (
          <span className="door-mark">
            <StateMark tone={tone} size={tone === "found" || tone === "cleared" ? 15 : 11} />
          </span>
        )}
        {door.isKey ? <span className="door-key" aria-hidden="true" /> : null}
      </button>
    );
  };

  return (
    <div
      ref={frame}
      className="facade"
      role="group"
      aria-label={`${facade.name}楼面`}
      data-picking={picking ? "" : undefined}
      {...(picking ? range.pointer : {})}
      onKeyDown={press}
    >
      {layout.rows.length > 0 ? (
        <div className="facade-house">
          <div className="facade-roof" aria-hidden="true" />
          <table>
            <tbody>
              {layout.rows.map((row) => (
                <tr key={row.floor}>
                  <th scope="row">{row.floor < 0 ? `地下${-row.floor}` : row.floor} 层</th>
                  {row.cells.map((doors, unit) => (
                    <td key={layout.units[unit]?.id ?? unit}>
                      <div className="facade-unit">
                        {doors.map((door, i) =>
                          door ? cell(door) : <span key={`hole-${i}`} className="door-none" />,
                        )}
                      </div>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <td />
                {layout.units.map((unit) => (
                  <th key={unit.id} scope="col">
                    {unit.name || "不分单元"}
                  </th>
                ))}
              </tr>
            </tfoot>
          </table>
        </div>
      ) : null}
      {layout.loose.length > 0 ? (
        <div className="facade-lane" data-form={facade.form}>
          {layout.rows.length > 0 ? <div className="quiet facade-lane-name">楼层不明</div> : null}
          <div
            className="lane-doors"
            style={{ gridTemplateColumns: `repeat(${LANE_WIDTH}, minmax(46px, 74px))` }}
          >
            {layout.loose.map(cell)}
          </div>
        </div>
      ) : null}
      {facade.doors.some(({ isKey }) => isKey) ? (
        <p className="quiet facade-note">左上角有蓝色三角的是重点部位</p>
      ) : null}
      {first === null ? <p className="quiet">这里还没有登记住户。</p> : null}
    </div>
  );
}
