/** What a phone is told of its zone since it last asked: always enough to have the whole, and never less for a late commit. */
import { brotliDecompressSync } from "node:zlib";
import fc from "fast-check";
import { sql } from "kysely";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ZonePackage } from "@lingzhu/domain/patrol";
import { mergePackage } from "@lingzhu/domain/sync";
import { arrange, visitFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, STREET, type Signed, type TestHouse } from "../../test/house.ts";
import { SESSION_COOKIE } from "../account/session.ts";
import { renewEpoch } from "../sync/cursor.ts";
import { rezone } from "./register.ts";

let house: TestHouse;
let street: Arranged;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  house.clock.now = Date.parse("2026-03-10T01:00:00Z");
});
afterAll(() => house.close());

const ask = async (who: Signed, zoneId: string, cursor?: string) => {
  const url = `/api/field/zones/${zoneId}${cursor ? `?cursor=${cursor}` : ""}`;
  return (await who.get<ZonePackage>(url)).body;
};
/** Without the cursor, which moves with every transaction. */
const content = ({ cursor: _moves, ...rest }: ZonePackage) => rest;

describe("a cursor", () => {
  it("is answered with nothing when nothing changed, and with what did otherwise", async () => {
    const { worker, zoneId, doors } = street.north;
    const whole = await ask(worker, zoneId);
    expect(whole).toMatchObject({ whole: true, removed: [] });
    expect(await ask(worker, zoneId, whole.cursor)).toMatchObject({ whole: false, places: [], removed: [] });
    await worker.post("/api/sync", { facts: [visitFact(house, street.roundId, doors[1]!, "no_one_in")] });
    const delta = await ask(worker, zoneId, whole.cursor);
    expect(delta.places.map(({ id, state, after }) => [id, state, after])).toEqual([
      [doors[1], "no_one_in", doors[0]],
    ]);
    expect(content(mergePackage(whole, delta))).toEqual(content(await ask(worker, zoneId)));
  });
  it("of another history, another view or of nonsense is answered with the whole", async () => {
    const { worker, secretary, zoneId } = street.north;
    const { cursor } = await ask(worker, zoneId);
    const [epoch, xmin] = cursor!.split(".");
    for (const other of [`${epoch}.99999999999`, `x.${xmin}`, epoch!, "…", `${epoch}.1.2`, `${epoch}.-1`])
      expect((await ask(worker, zoneId, encodeURIComponent(other))).whole).toBe(true);
    expect((await ask(secretary, zoneId, cursor)).whole).toBe(true);
    await renewEpoch(house.floor.db);
    expect((await ask(worker, zoneId, cursor)).whole).toBe(true);
  });
});

describe("the feed and writers that take their time", () => {
  /** A writer of its own that marks a door and stays open until told to commit. */
  async function slowWriter(placeId: string, visits: number) {
    const client = new Client({ connectionString: house.databaseUrl });
    await client.connect();
    await client.query("begin");
    await client.query(`select set_config('lingzhu.street_id', '${STREET}', true)`);
    await client.query("update round_place set visits = $1 where round_id = $2 and place_id = $3", [
      visits,
      street.roundId,
      placeId,
    ]);
    return async () => {
      await client.query("commit");
      await client.end();
    };
  }

  it("never skips a row that committed after a later one was told", async () => {
    const { worker, zoneId, doors } = street.south;
    let kept = await ask(worker, zoneId);
    const renew = async () => {
      const answer = await ask(worker, zoneId, kept.cursor);
      expect(answer.whole).toBe(false);
      kept = mergePackage(kept, answer);
      return answer.places.map(({ id }) => id);
    };
    const visitsAt = (id: string) => kept.places.find((place) => place.id === id)!.visits;
    const commitFirst = await slowWriter(doors[0]!, 70);
    const commitSecond = await slowWriter(doors[1]!, 71);
    // Begun later, committed and told at once.
    await worker.post("/api/sync", { facts: [visitFact(house, street.roundId, doors[2]!, "checked")] });
    expect(await renew()).toEqual([doors[2]]);
    await commitSecond();
    // Told although rows with greater numbers were told before; what is held open is not seen yet.
    expect(await renew()).toContain(doors[1]);
    expect([visitsAt(doors[0]!), visitsAt(doors[1]!)]).toEqual([0, 71]);
    await worker.post("/api/sync", { facts: [visitFact(house, street.roundId, doors[3]!, "checked")] });
    await renew();
    await commitFirst();
    expect(await renew()).toContain(doors[0]);
    expect(visitsAt(doors[0]!)).toBe(70);
    expect(await renew()).toEqual([]);
    expect(content(kept)).toEqual(content(await ask(worker, zoneId)));
  });

  it("gives readers the whole in the end, whatever commits in whatever order while they ask", async () => {
    const { worker, zoneId, doors } = street.south;
    const plan = fc.record({
      order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 }),
      /** Whether the reader asks after each step. */
      asks: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      visits: fc.integer({ min: 100, max: 100_000 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ order, asks, visits }) => {
        let kept = await ask(worker, zoneId);
        let step = 0;
        const perhapsAsk = async () => {
          if (asks[step++]) kept = mergePackage(kept, await ask(worker, zoneId, kept.cursor));
        };
        const commits: (() => Promise<void>)[] = [];
        for (const [i, door] of doors.entries()) {
          commits.push(await slowWriter(door, visits + i));
          await perhapsAsk();
        }
        for (const i of order) {
          await commits[i]!();
          await perhapsAsk();
        }
        kept = mergePackage(kept, await ask(worker, zoneId, kept.cursor));
        expect(content(kept)).toEqual(content(await ask(worker, zoneId)));
      }),
      { numRuns: 10, seed: 20260401 },
    );
  });
});

it("deltas put together are the whole, whatever changes", { timeout: 120_000 }, async () => {
  const { worker, zoneId, doors, compoundId, buildingId, plotId } = street.north;
  const inStreet = (statement: ReturnType<typeof sql>) =>
    house.write(async (tx) => void (await statement.execute(tx.sql)));
  let made = 0;
  const changes = {
    visit: (n: number) =>
      worker.post("/api/sync", {
        facts: [visitFact(house, street.roundId, doors[n % 4]!, n % 2 ? "checked" : "refused")],
      }),
    rename: (n: number) =>
      inStreet(
        sql`update place set name = ${`改${n}`}, sort_key = ${`k${n % 7}`} where id = ${doors[n % 4]!}`,
      ),
    building: (n: number) => inStreet(sql`update place set name = ${`${n}号楼`} where id = ${buildingId}`),
    floor: (n: number) => inStreet(sql`update household set floor = ${n} where place_id = ${doors[n % 4]!}`),
    key: (n: number) => inStreet(sql`update place set is_key = not is_key where id = ${doors[n % 4]!}`),
    outline: (n: number) =>
      inStreet(
        sql`update plot set outline = ${JSON.stringify({
          type: "Polygon",
          coordinates: [
            [
              [116.9, 33.6],
              [116.9, 33.6 + n / 1e4],
              [116.9001, 33.6],
              [116.9, 33.6],
            ],
          ],
        })}::jsonb where place_id = ${plotId}`,
      ),
    add: () =>
      street.office.post("/api/places", {
        kind: "plot",
        parentId: compoundId,
        name: `新地块${(made += 1)}`,
        plotKind: "roof",
        outline: null,
        lon: null,
        lat: null,
      }),
    leave: (n: number) =>
      house.write(async (tx) => {
        await sql`update round_place set zone_id = null where round_id = ${street.roundId} and place_id = ${doors[n % 4]!}`.execute(
          tx.sql,
        );
      }),
    comeBack: () => house.write((tx) => rezone(tx, street.roundId)),
    vanish: (n: number) =>
      inStreet(
        sql`delete from round_place where round_id = ${street.roundId} and place_id = ${doors[n % 4]!} and visits = 0`,
      ),
  };
  const steps = fc.array(
    fc.tuple(fc.constantFrom(...(Object.keys(changes) as (keyof typeof changes)[])), fc.nat(30)),
    { minLength: 1, maxLength: 6 },
  );
  let kept = await ask(worker, zoneId);
  await fc.assert(
    fc.asyncProperty(steps, async (plan) => {
      for (const [name, n] of plan) await changes[name](n);
      const answer = await ask(worker, zoneId, kept.cursor);
      expect(answer.whole).toBe(false);
      // Twice, for an answer may be applied again.
      kept = mergePackage(mergePackage(kept, answer), answer);
      expect(content(kept)).toEqual(content(await ask(worker, zoneId)));
    }),
    { numRuns: 40, seed: 20260401 },
  );
});

it("holds 10,000 places in 1.5 MB on the wire", async () => {
  const { buildingId, unitId, communityId, compoundId, zoneId, worker } = street.south;
  await house.write(async (tx) => {
    await sql`
      insert into place (street_id, id, parent_id, kind, name, natural_key, path, sort_key, community_id, compound_id,
        building_id, unit_id, lon, lat, source, created_at)
      select ${STREET}, gen_random_uuid(), ${unitId}::uuid, 'household', n::text, 'n' || n, 'p' || n, lpad(n::text, 6, '0'),
        ${communityId}::uuid, ${compoundId}::uuid, ${buildingId}::uuid, ${unitId}::uuid,
        116.9 + random() / 100, 33.6 + random() / 100, 'ledger', now()
      from generate_series(1, 10000) n`.execute(tx.sql);
    // Foreign keys of the doors would be checked by a plan made for a table of ten rows.
    await sql`analyze place`.execute(tx.sql);
    await sql`insert into household (street_id, place_id, floor, door)
      select street_id, id, name::int / 400, name from place where natural_key like 'n%'`.execute(tx.sql);
    await sql`
      insert into round_place (street_id, round_id, place_id, zone_id, state, visits, last_visit_at)
      select street_id, ${street.roundId}::uuid, id, ${zoneId}::uuid, 'no_one_in', 1, now() from place
      where natural_key like 'n%'`.execute(tx.sql);
    await sql`analyze household, round_place`.execute(tx.sql);
  });
  const response = await house.app.inject({
    url: `/api/field/zones/${zoneId}`,
    headers: { cookie: `${SESSION_COOKIE}=${await worker.cookie()}`, "accept-encoding": "gzip, br" },
  });
  expect(response.headers["content-encoding"]).toBe("br");
  expect(response.rawPayload.byteLength).toBeLessThan(1_500_000);
  const body = JSON.parse(brotliDecompressSync(response.rawPayload).toString()) as ZonePackage;
  expect(body.places.length).toBeGreaterThanOrEqual(10_000);
});
