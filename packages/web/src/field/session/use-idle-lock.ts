import { useEffect, useEffectEvent } from "react";
import { LOCK_AFTER_MS } from "@lingzhu/domain/device";

const LOOK_MS = 10_000;
const signs = ["pointerdown", "keydown", "input", "scroll"] as const;

/** Calls `lock` once nobody has touched the phone for ten minutes, also when it slept through them. */
export function useIdleLock(active: boolean, lock: () => void): void {
  const lockNow = useEffectEvent(lock);
  useEffect(() => {
    if (!active) return;
    let last = Date.now();
    const touched = () => void (last = Date.now());
    const look = () => {
      if (Date.now() - last >= LOCK_AFTER_MS) lockNow();
    };
    for (const sign of signs) document.addEventListener(sign, touched, { capture: true, passive: true });
    // Before the touch that wakes the page counts as one.
    document.addEventListener("visibilitychange", look);
    const timer = setInterval(look, LOOK_MS);
    return () => {
      for (const sign of signs) document.removeEventListener(sign, touched, { capture: true });
      document.removeEventListener("visibilitychange", look);
      clearInterval(timer);
    };
  }, [active]);
}
