import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FieldDay, ZonePackage } from "@lingzhu/domain/patrol";
import { arrange, visitFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, type Signed, type TestHouse } from "../../test/house.ts";

let house: TestHouse;
let street: Arranged;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
});
afterAll(() => house.close());
beforeEach(() => void (house.clock.now = Date.parse("2026-03-10T01:00:00Z")));

const today = async (who: Signed) => (await who.get<FieldDay>("/api/field/today")).body;
const open = (who: Signed, zoneId: string) => who.get<ZonePackage>(`/api/field/zones/${zoneId}`);

describe("today", () => {
  it("lists the zones of one's teams in rounds that run, with what is seen", async () => {
    const { worker, zoneId, doors } = street.north;
    await worker.post("/api/sync", {
      facts: [
        visitFact(house, street.roundId, doors[0]!, "checked"),
        visitFact(house, street.roundId, doors[1]!, "no_one_in"),
      ],
    });
    expect(await today(worker)).toEqual({
      day: "2026-03-10",
      zones: [
        {
          id: zoneId,
          name: "北苑片",
          teamName: "北苑组",
          round: {
            id: street.roundId,
            name: "第一轮",
            stage: "emergence",
            start: "2026-03-01",
            end: "2026-03-31",
            kind: "patrol",
          },
          total: 5,
          seen: 1,
        },
      ],
      revisits: [],
    });
    house.clock.now = Date.parse("2026-04-01T01:00:00Z");
    const after = await house.sign("office");
    expect((await today(after)).zones).toEqual([]);
  });
  it("is empty for somebody without a team", async () => {
    expect(await today(await house.sign("worker"))).toEqual({ day: "2026-03-10", zones: [], revisits: [] });
  });
  it("lists re-visits within reach, first due first", async () => {
    await house.write(async (tx) => {
      const rows = [
        ["A", street.north, "2026-03-20", "eradicated"],
        ["B", street.north, "2026-03-12", "eradicated"],
        ["C", street.south, "2026-03-11", "eradicated"],
        ["D", street.north, "2026-03-11", "closed"],
      ] as const;
      for (const [number, side, revisitDueOn, state] of rows)
        await tx.sql
          .insertInto("finding")
          .values({
            streetId: tx.streetId,
            id: tx.newId(),
            number,
            placeId: side.plotId,
            communityId: side.communityId,
            reportedBy: street.police.personId,
            source: "patrol",
            openedAt: new Date(tx.now),
            state,
            revisitDueOn,
          })
          .execute();
    });
    const numbers = async (who: Signed) => (await today(who)).revisits.map(({ number }) => number);
    expect(await numbers(street.north.worker)).toEqual(["B", "A"]);
    expect(await numbers(street.south.secretary)).toEqual(["C"]);
    expect(await numbers(street.office)).toEqual(["C", "B", "A"]);
    const [first] = (await today(street.north.worker)).revisits;
    expect(first).toMatchObject({
      placePath: "北苑社区 北苑小区 东侧绿化带",
      dueOn: "2026-03-12",
      lon: 116.96,
    });
  });
});

describe("a zone's package", () => {
  it("holds its places in walking order with unit, floor and state", async () => {
    const { body } = await open(street.south.worker, street.south.zoneId);
    expect(body.zone).toEqual({ id: street.south.zoneId, name: "南苑片" });
    expect(body.round.id).toBe(street.roundId);
    const rows = body.places.map((place) => [place.kind, place.group, place.unit, place.name, place.floor]);
    expect(rows.filter(([kind]) => kind === "household")).toEqual([
      ["household", "南苑小区 1号楼", "1单元", "101", 1],
      ["household", "南苑小区 1号楼", "1单元", "102", 1],
      ["household", "南苑小区 1号楼", "1单元", "201", 2],
      ["household", "南苑小区 1号楼", "1单元", "202", 2],
    ]);
    expect(rows.filter(([kind]) => kind === "plot")).toEqual([
      ["plot", "南苑小区", null, "东侧绿化带", null],
    ]);
    expect(body.places.every((place) => place.state === "unseen" && place.lon !== null)).toBe(true);
  });
  it("opens for the team that has it, the own community, and the street; for nobody else", async () => {
    const { north, south } = street;
    expect((await open(north.worker, north.zoneId)).status).toBe(200);
    expect((await open(north.worker, south.zoneId)).status).toBe(404);
    expect((await open(north.secretary, north.zoneId)).status).toBe(200);
    expect((await open(north.secretary, south.zoneId)).status).toBe(404);
    expect((await open(street.office, south.zoneId)).status).toBe(200);
    expect((await open(street.police, south.zoneId)).status).toBe(200);
    expect((await open(await house.sign("worker"), north.zoneId)).status).toBe(404);
  });
  it("gives a secretary only the part in the own community", async () => {
    const made = await street.office.post<{ id: string }>("/api/rounds", {
      campaignId: street.campaignId,
      name: "第二轮",
      stage: "flowering",
      start: "2026-03-01",
      end: "2026-03-31",
    });
    const { north, south } = street;
    const { body: zone } = await street.office.post<{ id: string }>(`/api/rounds/${made.body.id}/zones`, {
      name: "跨社区片",
      placeIds: [north.buildingId, south.buildingId],
    });
    expect((await open(street.office, zone.id)).body.places).toHaveLength(8);
    const part = (await open(north.secretary, zone.id)).body.places.map(({ id }) => id);
    expect(part.toSorted()).toEqual(north.doors.toSorted());
  });
  it("ends with the assignment, and never shows another round's result", async () => {
    const { north, south } = street;
    const made = await street.office.post<{ id: string }>("/api/rounds", {
      campaignId: street.campaignId,
      name: "复查",
      kind: "cross_check",
      stage: "emergence",
      start: "2026-03-10",
      end: "2026-03-31",
    });
    const { body: zone } = await street.office.post<{ id: string }>(`/api/rounds/${made.body.id}/zones`, {
      name: "复查片",
      placeIds: [north.compoundId],
      teamId: south.teamId,
    });
    const { body } = await open(south.worker, zone.id);
    expect(body.places).toHaveLength(5);
    // Two of these doors have a result in the first round.
    expect(body.places.every(({ state, visits }) => state === "unseen" && visits === 0)).toBe(true);
    expect((await open(south.worker, north.zoneId)).status).toBe(404);
    const other = await house.sign("worker", { name: "接手者" });
    const { body: team } = await street.office.post<{ id: string }>("/api/teams", {
      campaignId: street.campaignId,
      name: "接手组",
      memberIds: [other.personId],
      validFrom: "2026-03-11",
    });
    await street.office.post(`/api/zones/${zone.id}/assign`, { teamId: team.id, validFrom: "2026-03-11" });
    expect((await open(south.worker, zone.id)).status).toBe(200);
    // Half past midnight in China.
    house.clock.now = Date.parse("2026-03-10T16:30:00Z");
    expect((await open(south.worker, zone.id)).status).toBe(404);
    expect((await open(other, zone.id)).status).toBe(200);
  });
});
