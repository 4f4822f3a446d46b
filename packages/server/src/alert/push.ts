/** Wakes the browsers of those whom an alert is for. The alert itself waits in the list whatever becomes of the message. */
import type { Actor } from "@lingzhu/domain/access";
import type { PushState, PushSubscription } from "@lingzhu/domain/alert";
import { problem } from "@lingzhu/domain/kernel";
import { read, transact, type Floor, type Reading, type Writing } from "../db/transact.ts";
import type { Announcements } from "../http/events.ts";
import * as store from "./push-store.ts";

/** An alert that could not be told in this time is old news. */
const FRESH_MS = 3_600_000;

export async function pushState(tx: Reading, floor: Floor, actor: Actor): Promise<PushState> {
  return {
    publicKey: floor.push?.publicKey ?? null,
    subscriptions: await store.countSubscriptions(tx, actor.accountId),
  };
}

/** Adds the browser that asks. Refused where the operator has not turned it on. */
export async function subscribe(
  tx: Writing,
  floor: Floor,
  actor: Actor,
  subscription: PushSubscription,
): Promise<void> {
  if (!floor.push) throw problem("push.off");
  const id = await store.putSubscription(tx, actor.accountId, subscription);
  tx.audit({ act: "push.subscribe", noun: "push-subscription", id });
}

/** Takes the browser away; one that was not there is gone all the same. */
export async function unsubscribe(tx: Writing, actor: Actor, endpoint: string): Promise<void> {
  const removed = await store.removeSubscription(tx, endpoint, actor.accountId);
  tx.audit({ act: "push.unsubscribe", noun: "push-subscription", id: null, detail: { removed } });
}

/** Tells the push services of a street's alerts that they were not told of. Returns how many browsers were woken. */
export async function pushAlerts(floor: Floor, streetId: number): Promise<number> {
  const { push } = floor;
  if (!push) return 0;
  const acting = { streetId, accountId: null, sessionId: null };
  const since = floor.now() - FRESH_MS;
  if (!(await read(floor, acting, (tx) => store.hasDueAlerts(tx, since)))) return 0;
  const due = await transact(floor, acting, async (tx) => {
    const alerts = await store.claimAlerts(tx, since);
    tx.audit({ act: "push.send", noun: "alert", id: null, detail: { alerts: alerts.length } });
    return alerts.length === 0 ? [] : await store.subscriptionsFor(tx, alerts);
  });
  const outcomes = await Promise.all(due.map((subscription) => push.send(subscription)));
  const gone = due.filter((_, i) => outcomes[i] === "gone");
  if (gone.length > 0)
    await transact(floor, acting, async (tx) => {
      for (const { endpoint } of gone) await store.removeSubscription(tx, endpoint);
      tx.audit({ act: "push.forget", noun: "push-subscription", id: null, detail: { gone: gone.length } });
    });
  return outcomes.filter((outcome) => outcome === "sent").length;
}

/** Pushes whenever a finding is announced, in whatever process it was taken in. Returns what ends it. */
export function pushOnFindings(
  floor: Floor,
  announcements: Announcements,
  onFailure: (words: string) => void,
): () => void {
  if (!floor.push) return () => {};
  return announcements.subscribeAll((streetId, topic) => {
    if (topic !== "finding") return;
    pushAlerts(floor, streetId).catch((error: Error) => onFailure(error.message));
  });
}
