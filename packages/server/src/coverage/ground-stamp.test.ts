import { afterAll, beforeAll, describe, expect, it } from "vitest";
import fc from "fast-check";
import { Bitmap, decodeTile, mergeStoredTile, type Grid } from "@lingzhu/geo";
import type { SyncAnswer } from "@lingzhu/domain/sync";
import { arrange, trackFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, STREET, type Signed, type TestHouse } from "../../test/house.ts";
import { at, cut, walk, type Fix } from "../../test/walk.ts";
import { read } from "../db/transact.ts";
import { derivedDigest, rebuild } from "../sync/rebuild.ts";

let house: TestHouse;
let street: Arranged;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
});
afterAll(() => house.close());

const reading = <T>(work: Parameters<typeof read<T>>[2]) =>
  read(house.floor, { streetId: STREET, accountId: null, sessionId: null }, work);
const send = async (who: Signed, facts: unknown[]) =>
  (await who.post<SyncAnswer>("/api/sync", { facts })).body.receipts.map((receipt) => receipt.result);
const newRound = (day: string) =>
  house.write(async (tx) => {
    const id = tx.newId();
    await tx.sql
      .insertInto("round")
      .values({
        streetId: STREET,
        id,
        campaignId: street.campaignId,
        name: day,
        ordinal: 7,
        kind: "patrol",
        stage: "emergence",
        startsOn: "2026-03-01",
        endsOn: "2026-03-31",
        createdAt: new Date(tx.now),
      })
      .execute();
    return id;
  });
const tilesOf = (roundId: string) =>
  reading((tx) => tx.sql.selectFrom("groundTile").selectAll().where("roundId", "=", roundId).execute());
/** All ground of a round within so many metres, of all teams and days. */
async function groundOf(roundId: string, withinM: number): Promise<Bitmap> {
  const rows = (await tilesOf(roundId)).filter((row) => row.withinM === withinM);
  let grid: Grid | undefined;
  if (rows[0]) grid = decodeTile(rows[0].bits).grid;
  const bitmap = new Bitmap(grid ?? { lon0: 0, lat0: 0, cell: 1 });
  for (const row of rows) mergeStoredTile(bitmap, row.bits);
  return bitmap;
}
const NINE = Date.parse("2026-03-02T09:00:00+08:00");

describe("a walk in chunks", () => {
  it("is stamped at every distance, steps across chunk borders included and gaps not", async () => {
    const roundId = await newRound("walk");
    const straight = walk(
      [
        [0, 0],
        [200, 0],
      ],
      NINE,
    );
    const afterGap = walk(
      [
        [400, 0],
        [500, 0],
      ],
      NINE + 3_600_000,
    );
    const facts = [...cut(straight, 10), ...cut(afterGap, 10)].map((points) =>
      trackFact(house, roundId, points),
    );
    for (const fact of facts) expect(await send(street.north.worker, [fact])).toEqual(["accepted"]);
    for (const [within, width] of [
      [3, 6],
      [5, 10],
      [15, 30],
      [20, 40],
    ] as const) {
      const ground = await groundOf(roundId, within);
      const exact = (200 + 100) * width + 2 * Math.PI * within ** 2;
      expect(Math.abs(ground.areaM2 - exact) / exact).toBeLessThan(0.02);
      for (let x = 0; x < 200; x++) expect(ground.has(x, 0)).toBe(true);
      expect(ground.has(300, 0)).toBe(false);
    }
    expect(new Set((await tilesOf(roundId)).map((row) => row.teamId))).toEqual(
      new Set([street.north.teamId]),
    );
  });

  it("writes only the tiles of the new chunk", async () => {
    const roundId = await newRound("own tiles");
    const chunks = cut(
      walk(
        [
          [0, -500],
          [900, -500],
        ],
        NINE,
      ),
      30,
    );
    const stamps = () =>
      reading((tx) =>
        tx.sql
          .selectFrom("groundTile")
          .select(["withinM", "tileKey", "bits"])
          .where("roundId", "=", roundId)
          .execute(),
      );
    for (const points of chunks.slice(0, -1))
      await send(street.north.worker, [trackFact(house, roundId, points)]);
    const before = await stamps();
    await send(street.north.worker, [trackFact(house, roundId, chunks.at(-1)!)]);
    const key = (row: { withinM: number; tileKey: number }) => `${row.withinM} ${row.tileKey}`;
    const known = new Map(before.map((row) => [key(row), Buffer.from(row.bits)]));
    const changed = (await stamps()).filter((row) => !known.get(key(row))?.equals(row.bits));
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.length).toBeLessThanOrEqual(4 * 4);
    expect(before.length).toBeGreaterThan(changed.length);
  });

  it("keeps nothing of positions far from the street, nor of driving", async () => {
    const roundId = await newRound("errors");
    const far: Fix[] = [0, 1, 2, 3, 4, 5].map((n) => [100, 30, NINE + n * 1000, 5]);
    const polar: Fix[] = [0, 1, 2].map((n) => [116.96, -80, NINE + 60_000 + n * 1000, 5]);
    const driven = walk(
      [
        [0, 500],
        [900, 500],
      ],
      NINE + 600_000,
      9,
    );
    const facts = [far, polar, driven].map((points) => trackFact(house, roundId, points));
    expect(await send(street.north.worker, facts)).toEqual(["accepted", "accepted", "accepted"]);
    expect((await groundOf(roundId, 15)).has(450, 500)).toBe(false);
  });

  it("needs no team: who belongs to none is a team of one", async () => {
    const roundId = await newRound("alone");
    await send(street.police, [
      trackFact(
        house,
        roundId,
        walk(
          [
            [0, 0],
            [50, 0],
          ],
          NINE,
        ),
      ),
    ]);
    expect((await tilesOf(roundId)).every((row) => row.teamId === street.police.personId)).toBe(true);
  });
});

describe("maintained ground", () => {
  it("equals the rebuilt one, in whatever order and however often chunks arrive", async () => {
    const leg = fc.record({
      /** Metres east and north of the last corner, pause before it in seconds, speed in m/s. */
      dx: fc.integer({ min: -120, max: 120 }),
      dy: fc.integer({ min: -120, max: 120 }),
      pause: fc.constantFrom(0, 0, 0, 40, 90, 4000),
      speed: fc.constantFrom(0.4, 1.2, 1.2, 8),
    });
    const plan = fc.record({
      legs: fc.array(leg, { minLength: 2, maxLength: 6 }),
      size: fc.integer({ min: 4, max: 40 }),
      start: fc.constantFrom(NINE, Date.parse("2026-03-02T23:58:30+08:00")),
      south: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(plan, { minLength: 1, maxLength: 3 }),
        fc.infiniteStream(fc.nat(6)),
        async (plans, dice) => {
          const roundId = await newRound("random");
          const sent = plans.flatMap(({ legs, size, start, south }) => {
            let [x, y, now] = [0, 0, start];
            const fixes: Fix[] = [];
            for (const { dx, dy, pause, speed } of legs) {
              const part = walk(
                [
                  [x, y],
                  [x + dx, y + dy],
                ],
                now + pause * 1000,
                speed,
              );
              fixes.push(...part);
              [x, y, now] = [x + dx, y + dy, part.at(-1)![2] + 2000];
            }
            const who = south ? street.south.worker : street.north.worker;
            return cut(fixes, size).map((points) => ({ who, fact: trackFact(house, roundId, points) }));
          });
          const shuffled = [...sent, ...sent.slice(0, 2)]
            .map((entry) => ({ ...entry, order: Number(dice.next().value) }))
            .sort((a, b) => a.order - b.order);
          for (let i = 0; i < shuffled.length;) {
            const who = shuffled[i]!.who;
            const batch: unknown[] = [];
            const most = 1 + Number(dice.next().value);
            while (i < shuffled.length && shuffled[i]!.who === who && batch.length < most)
              batch.push(shuffled[i++]!.fact);
            await send(who, batch);
          }
          const maintained = await reading(derivedDigest);
          await house.write(rebuild);
          expect(await reading(derivedDigest)).toEqual(maintained);
        },
      ),
      { numRuns: 8, seed: 20260402 },
    );
  });

  it("loses nothing when two phones of a team send at the same moment", async () => {
    const roundId = await newRound("two phones");
    const other = "0195a000-0000-7000-8000-00000000d002";
    await Promise.all(
      cut(
        walk(
          [
            [0, 0],
            [60, 0],
            [60, 60],
            [0, 60],
          ],
          NINE,
        ),
        8,
      ).map((points, n) =>
        send(street.north.worker, [trackFact(house, roundId, points, n % 2 ? { deviceId: other } : {})]),
      ),
    );
    const maintained = await reading(derivedDigest);
    await house.write(rebuild);
    expect(await reading(derivedDigest)).toEqual(maintained);
  });

  it("follows somebody who changes team, on the days concerned", async () => {
    const roundId = await newRound("changed team");
    const mover = await house.sign("worker", { name: "换组员" });
    const { teamId } = street.south;
    await send(mover, [
      trackFact(
        house,
        roundId,
        walk(
          [
            [0, 0],
            [40, 0],
          ],
          NINE,
        ),
      ),
    ]);
    expect(new Set((await tilesOf(roundId)).map((row) => row.teamId))).toEqual(new Set([mover.personId]));
    const joined = await street.office.post<{ id: string }>(`/api/teams/${teamId}/members`, {
      personId: mover.personId,
      day: "2026-03-01",
    });
    expect(joined.status).toBe(200);
    expect(new Set((await tilesOf(roundId)).map((row) => row.teamId))).toEqual(new Set([teamId]));
    await street.office.post(`/api/teams/${teamId}/members/${joined.body.id}/end`, { day: "2026-03-01" });
    expect(new Set((await tilesOf(roundId)).map((row) => row.teamId))).toEqual(new Set([mover.personId]));
    const maintained = await reading(derivedDigest);
    await house.write(rebuild);
    expect(await reading(derivedDigest)).toEqual(maintained);
  });

  it("keeps its grid when the street's middle is moved", async () => {
    const grid = () => reading((tx) => tx.sql.selectFrom("groundGrid").selectAll().execute());
    const before = await grid();
    await house.write((tx) =>
      tx.sql
        .updateTable("street")
        .set({ centerLon: at(5000, 0)[0] })
        .where("streetId", "=", STREET)
        .execute(),
    );
    await house.write(rebuild);
    expect(await grid()).toEqual(before);
    expect(before).toHaveLength(1);
  });
});
