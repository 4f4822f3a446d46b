import { afterAll, beforeAll, expect, it } from "vitest";
import { sql } from "kysely";
import type { AuditPage } from "@lingzhu/domain/audit";
import { arrange, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, STREET, type TestHouse } from "../../test/house.ts";
import { read } from "../db/transact.ts";
import { derivedDigest, rebuild } from "../sync/rebuild.ts";
import { eraseDue } from "./service.ts";

let house: TestHouse;
let street: Arranged;
const DAY = 24 * 3_600_000;
const system = { streetId: STREET, accountId: null, sessionId: null };

beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  house.clock.now = Date.parse("2026-03-10T01:00:00Z");
  expect(await walk(0)).toEqual(["accepted"]);
});
afterAll(() => house.close());

/** A minute eastward from the street's middle; `minute` tells walks apart. */
async function walk(minute: number): Promise<string[]> {
  const at = Date.parse("2026-03-10T01:00:00Z") + minute * 60_000;
  const points = Array.from({ length: 30 }, (_, i) => [116.9612 + i * 0.00002, 33.6401, at + i * 2_000, 5]);
  const fact = {
    id: house.floor.newId(),
    kind: "track",
    deviceId: "0195a000-0000-7000-8000-00000000dddd",
    recordedAt: at,
    roundId: street.roundId,
    body: { points },
  };
  const { body } = await street.north.worker.post<{
    receipts: { result: string; problem: { code: string } | null }[];
  }>("/api/sync", { facts: [fact] });
  return body.receipts.map(({ result, problem }) => problem?.code ?? result);
}
const tracks = async () =>
  (await street.office.get<{ tracks: { points: unknown[] }[] }>(`/api/tracks?roundId=${street.roundId}`)).body
    .tracks;
const digests = () => read(house.floor, system, derivedDigest);
const lastDay = async () =>
  read(house.floor, system, async (tx) => {
    const { rows } = await sql<{
      end: string;
    }>`select ends_on as end from round where id = ${street.roundId}`.execute(tx.sql);
    return Date.parse(`${rows[0]!.end}T04:00:00Z`);
  });

it("keeps positions for every day that they are kept", async () => {
  house.clock.now = (await lastDay()) + 180 * DAY;
  expect(await eraseDue(house.floor)).toMatchObject({ track: 0 });
  expect(await tracks()).toHaveLength(1);
});

it("then takes them out everywhere, keeps the ground, and proves what went", async () => {
  const before = await digests();
  house.clock.now = (await lastDay()) + 181 * DAY;
  expect(await eraseDue(house.floor)).toMatchObject({ track: 1 });
  expect(await eraseDue(house.floor)).toMatchObject({ track: 0 });
  expect(await tracks()).toEqual([]);
  const { rows } = await read(house.floor, system, (tx) =>
    sql<{ body: unknown; lon: number | null }>`select body, lon from fact where kind = 'track'`.execute(
      tx.sql,
    ),
  );
  expect(rows).toEqual([{ body: { points: [] }, lon: null }]);
  expect(await digests()).toEqual(before);
  const auditor = await house.sign("auditor");
  const { body } = await auditor.get<AuditPage>("/api/audit?act=retention.erase");
  expect(body.items.map(({ detail }) => detail)).toContainEqual(
    expect.objectContaining({ subject: "track", rows: 1, roundId: street.roundId }),
  );
});

it("leaves rebuilt equal to maintained", async () => {
  const before = await digests();
  await house.write(rebuild);
  expect(await digests()).toEqual(before);
});

it("takes in no further track of that round, and says so", async () => {
  expect(await walk(5)).toEqual(["track.past-retention"]);
});

it("lets nobody else change a fact, and no other kind be erased", async () => {
  const attempt = (statement: ReturnType<typeof sql>) =>
    house.write(async (tx) => {
      await sql`select set_config('lingzhu.erasing', 'on', true)`.execute(tx.sql);
      await statement.execute(tx.sql);
    });
  await expect(attempt(sql`update fact set body = '{"points": [1]}' where kind = 'track'`)).rejects.toThrow(
    "append-only",
  );
  await expect(attempt(sql`update fact set recorded_at = now(), erased_at = now()`)).rejects.toThrow(
    "append-only",
  );
  await expect(attempt(sql`delete from fact`)).rejects.toThrow("append-only");
});

it("erases residents of a place a year after it left the register", async () => {
  const sealed = async () =>
    read(house.floor, system, async (tx) => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from household
        where head_sealed is not null or phone_sealed is not null`.execute(tx.sql);
      return rows[0]!.n;
    });
  await house.write(async (tx) => {
    const { rows } = await sql<{
      placeId: string;
    }>`select place_id from household order by place_id limit 2`.execute(tx.sql);
    for (const { placeId } of rows)
      await sql`update household set head_sealed = ${Buffer.from("sealed")} where place_id = ${placeId}`.execute(
        tx.sql,
      );
    await sql`update place set retired_at = ${new Date(house.clock.now)} where id = ${rows[0]!.placeId}`.execute(
      tx.sql,
    );
  });
  const before = await sealed();
  expect(before).toBeGreaterThanOrEqual(2);
  house.clock.now += 365 * DAY;
  expect(await eraseDue(house.floor)).toMatchObject({ resident: 0 });
  house.clock.now += DAY;
  expect(await eraseDue(house.floor)).toMatchObject({ resident: 1 });
  expect(await sealed()).toBe(before - 1);
});
