import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { markerCode, readMarkerCode, type MarkerList, type MarkerResults } from "@lingzhu/domain/marker";
import type { SyncAnswer } from "@lingzhu/domain/sync";
import { clopperPearson, jeffreys } from "@lingzhu/geo";
import { routes } from "../app.ts";
import { arrange, DEVICE, visitFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, OTHER_STREET, type Signed, type TestHouse } from "../../test/house.ts";

const DAY = 86_400_000;
let house: TestHouse;
let street: Arranged;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
});
afterAll(() => house.close());

const list = async (roundId = street.roundId) =>
  (await street.office.get<MarkerList>(`/api/markers?roundId=${roundId}`)).body;
const results = async () =>
  (await street.office.get<MarkerResults>(`/api/markers/results?roundId=${street.roundId}`)).body;
const markerFact = (code: string, over: Record<string, unknown> = {}) => ({
  id: house.floor.newId(),
  kind: "marker",
  deviceId: DEVICE,
  recordedAt: house.clock.now,
  placeId: null,
  roundId: null,
  position: { lon: 116.9601, lat: 33.6401, accuracy: 8 },
  body: { code },
  ...over,
});
const send = async (who: Signed, ...facts: unknown[]) =>
  (await who.post<SyncAnswer>("/api/sync", { facts })).body.receipts;

/** Everything a worker can ask, each as far as it can be asked without knowing a marker. */
async function everything(who: Signed): Promise<Record<string, unknown>> {
  const { north, south, roundId, campaignId } = street;
  const urls = routes
    .filter((route) => route.method === "GET" && !route.url.includes(":") && route.access !== "public")
    .map(({ url }) => `${url}?${new URLSearchParams({ roundId, campaignId, placeId: north.plotId })}`);
  for (const side of [north, south]) {
    urls.push(`/api/field/zones/${side.zoneId}`, `/api/rounds/${roundId}`);
    for (const placeId of [side.doors[0]!, side.plotId, side.buildingId, side.communityId])
      urls.push(`/api/places/${placeId}`, `/api/places/${placeId}/timeline`, `/api/places/${placeId}/facade`);
  }
  const answers: Record<string, unknown> = {};
  for (const url of urls) {
    const { status, body } = await who.get(url);
    answers[url] = [status, body];
  }
  return answers;
}

describe("blind markers", () => {
  it("stand where nobody but an inspector can learn of them, before and after they are placed", async () => {
    const watched = [street.north.worker, street.north.secretary, street.police];
    const before = await Promise.all(watched.map(everything));
    const drawn = await street.office.post<{ markers: number; seed: string }>("/api/markers/draw", {
      roundId: street.roundId,
      count: 4,
      seed: "spring-1",
    });
    expect(drawn).toMatchObject({ status: 200, body: { markers: 4, seed: "spring-1" } });
    const { markers, draws } = await list();
    expect(draws[0]).toMatchObject({ seed: "spring-1", drawnBy: "禁毒办" });
    // By kind: half doors, half plots, as far as there are as many.
    expect(draws[0]!.strata.map(({ key, of, drawn }) => [key, of, drawn]).sort()).toEqual([
      ["green-belt", 2, 2],
      ["household", 8, 2],
    ]);
    for (const { id, code, state } of markers) {
      expect(state).toBe("drawn");
      expect(readMarkerCode(code)).toBe(code);
      expect((await street.office.post(`/api/markers/${id}/place`)).status).toBe(200);
    }
    const after = await Promise.all(watched.map(everything));
    expect(after).toEqual(before);
    const told = JSON.stringify(after);
    for (const { id, code } of markers) for (const secret of [id, code]) expect(told).not.toContain(secret);
    // Nor does what intake says to a worker tell anything but that the code was taken.
    const [receipt] = await send(street.north.worker, markerFact(markers[0]!.code));
    expect(Object.keys(receipt!).sort()).toEqual(["id", "problem", "result"]);
    expect(receipt).toMatchObject({ result: "accepted", problem: null });
    expect(JSON.stringify(await everything(street.north.worker))).not.toContain(markers[0]!.code);
  });

  it("are drawn again alike from the same seed, never twice at one place, and not more than there are", async () => {
    const again = await openTestHouse();
    try {
      const other = await arrange(again);
      const draw = (body: object) =>
        other.office.post<{ code: string; detail: string; markers: number }>("/api/markers/draw", {
          roundId: other.roundId,
          ...body,
        });
      expect(
        (await draw({ count: 3, kinds: ["household"], communityIds: [other.north.communityId] })).status,
      ).toBe(200);
      const { body } = await other.office.get<MarkerList>(`/api/markers?roundId=${other.roundId}`);
      expect(body.markers.every(({ placeId }) => other.north.doors.includes(placeId))).toBe(true);
      const rest = await draw({ count: 2, kinds: ["household"], communityIds: [other.north.communityId] });
      expect([rest.status, rest.body.detail.includes("只有 1 处可抽")]).toEqual([400, true]);
      expect(
        (await draw({ count: 1, kinds: ["household"], communityIds: [other.north.communityId] })).status,
      ).toBe(200);
      expect((await draw({ count: 0 })).status).toBe(400);
      expect(
        (await other.office.post("/api/markers/draw", { roundId: again.floor.newId(), count: 1 })).status,
      ).toBe(404);
    } finally {
      await again.close();
    }
  });

  it("say the same of a code that is not, is elsewhere, is not placed yet, or was taken away", async () => {
    const worker = street.north.worker;
    const { markers } = await list();
    const [taken, untouched] = [markers[1]!, markers[2]!];
    const later = await street.office.post<{ id: string }>("/api/rounds", {
      campaignId: street.campaignId,
      name: "第二轮",
      stage: "flowering",
      start: "2026-04-10",
      end: "2026-04-20",
    });
    await street.office.post("/api/markers/draw", { roundId: later.body.id, count: 1 });
    const elsewhere = (await list(later.body.id)).markers[0]!;
    await street.office.post(`/api/markers/${elsewhere.id}/place`);
    const unknown = markerCode(markers.length);
    const refusals = await send(worker, markerFact(unknown), markerFact(elsewhere.code));
    house.clock.now += DAY;
    await street.office.post(`/api/markers/${taken.id}/remove`);
    house.clock.now += DAY;
    refusals.push(...(await send(worker, markerFact(taken.code))));
    const fresh = await street.office.post("/api/markers/draw", { roundId: street.roundId, count: 1 });
    expect(fresh.status).toBe(200);
    const drawn = (await list()).markers.find(({ state }) => state === "drawn")!;
    refusals.push(...(await send(worker, markerFact(drawn.code))));
    // From before the round began.
    refusals.push(
      ...(await send(worker, markerFact(untouched.code, { recordedAt: house.clock.now - 10 * DAY }))),
    );
    expect(refusals.map(({ result, problem }) => [result, problem!.code])).toEqual(
      refusals.map(() => ["refused", "marker.unknown"]),
    );
    const words = refusals.map(({ problem }) => problem!.detail.replace(/^M-\w+/, "×"));
    expect(new Set(words).size).toBe(1);
    // What is no code at all is told at once, and a record made while it stood is taken afterwards.
    const [slip] = await send(worker, markerFact("M-00000"));
    expect([slip!.result, slip!.problem!.code]).toEqual(["refused", "input.invalid"]);
    const [late] = await send(
      worker,
      markerFact(taken.code.toLowerCase(), { recordedAt: house.clock.now - DAY }),
    );
    expect(late!.result).toBe("accepted");
    const [resent] = await send(
      worker,
      markerFact(taken.code, { id: late!.id, recordedAt: house.clock.now - DAY }),
    );
    expect(resent!.result).toBe("known");
  });

  it("are placed once, taken away once, and never in the future", async () => {
    const drawn = (await list()).markers.find(({ state }) => state === "drawn")!;
    const post = (step: string, body: object = {}) =>
      street.office.post<{ code: string }>(`/api/markers/${drawn.id}/${step}`, body);
    expect((await post("place", { at: house.clock.now + DAY })).status).toBe(400);
    expect((await post("place", { lon: 116.9 })).status).toBe(400);
    expect((await post("place", { lon: 116.96, lat: 33.64 })).status).toBe(200);
    expect((await post("place")).body.code).toBe("record.in-use");
    expect((await post("remove", { at: house.clock.now - DAY })).status).toBe(400);
    expect((await post("remove", { left: "gone" })).status).toBe(200);
    expect((await post("remove")).status).toBe(409);
    expect((await list()).markers.find(({ id }) => id === drawn.id)!.state).toBe("gone");
    expect((await street.office.post(`/api/markers/${house.floor.newId()}/place`)).status).toBe(404);
  });
});

describe("the share found", () => {
  it("is what the geometry library says of the markers that teams passed", async () => {
    const { north, south, roundId } = street;
    const standing = (await list()).markers.filter(({ state }) => state === "placed");
    const of = (side: typeof north) =>
      standing.filter(({ placeId }) => [...side.doors, side.plotId].includes(placeId));
    const sides = [north, south].filter((side) => of(side).length > 0);
    const before = await results();
    let passed = before.total.passed;
    for (const side of sides) {
      for (const { placeId } of of(side)) {
        await send(side.worker, visitFact(house, roundId, placeId, "checked"));
        passed++;
      }
    }
    // One more is recorded, by somebody who was there; its author's colleague far off does not make another.
    const side = sides.at(-1)!;
    const one = of(side).at(-1)!;
    const here = { lon: one.lon!, lat: one.lat!, accuracy: 5 };
    await send(side.worker, markerFact(one.code, { position: here }));
    const far = { ...here, lat: here.lat + 0.01 };
    const other = sides[0]!;
    const two = of(other)[0]!;
    await send(other.worker, markerFact(two.code, { position: far }));
    const { total, teams, kinds, sights, setAside, placed, sentence } = await results();
    expect(total.passed).toBe(passed);
    const seen = (await list()).markers;
    const counted = seen.filter(({ seen, state }) => state === "placed" && seen.some(({ counts }) => counts));
    expect(total.found).toBe(counted.length);
    expect(total.exact).toEqual(clopperPearson(total.found, total.passed));
    expect(total.jeffreys).toEqual(jeffreys(total.found, total.passed));
    for (const groups of [teams, kinds, sights])
      expect(groups.reduce((sum, { passed }) => sum + passed, 0)).toBe(total.passed);
    expect(teams.every(({ name }) => ["北苑组", "南苑组"].includes(name))).toBe(true);
    expect(setAside).toBeGreaterThanOrEqual(1);
    expect(placed).toBe(seen.filter(({ placedAt }) => placedAt !== null).length);
    expect(sentence).toContain(`${total.passed} 次经过标牌`);
  });
  it("leaves out whoever may know where they are", async () => {
    const before = (await results()).total;
    const one = (await list()).markers.find(({ state }) => state === "placed")!;
    await send(street.office, visitFact(house, street.roundId, one.placeId, "checked"), markerFact(one.code));
    const after = await results();
    expect(after.total).toEqual(before);
    const { seen } = (await list()).markers.find(({ id }) => id === one.id)!;
    expect(seen.filter(({ by }) => by === "禁毒办").map(({ counts }) => counts)).toEqual([false]);
  });
});

it("are printed as boards that tell nothing of the place, with the inspector's list behind them", async () => {
  const url = `/api/markers/boards.docx?roundId=${street.roundId}`;
  const { status, bytes } = await street.office.get(url);
  expect(status).toBe(200);
  const files = unzipSync(bytes);
  const [boards, places] = strFromU8(files["word/document.xml"]!)
    .replaceAll(/<[^>]+>/g, " ")
    .split("放置清单");
  const { markers } = await list();
  const standing = markers.filter(({ state }) => state === "drawn" || state === "placed");
  expect(standing.length).toBeGreaterThan(0);
  for (const { code, path } of standing) {
    expect(boards).toContain(code);
    expect(boards).not.toContain(path);
    expect(places).toContain(path);
  }
  const pictures = Object.keys(files).filter((name) => name.endsWith(".png"));
  expect(pictures).toHaveLength(standing.length);
  for (const who of [street.north.worker, street.north.secretary, await house.sign("leader")])
    expect((await who.get(url)).status).toBe(403);
  expect((await street.office.get(`/api/markers/boards.docx?roundId=${house.floor.newId()}`)).status).toBe(
    404,
  );
});

describe("who may", () => {
  it("see where: inspectors alone; see how many: leaders and superiors too", async () => {
    const [leader, superior] = [await house.sign("leader"), await house.sign("superior")];
    const where = `/api/markers?roundId=${street.roundId}`;
    const howMany = `/api/markers/results?roundId=${street.roundId}`;
    for (const who of [leader, superior]) {
      expect((await who.get(where)).status).toBe(403);
      const { status, body } = await who.get(howMany);
      expect(status).toBe(200);
      const told = JSON.stringify(body);
      for (const { code, placeId, id } of (await list()).markers)
        for (const secret of [code, placeId, id]) expect(told).not.toContain(secret);
    }
    for (const who of [street.north.worker, street.north.secretary, street.police]) {
      expect((await who.get(where)).status).toBe(403);
      expect((await who.get(howMany)).status).toBe(403);
      expect((await who.post("/api/markers/draw", { roundId: street.roundId, count: 1 })).status).toBe(403);
    }
    expect((await house.anonymous.get(where)).status).toBe(401);
    expect((await house.anonymous.get(howMany)).status).toBe(401);
  });
  it("reach none of another street", async () => {
    const foreign = await house.sign("office", { streetId: OTHER_STREET });
    expect((await foreign.get(`/api/markers?roundId=${street.roundId}`)).status).toBe(404);
    expect((await foreign.get(`/api/markers/results?roundId=${street.roundId}`)).status).toBe(404);
    const { id } = (await list()).markers[0]!;
    expect((await foreign.post(`/api/markers/${id}/remove`)).status).toBe(404);
  });
});
