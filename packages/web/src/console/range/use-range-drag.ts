import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";

export interface Picking {
  picked: ReadonlySet<string>;
  /** Adds these to what is picked, or takes them out. */
  onPick: (ids: readonly string[], add: boolean) => void;
}

/** The item that an event happened on: the nearest element with `data-item`. */
export const itemAt = (target: EventTarget | null): string | null =>
  target instanceof Element ? (target.closest<HTMLElement>("[data-item]")?.dataset["item"] ?? null) : null;

/**
 * Picking a range: drag from one item to another, or Shift-click, or Shift with the arrow keys. A drag that begins on
 * a picked item takes out. `between` gives the items of a range.
 */
export function useRangeDrag(picking: Picking | undefined, between: (from: string, to: string) => string[]) {
  const [drag, setDrag] = useState<{ from: string; add: boolean; ids: ReadonlySet<string> } | null>(null);
  const anchor = useRef<string | null>(null);

  const down = (event: PointerEvent) => {
    const id = itemAt(event.target);
    if (!picking || !id || event.button !== 0) return;
    event.preventDefault();
    (event.target as Element).closest<HTMLElement>("[data-item]")?.focus({ preventScroll: true });
    if (event.shiftKey && anchor.current) {
      picking.onPick(between(anchor.current, id), true);
      return;
    }
    anchor.current = id;
    setDrag({ from: id, add: !picking.picked.has(id), ids: new Set([id]) });
  };
  const over = (event: PointerEvent) => {
    if (!drag) return;
    const id = itemAt(document.elementFromPoint(event.clientX, event.clientY));
    if (id) setDrag({ ...drag, ids: new Set(between(drag.from, id)) });
  };
  const up = () => {
    if (drag) picking?.onPick([...drag.ids], drag.add);
    setDrag(null);
  };
  /** Space or Enter picks one; true when the key was that. */
  const pressedPick = (event: KeyboardEvent, id: string): boolean => {
    if (!picking || (event.key !== " " && event.key !== "Enter")) return false;
    event.preventDefault();
    anchor.current = id;
    picking.onPick([id], !picking.picked.has(id));
    return true;
  };
  /** The focus has walked from one item to the next; with Shift the range goes along. */
  const walked = (event: KeyboardEvent, from: string, to: string) => {
    if (picking && event.shiftKey) picking.onPick(between(anchor.current ?? from, to), true);
    else anchor.current = to;
  };
  return {
    isOn: (id: string): boolean => (drag?.ids.has(id) ? drag.add : (picking?.picked.has(id) ?? false)),
    pointer: {
      onPointerDown: down,
      onPointerMove: over,
      onPointerUp: up,
      onPointerCancel: up,
      onPointerLeave: up,
    },
    pressedPick,
    walked,
  };
}
