import { statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROOF_HEADER, PROOF_WINDOW_MS, type DeviceView, type SessionRow } from "@lingzhu/domain/device";
import type { SessionView } from "@lingzhu/domain/account";
import type { SyncAnswer } from "@lingzhu/domain/sync";
import { arrange, visitFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, OTHER_STREET, STREET, type Signed, type TestHouse } from "../../test/house.ts";
import { Phone } from "../../test/phone.ts";
import { DEVICE_ABSOLUTE_LIMIT_MS, DEVICE_IDLE_LIMIT_MS } from "../account/session.ts";
import { read } from "../db/transact.ts";

let house: TestHouse;
let street: Arranged;
let office: Signed;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  office = street.office;
});
afterAll(() => house.close());

const HOUR = 3_600_000;
type Refused = { code: string; detail: string; serverTime?: number };
const codeOf = (answer: { status: number; body: unknown }) => [answer.status, (answer.body as Refused).code];

/** Somebody new with a phone of their own, signed in on it. */
async function onPhone(phoneId?: string) {
  const who = await house.sign("worker");
  const phone = new Phone(house, who, phoneId);
  expect((await phone.signIn()).status).toBe(200);
  return { who, phone };
}
const devicesOf = async (accountId: string) =>
  (await office.get<DeviceView[]>("/api/devices")).body.filter(({ account }) => account.id === accountId);
const actsOn = (accountId: string) =>
  read(house.floor, { streetId: STREET, accountId: null, sessionId: null }, async (tx) =>
    (
      await tx.sql
        .selectFrom("audit")
        .select(["act"])
        .where("accountId", "=", accountId)
        .orderBy("seq")
        .execute()
    ).map(({ act }) => act),
  );

describe("a session bound to a phone", () => {
  it("works with the proof of its phone", async () => {
    const { phone } = await onPhone();
    const { status, body } = await phone.get<SessionView>("/api/session");
    expect(status).toBe(200);
    expect(body.deviceId).toBe(phone.deviceId);
    expect(Buffer.from(body.serverKey!.publicKey, "base64url")).toHaveLength(65);
  });
  it("is worth nothing without it: the cookie alone, or under the desk's name", async () => {
    const { phone } = await onPhone();
    const [name, value] = phone.cookie.split("=") as [string, string];
    for (const cookie of [phone.cookie, `lingzhu=${value}`, `${name}=${value}; lingzhu=${value}`]) {
      const answer = await phone.send({ method: "GET", url: "/api/session", headers: { cookie } });
      expect(codeOf(answer)).toEqual([401, "device.unproven"]);
    }
  });
  it("is not opened by another phone's key, nor by a proof in another phone's name", async () => {
    const { phone } = await onPhone();
    const { phone: other } = await onPhone();
    const forged = other.proven("GET", "/api/session", undefined, { deviceId: phone.deviceId });
    const stolen = await phone.send({ ...forged, headers: { ...forged.headers, cookie: phone.cookie } });
    expect(codeOf(stolen)).toEqual([401, "device.unproven"]);
    const foreignCookie = other.proven("GET", "/api/session");
    const answer = await phone.send({
      ...foreignCookie,
      headers: { ...foreignCookie.headers, cookie: phone.cookie },
    });
    expect(codeOf(answer)).toEqual([401, "auth.required"]);
  });
  it("binds the proof to method, path, query and body", async () => {
    const { phone } = await onPhone();
    const visit = visitFact(house, street.roundId, street.north.doors[0]!, "checked");
    const good = phone.proven("POST", "/api/sync", { facts: [visit] });
    const elsewhere = { ...good, url: "/api/sync/carried" };
    const otherBody = {
      ...good,
      payload: Buffer.from(JSON.stringify({ facts: [{ ...visit, roundId: null }] })),
    };
    const noBody = phone.proven("POST", "/api/sync");
    const swapped = { ...good, headers: { ...good.headers, [PROOF_HEADER]: noBody.headers[PROOF_HEADER]! } };
    const deleted = { ...phone.proven("GET", "/api/session"), method: "DELETE" as const };
    const withQuery = { ...phone.proven("GET", "/api/session"), url: "/api/session?x=1" };
    for (const bent of [elsewhere, otherBody, swapped, deleted, withQuery])
      expect(codeOf(await phone.send(bent))).toEqual([401, "device.unproven"]);
    expect((await phone.send<SyncAnswer>(good)).status).toBe(200);
  });
  it("holds for raw bytes too", async () => {
    const { phone } = await onPhone();
    const bytes = Buffer.from("not a picture");
    const path = `/api/media/${"0".repeat(64)}`;
    expect(codeOf(await phone.send(phone.proven("PUT", path, bytes)))).toEqual([422, "input.unreadable"]);
    const bent = { ...phone.proven("PUT", path, bytes), payload: Buffer.from("nor is this one") };
    expect(codeOf(await phone.send(bent))).toEqual([401, "device.unproven"]);
  });
  it("repeats within the window do no harm, and none is taken outside of it", async () => {
    const { phone } = await onPhone();
    const visit = visitFact(house, street.roundId, street.north.doors[1]!, "checked");
    const sent = phone.proven("POST", "/api/sync", { facts: [visit] });
    await phone.send(sent);
    expect((await phone.send(sent)).status).toBe(200);
    house.clock.now += PROOF_WINDOW_MS + 1;
    const late = await phone.send<Refused>(sent);
    expect(codeOf(late)).toEqual([401, "device.clock"]);
    expect(late.body.serverTime).toBe(house.clock.now);
    const early = phone.proven("GET", "/api/session", undefined, {
      time: house.clock.now + PROOF_WINDOW_MS + 1,
    });
    expect(codeOf(await phone.send(early))).toEqual([401, "device.clock"]);
  });
  it("lives longer than one at a desk, but not for ever", async () => {
    const { phone } = await onPhone();
    const start = house.clock.now;
    house.clock.now += DEVICE_IDLE_LIMIT_MS - HOUR;
    expect((await phone.get("/api/session")).status).toBe(200);
    house.clock.now += DEVICE_IDLE_LIMIT_MS + HOUR;
    expect(codeOf(await phone.get("/api/session"))).toEqual([401, "auth.required"]);
    house.clock.now = start;
    await phone.signIn();
    for (; house.clock.now - start <= DEVICE_ABSOLUTE_LIMIT_MS; house.clock.now += 48 * HOUR)
      expect((await phone.get("/api/session")).status).toBe(200);
    expect(codeOf(await phone.get("/api/session"))).toEqual([401, "auth.required"]);
    house.clock.now = start;
  });
  it("stands beside the session of a colleague on the same phone", async () => {
    const first = await onPhone();
    const second = await onPhone(first.phone.phoneId);
    const both = `${first.phone.cookie}; ${second.phone.cookie}`;
    for (const { who, phone } of [first, second]) {
      const sent = phone.proven("GET", "/api/session");
      const { body } = await phone.send<SessionView>({ ...sent, headers: { ...sent.headers, cookie: both } });
      expect(body.account.id).toBe(who.accountId);
    }
  });
});

describe("registration", () => {
  it("is kept while the key is the same, and replaced with a new key", async () => {
    const { who, phone } = await onPhone();
    const first = phone.deviceId;
    await phone.signIn();
    expect(phone.deviceId).toBe(first);
    phone.newKey();
    await phone.signIn();
    expect(phone.deviceId).not.toBe(first);
    expect((await devicesOf(who.accountId)).map(({ id, state }) => [id, state])).toEqual([
      [phone.deviceId, "active"],
    ]);
  });
  it("keeps the recovery key sealed, and gives it at password sign-in only, on the record", async () => {
    const { who, phone } = await onPhone();
    const key = "k".repeat(43);
    expect((await phone.put("/api/device/recovery", { key })).status).toBe(200);
    const stored = await read(house.floor, { streetId: STREET, accountId: null, sessionId: null }, (tx) =>
      tx.sql
        .selectFrom("deviceRecovery")
        .selectAll()
        .where("accountId", "=", who.accountId)
        .executeTakeFirstOrThrow(),
    );
    expect(Buffer.from(stored.keySealed).toString("latin1")).not.toContain(key);
    await phone.signIn();
    expect(phone.recoveryKey).toBeNull();
    await phone.signIn({ recover: true });
    expect(phone.recoveryKey).toBe(key);
    expect((await actsOn(who.accountId)).filter((act) => act === "device.release-recovery")).toHaveLength(1);
    expect(codeOf(await phone.signIn({ recover: true, password: "wrong-wrong-wrong" }))).toEqual([
      401,
      "auth.failed",
    ]);
    const elsewhere = new Phone(house, who);
    await elsewhere.signIn({ recover: true });
    expect(elsewhere.recoveryKey).toBeNull();
  });
  it("is needed to leave a key or a report", async () => {
    expect(codeOf(await office.put("/api/device/recovery", { key: "k".repeat(43) }))).toEqual([
      409,
      "device.none",
    ]);
    expect(codeOf(await office.put("/api/device/report", { unsent: 3 }))).toEqual([409, "device.none"]);
    expect(codeOf(await office.post("/api/sync/carried", { parcels: [{}] }))).toEqual([409, "device.none"]);
  });
});

describe("the office", () => {
  it("sees who uses which phone, when last, and what is still on it", async () => {
    const { who, phone } = await onPhone();
    await phone.put("/api/device/report", { unsent: 17 });
    const [device] = await devicesOf(who.accountId);
    expect(device).toMatchObject({
      name: "安卓 上的 Chrome · 测试机",
      state: "active",
      sessions: 1,
      unsent: 17,
      unsentAt: house.clock.now,
      lastSeenAt: house.clock.now,
    });
    const sessions = (await office.get<SessionRow[]>("/api/sessions")).body;
    expect(sessions.find(({ deviceId }) => deviceId === phone.deviceId)?.account.id).toBe(who.accountId);
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
  });
  it("shuts a phone out: its next request says so in Chinese, and so does signing in there", async () => {
    const { who, phone } = await onPhone();
    expect((await office.post(`/api/devices/${phone.deviceId}/revoke`, { reason: "手机丢失" })).status).toBe(
      200,
    );
    const next = await phone.get<Refused>("/api/session");
    expect(codeOf(next)).toEqual([401, "device.revoked"]);
    expect(next.body.detail).toContain("都还在本机");
    expect(codeOf(await phone.signIn())).toEqual([401, "device.revoked"]);
    phone.newKey();
    expect(codeOf(await phone.signIn())).toEqual([401, "device.revoked"]);
    expect((await new Phone(house, who).signIn()).status).toBe(200);
  });
  it("lets a phone in again, with a new key only", async () => {
    const { phone } = await onPhone();
    await office.post(`/api/devices/${phone.deviceId}/revoke`, { reason: "手机丢失" });
    expect((await office.post(`/api/devices/${phone.deviceId}/readmit`, { reason: "已找回" })).status).toBe(
      200,
    );
    expect(codeOf(await phone.get("/api/session"))).toEqual([401, "device.revoked"]);
    expect(codeOf(await phone.signIn())).toEqual([409, "device.key-spent"]);
    phone.newKey();
    expect((await phone.signIn()).status).toBe(200);
    expect((await phone.get("/api/session")).status).toBe(200);
  });
  it("gives a reason, and takes no step that the machine does not have", async () => {
    const { phone } = await onPhone();
    const path = `/api/devices/${phone.deviceId}`;
    expect(codeOf(await office.post(`${path}/revoke`, { reason: "" }))).toEqual([400, "input.invalid"]);
    expect(codeOf(await office.post(`${path}/late`, { reason: "补传" }))).toEqual([409, "machine.refused"]);
  });
  it("alone lets something in again; the administrator only shuts out", async () => {
    const { phone } = await onPhone();
    const administrator = await house.sign("administrator");
    const path = `/api/devices/${phone.deviceId}`;
    expect((await administrator.post(`${path}/revoke`, { reason: "手机丢失" })).status).toBe(200);
    for (const act of ["late", "readmit"])
      expect(codeOf(await administrator.post(`${path}/${act}`, { reason: "已找回" }))).toEqual([
        403,
        "access.denied",
      ]);
  });
  it("of another street finds nothing", async () => {
    const { phone } = await onPhone();
    const foreign = await house.sign("office", { streetId: OTHER_STREET });
    expect(codeOf(await foreign.post(`/api/devices/${phone.deviceId}/revoke`, { reason: "试试" }))).toEqual([
      404,
      "record.missing",
    ]);
    expect((await foreign.get<DeviceView[]>("/api/devices")).body).toEqual([]);
    const { body } = await phone.get<SessionRow[]>("/api/sessions/own");
    expect((await foreign.delete(`/api/sessions/${body[0]!.id}`)).status).toBe(404);
  });
  it("takes every phone of an account that it disables", async () => {
    const { who, phone } = await onPhone();
    const administrator = await house.sign("administrator");
    await administrator.post(`/api/accounts/${who.accountId}/disable`);
    expect((await phone.get("/api/session")).status).toBe(401);
    expect((await devicesOf(who.accountId)).map(({ state, reason }) => [state, reason])).toEqual([
      ["revoked", "账号已停用"],
    ]);
  });
});

describe("everybody", () => {
  it("sees their own sessions and ends one, wherever it is", async () => {
    const { who, phone } = await onPhone();
    const desk = (await who.get<SessionRow[]>("/api/sessions/own")).body;
    expect(desk.map(({ deviceId, current }) => [deviceId, current]).sort()).toEqual([
      [null, true],
      [phone.deviceId, false],
    ]);
    const onIt = desk.find(({ deviceId }) => deviceId === phone.deviceId)!;
    expect((await who.delete(`/api/sessions/own/${onIt.id}`)).status).toBe(200);
    expect(codeOf(await phone.get("/api/session"))).toEqual([401, "auth.required"]);
    // The registration stays: the same person comes back with the password.
    expect((await phone.signIn()).status).toBe(200);
  });
  it("does not reach anybody else's", async () => {
    const { who, phone } = await onPhone();
    const other = await house.sign("worker");
    const [session] = (await who.get<SessionRow[]>("/api/sessions/own")).body;
    expect(codeOf(await other.delete(`/api/sessions/own/${session!.id}`))).toEqual([404, "record.missing"]);
    expect((await phone.get("/api/session")).status).toBe(200);
    expect(codeOf(await other.delete(`/api/sessions/${session!.id}`))).toEqual([403, "access.denied"]);
  });
  it("signs out on a phone without touching a colleague there", async () => {
    const first = await onPhone();
    const second = await onPhone(first.phone.phoneId);
    const left = await first.phone.delete("/api/session");
    expect(String(left.headers["set-cookie"])).toContain(`${first.phone.cookie.split("=")[0]}=;`);
    expect((await first.phone.get("/api/session")).status).toBe(401);
    expect((await second.phone.get("/api/session")).status).toBe(200);
  });
});

it("makes the exchange key on first run, for its owner only", () => {
  const { mode } = statSync(join(house.dataDir, "secrets", "exchange-1.key"));
  expect(mode & 0o777).toBe(0o600);
});
