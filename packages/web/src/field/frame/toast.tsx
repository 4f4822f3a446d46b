/** One short word after an action, with what can still be done about it. Announced, never in the way. */
import { useEffect, useSyncExternalStore } from "react";
import { screenOf, useScreen, type Screen } from "./navigation.ts";
import { timeNow } from "../../shared/clock/house-time.ts";

export interface ToastAction {
  word: string;
  act: () => void;
}
interface Toast {
  id: number;
  text: string;
  actions: ToastAction[];
  until: number;
  /** It does not lie over another screen; what it offered is still there, at the record itself. */
  on: Screen["name"];
}

let toast: Toast | null = null;
let ids = 0;
const listeners = new Set<() => void>();
function become(next: Toast | null): void {
  toast = next;
  for (const listener of listeners) listener();
}

/** How long a word stays, and with it the chance to take the action back (ms). */
export const TOAST_MS = 8_000;

export function say(text: string, actions: ToastAction[] = []): void {
  become({ id: ++ids, text, actions, until: timeNow() + TOAST_MS, on: screenOf(location.pathname).name });
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => toast,
  );
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => become(null), shown.until - timeNow());
    return () => clearTimeout(timer);
  }, [shown]);
  const { name } = useScreen();
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown?.on === name && (
        <div className="toast" key={shown.id}>
          <span>{shown.text}</span>
          <span className="toast-actions">
            {shown.actions.map(({ word, act }) => (
              <button
                key={word}
                type="button"
                onClick={() => {
                  become(null);
                  act();
                }}
              >
                {word}
              </button>
            ))}
          </span>
        </div>
      )}
    </div>
  );
}
