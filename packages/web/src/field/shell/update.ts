/**
 * A new version of the app never interrupts: it is fetched beside the running one and waits. It takes over when the
 * person taps, or the next time the app is started, before anything has been typed.
 */
import { useSyncExternalStore } from "react";

const SCRIPT = "/field/service-worker.js";
const SCOPE = "/field/";
/** A phone that stays open all day looks for a new version this often. */
const LOOK_MS = 60 * 60_000;
/** How long a start waits for a version that is ready; after that it goes on with the old one. */
const TAKE_OVER_MS = 3_000;
/** The map's parts are fetched ahead once the first screen has had the phone for itself. */
const AHEAD_MS = 20_000;

export interface UpdateState {
  /** The app starts without signal from now on; null where the browser cannot do that here. */
  offlineReady: boolean | null;
  /** A new version waits for the person. */
  ready: boolean;
}

const container = (): ServiceWorkerContainer | null =>
  import.meta.env.PROD && "serviceWorker" in navigator ? navigator.serviceWorker : null;

let state: UpdateState = { offlineReady: container() ? false : null, ready: false };
let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();
function become(change: Partial<UpdateState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

export const useUpdate = (): UpdateState =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => state,
  );

const nextTakeOver = (workers: ServiceWorkerContainer) =>
  new Promise<void>((resolve) =>
    workers.addEventListener("controllerchange", () => resolve(), { once: true }),
  );

/**
 * Before the first screen: puts a version that was ready into use, if no other page of the app is open. Resolves true
 * when the page is about to be loaded anew.
 */
export async function startWithNewest(): Promise<boolean> {
  const workers = container();
  const registration = await workers?.getRegistration(SCOPE).catch(() => undefined);
  if (!workers || !registration?.waiting || !workers.controller) return false;
  const taken = nextTakeOver(workers).then(() => true);
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), TAKE_OVER_MS));
  registration.waiting.postMessage({ wish: "take-over-if-alone" });
  if (!(await Promise.race([taken, late]))) return false;
  location.reload();
  return true;
}

/** Registers the service worker and follows its versions. `mayFetchAhead` is asked when the phone has time. */
export async function followUpdates(mayFetchAhead: () => boolean): Promise<void> {
  const workers = container();
  if (!workers) return;
  const registration = await workers.register(SCRIPT, { scope: SCOPE }).catch(() => null);
  if (!registration) return become({ offlineReady: null });
  const notice = () => {
    waiting = registration.waiting;
    // Without a controller this is the first installation: there is nothing older to replace.
    become({ ready: waiting !== null && workers.controller !== null });
  };
  const watch = (worker: ServiceWorker | null) => worker?.addEventListener("statechange", notice);
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  notice();
  const look = () => void registration.update().catch(() => undefined);
  setInterval(look, LOOK_MS);
  window.addEventListener("online", look);
  const { active } = await workers.ready;
  become({ offlineReady: true });
  setTimeout(() => {
    if (mayFetchAhead()) active?.postMessage({ wish: "fetch-later" });
  }, AHEAD_MS);
}

/** The person wants the new version now. Records are in the phone's store and stay there. */
export async function switchVersion(): Promise<void> {
  const workers = container();
  if (!workers || !waiting) return;
  const taken = nextTakeOver(workers);
  waiting.postMessage({ wish: "take-over" });
  await taken;
  location.reload();
}
