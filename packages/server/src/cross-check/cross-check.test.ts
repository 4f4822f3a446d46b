import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freedomSentence, missedSentence } from "@lingzhu/domain/coverage";
import type { FreedomView, MissedView } from "@lingzhu/domain/cross-check";
import type { FindingRow } from "@lingzhu/domain/finding";
import type { SyncAnswer } from "@lingzhu/domain/sync";
import { crossCheck, sensitivityStrata, teamDetections } from "@lingzhu/geo";
import { arrange, sightingFact, visitFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, OTHER_STREET, type Signed, type TestHouse } from "../../test/house.ts";

let house: TestHouse;
let street: Arranged;
let checkId: string;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  const { north, south, office, campaignId } = street;
  const made = await office.post<{ id: string }>("/api/rounds", {
    campaignId,
    name: "复查",
    kind: "cross_check",
    stage: "flowering",
    start: "2026-04-01",
    end: "2026-04-10",
  });
  checkId = made.body.id;
  // Crosswise: whoever walked one side checks the other.
  for (const [side, checker] of [
    [north, south],
    [south, north],
  ] as const)
    await office.post(`/api/rounds/${checkId}/zones`, {
      name: "复查片",
      placeIds: [side.communityId],
      teamId: checker.teamId,
    });
});
afterAll(() => house.close());

const send = async (who: Signed, facts: unknown[]) => {
  const { receipts } = (await who.post<SyncAnswer>("/api/sync", { facts })).body;
  expect(receipts.filter(({ result }) => result !== "accepted")).toEqual([]);
};
/** A position of its own for each place: the arranged ones share one. */
const spread = (n: number) => ({ lon: 116.96 + n * 0.002, lat: 33.64, accuracy: 8 });
const missed = async (who: Signed = street.office, id = checkId) =>
  (await who.get<MissedView>(`/api/coverage/missed?roundId=${id}`)).body;
const freedom = async (query: string, who: Signed = street.office) =>
  (await who.get<FreedomView>(`/api/coverage/freedom?${query}`)).body;

/** Both rounds walk everything; findings at places by number, 0 … 9: north's doors and plot, then south's. */
const places = () => [...street.north.doors, street.north.plotId, ...street.south.doors, street.south.plotId];
const walkerOf = (n: number, round: "first" | "second") => {
  const own = n < 5;
  return (round === "first") === own ? street.north.worker : street.south.worker;
};
async function walk(round: "first" | "second", found: number[]) {
  const id = round === "first" ? street.roundId : checkId;
  for (const who of [street.north.worker, street.south.worker]) {
    const facts = places().flatMap((placeId, n) => {
      if (walkerOf(n, round) !== who) return [];
      const visit = visitFact(house, id, placeId, "checked");
      if (!found.includes(n)) return [visit];
      return [visit, sightingFact(house, id, placeId, { position: spread(n) })];
    });
    await send(who, facts);
  }
}

describe("before the second team went", () => {
  it("nobody can tell, and the sentence says so", async () => {
    const view = await missed();
    expect(view).toMatchObject({
      firstOnly: 0,
      secondOnly: 0,
      both: 0,
      lookedByBoth: { households: 0, plots: 0 },
    });
    expect(view.statement.says).toBe("cannot-tell");
    expect(view.checked).toEqual({ id: street.roundId, name: "第一轮" });
    const { statement, needed, remaining } = await freedom(`roundId=${street.roundId}&perThousand=10`);
    expect(statement.says).toBe("cannot-tell");
    expect(needed.figures["needed"]).toBe(8);
    expect(remaining).toBeNull();
  });
});

describe("a round that found nothing", () => {
  it("is worth what the geometry library says of its coverage, at most while nobody measured detection", async () => {
    house.clock.now = Date.parse("2026-03-05T02:00:00Z");
    const { north, roundId } = street;
    await send(
      north.worker,
      north.doors.slice(0, 3).map((id) => visitFact(house, roundId, id, "checked")),
    );
    const view = await freedom(`roundId=${roundId}&perThousand=10`);
    expect(view.parts.map(({ name, population, checked }) => [name, population, checked])).toEqual([
      ["北苑社区", 4, 3],
      ["南苑社区", 4, 0],
    ]);
    const strata = view.parts.map(({ population, checked }) => ({ population, checked, detection: 1 }));
    expect(view.rounds[0]!.sensitivity).toBe(sensitivityStrata(strata, 1));
    expect(view.rounds[0]!.sensitivity).toBeCloseTo(3 / 8, 12);
    expect(view.rounds[0]).toMatchObject({ source: "assumed", detection: 1, found: 0 });
    expect(view.statement).toEqual(
      freedomSentence({
        parts: strata.map((part) => ({ ...part, detection: null })),
        prevalence: 0.01,
        found: 0,
        unit: "户",
      }),
    );
    expect(view.statement.assumptions).toContain("unmeasured");
    expect(view.combined!.says).toBe("cannot-tell");
  });
  it("is asked of a secretary for the own community only, and of plots apart", async () => {
    const view = await freedom(`roundId=${street.roundId}`, street.south.secretary);
    expect(view.parts.map(({ name, population }) => [name, population])).toEqual([["南苑社区", 4]]);
    const plots = await freedom(`roundId=${street.roundId}&kind=plot`);
    expect(plots.parts.map(({ population, checked }) => [population, checked])).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });
  it("refuses a prevalence that is none", async () => {
    for (const perThousand of [0, 11, "x"])
      expect(
        (
          await street.office.get(
            `/api/coverage/freedom?roundId=${street.roundId}&perThousand=${perThousand}`,
          )
        ).status,
      ).toBe(400);
  });
});

describe("what both missed", () => {
  it("is estimated from first only, second only and both, as the geometry library does", async () => {
    house.clock.now = Date.parse("2026-03-10T02:00:00Z");
    await walk("first", [0, 1, 2, 3, 4, 5, 6]);
    const { remaining } = await freedom(`roundId=${street.roundId}`);
    expect([remaining!.says, remaining!.assumptions]).toEqual(["cannot-tell", ["unmeasured"]]);
    house.clock.now = Date.parse("2026-04-02T02:00:00Z");
    await walk("second", [1, 2, 3, 4, 5, 6, 7]);
    const sightings = { firstOnly: 1, secondOnly: 1, both: 6 };
    const view = await missed();
    expect(view).toMatchObject({
      ...sightings,
      setAside: { ruledOut: 0, removedBefore: 0, elsewhere: 0 },
      lookedByBoth: { households: 8, plots: 2 },
    });
    const geo = crossCheck(sightings);
    expect(view.chapman).toEqual({
      total: geo.chapman.total,
      missed: geo.chapman.missed,
      interval: geo.chapman.interval,
    });
    expect(view.exact).toEqual(geo.exact);
    expect(view.statement).toEqual(
      missedSentence(sightings, { first: { a: 1, b: 1 }, second: { a: 1, b: 1 } }),
    );
    const sides = view.detection.filter(({ key }) => key === "first" || key === "second");
    const { first, second } = teamDetections(sightings);
    expect(sides.map(({ found, of, exact }) => ({ found, of, exact }))).toEqual(
      [first, second].map(({ hits, tries, exact }) => ({ found: hits, of: tries, exact })),
    );
    // Each team by itself: north walked 0–4 first, south checked them.
    const teams = view.detection.filter(({ key }) => key !== "first" && key !== "second");
    expect(teams.map(({ name, side, found, of }) => `${name} ${side} ${found}/${of}`).sort()).toEqual([
      "北苑组 first 4/4",
      "北苑组 second 2/2",
      "南苑组 first 2/3",
      "南苑组 second 4/5",
    ]);
    expect(view.sites).toHaveLength(8);
    expect(view.sites.find(({ side }) => side === "second")!.path).toContain("南苑社区");
  });
  it("measures detection for the first round; what is left is said when something was found", async () => {
    const view = await freedom(`roundId=${street.roundId}`);
    const { first } = teamDetections({ firstOnly: 1, secondOnly: 1, both: 6 });
    expect(view.rounds[0]).toMatchObject({ source: "cross_check", detection: first.exact.lower, found: 6 });
    expect(view.statement.says).toBe("not-asked");
    expect(view.remaining!.sentence).toContain("已发现 6 处");
    expect(view.combined).toBeNull();
  });
  it("leaves out what was ruled out, and what was pulled up before the second team came", async () => {
    const rows = (await street.office.get<FindingRow[]>("/api/findings")).body;
    const of = (placeId: string, roundKind: "patrol" | "cross_check") =>
      rows
        .filter((row) => row.placeId === placeId)
        .sort((a, b) => a.openedAt - b.openedAt)
        .at(roundKind === "patrol" ? 0 : -1)!.id;
    const only = of(places()[0]!, "patrol");
    await house.write((tx) =>
      tx.sql
        .updateTable("finding")
        .set({ state: "eradicated", eradicatedOn: "2026-03-12" })
        .where("id", "=", only)
        .execute(),
    );
    expect(await missed()).toMatchObject({ firstOnly: 0, both: 6, setAside: { removedBefore: 1 } });
    await street.office.post(`/api/findings/${of(places()[7]!, "cross_check")}/events`, {
      id: house.floor.newId(),
      event: { type: "rule_out", lookAlike: "corn-poppy", basis: "全株有刚毛" },
    });
    expect(await missed()).toMatchObject({ firstOnly: 0, secondOnly: 0, both: 6, setAside: { ruledOut: 1 } });
  });
  it("is told to a secretary for the own community", async () => {
    const [north, south] = await Promise.all([
      missed(street.north.secretary),
      missed(street.south.secretary),
    ]);
    expect([north.both, south.both]).toEqual([4, 2]);
    expect(JSON.stringify(south)).not.toContain("北苑社区");
    const leader = await house.sign("leader");
    expect((await missed(leader)).both).toBe(6);
  });
  it("uses blind markers of the rounds as what was known before", async () => {
    await street.office.post("/api/markers/draw", { roundId: checkId, count: 10 });
    const { body } = await street.office.get<{
      markers: { id: string; code: string; placeId: string; lon: number; lat: number }[];
    }>(`/api/markers?roundId=${checkId}`);
    for (const { id } of body.markers)
      await street.office.post(`/api/markers/${id}/place`, { at: Date.parse("2026-04-01T00:00:00Z") });
    for (const [n, placeId] of places().entries()) {
      const marker = body.markers.find((one) => one.placeId === placeId)!;
      if (n === 0) continue;
      await send(walkerOf(n, "second"), [
        {
          ...visitFact(house, checkId, placeId, "checked"),
          id: house.floor.newId(),
          kind: "marker",
          placeId: null,
          position: { lon: marker.lon, lat: marker.lat, accuracy: 5 },
          body: { code: marker.code },
        },
      ]);
    }
    const view = await missed();
    const said = missedSentence(
      { firstOnly: 0, secondOnly: 0, both: 6 },
      { first: { a: 1, b: 1 }, second: { a: 10, b: 2 } },
    );
    expect(view.statement).toMatchObject({ sentence: said.sentence, figures: said.figures });
    expect(view.statement.method).toContain("盲测标牌");
    expect(view.statement.assumptions).toEqual([...said.assumptions, "measured"]);
    const { rounds } = await freedom(`roundId=${checkId}`);
    expect(rounds.map(({ source }) => source)).toEqual(["cross_check", "marker"]);
  });
});

describe("a cross-check", () => {
  it("never shows the result that it checks to whoever checks", async () => {
    const first = (await street.office.get<FindingRow[]>("/api/findings")).body;
    const place = places()[1]!;
    const seen = (await street.south.worker.get<FindingRow[]>("/api/findings")).body;
    const here = first.filter(({ placeId }) => placeId === place);
    expect(here).toHaveLength(2);
    expect(seen.filter(({ placeId }) => placeId === place)).toHaveLength(1);
    expect(seen.filter(({ placeId }) => placeId === place)[0]!.reportedBy).toBe("南苑组员");
    const hidden = here.find(({ reportedBy }) => reportedBy === "北苑组员")!;
    expect((await street.south.worker.get(`/api/findings/${hidden.id}`)).status).toBe(404);
    expect((await street.north.worker.get(`/api/findings/${hidden.id}`)).status).toBe(200);
  });
});

describe("who may", () => {
  it("is asked of a round of one's own street, and of a cross-check", async () => {
    const url = (id: string) => `/api/coverage/missed?roundId=${id}`;
    expect((await street.office.get(url(street.roundId))).status).toBe(400);
    expect((await street.office.get(url(house.floor.newId()))).status).toBe(404);
    expect((await street.north.worker.get(url(checkId))).status).toBe(403);
    expect((await house.anonymous.get(url(checkId))).status).toBe(401);
    const foreign = await house.sign("office", { streetId: OTHER_STREET });
    expect((await foreign.get(url(checkId))).status).toBe(404);
    expect((await foreign.get(`/api/coverage/freedom?roundId=${checkId}`)).status).toBe(404);
    expect((await street.north.worker.get(`/api/coverage/freedom?roundId=${checkId}`)).status).toBe(403);
  });
});
