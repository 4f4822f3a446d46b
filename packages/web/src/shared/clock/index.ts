import { useSyncExternalStore } from "react";
import { dayOf, type Day } from "@lingzhu/domain/kernel";
import { onTimeLearned, timeNow } from "./house-time.ts";

const MINUTE = 60_000;
const listeners = new Set<() => void>();
let now = timeNow();
let timer: ReturnType<typeof setInterval> | null = null;

function tick(): void {
  now = timeNow();
  for (const listener of listeners) listener();
}
onTimeLearned(tick);
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Nobody listened for a while: the moment that was kept is old.
  if (timer === null) {
    timer = setInterval(tick, MINUTE);
    queueMicrotask(tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** The time in milliseconds, up to a minute old; the page follows it, so that "今天" does not stay past midnight. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);

/** Today in China Standard Time. */
export const useToday = (): Day => dayOf(useNow());

export { fromMachine, learnTime, timeNow } from "./house-time.ts";
