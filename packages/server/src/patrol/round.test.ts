import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { roleNames } from "@lingzhu/domain/access";
import { zoneOf, type RoundView } from "@lingzhu/domain/patrol";
import { arrange, makeTeam, visitFact, type Arranged } from "../../test/arrange.ts";
import {
  NOWHERE,
  openTestHouse,
  OTHER_STREET,
  STREET,
  type Signed,
  type TestHouse,
} from "../../test/house.ts";
import { read } from "../db/transact.ts";
import { enterRegister, leaveRegister, rezone } from "./register.ts";

let house: TestHouse;
let street: Arranged;
let office: Signed;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  ({ office } = street);
});
afterAll(() => house.close());
const MORNING = Date.parse("2026-03-01T01:00:00Z");
beforeEach(() => void (house.clock.now = MORNING));

interface Refusal {
  code: string;
  detail: string;
}
const round = async (over: object = {}) => {
  const made = await office.post<{ id: string }>("/api/rounds", {
    campaignId: street.campaignId,
    name: "一轮",
    stage: "emergence",
    start: "2026-03-01",
    end: "2026-03-31",
    ...over,
  });
  expect(made.status).toBe(200);
  return made.body.id;
};
const view = async (id: string) => (await office.get<RoundView>(`/api/rounds/${id}`)).body;
const zone = (roundId: string, name: string, placeIds: string[], teamId: string | null = null) =>
  office.post<{ id: string } & Refusal>(`/api/rounds/${roundId}/zones`, { name, placeIds, teamId });
const counts = async (id: string) =>
  Object.fromEntries((await view(id)).zones.map((z) => [z.name, [z.households, z.plots]]));
const register = (roundId: string) =>
  read(house.floor, { streetId: STREET, accountId: null, sessionId: null }, (tx) =>
    tx.sql
      .selectFrom("roundPlace")
      .select(["placeId", "zoneId"])
      .where("streetId", "=", STREET)
      .where("roundId", "=", roundId)
      .execute(),
  );
const assignments = (zoneId: string) =>
  house.write(async (tx) => {
    const rows = await tx.sql
      .selectFrom("assignment")
      .select(["teamId", "validFrom", "validTo"])
      .where("streetId", "=", tx.streetId)
      .where("zoneId", "=", zoneId)
      .orderBy("validFrom")
      .orderBy("validTo")
      .execute();
    return rows.map((row) => [row.teamId, row.validFrom, row.validTo]);
  });
const team = (name: string, memberIds: string[]) => makeTeam(street, name, memberIds);

describe("a round", () => {
  it("holds every household and plot in use from the start, and has the next ordinal", async () => {
    const before = (await office.get<RoundView[]>(`/api/rounds?campaignId=${street.campaignId}`)).body;
    const id = await round({ name: "第二轮", stage: "flowering" });
    expect(await view(id)).toEqual({
      id,
      campaignId: street.campaignId,
      name: "第二轮",
      ordinal: before.length + 1,
      kind: "patrol",
      stage: "flowering",
      start: "2026-03-01",
      end: "2026-03-31",
      zones: [],
    });
    const places = await register(id);
    const all = [street.north, street.south].flatMap((side) => [...side.doors, side.plotId]);
    expect(places.map(({ placeId }) => placeId).toSorted()).toEqual(all.toSorted());
    expect(places.every(({ zoneId }) => zoneId === null)).toBe(true);
  });
  it("is refused without a campaign, and with days the wrong way round", async () => {
    const body = { name: "轮", stage: "sowing", start: "2026-03-01", end: "2026-03-02" };
    expect((await office.post("/api/rounds", { ...body, campaignId: NOWHERE })).status).toBe(404);
    const backwards = { ...body, campaignId: street.campaignId, end: "2026-02-28" };
    expect((await office.post("/api/rounds", backwards)).status).toBe(400);
    expect((await office.get(`/api/rounds/${NOWHERE}`)).status).toBe(404);
  });
  it("takes in places made later and lets go of retired ones, while it is not over", async () => {
    const running = await round();
    const over = await round({ end: "2026-03-05" });
    house.clock.now = Date.parse("2026-03-10T01:00:00Z");
    const { body } = await zone(running, "北", [street.north.buildingId]);
    const fresh = await house.write(async (tx) => {
      const id = tx.newId();
      await tx.sql
        .insertInto("place")
        .values({
          streetId: tx.streetId,
          id,
          kind: "household",
          parentId: street.north.unitId,
          name: "301",
          path: "北苑社区 301",
          naturalKey: `fresh ${id}`,
          sortKey: "北苑 301",
          communityId: street.north.communityId,
          compoundId: street.north.compoundId,
          buildingId: street.north.buildingId,
          unitId: street.north.unitId,
          source: "office",
          createdAt: new Date(tx.now),
        })
        .execute();
      await enterRegister(tx, [id, street.north.unitId]);
      await enterRegister(tx, [id]);
      return id;
    });
    const entered = await register(running);
    expect(entered.find(({ placeId }) => placeId === fresh)?.zoneId).toBe(body.id);
    expect(entered).toHaveLength(11);
    expect(await register(over)).toHaveLength(10);
    await house.write(async (tx) => {
      await leaveRegister(tx, [fresh]);
      await tx.sql.deleteFrom("roundPlace").where("placeId", "=", fresh).execute();
      await tx.sql.deleteFrom("place").where("id", "=", fresh).execute();
    });
    expect(await register(running)).toHaveLength(10);
    // A place where something was recorded stays in the register.
    const [door] = street.north.doors;
    const visit = visitFact(house, running, door!, "checked");
    await street.north.worker.post("/api/sync", { facts: [visit] });
    await office.post("/api/sync", { facts: [visit] });
    await house.write((tx) => leaveRegister(tx, [door!, street.north.doors[1]!]));
    const left = (await register(running)).map(({ placeId }) => placeId);
    expect([left.includes(door!), left.includes(street.north.doors[1]!)]).toEqual([true, false]);
    await house.write((tx) => enterRegister(tx, street.north.doors));
  });
});

describe("zones", () => {
  it("take the places below what they list; the most specific list wins, whatever the order", async () => {
    const id = await round();
    await zone(id, "一号楼", [street.north.buildingId]);
    await zone(id, "北苑", [street.north.communityId]);
    await zone(id, "一户", [street.north.doors[3]!]);
    expect(await counts(id)).toEqual({ 一号楼: [3, 0], 北苑: [0, 1], 一户: [1, 0] });
    expect((await view(id)).zones[1]!.placeIds).toEqual([street.north.communityId]);
  });
  it("agree with the rule of the domain for any lists", async () => {
    const id = await round();
    const { north, south } = street;
    const nodes = [north, south].flatMap((side) => [
      side.communityId,
      side.compoundId,
      side.buildingId,
      side.unitId,
      ...side.doors,
      side.plotId,
    ]);
    const ancestry = new Map<string, (string | null)[]>();
    for (const side of [north, south]) {
      const above = [null, side.compoundId, null, side.communityId];
      for (const door of side.doors) ancestry.set(door, [door, side.unitId, side.buildingId, ...above]);
      ancestry.set(side.plotId, [side.plotId, ...above]);
    }
    const zoneIds: string[] = [];
    await house.write(async (tx) => {
      for (let n = 0; n < 3; n++) {
        const zoneId = tx.newId();
        zoneIds.push(zoneId);
        await tx.sql
          .insertInto("zone")
          .values({ streetId: tx.streetId, id: zoneId, roundId: id, name: `片${n}`, ordinal: n })
          .execute();
      }
    });
    const lists = fc.uniqueArray(fc.tuple(fc.nat(nodes.length - 1), fc.nat(2)), {
      selector: ([node]) => node,
      maxLength: 10,
    });
    await fc.assert(
      fc.asyncProperty(lists, async (pairs) => {
        const listed = new Map(pairs.map(([node, n]) => [nodes[node]!, zoneIds[n]!]));
        await house.write(async (tx) => {
          await tx.sql.deleteFrom("zonePlace").where("zoneId", "in", zoneIds).execute();
          for (const [placeId, zoneId] of listed)
            await tx.sql.insertInto("zonePlace").values({ streetId: tx.streetId, zoneId, placeId }).execute();
          await rezone(tx, id);
        });
        for (const { placeId, zoneId } of await register(id))
          expect(zoneId).toBe(zoneOf(ancestry.get(placeId)!, listed));
      }),
      { numRuns: 25 },
    );
  });
  it("never share a listed place; the refusal names place and zone", async () => {
    const id = await round();
    await zone(id, "东片", [street.north.compoundId]);
    const again = await zone(id, "西片", [street.south.compoundId, street.north.compoundId]);
    expect([again.status, again.body.code]).toEqual([409, "zone.taken"]);
    expect(again.body.detail).toContain("北苑社区 北苑小区");
    expect(again.body.detail).toContain("东片");
    expect(await counts(id)).toEqual({ 东片: [4, 1] });
    expect((await zone(await round(), "东片", [street.north.compoundId])).status).toBe(200);
  });
  it("refuse the whole street, unknown places and unknown rounds", async () => {
    const id = await round();
    expect((await zone(id, "全部", [house.streetPlaceId])).status).toBe(400);
    expect((await zone(id, "无", [NOWHERE])).status).toBe(404);
    expect((await zone(NOWHERE, "无", [street.north.compoundId])).status).toBe(404);
    expect((await view(id)).zones).toEqual([]);
  });
  it("are removed while nothing is recorded in them, and no longer after", async () => {
    const id = await round();
    const { body: empty } = await zone(id, "空", [street.south.buildingId], street.south.teamId);
    const { body: walked } = await zone(id, "走", [street.north.buildingId], street.north.teamId);
    const visit = visitFact(house, id, street.north.doors[0]!, "no_one_in");
    await street.north.worker.post("/api/sync", { facts: [visit] });
    expect((await office.delete(`/api/zones/${empty.id}`)).status).toBe(200);
    const kept = await office.delete<Refusal>(`/api/zones/${walked.id}`);
    expect([kept.status, kept.body.code]).toEqual([409, "record.in-use"]);
    expect(await counts(id)).toEqual({ 走: [4, 0] });
    expect((await register(id)).filter(({ zoneId }) => zoneId === null)).toHaveLength(6);
    expect((await office.delete(`/api/zones/${empty.id}`)).status).toBe(404);
  });
});

describe("assignments", () => {
  it("are dated: the zone passes on, and its earlier team stays on record", async () => {
    const { north, south } = street;
    const id = await round({ start: "2026-03-10" });
    const { body } = await zone(id, "片", [north.compoundId], north.teamId);
    const assign = (teamId: string, validFrom: string) =>
      office.post<Refusal>(`/api/zones/${body.id}/assign`, { teamId, validFrom });
    // Given out before the round begins: from its first day.
    expect(await assignments(body.id)).toEqual([[north.teamId, "2026-03-10", null]]);
    expect((await assign(north.teamId, "2026-03-12")).status).toBe(200);
    expect(await assignments(body.id)).toHaveLength(1);
    expect((await assign(south.teamId, "2026-03-20")).status).toBe(200);
    expect((await assign(north.teamId, "2026-03-20")).status).toBe(200);
    expect(await assignments(body.id)).toEqual([
      [north.teamId, "2026-03-10", "2026-03-19"],
      // Replaced on its first day: it never held.
      [south.teamId, "2026-03-20", "2026-03-19"],
      [north.teamId, "2026-03-20", null],
    ]);
    const early = await assign(south.teamId, "2026-03-15");
    expect([early.status, early.body.code]).toEqual([409, "record.in-use"]);
    house.clock.now = Date.parse("2026-03-21T01:00:00Z");
    expect((await view(id)).zones[0]).toMatchObject({ teamId: north.teamId, teamName: "北苑组" });
    expect((await assign(NOWHERE, "2026-03-25")).status).toBe(404);
  });
  it("are copied with the zones into another patrol round, without teams into a cross-check", async () => {
    const { north, south } = street;
    const from = await round();
    await zone(from, "甲", [north.compoundId], north.teamId);
    await zone(from, "乙", [south.buildingId, south.plotId]);
    const next = await round({ start: "2026-04-01", end: "2026-04-20" });
    const check = await round({ kind: "cross_check", start: "2026-04-21", end: "2026-04-30" });
    const copy = (id: string, fromRoundId = from) =>
      office.post<{ zones: number }>(`/api/rounds/${id}/zones/copy`, { fromRoundId });
    expect((await copy(next)).body).toEqual({ zones: 2 });
    expect((await copy(check)).body).toEqual({ zones: 2 });
    expect((await view(next)).zones.map((z) => [z.name, z.households, z.plots, z.teamId])).toEqual([
      ["甲", 4, 1, north.teamId],
      ["乙", 4, 1, null],
    ]);
    expect((await view(check)).zones.map((z) => [z.name, z.teamId])).toEqual([
      ["甲", null],
      ["乙", null],
    ]);
    expect((await copy(next)).status).toBe(409);
    expect((await copy(check, NOWHERE)).status).toBe(404);
  });
});

describe("a cross-check", () => {
  it("goes to nobody who had or walked the places in the round it checks", async () => {
    const { north, south } = street;
    const first = await round({ start: "2026-05-01", end: "2026-05-10" });
    await zone(first, "北", [north.compoundId], north.teamId);
    const check = await round({ kind: "cross_check", start: "2026-05-11", end: "2026-05-20" });
    const { body } = await zone(check, "复", [north.buildingId]);
    const { body: south1 } = await zone(check, "南", [south.buildingId]);
    const assign = (zoneId: string, teamId: string) =>
      office.post<Refusal>(`/api/zones/${zoneId}/assign`, { teamId, validFrom: "2026-05-11" });
    const own = await assign(body.id, north.teamId);
    expect([own.status, own.body.code]).toEqual([409, "team.not-independent"]);
    expect(own.body.detail).toContain("北苑组员");
    // The same people elsewhere are welcome, and other people here.
    expect((await assign(south1.id, north.teamId)).status).toBe(200);
    expect((await assign(body.id, south.teamId)).status).toBe(200);
    // Neither by joining the team afterwards.
    const join = await office.post<Refusal>(`/api/teams/${south.teamId}/members`, {
      personId: north.worker.personId,
      day: "2026-05-12",
    });
    expect([join.status, join.body.code]).toEqual([409, "team.not-independent"]);
    // Somebody who recorded there without being in the team counts as well.
    house.clock.now = Date.parse("2026-05-02T01:00:00Z");
    const helper = street.police;
    await helper.post("/api/sync", {
      facts: [visitFact(house, first, north.doors[0]!, "checked")],
    });
    const mixed = await team("混编组", [helper.personId, south.worker.personId]);
    expect((await assign(body.id, mixed)).body.code).toBe("team.not-independent");
  });
});

describe("who may", () => {
  const writes: ["POST" | "DELETE", string][] = [
    ["POST", "/api/rounds"],
    ["POST", `/api/rounds/${NOWHERE}/zones`],
    ["POST", `/api/rounds/${NOWHERE}/zones/copy`],
    ["POST", `/api/zones/${NOWHERE}/assign`],
    ["DELETE", `/api/zones/${NOWHERE}`],
  ];
  const teamWrites: typeof writes = [
    ["POST", "/api/teams"],
    ["POST", `/api/teams/${NOWHERE}/members`],
    ["POST", `/api/teams/${NOWHERE}/members/${NOWHERE}/end`],
  ];
  const reads = ["/api/rounds", `/api/rounds/${NOWHERE}`, "/api/teams", "/api/field/today"];
  const call = (who: Pick<Signed, "post" | "delete">, [method, url]: (typeof writes)[number]) =>
    method === "POST" ? who.post(url, {}) : who.delete(url);
  it("is asked of every role", async () => {
    for (const role of roleNames) {
      const communityId = role === "secretary" ? street.north.communityId : null;
      const signed = await house.sign([{ role, communityId }]);
      const may = async (answer: Promise<{ status: number }>) => (await answer).status !== 403;
      for (const write of writes)
        expect([role, await may(call(signed, write))]).toEqual([role, role === "office"]);
      for (const write of teamWrites)
        expect([role, await may(call(signed, write))]).toEqual([
          role,
          ["office", "secretary"].includes(role),
        ]);
      for (const url of reads)
        expect([role, await may(signed.get(url))]).toEqual([
          role,
          role !== "administrator" && role !== "auditor",
        ]);
      expect([role, await may(signed.get(`/api/field/zones/${NOWHERE}`))]).toEqual([
        role,
        role !== "administrator" && role !== "auditor",
      ]);
    }
  });
  it("is nobody without signing in, and nobody of another street", async () => {
    for (const write of [...writes, ...teamWrites])
      expect((await call(house.anonymous, write)).status).toBe(401);
    for (const url of [...reads, `/api/field/zones/${NOWHERE}`])
      expect((await house.anonymous.get(url)).status).toBe(401);
    const foreign = await house.sign("office", { streetId: OTHER_STREET });
    expect((await foreign.get("/api/rounds")).body).toEqual([]);
    expect((await foreign.get("/api/teams")).body).toEqual([]);
    expect((await foreign.get(`/api/rounds/${street.roundId}`)).status).toBe(404);
    expect((await foreign.get(`/api/field/zones/${street.north.zoneId}`)).status).toBe(404);
    expect((await foreign.delete(`/api/zones/${street.north.zoneId}`)).status).toBe(404);
  });
});
