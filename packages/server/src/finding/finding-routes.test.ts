import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AlertView } from "@lingzhu/domain/alert";
import type { FindingEvent, FindingRow, FindingView } from "@lingzhu/domain/finding";
import type { SyncAnswer } from "@lingzhu/domain/sync";
import { arrange, DEVICE, sightingFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, OTHER_STREET, type Signed, type TestHouse } from "../../test/house.ts";

let house: TestHouse;
let street: Arranged;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
});
afterAll(() => house.close());

const report = async (who: Signed, placeId: string | null = street.north.doors[0]!) => {
  const fact = sightingFact(house, street.roundId, placeId);
  const { body } = await who.post<SyncAnswer>("/api/sync", { facts: [fact] });
  expect(body.receipts).toEqual([{ id: fact.id, result: "accepted", problem: null }]);
  return fact.id;
};
const act = (who: Signed, id: string, event: unknown) =>
  who.post<FindingView & { code: string; detail: string }>(`/api/findings/${id}/events`, {
    id: house.floor.newId(),
    event,
  });
const counted = (stems: number) => ({ method: "counted", stems });
const verify = {
  type: "verify",
  species: "opium-poppy",
  stage: "flowering",
  count: counted(14),
  basis: "全株无毛有白粉，叶抱茎",
};
const close = { type: "close", note: "回访无异常" };

/** Bytes that begin like a PNG; the picture itself does not matter here. */
const picture = () =>
  Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), randomBytes(200)]);
const photograph = async (who: Signed, ofFactId: string, view: string, withBytes = true) => {
  const bytes = picture();
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const id = house.floor.newId();
  const fact = {
    id,
    kind: "photograph",
    deviceId: DEVICE,
    recordedAt: house.clock.now,
    body: { sha256, bytes: bytes.length, mime: "image/png", ofFactId, view },
  };
  expect((await who.post<SyncAnswer>("/api/sync", { facts: [fact] })).body.receipts[0]!.result).toBe(
    "accepted",
  );
  if (withBytes) expect((await who.upload("PUT", `/api/media/${sha256}`, bytes)).status).toBe(200);
  return { id, bytes, sha256 };
};

describe("a finding", () => {
  it("tells office, police and the community's secretary in the moment it is reported, nobody else", async () => {
    const id = await report(street.north.worker);
    for (const who of [street.office, street.police, street.north.secretary]) {
      const { body } = await who.get<AlertView[]>("/api/alerts");
      expect(body.find((alert) => alert.findingId === id)).toMatchObject({
        seenAt: null,
        placePath: "北苑社区 北苑小区 1号楼 1单元 101",
      });
    }
    expect(
      (await street.south.secretary.get<AlertView[]>("/api/alerts")).body.some(
        (alert) => alert.findingId === id,
      ),
    ).toBe(false);
    expect((await street.north.worker.get("/api/alerts")).status).toBe(403);
    const alert = (await street.police.get<AlertView[]>("/api/alerts")).body.find(
      (item) => item.findingId === id,
    )!;
    expect((await street.office.post(`/api/alerts/${alert.id}/seen`)).status).toBe(404);
    expect((await street.police.post(`/api/alerts/${alert.id}/seen`)).status).toBe(200);
    const { body } = await street.office.get<FindingView>(`/api/findings/${id}`);
    expect(body.told.find((told) => told.audience === "police")).toMatchObject({
      seenBy: "民警",
      seenAt: house.clock.now,
    });
  });

  it("goes the whole way: verified, eradicated with witnesses and photographs, re-visited when due, closed", async () => {
    const id = await report(street.north.worker);
    const opened = (await street.office.get<FindingView>(`/api/findings/${id}`)).body;
    expect(opened).toMatchObject({
      state: "suspected",
      reportedStems: 12,
      communityName: "北苑社区",
      may: ["verify", "rule_out"],
      note: "院内花盆",
    });
    expect((await act(street.office, id, verify)).body).toMatchObject({
      state: "verified",
      verifiedStems: 14,
      may: ["eradicate", "rule_out"],
    });

    const before = await photograph(street.north.worker, id, "before");
    house.clock.now += 60_000;
    const after = await photograph(street.north.worker, id, "after");
    const eradicate = {
      type: "eradicate",
      day: "2026-03-01",
      count: { method: "sampled", areaM2: 2, quadrats: [{ areaM2: 1, stems: 7 }] },
      method: "pulled",
      witnesses: [{ name: "甲", post: "社区干部" }],
      beforePhotographIds: [before.id],
      afterPhotographIds: [after.id],
    };
    const lonely = await act(street.north.worker, id, eradicate);
    expect([lonely.status, lonely.body.code, lonely.body.detail]).toEqual([
      409,
      "machine.refused",
      expect.stringContaining("两名见证人"),
    ]);
    const witnesses = [...eradicate.witnesses, { name: "乙", post: "民警" }];
    expect(
      (await act(street.north.worker, id, { ...eradicate, day: "2026-03-02", witnesses })).body.detail,
    ).toContain("日期还没有到");
    expect((await act(street.north.worker, id, { ...eradicate, witnesses })).body).toMatchObject({
      state: "eradicated",
      eradicatedStems: 14,
      revisitDueOn: "2026-03-08",
    });

    expect((await act(street.office, id, close)).body.detail).toContain("已铲除待回访");
    house.clock.now = Date.parse("2026-03-08T02:00:00Z");
    const revisit = { type: "revisit", day: "2026-03-08", result: "clean", count: null };
    expect((await act(street.north.secretary, id, revisit)).body).toMatchObject({
      state: "clean",
      may: ["revisit"],
    });
    expect((await act(street.north.secretary, id, close)).status).toBe(403);
    const closed = await act(street.police, id, close);
    expect(closed.body).toMatchObject({ state: "closed", closedAt: house.clock.now, may: ["reopen"] });
    expect(closed.body.events.map((entry) => (entry.event as FindingEvent).type)).toEqual([
      "verify",
      "eradicate",
      "revisit",
      "close",
    ]);
    expect(closed.body.photographs.map((item) => [item.view, item.arrived])).toEqual([
      ["before", true],
      ["after", true],
    ]);
  });

  it("without a registered place takes the community nearby", async () => {
    const id = await report(street.south.worker, null);
    expect((await street.office.get<FindingView>(`/api/findings/${id}`)).body).toMatchObject({
      communityName: "北苑社区",
      placePath: "台账外地点",
    });
  });

  it("gets the next number even when two are reported at once", async () => {
    await Promise.all([
      report(street.north.worker),
      report(street.south.worker, street.south.plotId),
      report(street.office),
    ]);
    const numbers = (await street.office.get<FindingRow[]>("/api/findings")).body.map((row) => row.number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.toSorted()[0]).toBe("2026-001");
  });
});

describe("scope", () => {
  it("shows findings to those whose duty they are", async () => {
    const id = await report(street.north.worker, street.north.doors[1]!);
    const see = async (who: Signed) => [
      (await who.get(`/api/findings/${id}`)).status,
      (await who.get<FindingRow[]>("/api/findings")).body.some?.((row) => row.id === id) ?? null,
    ];
    expect(await see(street.office)).toEqual([200, true]);
    expect(await see(street.police)).toEqual([200, true]);
    expect(await see(street.north.secretary)).toEqual([200, true]);
    expect(await see(street.north.worker)).toEqual([200, true]);
    expect(await see(street.south.secretary)).toEqual([404, false]);
    expect(await see(street.south.worker)).toEqual([404, false]);
    expect(await see(await house.sign("office", { streetId: OTHER_STREET }))).toEqual([404, false]);
    expect(await see(await house.sign("leader"))).toEqual([200, true]);
    expect(await see(await house.sign("superior"))).toEqual([200, true]);
    for (const role of ["administrator", "auditor"] as const)
      expect((await see(await house.sign(role)))[0]).toBe(403);
    for (const url of [`/api/findings/${id}`, "/api/findings", "/api/findings.xlsx", "/api/alerts"])
      expect((await house.anonymous.get(url)).status).toBe(401);
    expect((await house.anonymous.post(`/api/findings/${id}/events`, {})).status).toBe(401);
  });
  it("lets each event be recorded by its own posts only", async () => {
    const id = await report(street.north.worker);
    for (const who of [
      street.north.worker,
      street.north.secretary,
      await house.sign("leader"),
      await house.sign("superior"),
    ])
      expect((await act(who, id, verify)).status).toBe(403);
    for (const who of [street.south.worker, street.south.secretary])
      expect((await act(who, id, verify)).status).toBe(404);
    expect((await act(street.police, id, verify)).status).toBe(200);
  });
  it("holds photographs to the same law", async () => {
    const id = await report(street.north.worker);
    const taken = await photograph(street.north.worker, id, "whole");
    const shown = await street.north.secretary.get(`/api/photographs/${taken.id}`);
    expect([shown.status, shown.headers["content-type"], shown.bytes.equals(taken.bytes)]).toEqual([
      200,
      "image/png",
      true,
    ]);
    expect((await street.south.secretary.get(`/api/photographs/${taken.id}`)).status).toBe(404);
    expect((await street.south.worker.get(`/api/photographs/${taken.id}`)).status).toBe(404);
    expect((await (await house.sign("auditor")).get(`/api/photographs/${taken.id}`)).status).toBe(403);
    expect((await house.anonymous.get(`/api/photographs/${taken.id}`)).status).toBe(401);
    expect((await house.anonymous.upload("PUT", `/api/media/${taken.sha256}`, taken.bytes)).status).toBe(401);
    expect(
      (await (await house.sign("leader")).upload("PUT", `/api/media/${taken.sha256}`, taken.bytes)).status,
    ).toBe(403);
  });
  it("exports exactly what the list shows", async () => {
    const file = await street.north.secretary.get("/api/findings.xlsx");
    expect([file.status, file.bytes.subarray(0, 2).toString()]).toEqual([200, "PK"]);
    expect((await (await house.sign("auditor")).get("/api/findings.xlsx")).status).toBe(403);
  });
});

describe("photographs", () => {
  it("are refused when the bytes are not the picture that was announced", async () => {
    const bytes = picture();
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    expect((await street.north.worker.upload("PUT", `/api/media/${sha256}`, picture())).status).toBe(422);
    const text = Buffer.from("not a picture");
    expect(
      (
        await street.north.worker.upload(
          "PUT",
          `/api/media/${createHash("sha256").update(text).digest("hex")}`,
          text,
        )
      ).status,
    ).toBe(422);
  });
  it("show as missing while the record is here and the picture still on the phone", async () => {
    const id = await report(street.north.worker);
    const pending = await photograph(street.north.worker, id, "leaf", false);
    expect((await street.office.get<FindingView>(`/api/findings/${id}`)).body.photographs).toMatchObject([
      { factId: pending.id, arrived: false },
    ]);
    expect((await street.office.get(`/api/photographs/${pending.id}`)).status).toBe(404);
  });
});
