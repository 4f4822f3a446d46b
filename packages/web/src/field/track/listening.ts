/** Listens for positions at a pace: all the time, or for a moment now and then with the receiver off in between. */
import { holdPosition, type Fix } from "../position/watch.ts";
import type { Pace } from "./pace.ts";

/** How long one look waits for a position before it lets the receiver rest again. */
const LOOK_MS = 10_000;

export interface Listening {
  setPace(pace: Pace): void;
  stop(): void;
}

export function listen(onFix: (fix: Fix) => void): Listening {
  let pace: Pace = 0;
  let release = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  function rest(): void {
    release();
    release = () => {};
    clearTimeout(timer);
  }
  function look(): void {
    rest();
    release = holdPosition((fix) => {
      if (pace > 0) sleep();
      onFix(fix);
    });
    if (pace > 0) timer = setTimeout(sleep, LOOK_MS);
  }
  function sleep(): void {
    rest();
    timer = setTimeout(look, pace);
  }
  look();
  return {
    setPace(next) {
      if (next === pace) return;
      pace = next;
      if (next === 0) look();
      else sleep();
    },
    stop: rest,
  };
}
