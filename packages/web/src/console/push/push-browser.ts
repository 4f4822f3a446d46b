/** This browser and its push service. A worker of its own wakes up for a message; it keeps nothing and serves no page. */
import { PushSubscription } from "@lingzhu/domain/alert";

const WORKER = "/push-worker.js";
/** Controls no page of ours: only the field app's own worker may. */
const SCOPE = "/push/";

export const canPush = (): boolean =>
  "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

async function registration(): Promise<ServiceWorkerRegistration | undefined> {
  return navigator.serviceWorker.getRegistration(SCOPE);
}

/** The subscription of this browser, or null. */
export async function ownSubscription(): Promise<PushSubscription | null> {
  if (!canPush()) return null;
  const found = await (await registration())?.pushManager.getSubscription();
  return found ? PushSubscription.parse(found.toJSON()) : null;
}

/** Asks the person, then the browser's push service. Throws when either says no. */
export async function subscribeBrowser(publicKey: string): Promise<PushSubscription> {
  if ((await Notification.requestPermission()) !== "granted") throw new Error("denied");
  const worker = await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
  await settled(worker);
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  return PushSubscription.parse(made.toJSON());
}

/** A subscription needs a worker that runs; a page outside of its scope cannot wait for `ready`. */
async function settled({ installing, waiting, active }: ServiceWorkerRegistration): Promise<void> {
  const worker = installing ?? waiting ?? active;
  if (!worker || worker.state === "activated") return;
  await new Promise<void>((resolve) =>
    worker.addEventListener("statechange", () => worker.state === "activated" && resolve()),
  );
}

/** Takes the browser off its push service; returns the address that the server should forget. */
export async function unsubscribeBrowser(): Promise<string | null> {
  const found = await (await registration())?.pushManager.getSubscription();
  await found?.unsubscribe();
  return found?.endpoint ?? null;
}
