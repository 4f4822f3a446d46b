import type { KeyboardEvent } from "react";
import { Button } from "antd";
import { useRangeDrag } from "../range/use-range-drag.ts";
import { rowsBetween } from "./holders.ts";

export interface RangeRow {
  id: string;
  name: string;
  kind: string;
  /** Who answers for it now. */
  note: string | null;
  /** Its doors can be picked one by one. */
  opens: boolean;
}

interface Props {
  rows: readonly RangeRow[];
  picked: ReadonlySet<string>;
  onPick: (ids: readonly string[], add: boolean) => void;
  onOpen: (id: string) => void;
}

/** A list over which a range is dragged, or marked with Shift; space picks one, arrows walk. */
export function RangeList({ rows, picked, onPick, onOpen }: Props) {
  const range = useRangeDrag({ picked, onPick }, (from, to) => rowsBetween(rows, from, to));
  const press = (event: KeyboardEvent) => {
    const row = event.target as HTMLElement;
    const id = row.dataset["item"];
    if (!id || range.pressedPick(event, id)) return;
    const beside =
      event.key === "ArrowDown"
        ? row.nextElementSibling
        : event.key === "ArrowUp"
          ? row.previousElementSibling
          : null;
    if (!(beside instanceof HTMLElement)) return;
    event.preventDefault();
    beside.focus();
    range.walked(event, id, beside.dataset["item"]!);
  };
  return (
    <div
      className="range"
      role="listbox"
      aria-multiselectable
      aria-label="地点"
      {...range.pointer}
      onKeyDown={press}
    >
      {rows.map((row, i) => {
        const on = range.isOn(row.id);
        return (
          <div
            key={row.id}
            data-item={row.id}
            role="option"
            aria-selected={on}
            tabIndex={i === 0 ? 0 : -1}
            className="range-row"
          >
            <span className="range-tick" aria-hidden="true">
              {on ? "✓" : ""}
            </span>
            <span>{row.name}</span>
            <span className="quiet">{row.kind}</span>
            <span className={row.note ? undefined : "quiet"}>{row.note ?? "没有单独落实"}</span>
            {row.opens ? (
              <Button
                size="small"
                type="link"
                onPointerDown={(event) => event.stopPropagation()}
                onClick={() => onOpen(row.id)}
              >
                逐户选
              </Button>
            ) : (
              <span />
            )}
          </div>
        );
      })}
    </div>
  );
}
