/**
 * The time of the installation. It is the machine's own, except in a demonstration, whose season runs on days of its
 * own: there the session says how far the two are apart, also for later without signal.
 */
const KEY = "lingzhu.clock-offset";
let offset = keptOffset();
let learned = () => {};

/** Tells one listener when the time has been set. */
export function onTimeLearned(listener: () => void): void {
  learned = listener;
}

/** Milliseconds now; everything that says "today" or dates a record asks here. */
export const timeNow = (): number => Date.now() + offset;

/** A moment by the machine's clock, such as that of a position fix, in the time of the installation. */
export const fromMachine = (ms: number): number => ms + offset;

/** Sets the time by a session that the server has just sent. */
export function learnTime({ demo, serverTime }: { demo: boolean; serverTime: number }): void {
  offset = demo ? serverTime - Date.now() : 0;
  learned();
  try {
    if (demo) localStorage.setItem(KEY, String(offset));
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing learns it again with the next session.
  }
}

function keptOffset(): number {
  try {
    const kept = Number(localStorage.getItem(KEY) ?? 0);
    return Number.isFinite(kept) ? kept : 0;
  } catch {
    return 0;
  }
}
