import { afterAll, beforeAll, describe, expect, it } from "vitest";
import fc from "fast-check";
import { decisiveCommitment, decisiveNotice } from "@lingzhu/domain/outreach";
import { arrange, factOf, saidOf, sendFacts as send, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, STREET, type TestHouse } from "../../test/house.ts";
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
const stateOf = (placeId: string) =>
  reading((tx) =>
    tx.sql
      .selectFrom("outreach")
      .selectAll()
      .where("streetId", "=", STREET)
      .where("placeId", "=", placeId)
      .executeTakeFirst(),
  );
const notice = (placeId: string | null, result: "handed" | "posted" | "refused" | "no_one_in", over = {}) =>
  factOf(house, "notice", { result }, { placeId, ...over });
const commitment = (placeId: string, result: "signed" | "refused", over = {}) =>
  factOf(house, "commitment", { result }, { placeId, ...over });

describe("notices and commitments", () => {
  it("keep the state of a household in its campaign", async () => {
    const { north, campaignId } = street;
    const [door] = north.doors as [string];
    const first = notice(door, "no_one_in");
    expect(saidOf(await send(north.worker, first))).toEqual(["accepted"]);
    expect(await stateOf(door)).toMatchObject({
      campaignId,
      notice: "no_one_in",
      notices: 1,
      commitment: null,
    });
    const handed = notice(door, "handed", { recordedAt: house.clock.now + 60_000 });
    const signed = commitment(door, "signed", { roundId: street.roundId });
    await send(
      north.worker,
      handed,
      signed,
      notice(door, "refused", { recordedAt: house.clock.now + 120_000 }),
    );
    expect(await stateOf(door)).toMatchObject({
      notice: "handed",
      noticeId: handed.id,
      noticeAt: handed.recordedAt,
      notices: 3,
      commitment: "signed",
      commitmentId: signed.id,
    });
  });

  it("are refused where they do not belong", async () => {
    const { north, south } = street;
    expect(
      saidOf(
        await send(
          north.worker,
          notice(south.doors[0]!, "handed"),
          notice(north.plotId, "handed"),
          notice(north.buildingId, "handed"),
          notice(null, "handed"),
          notice(house.floor.newId(), "handed"),
          commitment(north.buildingId, "signed"),
          notice(north.doors[1]!, "handed", { roundId: house.floor.newId() }),
        ),
      ).sort(),
    ).toEqual([
      "access.denied",
      "input.invalid",
      "input.invalid",
      "input.invalid",
      "place.awaited",
      "record.missing",
      "record.missing",
    ]);
    expect(saidOf(await send(north.worker, commitment(north.plotId, "refused")))).toEqual(["accepted"]);
  });

  it("can be corrected and taken back by their author or the office, in any order", async () => {
    const { north, office } = street;
    const door = north.doors[1]!;
    const wrong = notice(door, "handed");
    const back = factOf(house, "retraction", { reason: "送错了门" }, { corrects: wrong.id });
    expect(saidOf(await send(north.worker, back))).toEqual(["accepted"]);
    expect(saidOf(await send(north.worker, wrong))).toEqual(["accepted"]);
    expect(await stateOf(door)).toBeUndefined();

    const posted = notice(door, "posted");
    await send(north.worker, posted);
    expect(
      saidOf(
        await send(
          north.secretary,
          factOf(house, "retraction", { reason: "不是我的" }, { corrects: posted.id }),
        ),
      ),
    ).toEqual(["access.denied"]);
    const better = notice(door, "refused", { corrects: posted.id });
    expect(
      saidOf(await send(north.worker, better, commitment(door, "signed", { corrects: posted.id }))),
    ).toEqual(["accepted", "input.invalid"]);
    expect(await stateOf(door)).toMatchObject({ notice: "refused", notices: 1 });
    expect(
      saidOf(
        await send(office, factOf(house, "retraction", { reason: "核实为误录" }, { corrects: better.id })),
      ),
    ).toEqual(["accepted"]);
    expect(await stateOf(door)).toBeUndefined();
  });

  it("are the same however batches are cut and ordered, and when rebuilt from facts", async () => {
    const { south, campaignId } = street;
    const plan = fc.array(
      fc.record({
        door: fc.nat(3),
        what: fc.constantFrom("handed", "posted", "refused", "no_one_in", "signed", "unsigned"),
        minute: fc.nat(20),
        back: fc.boolean(),
      }),
      { minLength: 1, maxLength: 14 },
    );
    type Sent = ReturnType<typeof notice> & { body: { result: string } };
    const standing: Sent[] = [];
    await fc.assert(
      fc.asyncProperty(plan, fc.infiniteStream(fc.nat(4)), async (steps, dice) => {
        const facts = steps.flatMap(({ door, what, minute, back }) => {
          const over = { recordedAt: house.clock.now + minute * 60_000 };
          const placeId = south.doors[door]!;
          const made = (
            what === "signed" || what === "unsigned"
              ? commitment(placeId, what === "signed" ? "signed" : "refused", over)
              : notice(placeId, what, over)
          ) as Sent;
          if (!back) standing.push(made);
          return back
            ? [made, factOf(house, "retraction", { reason: "重复登记" }, { corrects: made.id })]
            : [made];
        });
        const shuffled = [...facts, ...facts.slice(0, 2)]
          .map((fact) => ({ fact, at: Number(dice.next().value) }))
          .sort((a, b) => a.at - b.at);
        for (let i = 0; i < shuffled.length;) {
          const size = 1 + Number(dice.next().value);
          await send(south.worker, ...shuffled.slice(i, i + size).map(({ fact }) => fact));
          i += size;
        }
        for (const door of south.doors) {
          const own = standing.filter((fact) => fact.placeId === door);
          const marks = (kind: string) =>
            own
              .filter((fact) => (fact.kind as string) === kind)
              .map(({ id, recordedAt, body }) => ({ id, recordedAt, result: body.result as never }));
          const expected = { n: decisiveNotice(marks("notice")), c: decisiveCommitment(marks("commitment")) };
          const state = await stateOf(door);
          expect([state?.noticeId ?? null, state?.commitmentId ?? null]).toEqual([
            expected.n?.id ?? null,
            expected.c?.id ?? null,
          ]);
          if (state) expect(state).toMatchObject({ campaignId, notices: marks("notice").length });
        }
      }),
      { numRuns: 12, seed: 20260402 },
    );
    const before = await reading(derivedDigest);
    await house.write((tx) =>
      tx.sql.updateTable("outreach").set({ notices: 99 }).where("streetId", "=", STREET).execute(),
    );
    expect(await reading(derivedDigest)).not.toEqual(before);
    await house.write(rebuild);
    expect(await reading(derivedDigest)).toEqual(before);
  });
});

describe("publicity and seeds", () => {
  it("are recorded anywhere in the street, by those who work in the field", async () => {
    const { north, south } = street;
    const event = factOf(
      house,
      "publicity",
      { form: "lecture", title: "禁种铲毒进小区", people: 40 },
      { placeId: south.communityId },
    );
    const seeds = factOf(house, "seed-handover", {
      species: "opium-poppy",
      grams: 12.5,
      by: "voluntary",
      handedTo: "police",
      sealNumber: "西关-007",
    });
    expect(saidOf(await send(north.worker, event, seeds))).toEqual(["accepted", "accepted"]);
    expect(
      saidOf(
        await send(
          north.worker,
          factOf(house, "publicity", { form: "banner", title: "横幅" }, { placeId: house.floor.newId() }),
          factOf(house, "seed-handover", { species: "unknown", by: "found", handedTo: "office" }),
        ),
      ).sort(),
    ).toEqual(["input.invalid", "place.awaited"]);
    const leader = await house.sign("leader");
    expect(saidOf(await send(leader, { ...event, id: house.floor.newId() }))).toEqual(["access.denied"]);
  });
});

describe("posts of the day", () => {
  it("let a worker whose post has ended send what was recorded before, and nothing later", async () => {
    const { north, roundId } = street;
    const start = house.clock.now;
    const leaver = await house.sign("worker");
    await house.write(async (tx) => {
      await tx.sql
        .insertInto("teamMember")
        .values({
          streetId: STREET,
          id: tx.newId(),
          teamId: north.teamId,
          personId: leaver.personId,
          validFrom: "2026-03-01",
        })
        .execute();
      await tx.sql
        .updateTable("accountGrant")
        .set({ validTo: new Date(start + 3_600_000) })
        .where("streetId", "=", STREET)
        .where("accountId", "=", leaver.accountId)
        .execute();
    });
    house.clock.now = start + 7_200_000;
    const door = north.doors[3]!;
    const then = { recordedAt: start + 60_000 };
    const early = [
      notice(door, "handed", then),
      commitment(door, "signed", then),
      factOf(house, "visit", { outcome: "checked" }, { placeId: door, roundId, ...then }),
      factOf(house, "publicity", { form: "visit", title: "走访" }, then),
      factOf(
        house,
        "seed-handover",
        { species: "unknown", seedlings: 2, by: "found", handedTo: "office" },
        then,
      ),
      factOf(house, "place-addition", { kind: "household", parentId: north.unitId, name: "301" }, then),
      factOf(house, "track-gap", { from: start, to: start + 30_000, reason: "rest" }, { roundId, ...then }),
    ];
    expect(saidOf(await send(leaver, ...early))).toEqual(early.map(() => "accepted"));
    const late = early.map((fact) => ({ ...fact, id: house.floor.newId(), recordedAt: house.clock.now }));
    expect(saidOf(await send(leaver, ...late))).toEqual(late.map(() => "access.denied"));
    const own = factOf(
      house,
      "retraction",
      { reason: "误录" },
      { corrects: early[0]!.id, recordedAt: start + 120_000 },
    );
    expect(saidOf(await send(leaver, own))).toEqual(["accepted"]);
    expect((await stateOf(door))?.notice ?? null).toBeNull();
  });
});

it("an unknown correction target is awaited, and findings and tracks cannot be taken back", async () => {
  const { north, roundId } = street;
  const sighting = factOf(house, "sighting", { source: "patrol" }, { placeId: north.doors[0]!, roundId });
  expect(saidOf(await send(north.worker, sighting))).toEqual(["accepted"]);
  const retraction = (corrects: string | null) =>
    factOf(house, "retraction", { reason: "看错了" }, { corrects });
  expect(
    saidOf(
      await send(north.worker, retraction(sighting.id), retraction(null), retraction(house.floor.newId())),
    ),
  ).toEqual(expect.arrayContaining(["fact.not-retractable", "input.invalid", "accepted"]));
});
