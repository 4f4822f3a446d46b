import type { KeyboardEvent, ReactNode } from "react";

const STEPS: Record<string, "previous" | "next" | "first" | "last"> = {
  ArrowUp: "previous",
  ArrowDown: "next",
  Home: "first",
  End: "last",
};

/**
 * Lets the arrow keys, Home and End go from row to row of the table inside; each row is entered at its first link,
 * which Enter opens. Fields in rows keep their keys.
 */
export function RowKeys({ children }: { children: ReactNode }) {
  return <div onKeyDown={moveBetweenRows}>{children}</div>;
}

function moveBetweenRows(event: KeyboardEvent<HTMLDivElement>): void {
  const step = STEPS[event.key];
  const from = event.target as HTMLElement;
  const row = from.closest("tr");
  if (!step || !row || from.matches("input, textarea, [role=combobox]")) return;
  const doors = [...event.currentTarget.querySelectorAll("tbody tr")].flatMap((one) => {
    const door = one.querySelector<HTMLElement>("a, button");
    return door ? [{ row: one, door }] : [];
  });
  const at = doors.findIndex((one) => one.row === row);
  if (at < 0) return;
  const to = { previous: at - 1, next: at + 1, first: 0, last: doors.length - 1 }[step];
  if (!doors[to]) return;
  event.preventDefault();
  doors[to].door.focus();
}
