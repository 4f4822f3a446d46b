import { afterAll, beforeAll, expect, it } from "vitest";
import type { FactInput } from "@lingzhu/domain/sync";
import { arrange, factOf, visitFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, type Signed, type TestHouse } from "../../test/house.ts";

let house: TestHouse;
let street: Arranged;
let checkId: string;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  house.clock.now = Date.parse("2026-03-10T01:00:00Z");
  checkId = await house.write(async (tx) => {
    const id = tx.newId();
    await tx.sql
      .insertInto("round")
      .values({
        streetId: tx.streetId,
        id,
        campaignId: street.campaignId,
        name: "复查",
        ordinal: 2,
        kind: "cross_check",
        stage: "emergence",
        startsOn: "2026-03-01",
        endsOn: "2026-03-31",
        createdAt: new Date(tx.now),
      })
      .execute();
    return id;
  });
});
afterAll(() => house.close());

async function send(by: Signed, ...facts: FactInput[]): Promise<void> {
  const { body } = await by.post<{ receipts: { result: string }[] }>("/api/sync", { facts });
  expect(body.receipts.map(({ result }) => result)).toEqual(facts.map(() => "accepted"));
}
const addition = (roundId: string, name: string) =>
  factOf(
    house,
    "place-addition",
    { kind: "household", parentId: street.north.unitId, name },
    { roundId, position: { lon: 116.9601, lat: 33.6401, accuracy: 9 } },
  );
const gap = async () => {
  const { status, body } = await street.office.get<{
    registerGap: { words: string; missing: number | null; low: number | null; addedInField: number };
  }>(`/api/coverage/doors?roundId=${street.roundId}`);
  expect(status).toBe(200);
  return body.registerGap;
};

it("says at least so many while one round alone has added doors", async () => {
  const { north, office, roundId } = street;
  await send(office, visitFact(house, roundId, north.doors[0]!, "checked"));
  await send(office, ...["301", "302", "303", "304", "305", "306"].map((name) => addition(roundId, name)));
  const alone = await gap();
  expect(alone).toMatchObject({ missing: null, addedInField: 6 });
  expect(alone.words).toContain("至少缺这么多");
});

it("estimates what both missed once the cross-check has added doors of its own, of which the office merged some", async () => {
  const { north, office } = street;
  await send(office, visitFact(house, checkId, north.doors[0]!, "checked"));
  const again = ["3-1", "3-2", "3-3", "3-4"].map((name) => addition(checkId, name));
  await send(office, ...again, addition(checkId, "307"));
  const { body } = await office.get<{ items: { id: string; name: string }[] }>(
    "/api/places?text=30&limit=100",
  );
  const first = body.items.filter(({ name }) => /^30[1-4]$/.test(name));
  expect(first).toHaveLength(4);
  for (const { id } of first)
    await send(office, factOf(house, "place-decision", { decision: { type: "confirm" } }, { placeId: id }));
  for (const [i, { id }] of again.entries())
    await send(
      office,
      factOf(
        house,
        "place-decision",
        { decision: { type: "merge", intoPlaceId: first[i]!.id, reason: "同一户登记两次" } },
        { placeId: id },
      ),
    );
  // Six by the first, five by the second, four by both: Chapman's 7 × 6 ÷ 5 − 1 = 7.4, of which 7 are known.
  const both = await gap();
  expect(both.words).toContain("都补录到 4 户");
  expect(both.missing).not.toBeNull();
  expect(both.low).toBeLessThanOrEqual(both.missing!);
});
