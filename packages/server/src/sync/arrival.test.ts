/** What the office learns of phones: photographs that are still on them, and clocks that are off. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Overview } from "@lingzhu/domain/overview";
import type { AwaitedPhotographs, DeviceClock, SyncAnswer } from "@lingzhu/domain/sync";
import { arrange, DEVICE, visitFact, type Arranged, type Side } from "../../test/arrange.ts";
import { openTestHouse, OTHER_STREET, STREET, type Signed, type TestHouse } from "../../test/house.ts";
import { read } from "../db/transact.ts";
import { dropReadingsJob } from "./job.ts";
import { derivedDigest, rebuild } from "./rebuild.ts";

let house: TestHouse;
let street: Arranged;
const START = Date.parse("2026-03-10T01:00:00Z");
const HOUR = 3_600_000;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  house.clock.now = START;
});
afterAll(() => house.close());

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
/** Other bytes behind the end of the picture make another picture. */
const pictureOf = (n: number) => Buffer.concat([PNG, Buffer.from([n])]);
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const photograph = (side: Side, n: number, deviceId = DEVICE) => {
  const visit = visitFact(house, street.roundId, side.doors[n % 4]!, "checked", { deviceId });
  return [
    visit,
    {
      id: house.floor.newId(),
      kind: "photograph",
      deviceId,
      recordedAt: house.clock.now,
      placeId: side.doors[n % 4]!,
      roundId: street.roundId,
      body: { sha256: sha256(pictureOf(n)), bytes: 71, mime: "image/png", ofFactId: visit.id, view: "door" },
    },
  ];
};
const send = async (who: Signed, facts: unknown[], more: object = {}) => {
  const { status, body } = await who.post<SyncAnswer>("/api/sync", { facts, ...more });
  return [status, body.receipts?.map(({ result }) => result)];
};
const awaited = async (who: Signed) => (await who.get<AwaitedPhotographs[]>("/api/photographs/awaited")).body;
const clocks = async (who: Signed) => (await who.get<DeviceClock[]>("/api/sync/clocks")).body;

describe("photographs still on phones", () => {
  const OTHER_PHONE = "0195a000-0000-7000-8000-00000000d002";

  it("are listed by person and phone, with how many, since when, and when the phone was heard last", async () => {
    const { north, south, office } = street;
    await send(north.worker, [...photograph(north, 1), ...photograph(north, 2)]);
    house.clock.now = START + HOUR;
    await send(north.worker, photograph(north, 3, OTHER_PHONE));
    await send(south.worker, photograph(south, 4));
    house.clock.now = START + 2 * HOUR;
    await send(north.worker, [visitFact(house, street.roundId, north.doors[0]!, "checked")]);
    const rows = await awaited(office);
    expect(
      rows.map(({ personId, deviceId, count, since, lastHeardAt }) => [
        personId,
        deviceId,
        count,
        since,
        lastHeardAt,
      ]),
    ).toEqual([
      [north.worker.personId, DEVICE, 2, START, START + 2 * HOUR],
      ...[
        [north.worker.personId, OTHER_PHONE, 1, START + HOUR, START + HOUR],
        [south.worker.personId, DEVICE, 1, START + HOUR, START + HOUR],
      ].sort((a, b) => (a[0]! < b[0]! ? -1 : 1)),
    ]);
    expect(rows[0]!.person).toBe("北苑组员");
    expect(rows[0]!.places).toEqual(["102", "201"].map((door) => `北苑社区 北苑小区 1号楼 1单元 ${door}`));
  });
  it("are shown to a secretary for the own community only, and to no other street", async () => {
    const { north, south } = street;
    expect((await awaited(north.secretary)).map(({ personId }) => personId)).toEqual([
      north.worker.personId,
      north.worker.personId,
    ]);
    expect((await awaited(south.secretary)).map(({ count }) => count)).toEqual([1]);
    expect(await awaited(await house.sign("office", { streetId: OTHER_STREET }))).toEqual([]);
  });
  it("leave the list when their bytes come, before or after the record, by either way", async () => {
    const { north, office } = street;
    await north.worker.upload("PUT", `/api/media/${sha256(pictureOf(1))}`, pictureOf(1));
    await north.worker.upload("PUT", `/api/media/${sha256(pictureOf(9))}`, pictureOf(9));
    await send(north.worker, photograph(north, 9));
    expect(
      (await awaited(office)).find(
        ({ deviceId, personId }) => deviceId === DEVICE && personId === north.worker.personId,
      )?.count,
    ).toBe(1);
  });
  it("become something to do after a day", async () => {
    const todo = async (who: Signed) =>
      (await who.get<Overview>("/api/overview")).body.todo.find(({ kind }) => kind === "photographs");
    house.clock.now = START + 23 * HOUR;
    expect(await todo(street.office)).toBeUndefined();
    house.clock.now = START + 24 * HOUR + 1;
    expect(await todo(street.office)).toMatchObject({ count: 1, to: "/arrival", daysLate: 0 });
    expect(await todo(street.south.secretary)).toBeUndefined();
  });
  it("are the same when rebuilt from facts and bytes, even if record and bytes came in the same moment", async () => {
    const reading = <T>(work: Parameters<typeof read<T>>[2]) =>
      read(house.floor, { streetId: STREET, accountId: null, sessionId: null }, work);
    await house.write(async (tx) => {
      await tx.sql
        .insertInto("photographAwaited")
        .values({ streetId: STREET, factId: house.floor.newId(), sha256: sha256(pictureOf(9)) })
        .execute();
    });
    const before = await reading(derivedDigest);
    await house.write(rebuild);
    expect(await reading(derivedDigest)).toEqual(before);
    expect((await awaited(street.office)).length).toBe(3);
  });
});

describe("clocks", () => {
  const batch = (who: Signed, deviceId: string, skewMs: number) =>
    send(who, [visitFact(house, street.roundId, street.north.doors[0]!, "checked", { deviceId })], {
      deviceId,
      sentAt: house.clock.now + skewMs,
    });

  it("are measured with each batch, settled over the last ones, and leave the facts as they were", async () => {
    const { north, office } = street;
    const [steady, fast] = ["0195a000-0000-7000-8000-00000000c001", "0195a000-0000-7000-8000-00000000c002"];
    for (const skew of [-200, -90_000, -300]) await batch(north.worker, steady, skew);
    for (const skew of [3_600_000, 3_600_400, 3_599_000]) await batch(north.worker, fast, skew);
    const recordedAt = house.clock.now + 3_600_000;
    const fact = visitFact(house, street.roundId, north.doors[1]!, "checked", { recordedAt });
    await send(north.worker, [fact], { deviceId: fast, sentAt: recordedAt });
    expect(
      (await clocks(office)).map(({ deviceId, skewMs, batches }) => [deviceId, skewMs, batches]),
    ).toEqual([
      [fast, 3_600_000, 4],
      [steady, -300, 3],
    ]);
    const kept = await read(house.floor, { streetId: STREET, accountId: null, sessionId: null }, (tx) =>
      tx.sql.selectFrom("fact").select("recordedAt").where("id", "=", fact.id).executeTakeFirstOrThrow(),
    );
    expect(kept.recordedAt).toBe(recordedAt);
  });
  it("of phones that say nothing of it are not guessed; nonsense is refused before anything is kept", async () => {
    const { north, office } = street;
    const before = await clocks(office);
    const fact = visitFact(house, street.roundId, north.doors[1]!, "checked");
    expect(await send(north.worker, [fact], { sentAt: house.clock.now })).toEqual([200, ["accepted"]]);
    expect(await clocks(office)).toEqual(before);
    expect((await send(north.worker, [fact], { sentAt: "soon" }))[0]).toBe(400);
  });
  it("are forgotten after half a year", async () => {
    const readings = () =>
      read(house.floor, { streetId: STREET, accountId: null, sessionId: null }, (tx) =>
        tx.sql.selectFrom("clockReading").select("id").execute(),
      );
    expect((await readings()).length).toBeGreaterThan(0);
    await dropReadingsJob.run(house.floor);
    expect((await readings()).length).toBeGreaterThan(0);
    const now = house.clock.now;
    house.clock.now += 181 * 24 * HOUR;
    await dropReadingsJob.run(house.floor);
    expect(await readings()).toEqual([]);
    house.clock.now = now;
  });
  it("are shown to a secretary for the own people only", async () => {
    const phone = "0195a000-0000-7000-8000-00000000c003";
    await batch(street.north.secretary, phone, 5_000);
    expect((await clocks(street.north.secretary)).map(({ deviceId }) => deviceId)).toEqual([phone]);
    expect(await clocks(street.south.secretary)).toEqual([]);
    expect((await house.anonymous.get("/api/sync/clocks")).status).toBe(401);
  });
});
