/** The phone's position, shared by every screen: one watch while anybody looks, none otherwise. */
import { useEffect, useSyncExternalStore } from "react";
import { fromMachine, timeNow } from "../../shared/clock/house-time.ts";

export interface Fix {
  lon: number;
  lat: number;
  /** Radius in metres. */
  accuracy: number;
  /** When it was taken (ms). */
  at: number;
}

export type PositionState =
  | { kind: "off" }
  | { kind: "searching" }
  | { kind: "fixed"; fix: Fix }
  /** The person or the browser said no; recording goes on without. */
  | { kind: "denied" }
  /** No geolocation in this browser or on this address (it needs HTTPS or localhost). */
  | { kind: "absent" };

let state: PositionState = { kind: "off" };
let watchId: number | null = null;
let watchers = 0;
const listeners = new Set<() => void>();
const fixListeners = new Set<(fix: Fix) => void>();

function become(next: PositionState): void {
  state = next;
  for (const listener of listeners) listener();
}

function open(): void {
  if (!("geolocation" in navigator) || !window.isSecureContext) return become({ kind: "absent" });
  if (state.kind !== "fixed") become({ kind: "searching" });
  watchId = navigator.geolocation.watchPosition(
    ({ coords, timestamp }) => {
      const { longitude: lon, latitude: lat, accuracy } = coords;
      // Some phones count from boot; a time that cannot be is replaced by now.
      const at = Math.abs(timestamp - Date.now()) < 86_400_000 ? fromMachine(timestamp) : timeNow();
      const fix = { lon, lat, accuracy, at };
      become({ kind: "fixed", fix });
      for (const listener of fixListeners) listener(fix);
    },
    (error) => {
      if (error.code === error.PERMISSION_DENIED) become({ kind: "denied" });
      else if (state.kind !== "fixed") become({ kind: "searching" });
    },
    { enableHighAccuracy: true, maximumAge: 2_000, timeout: 20_000 },
  );
}

/** Keeps the watch open until the returned function is called. */
export function holdPosition(onFix?: (fix: Fix) => void): () => void {
  watchers++;
  if (onFix) fixListeners.add(onFix);
  if (watchId === null) open();
  return () => {
    watchers--;
    if (onFix) fixListeners.delete(onFix);
    if (watchers > 0 || watchId === null) return;
    navigator.geolocation.clearWatch(watchId);
    watchId = null;
  };
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
export const positionNow = (): PositionState => state;

/** The position while this component is shown. */
export function usePosition(): PositionState {
  useEffect(() => holdPosition(), []);
  return useSyncExternalStore(subscribe, positionNow);
}

/** A fix as a fact carries it. */
export const factPosition = ({ lon, lat, accuracy, at }: Fix) => ({ lon, lat, accuracy, at: Math.round(at) });

/** A fix older than this does not say where the phone is now. */
export const FRESH_MS = 15_000;
/** How long a recording waits for its position at most. */
export const PATIENCE_MS = 4_000;

export const freshFix = (now: number): Fix | null =>
  state.kind === "fixed" && now - state.fix.at <= FRESH_MS ? state.fix : null;

/** A fresh fix as soon as there is one, or null when none comes by `deadline` (ms) or none can come. */
export function awaitFix(deadline: number): Promise<Fix | null> {
  const fix = freshFix(timeNow());
  const left = deadline - timeNow();
  if (fix || left <= 0 || state.kind === "denied" || state.kind === "absent") return Promise.resolve(fix);
  return new Promise((resolve) => {
    const done = (found: Fix | null) => {
      clearTimeout(timer);
      release();
      stop();
      resolve(found);
    };
    const timer = setTimeout(() => done(null), left);
    const release = holdPosition(done);
    const stop = subscribe(() => {
      if (state.kind === "denied" || state.kind === "absent") done(null);
    });
  });
}
