import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OwnTrack, OwnTrackDays } from "@lingzhu/domain/patrol";
import { arrange, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, type Signed, type TestHouse } from "../../test/house.ts";

let house: TestHouse;
let street: Arranged;
const TEN = Date.parse("2026-03-10T02:00:00Z");
const points = (from: number) => [0, 1, 2].map((i) => [116.96 + i * 1e-4, 33.64, from + i * 5_000, 6]);

const fact = (kind: string, recordedAt: number, body: unknown) => ({
  id: house.floor.newId(),
  kind,
  deviceId: "0195a000-0000-7000-8000-00000000dddd",
  recordedAt,
  placeId: null,
  roundId: street.roundId,
  position: null,
  body,
});
const send = async (who: Signed, facts: unknown[]) => {
  const { body } = await who.post<{ receipts: { result: string }[] }>("/api/sync", { facts });
  expect(body.receipts.map(({ result }) => result)).toEqual(facts.map(() => "accepted"));
};

beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  house.clock.now = TEN + 3_600_000;
  await send(street.north.worker, [
    fact("track", TEN + 10_000, { points: points(TEN) }),
    fact("track", TEN + 700_000, { points: points(TEN + 690_000) }),
  ]);
  // Half past midnight in China is another day.
  house.clock.now = Date.parse("2026-03-10T17:00:00Z");
  const late = Date.parse("2026-03-10T16:30:00Z");
  await send(street.north.worker, [
    fact("track", late + 10_000, { points: points(late) }),
    fact("track-gap", late + 20_000, { from: TEN + 10_000, to: TEN + 690_000, reason: "phone_call" }),
  ]);
  await send(street.south.worker, [fact("track", TEN + 10_000, { points: points(TEN) })]);
});
afterAll(() => house.close());

describe("one's own track", () => {
  const days = async (who: Signed) => (await who.get<OwnTrackDays>("/api/field/track-days")).body.days;
  const track = async (who: Signed, day: string) =>
    (await who.get<OwnTrack>(`/api/field/tracks?day=${day}`)).body;

  it("lists the days by the clock of China, newest first, with the day of their erasure", async () => {
    expect(await days(street.north.worker)).toEqual([
      {
        day: "2026-03-11",
        roundId: street.roundId,
        roundName: "第一轮",
        from: Date.parse("2026-03-10T16:30:00Z"),
        to: Date.parse("2026-03-10T16:30:10Z"),
        erasedOn: "2026-09-28",
      },
      {
        day: "2026-03-10",
        roundId: street.roundId,
        roundName: "第一轮",
        from: TEN,
        to: TEN + 700_000,
        erasedOn: "2026-09-28",
      },
    ]);
  });
  it("gives a day's points in order, and what was said of its gaps even when said later", async () => {
    const { points: walked, gaps } = await track(street.north.worker, "2026-03-10");
    expect(walked.map(([, , at]) => at - TEN)).toEqual([0, 5_000, 10_000, 690_000, 695_000, 700_000]);
    expect(gaps).toEqual([{ from: TEN + 10_000, to: TEN + 690_000, reason: "phone_call" }]);
    expect((await track(street.north.worker, "2026-03-11")).gaps).toEqual([]);
  });
  it("is nobody else's, not even for those who may read every track of the street", async () => {
    expect(await days(street.office)).toEqual([]);
    expect(await track(street.office, "2026-03-10")).toEqual({ points: [], gaps: [] });
    expect((await track(street.south.worker, "2026-03-10")).points).toHaveLength(3);
  });
});
