import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RoundView, ZonePackage } from "@lingzhu/domain/patrol";
import type { DrawView, SampleDrawn } from "@lingzhu/domain/sampling";
import { arrange, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, OTHER_STREET, type TestHouse } from "../../test/house.ts";

let house: TestHouse;
let street: Arranged;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
});
afterAll(() => house.close());

type Refusal = { code: string; detail: string };
const crossCheck = async () =>
  (
    await street.office.post<{ id: string }>("/api/rounds", {
      campaignId: street.campaignId,
      name: "复查",
      kind: "cross_check",
      stage: "flowering",
      start: "2026-03-01",
      end: "2026-03-20",
    })
  ).body.id;
const sample = (id: string, body: object) =>
  street.office.post<SampleDrawn & Refusal>(`/api/rounds/${id}/sample`, body);
const placesOf = async (id: string) => {
  const { body } = await street.office.get<RoundView>(`/api/rounds/${id}`);
  return body.zones.flatMap(({ placeIds }) => placeIds).sort();
};

describe("the sample of a cross-check", () => {
  it("is one zone for each community, recorded with its seed, and drawn alike from the same seed", async () => {
    const [one, two] = [await crossCheck(), await crossCheck()];
    const drawn = (await sample(one, { share: 0.4, seed: "check-1" })).body;
    expect([drawn.seed, drawn.households + drawn.plots, drawn.plots]).toEqual(["check-1", 4, 2]);
    expect(drawn.zones.map(({ name, places }) => [name, places]).sort()).toEqual([
      ["北苑社区抽查", 2],
      ["南苑社区抽查", 2],
    ]);
    await sample(two, { count: 4, seed: "check-1" });
    expect(await placesOf(two)).toEqual(await placesOf(one));
    const { body: draws } = await street.office.get<DrawView[]>(`/api/rounds/${one}/samples`);
    expect(draws).toMatchObject([
      { id: drawn.drawId, seed: "check-1", purpose: "cross_check", drawnBy: "禁毒办" },
    ]);
    expect(draws[0]!.strata.map(({ name, of, drawn }) => [name, of, drawn]).sort()).toEqual([
      ["北苑社区 地块", 1, 1],
      ["北苑社区 户", 4, 1],
      ["南苑社区 地块", 1, 1],
      ["南苑社区 户", 4, 1],
    ]);
  });
  it("goes to another team, whose phone gets exactly what was drawn", async () => {
    const id = await crossCheck();
    const { body } = await sample(id, { count: 3, communityIds: [street.north.communityId] });
    const zone = body.zones[0]!;
    const assign = (teamId: string) =>
      street.office.post<Refusal>(`/api/zones/${zone.id}/assign`, { teamId, validFrom: "2026-03-01" });
    expect((await assign(street.north.teamId)).body.code).toBe("team.not-independent");
    expect((await assign(street.south.teamId)).status).toBe(200);
    const { body: phone } = await street.south.worker.get<ZonePackage>(`/api/field/zones/${zone.id}`);
    expect(phone.places.map((place) => place.id).sort()).toEqual(await placesOf(id));
    expect(phone.places.every(({ state, visits }) => state === "unseen" && visits === 0)).toBe(true);
  });
  it("is drawn from what no zone has, and not beyond", async () => {
    const id = await crossCheck();
    await sample(id, { count: 6 });
    await sample(id, { count: 4 });
    expect(new Set(await placesOf(id)).size).toBe(10);
    const beyond = await sample(id, { count: 1 });
    expect([beyond.status, beyond.body.detail.includes("只有 0 处可抽")]).toEqual([400, true]);
  });
  it("needs a cross-check, and either a share or a count", async () => {
    const patrol = await sample(street.roundId, { count: 1 });
    expect([patrol.status, patrol.body.detail.includes("只有交叉复查")]).toEqual([400, true]);
    const id = await crossCheck();
    for (const body of [
      {},
      { share: 0.1, count: 3 },
      { share: 1.5 },
      { count: 0 },
      { count: 1, seed: "有空格 " },
    ])
      expect((await sample(id, body)).status).toBe(400);
  });
  it("is the office's to draw, of its own street", async () => {
    const id = await crossCheck();
    for (const who of [
      street.north.worker,
      street.north.secretary,
      street.police,
      await house.sign("leader"),
    ]) {
      expect((await who.post(`/api/rounds/${id}/sample`, { count: 1 })).status).toBe(403);
      expect((await who.get(`/api/rounds/${id}/samples`)).status).toBe(403);
    }
    expect((await house.anonymous.post(`/api/rounds/${id}/sample`, { count: 1 })).status).toBe(401);
    const foreign = await house.sign("office", { streetId: OTHER_STREET });
    expect((await foreign.post(`/api/rounds/${id}/sample`, { count: 1 })).status).toBe(404);
    expect((await foreign.get(`/api/rounds/${id}/samples`)).body).toEqual([]);
  });
});
