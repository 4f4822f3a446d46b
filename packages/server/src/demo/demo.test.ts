import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql, type RawBuilder } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requireAction, roleNames } from "@lingzhu/domain/access";
import type { DemoView } from "@lingzhu/domain/demo";
import { findingStateNames } from "@lingzhu/domain/finding";
import { openTestDatabase } from "../../test/database.ts";
import { openTestHouse } from "../../test/house.ts";
import { verifyChain } from "../audit/verify.ts";
import { missedOf } from "../cross-check/missed.ts";
import { dutyGaps } from "../duty/gap-service.ts";
import { connect } from "../db/database.ts";
import { read, transact } from "../db/transact.ts";
import { layFloor } from "../floor.ts";
import { markerResults } from "../marker/results.ts";
import { derivedDigest, rebuild } from "../sync/rebuild.ts";
import { chanceOf } from "./chance.ts";
import { DEMO_STREET, foundStreet } from "./found.ts";
import { deskOf, loadSeason } from "./load.ts";
import { ANCHOR } from "./season.ts";
import { startLoading } from "./service.ts";
import { inventTown } from "./town.ts";

const SCALE = 1 / 20;
const PASSWORD = "hushed-Orchard-lamp";

async function loadSmall(seed: string) {
  const database = await openTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), "lingzhu-test-demo-"));
  const connection = connect({ connectionString: database.url, max: 5 });
  const desk = deskOf(layFloor(connection.db, dataDir), seed);
  const { founder, people } = await foundStreet(desk, DEMO_STREET, PASSWORD);
  const percents: number[] = [];
  const signIns = await loadSeason(desk, founder, {
    seed,
    scale: SCALE,
    password: PASSWORD,
    people,
    progress: ({ done }) => percents.push(done),
  });
  return {
    founder,
    signIns,
    percents,
    floor: desk.floor,
    ask: <T>(query: RawBuilder<T>) =>
      read(desk.floor, founder, async (tx) => (await query.execute(tx.sql)).rows),
    digest: () => read(desk.floor, founder, derivedDigest),
    close: async () => {
      await connection.close();
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

describe("a season of one seed", () => {
  let season: Awaited<ReturnType<typeof loadSmall>>;
  beforeAll(async () => {
    season = await loadSmall("one");
  });
  afterAll(() => season.close());

  it("stands in the six communities with their national codes, each with doors and plots", async () => {
    const rows = await season.ask(sql<{ code: string; households: number; plots: number }>`
      select c.code, count(*) filter (where p.kind = 'household')::int as households,
        count(*) filter (where p.kind = 'plot')::int as plots
      from place c left join place p on p.street_id = c.street_id and p.community_id = c.id
      where c.kind = 'community' group by c.code order by c.code`);
    expect(rows.map(({ code }) => code)).toHaveLength(6);
    for (const { code, households, plots } of rows) {
      expect(code).toMatch(/^341302007\d{3}$/);
      expect(households).toBeGreaterThan(20);
      expect(plots).toBeGreaterThanOrEqual(8);
    }
  });

  it("keeps communities apart on the ground and every plot's outline around its position", async () => {
    const boxes = await season.ask(sql<{ west: number; east: number; south: number; north: number }>`
      select min(lon) as west, max(lon) as east, min(lat) as south, max(lat) as north from place
      where kind in ('household', 'plot') group by community_id`);
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1))
        expect(a.east < b.west || b.east < a.west || a.north < b.south || b.north < a.south).toBe(true);
    const [off] = await season.ask(sql<{ count: number }>`
      select count(*)::int as count from plot t join place p on p.street_id = t.street_id and p.id = t.place_id
      where p.source <> 'field' and (t.outline is null or p.lon is null or not t.area_m2 > 10)`);
    expect(off!.count).toBe(0);
  });

  it("has two rounds nearly done and one on its way, unlike from community to community", async () => {
    const rows = await season.ask(sql<{ ordinal: number; share: number; lowest: number; highest: number }>`
      with shares as (
        select r.ordinal, p.community_id, avg((rp.state = 'seen')::int)::float8 as share, count(*) as n
        from round_place rp join round r on r.street_id = rp.street_id and r.id = rp.round_id and r.kind = 'patrol'
        join place p on p.street_id = rp.street_id and p.id = rp.place_id group by 1, 2)
      select ordinal, (sum(share * n) / sum(n))::float8 as share, min(share) as lowest, max(share) as highest
      from shares group by 1 order by 1`);
    const [first, second, third] = rows;
    for (const done of [first!, second!]) {
      expect(done.share).toBeGreaterThan(0.95);
      expect(done.share).toBeLessThan(1);
    }
    expect(third!.share).toBeGreaterThan(0.6);
    expect(third!.share).toBeLessThan(0.8);
    expect(third!.highest - third!.lowest).toBeGreaterThan(0.2);
  });

  it("has a cross-check that tells what was missed, and boards found, missed, gone and standing", async () => {
    const [check] = await season.ask(sql<{ id: string; zones: number; seen: number; drawn: number }>`
      select r.id, (select count(*)::int from zone z where z.round_id = r.id) as zones,
        (select count(*)::int from round_place p where p.round_id = r.id and p.zone_id is not null) as drawn,
        (select count(*)::int from round_place p where p.round_id = r.id and p.state = 'seen') as seen
      from round r where r.kind = 'cross_check'`);
    expect(check!.zones).toBe(6);
    expect(check!.seen / check!.drawn).toBeGreaterThan(0.9);
    const scope = requireAction(season.founder, "coverage.read");
    const missed = await read(season.floor, season.founder, (tx) =>
      missedOf(tx, scope, { roundId: check!.id }),
    );
    expect(missed.sites.filter(({ side }) => side === "both").length).toBeGreaterThan(0);
    const rounds = await season.ask(sql<{ id: string }>`
      select id from round where kind = 'patrol' order by ordinal offset 1`);
    const results = await Promise.all(
      rounds.map(({ id }) => read(season.floor, season.founder, (tx) => markerResults(tx, id))),
    );
    expect(results[0]!.total.found).toBeGreaterThan(0);
    expect(results[0]!.total.found).toBeLessThan(results[0]!.total.passed);
    expect(results[0]!.setAside).toBe(0);
    const states = await season.ask(sql<{ state: string }>`
      select distinct case when gone then 'gone' when removed_at is not null then 'removed'
        when placed_at is not null then 'placed' else 'drawn' end as state from blind_marker order by 1`);
    expect(states.map(({ state }) => state)).toEqual(["drawn", "gone", "placed", "removed"]);
  });

  it("reaches every state of a finding and leaves nothing recorded after the anchor", async () => {
    const findings = await season.ask(
      sql<{ state: string; source: string }>`select state, source from finding`,
    );
    expect(new Set(findings.map(({ state }) => state))).toEqual(new Set(findingStateNames));
    expect(new Set(findings.map(({ source }) => source)).size).toBeGreaterThanOrEqual(5);
    const [last] = await season.ask(sql<{ at: number }>`select max(recorded_at) as at from fact`);
    expect(last!.at).toBeLessThanOrEqual(ANCHOR);
  });

  it("keeps the bytes of every photograph that its facts name", async () => {
    const [count] = await season.ask(sql<{ named: number; kept: number }>`
      select count(*)::int as named, count(m.sha256)::int as kept
      from fact f left join media m on m.street_id = f.street_id and m.sha256 = f.body ->> 'sha256'
      where f.kind = 'photograph'`);
    expect(count!.named).toBeGreaterThan(30);
    expect(count!.kept).toBe(count!.named);
  });

  it("serves notices along the first round and leaves the office something to settle", async () => {
    const [served] = await season.ask(sql<{ share: number; signed: number; events: number; grams: number }>`
      select (count(*) filter (where o.notice in ('handed', 'posted')))::float8 / count(*) as share,
        (select count(*)::int from outreach where commitment = 'signed') as signed,
        (select count(*)::int from fact where kind = 'publicity') as events,
        (select sum((body ->> 'grams')::float8) from fact where kind = 'seed-handover') as grams
      from place p left join outreach o on o.street_id = p.street_id and o.place_id = p.id
      where p.kind = 'household' and p.retired_at is null`);
    expect(served!.share).toBeGreaterThan(0.9);
    expect(served!.share).toBeLessThan(1);
    expect(served).toMatchObject({ events: 8, grams: 32.7 });
    const states = await season.ask(
      sql<{ state: string; n: number }>`select state, count(*)::int as n from place_addition group by 1`,
    );
    expect(Object.fromEntries(states.map(({ state, n }) => [state, n]))).toEqual({
      awaiting: 3,
      confirmed: 2,
      merged: 1,
      rejected: 1,
    });
    const grades = await season.ask(
      sql<{ grade: string; share: number }>`select grade, (count(*) / sum(count(*)) over ())::float8 as share
        from visit_presence group by 1`,
    );
    const share = Object.fromEntries(grades.map((row) => [row.grade, row.share]));
    expect(share["A"]! + share["B"]!).toBeGreaterThan(0.9);
    expect(share["C"]!).toBeGreaterThan(0);
  });

  it("forms twelve teams of five and leaves a few places without a contract cadre", async () => {
    const [teams] = await season.ask(sql<{ teams: number; members: number }>`
      select count(distinct team_id)::int as teams, count(*)::int as members from team_member`);
    expect(teams).toEqual({ teams: 12, members: 60 });
    const scope = requireAction(season.founder, "duty.read");
    const gaps = await read(season.floor, season.founder, (tx) => dutyGaps(tx, scope, "2026-05-22"));
    expect(gaps.households.uncovered).toBeGreaterThan(0);
    expect(gaps.households.uncovered).toBeLessThan(gaps.households.total / 10);
    expect(gaps.communities.every(({ firstResponsible }) => firstResponsible !== null)).toBe(true);
  });

  it("names somebody of each role to sign in as", () => {
    expect(season.signIns.map(({ login }) => login)).toEqual([
      "leader",
      "police",
      "secretary1",
      "worker01",
      "auditor",
    ]);
  });

  it("tells its progress upwards to the end", () => {
    expect(season.percents).toEqual([...season.percents].sort((a, b) => a - b));
    expect(season.percents.at(-1)).toBeGreaterThan(95);
  });

  it("has an audit chain that verifies and derived state that equals its rebuild", async () => {
    const before = await season.digest();
    await transact(season.floor, season.founder, rebuild);
    expect(await season.digest()).toEqual(before);
    expect(await verifyChain(season.floor, season.founder.streetId)).toMatchObject({ ok: true });
  });

  it("is the same again from the same seed", async () => {
    const again = await loadSmall("one");
    expect(await again.digest()).toEqual(await season.digest());
    await again.close();
  }, 120_000);
});

it("is another town from another seed", () => {
  const communities = [{ code: "341302007001", name: "北苑社区" }];
  const town = (seed: string) => JSON.stringify(inventTown(communities, SCALE, chanceOf(seed)));
  expect(town("one")).toBe(town("one"));
  expect(town("one")).not.toBe(town("two"));
});

describe("/api/demo", () => {
  it("is for the office alone, and only while the street is empty", async () => {
    const house = await openTestHouse();
    expect((await house.anonymous.get("/api/demo")).status).toBe(401);
    expect((await house.anonymous.post("/api/demo")).status).toBe(401);
    for (const role of roleNames.filter((name) => name !== "office" && name !== "secretary")) {
      const signed = await house.sign(role);
      expect((await signed.get("/api/demo")).status).toBe(403);
      expect((await signed.post("/api/demo")).status).toBe(403);
    }
    const office = await house.sign("office");
    expect((await office.get<DemoView>("/api/demo")).body).toMatchObject({ state: "idle", password: null });
    await house.write((tx) =>
      tx.sql
        .insertInto("place")
        .values({
          streetId: tx.streetId,
          id: tx.newId(),
          parentId: house.streetPlaceId,
          kind: "plot",
          name: "真实地块",
          naturalKey: "plot",
          path: "真实地块",
          sortKey: "plot",
          source: "office",
          createdAt: new Date(tx.now),
        })
        .execute(),
    );
    const refused = await office.post<{ code: string }>("/api/demo");
    expect([refused.status, refused.body.code]).toEqual([409, "demo.not-blank"]);
    await house.close();
  });

  it("loads behind the answer, takes the founder along, and tells the sign-ins to the founder alone", async () => {
    const house = await openTestHouse();
    house.clock.now = Date.parse("2026-11-23T02:00:00Z");
    const grants = [
      { role: "office" as const, communityId: null },
      { role: "administrator" as const, communityId: null },
    ];
    const office = await house.sign(grants);
    const colleague = await house.sign("office");
    const actor = {
      streetId: 341302007000,
      accountId: office.accountId,
      personId: office.personId,
      grants,
      zoneIds: [],
      sessionId: null,
    };
    const floor = { ...house.floor, setClock: (moment: number) => void (house.clock.now = moment) };
    const { ended, view } = await startLoading(floor, actor, SCALE);
    expect(view.state).toBe("loading");
    expect((await office.post("/api/demo")).status).toBe(409);
    await ended;
    const done = (await office.get<DemoView>("/api/demo")).body;
    expect(done).toMatchObject({ state: "done", problem: null });
    expect((await colleague.get<DemoView>("/api/demo")).body).toMatchObject({ logins: [], password: null });

    expect(house.clock.now).toBe(ANCHOR);
    const session = (
      await office.get<{ demo: boolean; serverTime: number; abilities: string[] }>("/api/session")
    ).body;
    expect(session).toMatchObject({ demo: true, serverTime: ANCHOR });
    expect(session.abilities).toContain("campaign.manage");
    for (const { login } of done.logins) {
      const signedIn = await house.anonymous.post("/api/session", { login, password: done.password });
      expect([login, signedIn.status]).toEqual([login, 200]);
    }
    await house.close();
  }, 120_000);
});
