import { afterAll, beforeAll, describe, expect, it } from "vitest";
import fc from "fast-check";
import type { FactInput } from "@lingzhu/domain/sync";
import {
  arrange,
  factOf,
  saidOf,
  sendFacts as send,
  sightingFact,
  visitFact,
  type Arranged,
} from "../../test/arrange.ts";
import { openTestHouse, STREET, type Signed, type TestHouse } from "../../test/house.ts";
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
const inRegister = (placeId: string) =>
  reading((tx) =>
    tx.sql
      .selectFrom("roundPlace")
      .select(["zoneId", "state", "visits"])
      .where("streetId", "=", STREET)
      .where("placeId", "=", placeId)
      .executeTakeFirst(),
  );
const additionOf = (placeId: string) =>
  reading((tx) =>
    tx.sql
      .selectFrom("placeAddition")
      .select(["state", "standsFor", "mergedInto"])
      .where("streetId", "=", STREET)
      .where("placeId", "=", placeId)
      .executeTakeFirstOrThrow(),
  );
const addition = (name: string, over: Partial<FactInput> = {}) =>
  factOf(
    house,
    "place-addition",
    { kind: "household", parentId: street.north.unitId, name, floor: 3 },
    { position: { lon: 116.9601, lat: 33.6401, accuracy: 9 }, ...over },
  );
const decide = (
  placeId: string,
  decision: Extract<FactInput, { kind: "place-decision" }>["body"]["decision"],
) => factOf(house, "place-decision", { decision }, { placeId });
const totals = async () => {
  const { body } = await street.office.get<{ households: { total: number; seen: number } }>(
    `/api/coverage?roundId=${street.roundId}`,
  );
  return { total: body.households.total, seen: body.households.seen };
};
const sameWhenRebuilt = async () => {
  const before = await reading(derivedDigest);
  await house.write(rebuild);
  expect(await reading(derivedDigest)).toEqual(before);
};

describe("a place added in the field", () => {
  it("is in the register of the running round at once, in the zone of its parent, and can be visited in the same batch", async () => {
    const { north, roundId } = street;
    const before = await totals();
    const added = addition("301");
    const visit = visitFact(house, roundId, added.id, "checked");
    // The visit is listed first: the order inside a batch is the server's.
    expect(saidOf(await send(north.worker, visit, added))).toEqual(["accepted", "accepted"]);
    expect(await inRegister(added.id)).toEqual({ zoneId: north.zoneId, state: "seen", visits: 1 });
    expect(await totals()).toEqual({ total: before.total + 1, seen: before.seen + 1 });
    const { body } = await street.office.get<{ place: object }>(`/api/places/${added.id}`);
    expect(body.place).toMatchObject({
      name: "301",
      addition: "awaiting",
      path: expect.stringContaining("1单元 301"),
    });
  });

  it("has visits that came before it sent again", async () => {
    const { north, roundId } = street;
    const added = addition("302");
    const visit = visitFact(house, roundId, added.id, "no_one_in");
    expect(saidOf(await send(north.worker, visit))).toEqual(["place.awaited"]);
    expect(saidOf(await send(north.worker, added))).toEqual(["accepted"]);
    expect(saidOf(await send(north.worker, added, visit))).toEqual(["known", "accepted"]);
    expect(await inRegister(added.id)).toMatchObject({ state: "no_one_in" });
  });

  it("is refused outside the worker's zones, under the wrong parent, and without a usable name", async () => {
    const { north, south } = street;
    expect(
      saidOf(
        await send(
          south.worker,
          addition("303"),
          factOf(house, "place-addition", { kind: "household", parentId: south.doors[0]!, name: "1" }),
          factOf(house, "place-addition", { kind: "household", parentId: house.floor.newId(), name: "1" }),
          factOf(house, "place-addition", { kind: "plot", parentId: south.compoundId, name: "菜地" }),
        ),
      ).sort(),
    ).toEqual(["access.denied", "input.invalid", "input.invalid", "record.missing"]);
    expect(saidOf(await send(north.worker, decide(north.doors[0]!, { type: "confirm" })))).toEqual([
      "access.denied",
    ]);
  });

  it("enters the round in which it was found, though it arrives after the round", async () => {
    const { north } = street;
    const then = house.clock.now;
    house.clock.now = Date.parse("2026-04-02T01:00:00Z");
    const late = addition("304", { recordedAt: then });
    await send(north.worker, late);
    expect(await inRegister(late.id)).toMatchObject({ zoneId: north.zoneId });
    house.clock.now = then;
  });
});

describe("the office's decision", () => {
  it("confirms one of two that were added for the same door, and merges the other; visits follow, facts do not change", async () => {
    const { north, roundId, office } = street;
    const before = await totals();
    const [one, other] = [addition("401"), addition("401")];
    const sighting = sightingFact(house, roundId, other.id);
    const visits = [
      visitFact(house, roundId, one.id, "no_one_in"),
      visitFact(house, roundId, other.id, "checked"),
    ];
    const notice = factOf(house, "notice", { result: "handed" }, { placeId: other.id });
    expect(saidOf(await send(north.worker, one, other, sighting, notice, ...visits))).toEqual(
      Array.from({ length: 6 }, () => "accepted"),
    );
    expect(await totals()).toEqual({ total: before.total + 2, seen: before.seen + 1 });

    expect(saidOf(await send(office, decide(one.id, { type: "confirm" })))).toEqual(["accepted"]);
    expect(saidOf(await send(office, decide(other.id, { type: "confirm" })))).toEqual(["record.duplicate"]);
    const merge = decide(other.id, { type: "merge", intoPlaceId: one.id, reason: "同一户登记两次" });
    expect(saidOf(await send(office, merge))).toEqual(["accepted"]);
    expect(await totals()).toEqual({ total: before.total + 1, seen: before.seen + 1 });
    expect(await inRegister(one.id)).toMatchObject({ state: "seen", visits: 2 });
    expect(await inRegister(other.id)).toBeUndefined();
    const finding = (await office.get<{ placePath: string; placeId: string }>(`/api/findings/${sighting.id}`))
      .body;
    expect(finding.placeId).toBe(one.id);
    const entries = (await office.get<{ id: string }[]>(`/api/places/${one.id}/timeline`)).body.map(
      ({ id }) => id,
    );
    expect(entries).toEqual(
      expect.arrayContaining([...visits.map(({ id }) => id), notice.id, other.id, merge.id]),
    );

    // Somebody still has the other one on the phone.
    const straggler = visitFact(house, roundId, other.id, "refused");
    expect(saidOf(await send(north.worker, straggler))).toEqual(["accepted"]);
    expect(await inRegister(one.id)).toMatchObject({ state: "seen", visits: 3 });
    expect(await inRegister(other.id)).toBeUndefined();
    await sameWhenRebuilt();

    expect(saidOf(await send(office, decide(other.id, { type: "reopen", reason: "其实是两户" })))).toEqual([
      "accepted",
    ]);
    expect(await inRegister(one.id)).toMatchObject({ state: "no_one_in", visits: 1 });
    expect(await inRegister(other.id)).toMatchObject({ zoneId: north.zoneId, state: "seen", visits: 2 });
    expect((await office.get<{ placeId: string }>(`/api/findings/${sighting.id}`)).body.placeId).toBe(
      other.id,
    );
    await sameWhenRebuilt();
  });

  it("rejects: the place leaves the register, and what is recorded there later counts nowhere", async () => {
    const { north, roundId, office } = street;
    const before = await totals();
    const added = addition("501");
    await send(north.worker, added, visitFact(house, roundId, added.id, "checked"));
    await send(office, decide(added.id, { type: "reject", reason: "是配电房" }));
    expect(await totals()).toEqual(before);
    expect(saidOf(await send(north.worker, visitFact(house, roundId, added.id, "checked")))).toEqual([
      "accepted",
    ]);
    expect(await totals()).toEqual(before);
    expect(await inRegister(added.id)).toBeUndefined();
    expect(saidOf(await send(office, decide(added.id, { type: "confirm" })))).toEqual(["machine.refused"]);
    await sameWhenRebuilt();
  });

  it("merges only into a place of the register of the same kind and community", async () => {
    const { north, south, office } = street;
    const added = addition("601");
    const doubtful = addition("602");
    await send(north.worker, added, doubtful);
    for (const target of [north.plotId, south.doors[0]!, doubtful.id, added.id])
      expect(
        saidOf(await send(office, decide(added.id, { type: "merge", intoPlaceId: target, reason: "试并" }))),
      ).toEqual(["place.merge-target"]);
    expect(await additionOf(added.id)).toMatchObject({ state: "awaiting", standsFor: added.id });
  });

  it("lets the author take an addition back only while nobody has decided", async () => {
    const { north, office } = street;
    const [mine, kept] = [addition("701"), addition("702")];
    const back = (id: string) => factOf(house, "retraction", { reason: "看错楼层" }, { corrects: id });
    await send(north.worker, mine, kept);
    await send(office, decide(kept.id, { type: "confirm" }));
    expect(saidOf(await send(north.worker, back(mine.id), back(kept.id))).sort()).toEqual([
      "accepted",
      "machine.refused",
    ]);
    expect(await additionOf(mine.id)).toMatchObject({ state: "withdrawn" });
    expect(await inRegister(mine.id)).toBeUndefined();
    // Taken back before it even arrived.
    const hasty = addition("703");
    expect(saidOf(await send(north.worker, back(hasty.id)))).toEqual(["accepted"]);
    expect(saidOf(await send(north.worker, hasty))).toEqual(["accepted"]);
    expect(await additionOf(hasty.id)).toMatchObject({ state: "withdrawn" });
    expect(await inRegister(hasty.id)).toBeUndefined();
    await sameWhenRebuilt();
  });

  it("leads a chain of merges to its end", async () => {
    const { north, roundId, office } = street;
    const [a, b, c] = [addition("801"), addition("802"), addition("803")];
    await send(north.worker, a, b, c, visitFact(house, roundId, a.id, "checked"));
    await send(office, decide(b.id, { type: "confirm" }), decide(c.id, { type: "confirm" }));
    await send(office, decide(a.id, { type: "merge", intoPlaceId: b.id, reason: "同一户" }));
    await send(office, decide(b.id, { type: "merge", intoPlaceId: c.id, reason: "同一户" }));
    expect(await additionOf(a.id)).toEqual({ state: "merged", mergedInto: b.id, standsFor: c.id });
    expect(await inRegister(c.id)).toMatchObject({ state: "seen", visits: 1 });
    await sameWhenRebuilt();
  });
});

it("whatever the order of arrival, additions and visits end in the same counts", async () => {
  const { north, roundId } = street;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(2), { minLength: 1, maxLength: 6 }),
      fc.infiniteStream(fc.nat(9)),
      async (at, dice) => {
        const added = [addition("甲"), addition("乙"), addition("丙")];
        const visits = at.map((i) => visitFact(house, roundId, added[i]!.id, "checked"));
        let waiting: FactInput[] = [...added, ...visits]
          .map((fact) => ({ fact, key: Number(dice.next().value) }))
          .sort((a, b) => a.key - b.key)
          .map(({ fact }) => fact);
        for (let turn = 0; waiting.length > 0 && turn < 10; turn++) {
          const next: FactInput[] = [];
          for (let i = 0; i < waiting.length;) {
            const batch = waiting.slice(i, (i += 1 + Number(dice.next().value)));
            const receipts = await send(north.worker, ...batch);
            for (const { id, problem } of receipts)
              if (problem?.code === "place.awaited") next.push(batch.find((fact) => fact.id === id)!);
              else expect(problem).toBeNull();
          }
          waiting = next;
        }
        expect(waiting).toEqual([]);
        for (const [i, { id }] of added.entries()) {
          const visited = at.filter((n) => n === i).length;
          expect(await inRegister(id)).toMatchObject({
            visits: visited,
            state: visited > 0 ? "seen" : "unseen",
          });
        }
      },
    ),
    { numRuns: 10, seed: 20260403 },
  );
  await sameWhenRebuilt();
});

describe("the office's list", () => {
  interface List {
    items: {
      placeId: string;
      records: number;
      similar: { id: string; sameName: boolean }[];
      reason: string | null;
    }[];
    counts: Record<string, number>;
  }
  const list = async (who: Signed, more = "") =>
    (await who.get<List>(`/api/place-additions?state=awaiting${more}`)).body;

  it("shows what waits within reach, what it may be a second entry of, and what was decided", async () => {
    const { north, south, roundId, office } = street;
    const added = addition("101", { position: { lon: 116.96001, lat: 33.64001, accuracy: 6 } });
    await send(north.worker, added, visitFact(house, roundId, added.id, "checked"));
    const row = (await list(office)).items.find(({ placeId }) => placeId === added.id)!;
    expect(row.records).toBe(1);
    expect(row.similar[0]).toMatchObject({ id: north.doors[0], sameName: true });
    expect((await list(north.secretary)).items.map(({ placeId }) => placeId)).toContain(added.id);
    expect((await list(south.secretary)).items).toEqual([]);

    const decideBy = (who: Signed, decision: object, id = added.id) =>
      who.post<{ code: string }>(`/api/place-additions/${id}/decision`, decision);
    expect((await decideBy(north.secretary, { type: "confirm" })).status).toBe(403);
    expect((await decideBy(office, { type: "confirm" })).body.code).toBe("record.duplicate");
    expect((await decideBy(office, { type: "confirm" }, north.doors[0])).status).toBe(404);
    expect((await decideBy(office, { type: "reject" })).status).toBe(400);
    const merge = { type: "merge", intoPlaceId: north.doors[0], reason: "与台账同一户" };
    expect((await decideBy(office, merge)).status).toBe(200);
    const merged = (await office.get<List>("/api/place-additions?state=merged")).body;
    expect(merged.items.find(({ placeId }) => placeId === added.id)?.reason).toBe("与台账同一户");
    expect((await office.get("/api/place-additions.xlsx?state=merged")).status).toBe(200);
    expect((await office.post(`/api/places/${added.id}/retire`, { reason: "试试" })).status).toBe(409);
  });
});
