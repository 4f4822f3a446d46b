/** The way to the push services; absent where the operator has not turned it on. */
import webPush from "web-push";
import { PUSH_MESSAGE, type PushSubscription } from "@lingzhu/domain/alert";
import { pushKeys } from "./push-keys.ts";

export interface PushSender {
  publicKey: string;
  /** Resolves to what became of the message: taken over, or the browser is gone for good, or it could not be given. */
  send(subscription: PushSubscription): Promise<"sent" | "gone" | "failed">;
}

/** A message that nobody fetched in this time is dropped by the push service. */
const KEPT_SECONDS = 12 * 3600;
const PATIENCE_MS = 10_000;

/**
 * @param contact `mailto:` or `https:` address that a push service may complain to (RFC 8292 §2.1).
 * @param ask the network.
 */
export function pushSender(dataDir: string, contact: string, ask: typeof fetch = fetch): PushSender {
  const { publicKey, privateKey } = pushKeys(dataDir);
  return {
    publicKey,
    async send(subscription) {
      const { method, headers, body } = webPush.generateRequestDetails(
        subscription,
        JSON.stringify(PUSH_MESSAGE),
        {
          vapidDetails: { subject: contact, publicKey, privateKey },
          TTL: KEPT_SECONDS,
          urgency: "high",
        },
      );
      try {
        const answer = await ask(subscription.endpoint, {
          method,
          headers: headers as Record<string, string>,
          body: Uint8Array.from(body),
          redirect: "error",
          signal: AbortSignal.timeout(PATIENCE_MS),
        });
        if (answer.status === 404 || answer.status === 410) return "gone";
        return answer.ok ? "sent" : "failed";
      } catch {
        return "failed";
      }
    },
  };
}
