/** Keeps the screen on while recording: a browser gets no positions with the screen off. */

export interface ScreenLock {
  release(): void;
}

/**
 * Holds the screen awake until released, asking again whenever the page comes back to the front. `onChange` is told
 * true while it holds, false when it does not, null where the browser cannot.
 */
export function holdScreen(onChange: (held: boolean | null) => void): ScreenLock {
  let sentinel: WakeLockSentinel | null = null;
  let released = false;

  const ask = async () => {
    if (released || sentinel || document.visibilityState !== "visible") return;
    // Refused on a low battery; recording goes on, the screen may go dark.
    const got = await navigator.wakeLock.request("screen").catch(() => null);
    if (released) return void got?.release();
    sentinel = got;
    onChange(got !== null);
    got?.addEventListener("release", () => {
      sentinel = null;
      if (!released) onChange(false);
    });
  };
  const onVisible = () => void ask();

  if (!("wakeLock" in navigator)) {
    onChange(null);
    return { release() {} };
  }
  document.addEventListener("visibilitychange", onVisible);
  void ask();
  return {
    release() {
      released = true;
      document.removeEventListener("visibilitychange", onVisible);
      void sentinel?.release();
      sentinel = null;
    },
  };
}
