import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccountView, SessionView } from "@lingzhu/domain/account";
import { openTestHouse, OTHER_STREET, type TestHouse } from "../../test/house.ts";
import { newSetupCode } from "../street/setup.ts";
import { IDLE_LIMIT_MS } from "./session.ts";

let house: TestHouse;
beforeAll(async () => void (house = await openTestHouse()));
afterAll(() => house.close());

const MINUTE = 60_000;

describe("first set-up", () => {
  it("founds a street with the printed code, once", async () => {
    expect((await house.anonymous.get<{ needed: boolean }>("/api/setup")).body.needed).toBe(true);
    const first = { login: "Zhang.San", password: "quiet-Meadow-42", name: "张某", streetCode: "341302001" };
    const early = await house.anonymous.post<{ code: string }>("/api/setup", { ...first, code: "guess" });
    expect([early.status, early.body.code]).toEqual([403, "auth.setup-code"]);
    const code = await newSetupCode(house.floor);
    const weak = await house.anonymous.post<{ code: string }>("/api/setup", {
      ...first,
      password: "zhang.san.12345",
      code,
    });
    expect([weak.status, weak.body.code]).toEqual([422, "auth.weak-password"]);
    const done = await house.anonymous.post("/api/setup", { ...first, code });
    expect(done.status).toBe(200);
    expect(String(done.headers["set-cookie"])).toMatch(/HttpOnly.*SameSite=Strict/);
    expect((await house.anonymous.get<{ needed: boolean }>("/api/setup")).body.needed).toBe(false);
    expect((await house.anonymous.post("/api/setup", { ...first, code })).status).toBe(409);
    expect(await newSetupCode(house.floor)).toBeNull();
  });
  it("signs that person in by name, whatever the case", async () => {
    const signed = await house.anonymous.post("/api/session", {
      login: "zhang.san",
      password: "quiet-Meadow-42",
    });
    expect(signed.status).toBe(200);
  });
});

describe("session", () => {
  it("says who is signed in, where, and what they may do", async () => {
    const office = await house.sign("office", { name: "李某" });
    const { body } = await office.get<SessionView>("/api/session");
    expect(body).toMatchObject({
      person: { name: "李某" },
      street: { name: "西关街道", region: "安徽省宿州市埇桥区" },
      grants: [{ role: "office" }],
    });
    expect(body.abilities).toContain("round.manage");
    expect(body.abilities).not.toContain("account.manage");
  });
  it("ends when signed out, when idle too long, and when the account is disabled", async () => {
    const admin = await house.sign("administrator");
    const leaver = await house.sign("office");
    expect((await leaver.delete("/api/session")).status).toBe(200);
    expect((await leaver.get("/api/session")).status).toBe(401);
    const fired = await house.sign("office");
    expect((await admin.post(`/api/accounts/${fired.accountId}/disable`)).status).toBe(200);
    expect((await fired.get("/api/session")).status).toBe(401);
    expect((await admin.post(`/api/accounts/${admin.accountId}/disable`)).status).toBe(409);
    const cookie = String(
      (await house.anonymous.post("/api/session", { login: "zhang.san", password: "quiet-Meadow-42" }))
        .headers["set-cookie"],
    ).split(";")[0]!;
    const session = () => house.app.inject({ url: "/api/session", headers: { cookie } });
    expect((await session()).statusCode).toBe(200);
    const before = house.clock.now;
    house.clock.now += IDLE_LIMIT_MS + MINUTE;
    expect((await session()).statusCode).toBe(401);
    house.clock.now = before;
  });
});

describe("guessing passwords", () => {
  it("is slowed for that account from that address, and the right password waits too", async () => {
    const admin = await house.sign("administrator");
    const person = { name: "王某", post: null, organisation: null, communityId: null };
    const made = await admin.post("/api/accounts", {
      login: "wang",
      password: "violet-Harbour-77",
      person,
      grants: [{ role: "worker", communityId: null }],
    });
    expect(made.status).toBe(200);
    for (let i = 0; i < 5; i++)
      expect((await house.anonymous.post("/api/session", { login: "wang", password: "wrong" })).status).toBe(
        401,
      );
    const blocked = await house.anonymous.post<{ detail: string }>("/api/session", {
      login: "wang",
      password: "violet-Harbour-77",
    });
    expect(blocked.status).toBe(429);
    expect(blocked.body.detail).toContain("15 秒");
    house.clock.now += 16_000;
    expect(
      (await house.anonymous.post("/api/session", { login: "wang", password: "violet-Harbour-77" })).status,
    ).toBe(200);
  });
});

describe("accounts", () => {
  it("are made and listed by the administrator of that street only", async () => {
    const admin = await house.sign("administrator");
    const foreign = await house.sign("administrator", { streetId: OTHER_STREET });
    const here = (await admin.get<AccountView[]>("/api/accounts")).body.map((account) => account.id);
    const there = (await foreign.get<AccountView[]>("/api/accounts")).body.map((account) => account.id);
    expect(there).toEqual([foreign.accountId]);
    expect(here).not.toContain(foreign.accountId);
    expect((await foreign.post(`/api/accounts/${admin.accountId}/disable`)).status).toBe(404);
    for (const role of ["office", "leader", "worker", "police", "auditor"] as const)
      expect((await (await house.sign(role)).get("/api/accounts")).status).toBe(403);
    expect((await house.anonymous.get("/api/accounts")).status).toBe(401);
  });
  it("refuses a password that stands in breaches, also with trimmings", async () => {
    const admin = await house.sign("administrator");
    for (const password of ["Sunshine2026!", "p@ssw0rd1234", "iloveyou#99"]) {
      const made = await admin.post<{ code: string }>("/api/accounts", {
        login: "sun",
        password,
        person: { name: "孙某", post: null, organisation: null, communityId: null },
        grants: [{ role: "worker", communityId: null }],
      });
      expect([password, made.status, made.body.code]).toEqual([password, 422, "auth.weak-password"]);
    }
  });
  it("refuses to give one person the audit and what is audited", async () => {
    const admin = await house.sign("administrator");
    const both = await admin.post<{ detail: string }>("/api/accounts", {
      login: "both",
      password: "amber-Window-31",
      person: { name: "钱某", post: null, organisation: null, communityId: null },
      grants: [
        { role: "auditor", communityId: null },
        { role: "office", communityId: null },
      ],
    });
    expect([both.status, both.body.detail]).toEqual([400, expect.stringContaining("请分给两个人")]);
  });
  it("refuses a secretary without a community and a street role with one", async () => {
    const admin = await house.sign("administrator");
    const person = { name: "赵某", post: null, organisation: null, communityId: null };
    const secretary = await admin.post<{ detail: string }>("/api/accounts", {
      login: "zhao",
      password: "amber-Window-31",
      person,
      grants: [{ role: "secretary", communityId: null }],
    });
    expect([secretary.status, secretary.body.detail]).toEqual([
      400,
      expect.stringContaining("社区书记须指定社区"),
    ]);
  });
});

it("refuses writes that come from another site's page", async () => {
  const response = await house.app.inject({
    method: "POST",
    url: "/api/session",
    headers: { origin: "https://elsewhere.example", host: "localhost" },
    payload: { login: "x", password: "y" },
  });
  expect(response.statusCode).toBe(403);
});
