/**
 * Web Push: a browser is woken when a finding arrives. Push services belong to third parties, so the operator turns it
 * on, each person for the own browser, and a message says nothing but that there is something.
 */
import { z } from "zod";

/** All that ever leaves for a push service. */
export const PUSH_MESSAGE = { title: "零株", body: "有新的发现待处理" } as const;

/**
 * Where browsers are reached. The list is closed: the server calls the address that a browser names, and must not be
 * made to call any other (RFC 8030 leaves the address to the push service).
 */
const services = [
  /^fcm\.googleapis\.com$/,
  /^[\w-]+\.push\.services\.mozilla\.com$/,
  /^[\w-]+\.notify\.windows\.com$/,
  /^web\.push\.apple\.com$/,
];

/** No port, no user: what stands between the slashes is the host and nothing else. */
const isPushAddress = (address: string): boolean => {
  const host = /^https:\/\/([a-z0-9.-]+)\/\S+$/.exec(address)?.[1];
  return host !== undefined && services.some((service) => service.test(host));
};

/** What the browser's PushManager gives (W3C Push API). */
export const PushSubscription = z.object({
  endpoint: z.string().max(1000).refine(isPushAddress, "不是认得的推送服务地址"),
  keys: z.object({
    /** Public key of the browser, base64url of 65 bytes. */
    p256dh: z.string().regex(/^[\w-]{87}=?$/),
    /** Shared secret, base64url of 16 bytes. */
    auth: z.string().regex(/^[\w-]{22}(==)?$/),
  }),
});
export type PushSubscription = z.infer<typeof PushSubscription>;

/** Whether this installation pushes, with the key that a browser subscribes with; and how many browsers the person has. */
export const PushState = z.object({
  /** Null: the operator has not turned it on. */
  publicKey: z.string().nullable(),
  subscriptions: z.number(),
});
export type PushState = z.infer<typeof PushState>;
