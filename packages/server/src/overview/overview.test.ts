import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BuildingCoverage, Coverage, RoundProgress, UnseenList } from "@lingzhu/domain/coverage";
import type { ClosingFigures } from "@lingzhu/domain/document";
import type { FindingRow } from "@lingzhu/domain/finding";
import type { Overview } from "@lingzhu/domain/overview";
import type { z } from "zod";
import { arrange, sightingFact, visitFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, OTHER_STREET, type Signed, type TestHouse } from "../../test/house.ts";

let house: TestHouse;
let street: Arranged;
let findingId: string;
const at = (day: string) => Date.parse(`${day}T02:00:00Z`);
const send = async (who: Signed, ...facts: unknown[]) => {
  const { body } = await who.post<{ receipts: { result: string }[] }>("/api/sync", { facts });
  for (const receipt of body.receipts) expect(receipt.result).toBe("accepted");
};

/** Two days of work in the north: on the 2nd two doors seen, one shut; on the 5th the shut one seen and a finding. */
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  const { north, roundId } = street;
  house.clock.now = at("2026-03-02");
  await send(
    north.worker,
    visitFact(house, roundId, north.doors[0]!, "checked"),
    visitFact(house, roundId, north.doors[1]!, "checked"),
    visitFact(house, roundId, north.doors[2]!, "no_one_in"),
  );
  house.clock.now = at("2026-03-05");
  const sighting = sightingFact(house, roundId, north.doors[2]!);
  findingId = sighting.id;
  await send(
    north.worker,
    visitFact(house, roundId, north.doors[2]!, "checked"),
    visitFact(house, roundId, north.plotId, "refused"),
    sighting,
  );
  house.clock.now = at("2026-03-06");
});
afterAll(() => house.close());

const counts = (part: Partial<Coverage["households"]>) => ({
  total: 0,
  seen: 0,
  noOneIn: 0,
  refused: 0,
  unreachable: 0,
  unseen: 0,
  ...part,
});

describe("coverage", () => {
  it("counts the whole register, by community and down to the door", async () => {
    const { body } = await street.office.get<Coverage>(`/api/coverage?roundId=${street.roundId}`);
    expect(body.households).toEqual(counts({ total: 8, seen: 3, unseen: 5 }));
    expect(body.plots).toEqual(counts({ total: 2, refused: 1, unseen: 1 }));
    expect(body.communities.map((community) => [community.name, community.households.seen])).toEqual([
      ["北苑社区", 3],
      ["南苑社区", 0],
    ]);
    const buildings = (
      await street.office.get<z.output<typeof BuildingCoverage>[]>(
        `/api/coverage/buildings?roundId=${street.roundId}`,
      )
    ).body;
    expect(
      buildings.map((building) => [
        building.compound,
        building.name,
        building.counts.seen,
        building.counts.total,
      ]),
    ).toEqual([
      ["北苑小区", "1号楼", 3, 4],
      ["南苑小区", "1号楼", 0, 4],
    ]);
  });
  it("lists everything that is not seen, page by page, with the same total as the counts", async () => {
    const url = `/api/coverage/unseen?roundId=${street.roundId}`;
    const whole = (await street.office.get<UnseenList>(url)).body;
    expect(whole.total).toBe(7);
    const paged: string[] = [];
    for (let after: string | null = ""; after !== null;) {
      const page: UnseenList = (
        await street.office.get<UnseenList>(
          `${url}&limit=3${after ? `&after=${encodeURIComponent(after)}` : ""}`,
        )
      ).body;
      paged.push(...page.items.map((item) => item.placeId));
      after = page.next;
    }
    expect(paged).toEqual(whole.items.map((item) => item.placeId));
    expect(whole.items.find((item) => item.kind === "plot" && item.community === "北苑社区")).toMatchObject({
      state: "refused",
      visits: 1,
      zone: "北苑片",
      team: "北苑组",
      contractCadre: null,
    });
    expect((await street.office.get<UnseenList>(`${url}&state=refused`)).body.total).toBe(1);
  });
  it("grows day by day: visits, and places by their first completed look", async () => {
    const { body } = await street.office.get<RoundProgress>(
      `/api/coverage/progress?roundId=${street.roundId}`,
    );
    expect(body).toMatchObject({ start: "2026-03-01", end: "2026-03-31", total: 10 });
    expect(body.days).toEqual([
      { day: "2026-03-02", visits: 3, seen: 2 },
      { day: "2026-03-05", visits: 2, seen: 3 },
    ]);
    const south = (
      await street.south.secretary.get<RoundProgress>(`/api/coverage/progress?roundId=${street.roundId}`)
    ).body;
    expect([south.total, south.days]).toEqual([5, []]);
  });
  it("names the contract cadre, the nearest one on that day", async () => {
    const { north, office } = street;
    await house.write(async (tx) => {
      const duty = {
        streetId: tx.streetId,
        kind: "contract_cadre" as const,
        recordedAt: new Date(tx.now),
        recordedBy: office.personId,
        validFrom: "2026-03-01",
      };
      await tx.sql
        .insertInto("duty")
        .values([
          { ...duty, id: tx.newId(), personId: north.worker.personId, placeId: north.buildingId },
          { ...duty, id: tx.newId(), personId: street.police.personId, placeId: north.doors[3]! },
          {
            ...duty,
            id: tx.newId(),
            personId: north.secretary.personId,
            placeId: north.doors[3]!,
            validTo: "2026-03-03",
          },
        ])
        .execute();
    });
    const { items } = (
      await office.get<UnseenList>(
        `/api/coverage/unseen?roundId=${street.roundId}&communityId=${north.communityId}&kind=household`,
      )
    ).body;
    expect(items.map((item) => item.contractCadre)).toEqual(["民警"]);
  });
});

describe("overview", () => {
  it("says what is seen, open and due now", async () => {
    const { body } = await street.office.get<Overview>("/api/overview");
    expect(body).toMatchObject({
      day: "2026-03-06",
      currentRoundId: street.roundId,
      findings: { total: 1, open: 1, suspected: 1 },
    });
    expect(body.rounds[0]!.households).toEqual(counts({ total: 8, seen: 3, unseen: 5 }));
    expect(body.todo.find((item) => item.kind === "verify")).toMatchObject({
      daysLate: 0,
      to: `/findings/${findingId}`,
    });
    expect(body.todo.find((item) => item.kind === "unseen")).toMatchObject({ count: 7, daysLate: -25 });
    expect(body.communities[0]!.visitsLast7Days.at(-2)).toEqual({ day: "2026-03-05", visits: 2 });
  });
  it("shows an earlier day as it stood then", async () => {
    const then = (await street.office.get<Overview>("/api/overview?day=2026-03-03")).body;
    expect(then.rounds[0]!.households).toEqual(counts({ total: 8, seen: 2, noOneIn: 1, unseen: 5 }));
    expect(then.findings.total).toBe(0);
    const today = (await street.office.get<Overview>("/api/overview")).body;
    const endOfYesterday = (await street.office.get<Overview>("/api/overview?day=2026-03-05")).body;
    expect(endOfYesterday.rounds).toEqual(today.rounds);
    expect(endOfYesterday.communities.map((community) => community.households)).toEqual(
      today.communities.map((community) => community.households),
    );
  });
  it("gives a secretary the own community and nothing of the others", async () => {
    const { body } = await street.north.secretary.get<Overview>("/api/overview");
    expect(body.communities.map((community) => community.name)).toEqual(["北苑社区"]);
    expect(body.rounds[0]!.households.total).toBe(4);
    const south = (await street.south.secretary.get<Overview>("/api/overview")).body;
    expect([south.findings.total, south.rounds[0]!.households.seen]).toEqual([0, 0]);
  });
});

describe("closing report", () => {
  it("has figures equal to the records, and the secretary's cover one community", async () => {
    const { body } = await street.office.get<ClosingFigures>(
      `/api/reports/closing?campaignId=${street.campaignId}`,
    );
    expect(body.totals).toMatchObject({
      households: { total: 8, seen: 3, unseen: 5 },
      plots: { total: 2, refused: 1, unseen: 1 },
      visits: 5,
      personDays: 2,
      people: 1,
      days: 2,
    });
    expect(body.rounds).toMatchObject([{ name: "第一轮", visits: 5, households: { seen: 3 } }]);
    expect(body.findings).toMatchObject([
      { number: "2026-001", state: "suspected", stems: null, foundOn: "2026-03-05" },
    ]);
    const north = (
      await street.north.secretary.get<ClosingFigures>(`/api/reports/closing?campaignId=${street.campaignId}`)
    ).body;
    expect([north.street, north.totals.households.total, north.communities.length]).toEqual([
      "北苑社区",
      4,
      1,
    ]);
  });
  it("comes as a DOCX", async () => {
    const file = await street.office.get(`/api/reports/closing.docx?campaignId=${street.campaignId}`);
    expect([file.status, file.bytes.subarray(0, 2).toString()]).toEqual([200, "PK"]);
  });
  it("refuses a phase of another campaign", async () => {
    expect(
      (
        await street.office.get(
          `/api/reports/closing?campaignId=${street.campaignId}&phaseId=${house.floor.newId()}`,
        )
      ).status,
    ).toBe(404);
  });
});

it("keeps every count and export to those who may see them", async () => {
  const urls = [
    `/api/coverage/progress?roundId=${street.roundId}`,
    `/api/coverage?roundId=${street.roundId}`,
    `/api/coverage/buildings?roundId=${street.roundId}`,
    `/api/coverage/unseen?roundId=${street.roundId}`,
    `/api/coverage/unseen.xlsx?roundId=${street.roundId}`,
    `/api/coverage/buildings.xlsx?roundId=${street.roundId}`,
    "/api/overview",
    `/api/reports/closing?campaignId=${street.campaignId}`,
    `/api/reports/closing.docx?campaignId=${street.campaignId}`,
  ];
  const foreign = await house.sign("office", { streetId: OTHER_STREET });
  const auditor = await house.sign("auditor");
  for (const url of urls) {
    expect([url, (await house.anonymous.get(url)).status]).toEqual([url, 401]);
    for (const who of [street.north.worker, auditor])
      expect([url, (await who.get(url)).status]).toEqual([url, 403]);
    if (/roundId|campaignId/.test(url) && !/unseen|buildings/.test(url))
      expect([url, (await foreign.get(url)).status]).toEqual([url, 404]);
  }
  expect((await foreign.get<UnseenList>(`/api/coverage/unseen?roundId=${street.roundId}`)).body.total).toBe(
    0,
  );
  expect(
    (await street.office.get(`/api/coverage/unseen.xlsx?roundId=${street.roundId}`)).bytes
      .subarray(0, 2)
      .toString(),
  ).toBe("PK");
});

it("counts a finding that grew again as late from the day it was found grown, not from its first verification", async () => {
  const { office } = street;
  const act = async (event: object) => {
    const answer = await office.post(`/api/findings/${findingId}/events`, { id: house.floor.newId(), event });
    expect(answer.status).toBe(200);
  };
  const count = { method: "counted", stems: 12 };
  await act({ type: "verify", species: "opium-poppy", stage: "flowering", count, basis: "全株无毛" });
  const witnesses = [
    { name: "甲", post: "社区干部" },
    { name: "乙", post: "民警" },
  ];
  const photograph = house.floor.newId();
  await act({
    type: "eradicate",
    day: "2026-03-06",
    count,
    method: "pulled",
    witnesses,
    beforePhotographIds: [photograph],
    afterPhotographIds: [photograph],
  });
  house.clock.now = at("2026-03-10");
  await act({
    type: "revisit",
    day: "2026-03-10",
    result: "regrown",
    count: { method: "counted", stems: 2 },
  });
  house.clock.now = at("2026-03-12");
  const { todo } = (await office.get<Overview>("/api/overview")).body;
  expect(todo.find((item) => item.kind === "eradicate")).toMatchObject({ daysLate: 1 });

  // Pulled again, the re-visit falls due; every number of the overview opens exactly its findings.
  await act({
    type: "eradicate",
    day: "2026-03-12",
    count,
    method: "pulled",
    witnesses,
    beforePhotographIds: [photograph],
    afterPhotographIds: [photograph],
  });
  const listed = async (query: string) =>
    (await office.get<FindingRow[]>(`/api/findings?${query}`)).body.map(({ id }) => id);
  const counts = async () => (await office.get<Overview>("/api/overview")).body.findings;
  expect([(await counts()).revisitLate, await listed("late=true")]).toEqual([0, []]);
  house.clock.now = at("2026-04-20");
  expect([(await counts()).revisitLate, await listed("late=true")]).toEqual([1, [findingId]]);
  expect(await listed("late=false")).toHaveLength((await counts()).total - 1);
  expect(await listed("open=false")).toHaveLength((await counts()).settled);
  expect(await listed("open=true")).toHaveLength((await counts()).open);
});

it("asks of a cross-check for what was given to its teams, not for the whole register", async () => {
  const own = await openTestHouse();
  const { campaignId, north, south, office } = await arrange(own);
  own.clock.now = at("2026-03-20");
  const { body: before } = await office.get<Overview>("/api/overview");
  const id = await own.write(async (tx) => {
    const checkId = tx.newId();
    const { streetId } = tx;
    await tx.sql
      .insertInto("round")
      .values({
        streetId,
        id: checkId,
        campaignId,
        name: "交叉复查",
        ordinal: 2,
        kind: "cross_check",
        stage: "emergence",
        startsOn: "2026-03-10",
        endsOn: "2026-03-12",
        createdAt: new Date(tx.now),
      })
      .execute();
    const zoneId = tx.newId();
    await tx.sql
      .insertInto("zone")
      .values({ streetId, id: zoneId, roundId: checkId, name: "抽查", ordinal: 1 })
      .execute();
    const row = (placeId: string, zone: string | null) => ({
      streetId,
      roundId: checkId,
      placeId,
      zoneId: zone,
    });
    await tx.sql
      .insertInto("roundPlace")
      .values([
        ...north.doors.map((door, i) => row(door, i < 2 ? zoneId : null)),
        ...south.doors.map((door) => row(door, null)),
      ])
      .execute();
    return checkId;
  });
  const { body } = await office.get<Overview>("/api/overview");
  const fresh = body.todo.filter(({ to }) => !before.todo.some((item) => item.to === to));
  expect(fresh).toEqual([expect.objectContaining({ kind: "unseen", count: 2, to: `/rounds/${id}` })]);
  await own.close();
});
