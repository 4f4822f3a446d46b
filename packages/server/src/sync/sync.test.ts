import { afterAll, beforeAll, describe, expect, it } from "vitest";
import fc from "fast-check";
import type { FactReceipt, SyncAnswer } from "@lingzhu/domain/sync";
import { outcomeNames, stateFromVisits, type Outcome } from "@lingzhu/domain/patrol";
import { arrange, sightingFact, visitFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, OTHER_STREET, STREET, type Signed, type TestHouse } from "../../test/house.ts";
import { read } from "../db/transact.ts";
import { derivedDigest, rebuild } from "./rebuild.ts";

let house: TestHouse;
let street: Arranged;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
});
afterAll(() => house.close());

const send = async (who: Signed, ...facts: unknown[]) =>
  (await who.post<SyncAnswer>("/api/sync", { facts })).body.receipts;
const results = (receipts: FactReceipt[]) => receipts.map((receipt) => receipt.result);
const reading = <T>(work: Parameters<typeof read<T>>[2]) =>
  read(house.floor, { streetId: STREET, accountId: null, sessionId: null }, work);
const stateOf = (placeId: string) =>
  reading((tx) =>
    tx.sql
      .selectFrom("roundPlace")
      .selectAll()
      .where("streetId", "=", STREET)
      .where("placeId", "=", placeId)
      .executeTakeFirstOrThrow(),
  );

describe("intake", () => {
  it("needs a session", async () => {
    expect((await house.anonymous.post("/api/sync", { facts: [{}] })).status).toBe(401);
  });
  it("accepts a visit once, however often it is sent, and keeps the state of the door", async () => {
    const { north, roundId } = street;
    const visit = visitFact(house, roundId, north.doors[0]!, "no_one_in");
    expect(results(await send(north.worker, visit, visit))).toEqual(["accepted"]);
    expect(results(await send(north.worker, visit))).toEqual(["known"]);
    expect(await stateOf(north.doors[0]!)).toMatchObject({
      state: "no_one_in",
      visits: 1,
      lastVisitId: visit.id,
    });
  });
  it("refuses the same id with other content, and keeps what it has", async () => {
    const { north, roundId } = street;
    const visit = visitFact(house, roundId, north.doors[1]!, "refused");
    await send(north.worker, visit);
    const [receipt] = await send(north.worker, { ...visit, body: { outcome: "checked" } });
    expect(receipt).toMatchObject({ result: "refused", problem: { code: "fact.conflict" } });
    expect((await stateOf(north.doors[1]!)).state).toBe("refused");
  });
  it("lets a bad fact block none of the good ones", async () => {
    const { north, south, roundId } = street;
    const good = visitFact(house, roundId, north.doors[2]!, "checked");
    const receipts = await send(
      north.worker,
      { id: "nonsense" },
      visitFact(house, roundId, south.doors[2]!, "checked"),
      good,
      visitFact(house, house.floor.newId(), north.doors[2]!, "checked"),
    );
    expect(receipts.filter((receipt) => receipt.result === "accepted").map((receipt) => receipt.id)).toEqual([
      good.id,
    ]);
    expect(
      receipts
        .filter((receipt) => receipt.result === "refused")
        .map((receipt) => receipt.problem!.code)
        .sort(),
    ).toEqual(["access.denied", "input.invalid", "record.missing"]);
    expect((await stateOf(south.doors[2]!)).visits).toBe(0);
  });
  it("takes a late record from somebody who has left the zone, and refuses a new one", async () => {
    const { north, roundId } = street;
    const leaver = await house.sign("worker");
    await house.write((tx) =>
      tx.sql
        .insertInto("teamMember")
        .values({
          streetId: STREET,
          id: tx.newId(),
          teamId: north.teamId,
          personId: leaver.personId,
          validFrom: "2026-03-01",
          validTo: "2026-03-04",
        })
        .execute(),
    );
    const then = Date.parse("2026-03-04T08:00:00Z");
    house.clock.now = Date.parse("2026-03-06T01:00:00Z");
    const late = visitFact(house, roundId, north.doors[3]!, "checked", { recordedAt: then });
    const tooLate = visitFact(house, roundId, north.doors[3]!, "checked");
    expect(results(await send(leaver, late, tooLate))).toEqual(["accepted", "refused"]);
  });
  it("counts a correction instead of what it corrects, by its author or the office only", async () => {
    const { north, roundId, office } = street;
    const door = north.doors[2]!;
    const wrong = visitFact(house, roundId, north.plotId, "checked");
    await send(north.worker, wrong);
    const foreign = visitFact(house, roundId, north.plotId, "refused", { corrects: wrong.id });
    expect(results(await send(north.secretary, foreign))).toEqual(["refused"]);
    const elsewhere = visitFact(house, roundId, door, "refused", { corrects: wrong.id });
    expect(results(await send(north.worker, elsewhere))).toEqual(["refused"]);
    expect(
      results(
        await send(
          north.worker,
          visitFact(house, roundId, north.plotId, "no_one_in", { corrects: wrong.id }),
        ),
      ),
    ).toEqual(["accepted"]);
    expect(await stateOf(north.plotId)).toMatchObject({ state: "no_one_in", visits: 1 });
    expect(
      results(
        await send(office, visitFact(house, roundId, north.plotId, "unreachable", { corrects: wrong.id })),
      ),
    ).toEqual(["accepted"]);
  });
  it("writes one audit row for a batch, in the same transaction, without personal data", async () => {
    const before = await reading((tx) =>
      tx.sql
        .selectFrom("audit")
        .select("seq")
        .where("streetId", "=", STREET)
        .where("act", "=", "fact.take")
        .execute(),
    );
    await send(
      street.south.worker,
      ...street.south.doors.map((door) => visitFact(house, street.roundId, door, "checked")),
    );
    const after = await reading((tx) =>
      tx.sql
        .selectFrom("audit")
        .selectAll()
        .where("streetId", "=", STREET)
        .where("act", "=", "fact.take")
        .orderBy("seq")
        .execute(),
    );
    expect(after.length).toBe(before.length + 1);
    expect(after.at(-1)).toMatchObject({
      detail: { accepted: { visit: 4 }, refused: 0 },
      accountId: street.south.worker.accountId,
    });
  });
  it("is closed to those who do not record: superior, auditor, administrator", async () => {
    for (const role of ["superior", "auditor", "administrator", "leader"] as const) {
      const who = await house.sign(role);
      expect(
        results(await send(who, visitFact(house, street.roundId, street.north.doors[0]!, "checked"))),
      ).toEqual(["refused"]);
    }
  });
  it("knows nothing of another street's places", async () => {
    const foreign = await house.sign("office", { streetId: OTHER_STREET });
    const [receipt] = await send(
      foreign,
      visitFact(house, street.roundId, street.north.doors[0]!, "checked"),
    );
    expect(receipt).toMatchObject({ result: "refused", problem: { code: "place.awaited" } });
  });
});

describe("maintained state", () => {
  it("equals the rule over all visits, however batches are cut, ordered and repeated", async () => {
    const fresh = await openTestHouse();
    const place = await arrange(fresh);
    const doors = [...place.north.doors, place.north.plotId];
    const visits = fc.array(
      fc.record({
        door: fc.nat(doors.length - 1),
        outcome: fc.constantFrom<Outcome>(...outcomeNames),
        minute: fc.nat(30),
      }),
      { minLength: 1, maxLength: 25 },
    );
    const all: (ReturnType<typeof visitFact> & { body: { outcome: Outcome } })[] = [];
    await fc.assert(
      fc.asyncProperty(visits, fc.infiniteStream(fc.nat(5)), async (plan, dice) => {
        const facts = plan.map(({ door, outcome, minute }) =>
          visitFact(fresh, place.roundId, doors[door]!, outcome, {
            recordedAt: fresh.clock.now + minute * 60_000,
          }),
        ) as typeof all;
        all.push(...facts);
        const shuffled = [...facts, ...facts.slice(0, 3)]
          .map((fact) => ({ fact, at: Number(dice.next().value) }))
          .sort((a, b) => a.at - b.at);
        for (let i = 0; i < shuffled.length;) {
          const size = 1 + Number(dice.next().value);
          await place.north.worker.post("/api/sync", {
            facts: shuffled.slice(i, i + size).map(({ fact }) => fact),
          });
          i += size;
        }
        const rows = await read(fresh.floor, { streetId: STREET, accountId: null, sessionId: null }, (tx) =>
          tx.sql.selectFrom("roundPlace").selectAll().where("streetId", "=", STREET).execute(),
        );
        for (const door of doors) {
          const expected = stateFromVisits(
            all
              .filter((fact) => fact.placeId === door)
              .map((fact) => ({ id: fact.id, outcome: fact.body.outcome, recordedAt: fact.recordedAt })),
          );
          expect(rows.find((row) => row.placeId === door)).toMatchObject(expected);
        }
      }),
      { numRuns: 12, seed: 20260401 },
    );
    await fresh.close();
  });

  it("loses no visit when two phones record the same door at the same moment", async () => {
    const { north, roundId, office } = street;
    const door = north.doors[1]!;
    const before = (await stateOf(door)).visits;
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        send(i % 2 ? north.worker : office, visitFact(house, roundId, door, "no_one_in")),
      ),
    );
    expect((await stateOf(door)).visits).toBe(before + 12);
  });

  it("is the same when rebuilt from facts", async () => {
    const { north, roundId, office } = street;
    const sighting = sightingFact(house, roundId, north.doors[0]!);
    await send(north.worker, sighting);
    await office.post(`/api/findings/${sighting.id}/events`, {
      id: house.floor.newId(),
      event: { type: "rule_out", lookAlike: "corn-poppy", basis: "全株有刚毛" },
    });
    await send(north.worker, sightingFact(house, roundId, null));
    const before = await reading(derivedDigest);
    await house.write(async (tx) => {
      await tx.sql
        .updateTable("roundPlace")
        .set({ state: "unreachable", visits: 99 })
        .where("streetId", "=", STREET)
        .execute();
      await tx.sql.updateTable("finding").set({ state: "closed" }).where("streetId", "=", STREET).execute();
    });
    expect(await reading(derivedDigest)).not.toEqual(before);
    await house.write(rebuild);
    expect(await reading(derivedDigest)).toEqual(before);
  });
});

it("facts and audit cannot be changed or removed, even by the application", async () => {
  const attempt = (work: Parameters<TestHouse["write"]>[0]) =>
    house.write(work).then(
      () => "changed",
      (error: Error) => error.message,
    );
  expect(await attempt((tx) => tx.sql.updateTable("fact").set({ lon: 0 }).execute())).toContain(
    "append-only",
  );
  expect(await attempt((tx) => tx.sql.deleteFrom("fact").execute())).toContain("append-only");
  expect(await attempt((tx) => tx.sql.deleteFrom("audit").execute())).toContain("append-only");
});
