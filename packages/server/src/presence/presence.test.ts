import { afterAll, beforeAll, describe, expect, it } from "vitest";
import fc from "fast-check";
import type { DoubtList, OwnPresence } from "@lingzhu/domain/presence";
import type { TimelineEntry } from "@lingzhu/domain/place";
import type { FactInput, FactReceipt, SyncAnswer } from "@lingzhu/domain/sync";
import { arrange, factOf, trackFact, visitFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, STREET, type Signed, type TestHouse } from "../../test/house.ts";
import { read } from "../db/transact.ts";
import { eraseDue } from "../retention/service.ts";
import { derivedDigest, rebuild } from "../sync/rebuild.ts";

let house: TestHouse;
let street: Arranged;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  house.clock.now = Date.parse("2026-03-10T13:00:00Z");
});
afterAll(() => house.close());

const NINE = Date.parse("2026-03-10T01:00:00Z");
const MINUTE = 60_000;
const send = async (who: Signed, ...facts: unknown[]) =>
  (await who.post<SyncAnswer>("/api/sync", { facts })).body.receipts;
const saidOf = (receipts: FactReceipt[]) =>
  receipts.map((receipt) => receipt.problem?.code ?? receipt.result);
const reading = <T>(work: Parameters<typeof read<T>>[2]) =>
  read(house.floor, { streetId: STREET, accountId: null, sessionId: null }, work);
const graded = async (visitId: string) => {
  const row = await reading((tx) =>
    tx.sql
      .selectFrom("visitPresence")
      .select(["grade", "reasons"])
      .where("streetId", "=", STREET)
      .where("visitId", "=", visitId)
      .executeTakeFirst(),
  );
  return row && { grade: row.grade, codes: row.reasons.map(({ code }) => code) };
};
/** Doors of north stand at 116.96, 33.64; metres east of them. */
const near = (metres: number, over = {}) => ({
  lon: 116.96 + metres / 92_600 + 1.23e-6,
  lat: 33.64 + 4.56e-6,
  accuracy: 6,
  ...over,
});
const visit = (door: string, minute: number, metres: number, over: Partial<FactInput> = {}) =>
  visitFact(house, street.roundId, door, "checked", {
    recordedAt: NINE + minute * MINUTE,
    position: near(metres),
    ...over,
  });
/** A walk east past the doors, a point every five seconds, the doors reached at `minute`. */
const passing = (minute: number, half = 4) =>
  trackFact(
    house,
    street.roundId,
    Array.from({ length: half * 24 + 1 }, (_, i) => {
      const { lon, lat } = near((i - half * 12) * 2);
      return [lon, lat, NINE + minute * MINUTE + (i - half * 12) * 5000, 6] as const;
    }),
  );
const sameWhenRebuilt = async () => {
  const before = await reading(derivedDigest);
  await house.write(rebuild);
  expect(await reading(derivedDigest)).toEqual(before);
};

describe("the grade of a visit", () => {
  it("rises when the track arrives later, whichever way round", async () => {
    const { north } = street;
    const first = visit(north.doors[0]!, 0, 3);
    await send(north.worker, first);
    expect(await graded(first.id)).toEqual({ grade: "B", codes: ["no_track", "near"] });
    const track = passing(0);
    await send(north.worker, track);
    expect(await graded(first.id)).toMatchObject({ grade: "A", codes: ["near", "on_track", "dwell"] });
    const second = visit(north.doors[1]!, 1, 5);
    await send(north.worker, second);
    expect((await graded(second.id))?.grade).toBe("A");
    await sameWhenRebuilt();
  });

  it("counts a photograph that comes after", async () => {
    const { north } = street;
    const stayed = visit(north.doors[0]!, 100, 3, { body: { outcome: "checked", dwellSeconds: 120 } });
    await send(north.worker, stayed);
    expect((await graded(stayed.id))?.grade).toBe("B");
    const photograph = factOf(
      house,
      "photograph",
      { sha256: "a".repeat(64), bytes: 1000, mime: "image/jpeg", ofFactId: stayed.id },
      { recordedAt: NINE + 101 * MINUTE },
    );
    await send(north.worker, photograph);
    expect(await graded(stayed.id)).toMatchObject({
      grade: "A",
      codes: expect.arrayContaining(["photograph", "dwell"]),
    });
  });

  it("is in doubt far from the door, after impossible travel, and from a position copied to another phone", async () => {
    const { north, south } = street;
    const far = visit(north.doors[2]!, 200, 400);
    const back = visit(north.doors[3]!, 200.1, 3);
    await send(north.worker, far, back);
    expect(await graded(far.id)).toMatchObject({
      grade: "C",
      codes: expect.arrayContaining(["far", "too_fast"]),
    });
    // Which of the two is wrong nobody can tell.
    expect(await graded(back.id)).toMatchObject({ grade: "C", codes: expect.arrayContaining(["too_fast"]) });

    const original = visit(north.plotId, 300, 2);
    await send(north.worker, original);
    expect((await graded(original.id))?.grade).toBe("B");
    const copy = visitFact(house, street.roundId, south.doors[0]!, "checked", {
      recordedAt: NINE + 302 * MINUTE,
      position: original.position!,
      deviceId: house.floor.newId(),
    });
    await send(south.worker, copy);
    expect(await graded(original.id)).toMatchObject({
      grade: "C",
      codes: expect.arrayContaining(["copied_fix"]),
    });
    expect(await graded(copy.id)).toMatchObject({
      grade: "C",
      codes: expect.arrayContaining(["copied_fix", "far"]),
    });
    await sameWhenRebuilt();
  });

  it("of a correction is that of the visit it corrects: it was made at a desk", async () => {
    const { north } = street;
    const made = visit(north.doors[0]!, 400, 3);
    const corrected = visitFact(house, street.roundId, north.doors[0]!, "refused", {
      recordedAt: NINE + 460 * MINUTE,
      position: near(9000),
      corrects: made.id,
    });
    await send(north.worker, corrected);
    await send(north.worker, passing(400), made);
    expect(await graded(corrected.id)).toEqual(await graded(made.id));
    expect((await graded(corrected.id))?.grade).toBe("A");
    await sameWhenRebuilt();
  });

  it("follows the place: a merge has it judged by the position of the other", async () => {
    const { north, office } = street;
    const added = factOf(
      house,
      "place-addition",
      { kind: "household", parentId: north.unitId, name: "909" },
      { position: near(700), recordedAt: NINE + 500 * MINUTE },
    );
    const there = visit(added.id, 500, 700);
    await send(north.worker, added, there);
    expect((await graded(there.id))?.grade).toBe("B");
    await office.post(`/api/place-additions/${added.id}/decision`, {
      type: "merge",
      intoPlaceId: north.doors[0]!,
      reason: "同一户",
    });
    expect(await graded(there.id)).toMatchObject({ grade: "C", codes: expect.arrayContaining(["far"]) });
    await sameWhenRebuilt();
  });
});

describe("standing for a visit", () => {
  const doubts = async (who: Signed, more = "") =>
    (await who.get<DoubtList>(`/api/visits/doubts?roundId=${street.roundId}${more}`)).body;

  it("is for the office and the community's secretary, by name and with a reason, never for oneself", async () => {
    const { north, south, office } = street;
    const far = visit(north.doors[1]!, 600, 300);
    await send(north.worker, far);
    const stand = (who: Signed, id = far.id) =>
      who.post<{ code: string }>(`/api/visits/${id}/approval`, {
        type: "approve",
        reason: "已与住户电话核实",
      });
    expect((await stand(north.worker)).status).toBe(403);
    expect((await stand(south.secretary)).status).toBe(403);
    expect((await stand(office, house.floor.newId())).status).toBe(404);
    expect(
      (await north.secretary.post(`/api/visits/${far.id}/approval`, { type: "approve", reason: "短" }))
        .status,
    ).toBe(400);
    const own = visit(north.doors[1]!, 620, 300);
    await send(office, own);
    expect((await stand(office, own.id)).body.code).toBe("presence.own-visit");

    const before = await doubts(north.secretary);
    expect(before.items.map(({ visitId }) => visitId)).toContain(far.id);
    expect((await doubts(south.secretary)).items.map(({ visitId }) => visitId)).not.toContain(far.id);
    expect((await stand(north.secretary)).status).toBe(200);
    const after = await doubts(north.secretary);
    expect(after.counts).toMatchObject({
      open: before.counts.open - 1,
      approved: before.counts.approved + 1,
    });
    const [row] = (await doubts(office, "&show=approved")).items.filter(({ visitId }) => visitId === far.id);
    expect(row!.presence).toMatchObject({
      grade: "C",
      approval: { by: "北苑书记", reason: "已与住户电话核实" },
    });
    const mine = (await north.worker.get<OwnPresence>(`/api/field/visits/presence?roundId=${street.roundId}`))
      .body;
    expect(mine.find(({ visitId }) => visitId === far.id)).toMatchObject({
      grade: "C",
      approval: { by: "北苑书记" },
    });
    const entries = (await office.get<TimelineEntry[]>(`/api/places/${north.doors[1]!}/timeline`)).body;
    expect(entries.find(({ id }) => id === far.id)?.presence?.grade).toBe("C");
    expect(
      entries.some(({ kind, text }) => kind === "presence-approval" && text.includes("已与住户电话核实")),
    ).toBe(true);

    await north.secretary.post(`/api/visits/${far.id}/approval`, { type: "withdraw", reason: "核实有误" });
    expect((await doubts(north.secretary)).counts.open).toBe(before.counts.open);
    await sameWhenRebuilt();
  });

  it("pages, and exports exactly what is shown", async () => {
    const { office } = street;
    const all = await doubts(office);
    expect(all.items.length).toBe(all.total);
    const first = await doubts(office, "&limit=2");
    const second = await doubts(office, `&limit=500&after=${encodeURIComponent(first.next!)}`);
    expect([...first.items, ...second.items]).toEqual(all.items);
    const sheet = await office.get(`/api/visits/doubts.xlsx?roundId=${street.roundId}`);
    expect([sheet.status, sheet.bytes.subarray(0, 2).toString()]).toEqual([200, "PK"]);
  });
});

it("is the same in whatever order and batches everything arrives", async () => {
  const { north } = street;
  let hour = 20;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          door: fc.nat(3),
          minute: fc.nat(14),
          metres: fc.constantFrom(2, 10, 60, 400, 3000),
          photograph: fc.boolean(),
          correction: fc.boolean(),
        }),
        { minLength: 1, maxLength: 9 },
      ),
      fc.array(fc.nat(14), { maxLength: 3 }),
      fc.infiniteStream(fc.nat(9)),
      async (plan, walks, dice) => {
        hour += 2;
        const facts: FactInput[] = walks.map((minute) => passing(hour * 60 + minute, 2));
        for (const { door, minute, metres, photograph, correction } of plan) {
          const made = visit(north.doors[door]!, hour * 60 + minute, metres);
          facts.push(made);
          if (photograph)
            facts.push(
              factOf(house, "photograph", {
                sha256: "b".repeat(64),
                bytes: 9,
                mime: "image/png",
                ofFactId: made.id,
              }),
            );
          if (correction)
            facts.push(visit(north.doors[door]!, hour * 60 + minute + 40, 5000, { corrects: made.id }));
        }
        house.clock.now = NINE + (hour + 2) * 60 * MINUTE;
        const shuffled = facts
          .map((fact) => ({ fact, key: Number(dice.next().value) }))
          .sort((a, b) => a.key - b.key)
          .map(({ fact }) => fact);
        for (let i = 0; i < shuffled.length;) {
          const batch = shuffled.slice(i, (i += 1 + Number(dice.next().value)));
          expect(new Set(saidOf(await send(north.worker, ...batch)))).toEqual(new Set(["accepted"]));
        }
        await sameWhenRebuilt();
      },
    ),
    { numRuns: 12, seed: 20260404 },
  );
});

it("misses nothing when a visit and its track arrive at the same moment", async () => {
  const { north } = street;
  house.clock.now += 24 * 60 * MINUTE;
  const base = (house.clock.now - NINE) / MINUTE - 100;
  const facts = Array.from({ length: 6 }, (_, i) => [
    visit(north.doors[i % 4]!, base + i * 12, 3 + i),
    passing(base + i * 12),
  ]).flat();
  await Promise.all(facts.map((fact) => send(north.worker, fact)));
  await sameWhenRebuilt();
});

it("misses nothing when two people's phones send the same position at the same moment", async () => {
  const { north, south } = street;
  house.clock.now += 24 * 60 * MINUTE;
  const base = (house.clock.now - NINE) / MINUTE - 100;
  const phone = house.floor.newId();
  const all = Array.from({ length: 5 }, (_, i) => {
    const mine = visit(north.doors[i % 4]!, base + i * 15, 3 + i);
    const copy = visitFact(house, street.roundId, south.doors[i % 4]!, "checked", {
      recordedAt: mine.recordedAt + MINUTE,
      position: mine.position!,
      deviceId: phone,
    });
    const theirs = { ...passing(base + i * 15), id: house.floor.newId(), deviceId: phone };
    return [
      () => send(north.worker, mine),
      () => send(south.worker, copy),
      () => send(south.worker, theirs),
      () => send(north.worker, passing(base + i * 15)),
    ];
  }).flat();
  await Promise.all(all.map((act) => act()));
  await sameWhenRebuilt();
});

it("keeps a grade when the track that it rests on is erased at its retention date", async () => {
  const { north } = street;
  house.clock.now += 24 * 60 * MINUTE;
  const base = (house.clock.now - NINE) / MINUTE - 60;
  const kept = visit(north.doors[0]!, base, 3);
  await send(north.worker, kept, passing(base));
  expect((await graded(kept.id))?.grade).toBe("A");
  const before = await reading(derivedDigest);
  const now = house.clock.now;
  house.clock.now = Date.parse("2027-03-10T01:00:00Z");
  expect((await eraseDue(house.floor)).track).toBeGreaterThan(0);
  await house.write(rebuild);
  expect(await reading(derivedDigest)).toEqual(before);
  house.clock.now = now;
  // Whatever else comes in later is weighed, but takes nothing away.
  const reason = { type: "approve", reason: "已与住户电话核实" };
  await street.office.post(`/api/visits/${kept.id}/approval`, reason);
  expect((await graded(kept.id))?.grade).toBe("A");
});
