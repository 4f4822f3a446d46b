import { expect, it } from "vitest";
import { PushSubscription } from "./index.ts";

const keys = { p256dh: "B".repeat(87), auth: "a".repeat(22) };
const isTaken = (endpoint: string) => PushSubscription.safeParse({ endpoint, keys }).success;

it("takes addresses of known push services and of nothing else", () => {
  for (const endpoint of [
    "https://fcm.googleapis.com/fcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/abc",
    "https://wns2-sg2p.notify.windows.com/w/?token=abc",
    "https://web.push.apple.com/abc",
  ])
    expect([endpoint, isTaken(endpoint)]).toEqual([endpoint, true]);
  for (const endpoint of [
    "http://fcm.googleapis.com/fcm/send/abc",
    "https://fcm.googleapis.com:8443/abc",
    "https://fcm.googleapis.com.evil.example/abc",
    "https://user@fcm.googleapis.com/abc",
    "https://127.0.0.1/abc",
    "https://intranet/abc",
    "file:///etc/passwd",
  ])
    expect([endpoint, isTaken(endpoint)]).toEqual([endpoint, false]);
});
it("wants the browser's keys in full", () => {
  const endpoint = "https://fcm.googleapis.com/fcm/send/abc";
  expect(PushSubscription.safeParse({ endpoint, keys: { ...keys, auth: "short" } }).success).toBe(false);
});
