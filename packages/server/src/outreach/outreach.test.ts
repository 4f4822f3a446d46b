import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClosingFigures } from "@lingzhu/domain/document";
import type { Overview } from "@lingzhu/domain/overview";
import type {
  OutreachList,
  OutreachSummary,
  PublicityView,
  SeedHandoverView,
} from "@lingzhu/domain/outreach";
import type { Conflict } from "@lingzhu/domain/patrol";
import type { SyncAnswer } from "@lingzhu/domain/sync";
import { arrange, factOf, visitFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, OTHER_STREET, STREET, type Signed, type TestHouse } from "../../test/house.ts";

let house: TestHouse;
let street: Arranged;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  const { north, south, roundId } = street;
  await house.write((tx) =>
    tx.sql
      .updateTable("place")
      .set({ isKey: true })
      .where("streetId", "=", STREET)
      .where("id", "in", [north.doors[0]!, north.plotId, south.doors[0]!])
      .execute(),
  );
  await send(
    north.worker,
    factOf(house, "notice", { result: "handed" }, { placeId: north.doors[0]! }),
    factOf(house, "notice", { result: "posted" }, { placeId: north.doors[1]! }),
    factOf(house, "notice", { result: "refused" }, { placeId: north.doors[2]! }),
    factOf(house, "commitment", { result: "signed" }, { placeId: north.doors[0]! }),
    factOf(house, "commitment", { result: "signed" }, { placeId: north.doors[1]!, roundId }),
    factOf(
      house,
      "publicity",
      { form: "lecture", title: "进小区宣讲", people: 30 },
      { placeId: north.compoundId },
    ),
    factOf(house, "publicity", { form: "banner", title: "主干道横幅" }),
    factOf(house, "seed-handover", {
      species: "opium-poppy",
      grams: 12.5,
      by: "voluntary",
      handedTo: "police",
    }),
  );
  await send(
    south.worker,
    factOf(house, "notice", { result: "no_one_in" }, { placeId: south.doors[1]! }),
    factOf(
      house,
      "publicity",
      { form: "leaflet", title: "发放明白纸", materials: 200 },
      { placeId: south.communityId },
    ),
  );
});
afterAll(() => house.close());

const send = async (who: Signed, ...facts: unknown[]) => {
  const { body } = await who.post<SyncAnswer>("/api/sync", { facts });
  for (const receipt of body.receipts) expect(receipt.problem).toBeNull();
};
const summary = async (who: Signed) =>
  (await who.get<OutreachSummary>(`/api/outreach?campaignId=${street.campaignId}`)).body;
const places = async (who: Signed, more: string) =>
  (await who.get<OutreachList>(`/api/outreach/places?campaignId=${street.campaignId}${more}`)).body;

describe("notices and commitments over the register", () => {
  it("count every household once, by its best notice, and ask a commitment of key places only", async () => {
    const { north, south, office } = street;
    const { total, communities } = await summary(office);
    expect(total).toEqual({
      households: 8,
      handed: 1,
      posted: 1,
      refused: 1,
      noOneIn: 1,
      notAsked: 4,
      keyPlaces: 3,
      signed: 1,
      signRefused: 0,
    });
    expect(communities.map(({ id, handed, notAsked }) => [id, handed, notAsked])).toEqual([
      [north.communityId, 1, 1],
      [south.communityId, 0, 3],
    ]);
    expect((await summary(south.secretary)).total).toMatchObject({
      households: 4,
      noOneIn: 1,
      keyPlaces: 1,
      signed: 0,
    });
  });

  it("list who has none and who has not signed, in pages and within reach; the file is the same list", async () => {
    const { north, south, office } = street;
    const unserved = await places(office, "");
    expect(unserved.total).toBe(6);
    expect(unserved.items.map(({ placeId }) => placeId)).not.toContain(north.doors[1]);
    const first = await places(office, "&limit=4");
    const second = await places(office, `&limit=4&after=${encodeURIComponent(first.next!)}`);
    expect([...first.items, ...second.items]).toEqual(unserved.items);
    expect(second.next).toBeNull();
    expect((await places(office, "&show=unsigned")).items.map(({ placeId }) => placeId).sort()).toEqual(
      [north.plotId, south.doors[0]!].sort(),
    );
    expect((await places(office, "&show=refused")).items.map(({ placeId }) => placeId)).toEqual([
      north.doors[2],
    ]);
    expect((await places(south.secretary, "&show=unsigned")).items.map(({ placeId }) => placeId)).toEqual([
      south.doors[0],
    ]);
    const file = await office.get(`/api/outreach/places.xlsx?campaignId=${street.campaignId}&show=unsigned`);
    expect([file.status, file.bytes.subarray(0, 2).toString()]).toEqual([200, "PK"]);
  });

  it("know nothing of another street's campaign", async () => {
    const foreign = await house.sign("office", { streetId: OTHER_STREET });
    for (const path of ["/api/outreach", "/api/outreach/places", "/api/publicity", "/api/seed-handovers"])
      expect((await foreign.get(`${path}?campaignId=${street.campaignId}`)).status).toBe(404);
  });
});

describe("publicity and seeds", () => {
  it("are listed with what was recorded, each community's own to its secretary", async () => {
    const { office, south } = street;
    const of = async (who: Signed) =>
      (await who.get<PublicityView[]>(`/api/publicity?campaignId=${street.campaignId}`)).body;
    expect((await of(office)).map(({ title }) => title).sort()).toEqual(
      ["主干道横幅", "发放明白纸", "进小区宣讲"].sort(),
    );
    expect((await of(south.secretary)).map(({ title, materials }) => [title, materials])).toEqual([
      ["发放明白纸", 200],
    ]);
    const seeds = (
      await office.get<SeedHandoverView[]>(`/api/seed-handovers?campaignId=${street.campaignId}`)
    ).body;
    expect(seeds).toMatchObject([{ species: "opium-poppy", grams: 12.5, seedlings: null, way: "voluntary" }]);
    for (const path of ["publicity", "seed-handovers"])
      expect((await office.get(`/api/${path}.xlsx?campaignId=${street.campaignId}`)).status).toBe(200);
  });

  it("stand in the closing report and on the list of what is due", async () => {
    const { body } = await street.office.get<ClosingFigures>(
      `/api/reports/closing?campaignId=${street.campaignId}`,
    );
    expect(body.outreach).toEqual({
      households: 8,
      noticeHouseholds: 2,
      keyPlaces: 3,
      commitments: 1,
      activities: 3,
      seedHandovers: 1,
      seedGrams: 12.5,
      seedlings: 0,
    });
    const overview = (await street.office.get<Overview>("/api/overview")).body;
    expect(overview.todo.find(({ kind }) => kind === "notices")).toMatchObject({ count: 6, to: "/outreach" });
    const file = await street.office.get(`/api/reports/closing.docx?campaignId=${street.campaignId}`);
    expect(file.status).toBe(200);
  });
});

describe("records that do not agree", () => {
  const conflicts = async (who: Signed, query: string) =>
    (await who.get<Conflict[]>(`/api/conflicts?${query}`)).body;

  it("stay both, with the state by its rule, and are shown until one is taken back", async () => {
    const { north, south, office, roundId, campaignId } = street;
    const door = north.doors[3]!;
    const mine = visitFact(house, roundId, door, "checked");
    const theirs = visitFact(house, roundId, door, "refused", { recordedAt: house.clock.now + 60_000 });
    await send(north.worker, mine, factOf(house, "notice", { result: "handed" }, { placeId: door }));
    await send(
      north.secretary,
      theirs,
      factOf(house, "notice", { result: "refused" }, { placeId: door, recordedAt: house.clock.now + 60_000 }),
    );
    const [conflict, ...more] = await conflicts(office, `roundId=${roundId}`);
    expect(more).toEqual([]);
    expect(conflict).toMatchObject({
      placeId: door,
      reports: [
        { factId: mine.id, by: "北苑组员", words: "踏查，已查" },
        { factId: theirs.id, by: "北苑书记", words: "踏查，拒绝" },
      ],
    });
    expect((await conflicts(office, `campaignId=${campaignId}`)).map(({ placeId }) => placeId)).toEqual([
      door,
    ]);
    expect(await conflicts(south.secretary, `roundId=${roundId}`)).toEqual([]);
    expect((await office.get("/api/conflicts")).status).toBe(400);
    expect((await office.get(`/api/conflicts.xlsx?roundId=${roundId}`)).status).toBe(200);
    const timeline = (
      await office.get<{ id: string; conflict: boolean; may: string[] }[]>(`/api/places/${door}/timeline`)
    ).body;
    expect(timeline.filter((entry) => entry.conflict).map(({ id }) => id)).toEqual(
      expect.arrayContaining([mine.id, theirs.id]),
    );
    expect(timeline.find(({ id }) => id === mine.id)?.may).toContain("retract");

    const retract = (who: Signed, id: string) =>
      who.post(`/api/facts/${id}/retraction`, { reason: "核实为另一户" });
    expect((await retract(north.worker, theirs.id)).status).toBe(404);
    expect((await retract(office, house.floor.newId())).status).toBe(404);
    expect((await retract(office, theirs.id)).status).toBe(200);
    expect(await conflicts(office, `roundId=${roundId}`)).toEqual([]);
    const kept = (
      await office.get<{ id: string; correctedBy: string | null }[]>(`/api/places/${door}/timeline`)
    ).body;
    expect(kept.find(({ id }) => id === theirs.id)?.correctedBy).not.toBeNull();
  });
});
