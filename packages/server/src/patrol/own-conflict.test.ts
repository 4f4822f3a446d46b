import { afterAll, beforeAll, expect, it } from "vitest";
import type { Conflict } from "@lingzhu/domain/patrol";
import { arrange, visitFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, type Signed, type TestHouse } from "../../test/house.ts";

let house: TestHouse;
let street: Arranged;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  house.clock.now = Date.parse("2026-03-10T02:00:00Z");
});
afterAll(() => house.close());

const own = async (who: Signed) =>
  (await who.get<Conflict[]>(`/api/field/visits/conflicts?roundId=${street.roundId}`)).body;
const record = (who: Signed, door: string, outcome: "checked" | "refused") =>
  who.post("/api/sync", { facts: [visitFact(house, street.roundId, door, outcome)] });

it("shows somebody where others said otherwise of the same door, and nothing of other people's quarrels", async () => {
  const { worker, secretary, doors } = street.north;
  await record(worker, doors[0]!, "checked");
  expect(await own(worker)).toEqual([]);
  house.clock.now += 600_000;
  await record(secretary, doors[0]!, "refused");
  await record(secretary, doors[1]!, "checked");
  house.clock.now += 600_000;
  await record(street.office, doors[1]!, "refused");

  const [conflict, ...others] = await own(worker);
  expect(others).toEqual([]);
  expect(conflict).toMatchObject({
    placeId: doors[0],
    reports: [{ words: "踏查，已查" }, { words: "踏查，拒绝" }],
  });
  expect((await own(secretary)).map(({ placeId }) => placeId).toSorted()).toEqual(
    [doors[0]!, doors[1]!].toSorted(),
  );
  expect(await own(street.south.worker)).toEqual([]);
});
