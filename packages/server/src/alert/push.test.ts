/** Web Push from the sighting to what a push service is given. The push service is the only thing that is not real. */
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PushState } from "@lingzhu/domain/alert";
import { arrange, sightingFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, OTHER_STREET, STREET, type Signed, type TestHouse } from "../../test/house.ts";
import { pushSender } from "./push-sender.ts";
import { pushAlerts } from "./push.ts";

/** A browser as far as its keys go (RFC 8291). */
function browser(name: string) {
  const keyPair = createECDH("prime256v1");
  const publicKey = keyPair.generateKeys();
  const auth = randomBytes(16);
  return {
    subscription: {
      endpoint: `https://fcm.googleapis.com/fcm/send/${name}`,
      keys: { p256dh: publicKey.toString("base64url"), auth: auth.toString("base64url") },
    },
    /** Opens a body of content coding aes128gcm (RFC 8188). */
    read(body: Uint8Array): string {
      const bytes = Buffer.from(body);
      const salt = bytes.subarray(0, 16);
      const serverKey = bytes.subarray(21, 21 + bytes[20]!);
      const sealed = bytes.subarray(21 + bytes[20]!);
      const info = Buffer.concat([Buffer.from("WebPush: info\0"), publicKey, serverKey]);
      const secret = Buffer.from(hkdfSync("sha256", keyPair.computeSecret(serverKey), auth, info, 32));
      const derive = (words: string, length: number) =>
        Buffer.from(hkdfSync("sha256", secret, salt, Buffer.from(`Content-Encoding: ${words}\0`), length));
      const decipher = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
      decipher.setAuthTag(sealed.subarray(-16));
      const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
      return padded.subarray(0, padded.lastIndexOf(2)).toString();
    },
  };
}

let house: TestHouse;
let street: Arranged;
let asked: { url: string; headers: Record<string, string>; body: Uint8Array }[] = [];
let answer = 201;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
});
afterAll(() => house.close());
beforeEach(() => {
  asked = [];
  answer = 201;
});

const turnOn = () => {
  house.floor.push = pushSender(house.dataDir, "mailto:office@example.org", (async (url, init) => {
    asked.push({ url: String(url), headers: init!.headers as never, body: init!.body as never });
    return new Response(null, { status: answer });
  }) as typeof fetch);
};
const subscribe = (who: Signed, name: string) => {
  const made = browser(name);
  return who.post("/api/push/subscribe", made.subscription).then(({ status }) => ({ ...made, status }));
};
const state = async (who: Signed) => (await who.get<PushState>("/api/push")).body;
const find = (placeId: string) =>
  street.north.worker.post("/api/sync", { facts: [sightingFact(house, street.roundId, placeId)] });

describe("push", () => {
  it("is off until the operator turns it on: no key, no subscription, nothing sent", async () => {
    expect(await state(street.office)).toEqual({ publicKey: null, subscriptions: 0 });
    const refused = await street.office.post<{ code: string }>(
      "/api/push/subscribe",
      browser("x").subscription,
    );
    expect([refused.status, refused.body.code]).toEqual([409, "push.off"]);
    await find(street.north.doors[0]!);
    expect(await pushAlerts(house.floor, STREET)).toBe(0);
  });

  it("keeps its keys for the owner's eyes only and makes them once", () => {
    turnOn();
    const file = join(house.dataDir, "secrets", "push.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = readFileSync(file, "utf8");
    turnOn();
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  it("wakes those who were told, once, with words that name neither person nor place", async () => {
    turnOn();
    const [office, police, north, south] = [
      await subscribe(street.office, "office"),
      await subscribe(street.police, "police"),
      await subscribe(street.north.secretary, "north"),
      await subscribe(street.south.secretary, "south"),
    ];
    await find(street.north.doors[1]!);
    await pushAlerts(house.floor, STREET);
    expect(asked.map(({ url }) => url.split("/").at(-1)).sort()).toEqual(["north", "office", "police"]);
    for (const [name, reader] of Object.entries({ office, police, north })) {
      const message = asked.find(({ url }) => url.endsWith(name))!;
      expect(JSON.parse(reader.read(message.body))).toEqual({ title: "零株", body: "有新的发现待处理" });
      expect(message.headers["Authorization"]).toMatch(/^vapid t=/);
    }
    expect(south.status).toBe(200);
    asked = [];
    expect(await pushAlerts(house.floor, STREET)).toBe(0);
    expect(asked).toEqual([]);
  });

  it("forgets a browser that is gone, and keeps one whose service only stumbled", async () => {
    turnOn();
    const before = (await state(street.police)).subscriptions;
    answer = 503;
    await find(street.north.doors[2]!);
    expect(await pushAlerts(house.floor, STREET)).toBe(0);
    expect((await state(street.police)).subscriptions).toBe(before);
    answer = 410;
    await find(street.north.doors[2]!);
    await pushAlerts(house.floor, STREET);
    expect((await state(street.police)).subscriptions).toBe(0);
  });

  it("belongs to the account that asked last on that browser, and can be taken away by it alone", async () => {
    turnOn();
    const { subscription } = await subscribe(street.office, "shared");
    expect((await state(street.office)).subscriptions).toBe(1);
    await street.police.post("/api/push/subscribe", subscription);
    expect([(await state(street.office)).subscriptions, (await state(street.police)).subscriptions]).toEqual([
      0, 1,
    ]);
    await street.office.post("/api/push/unsubscribe", { endpoint: subscription.endpoint });
    expect((await state(street.police)).subscriptions).toBe(1);
    await street.police.post("/api/push/unsubscribe", { endpoint: subscription.endpoint });
    expect((await state(street.police)).subscriptions).toBe(0);
  });

  it("never calls an address that is no push service's, and tells no other street", async () => {
    turnOn();
    const { keys } = browser("x").subscription;
    const inward = await street.office.post("/api/push/subscribe", { endpoint: "https://127.0.0.1/x", keys });
    expect(inward.status).toBe(400);
    const foreign = await house.sign("office", { streetId: OTHER_STREET });
    await subscribe(foreign, "foreign");
    await find(street.north.doors[3]!);
    await pushAlerts(house.floor, STREET);
    expect(asked.filter(({ url }) => url.endsWith("foreign"))).toEqual([]);
  });
});
