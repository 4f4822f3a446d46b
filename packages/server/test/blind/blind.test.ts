/**
 * A cross-check learns nothing of the first team's work. Somebody who checks a zone asks for everything that a worker
 * may ask for, with every id that there is, before the first team records anything and after: each answer must be the
 * same to the byte. Routes that are added later are asked too.
 */
import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { policy, type Action } from "@lingzhu/domain/access";
import type { ZonePackage } from "@lingzhu/domain/patrol";
import type { SyncAnswer } from "@lingzhu/domain/sync";
import { routes } from "../../src/app.ts";
import { arrange, DEVICE, sightingFact, trackFact, visitFact, type Arranged } from "../arrange.ts";
import { openTestHouse, type Signed, type TestHouse } from "../house.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

let house: TestHouse;
let street: Arranged;
/** Ids of everything that a path or a query may name. */
let known: { ids: string[]; rounds: string[]; zones: string[] };
let spy: Signed;
let checkZone: string;
let checkRound: string;
const facts: { id: string }[] = [];

beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  house.clock.now = Date.parse("2026-03-10T01:00:00Z");
  const { north, south, office } = street;
  spy = south.worker;
  const give = async (name: string, kind: "patrol" | "cross_check") => {
    const round = await office.post<{ id: string }>("/api/rounds", {
      campaignId: street.campaignId,
      name,
      kind,
      stage: "emergence",
      start: "2026-03-01",
      end: "2026-03-31",
    });
    const zone = await office.post<{ id: string }>(`/api/rounds/${round.body.id}/zones`, {
      name,
      placeIds: [north.compoundId],
      teamId: south.teamId,
    });
    return { round: round.body.id, zone: zone.body.id };
  };
  const check = await give("复查", "cross_check");
  // The hard case: the same people have the same places in a later patrol too, whose package tells of earlier results.
  const later = await give("第三轮", "patrol");
  checkZone = check.zone;
  checkRound = check.round;
  const { roundId } = street;
  const own = [
    visitFact(house, roundId, north.doors[0]!, "checked"),
    visitFact(house, roundId, north.doors[1]!, "refused", {
      body: { outcome: "refused", note: "不让进" },
    }),
    visitFact(house, roundId, north.doors[2]!, "no_one_in"),
    sightingFact(house, roundId, north.doors[3]!),
    sightingFact(house, roundId, null),
    trackFact(house, roundId, [[116.96, 33.64, house.clock.now, 5]]),
  ];
  const bare = { deviceId: DEVICE, recordedAt: house.clock.now, position: null, corrects: null };
  const picture = (ofFactId: string, placeId: string | null) => ({
    ...bare,
    id: house.floor.newId(),
    kind: "photograph" as const,
    placeId,
    roundId,
    body: {
      sha256: createHash("sha256").update(PNG).digest("hex"),
      bytes: PNG.byteLength,
      mime: "image/png" as const,
      ofFactId,
      view: "door" as const,
    },
  });
  facts.push(
    ...own,
    picture(own[0]!.id, north.doors[0]!),
    picture(own[3]!.id, north.doors[3]!),
    picture(own[4]!.id, null),
    visitFact(house, roundId, north.doors[2]!, "unreachable", { corrects: own[2]!.id }),
    ...(["handed", "refused"] as const).map((result, i) => ({
      ...bare,
      id: house.floor.newId(),
      kind: "notice",
      placeId: north.doors[i]!,
      roundId,
      body: { result },
    })),
  );
  known = {
    rounds: [street.roundId, check.round, later.round],
    zones: [north.zoneId, south.zoneId, check.zone, later.zone],
    ids: [],
  };
  known.ids = [
    ...known.rounds,
    ...known.zones,
    ...facts.map(({ id }) => id),
    ...[north, south].flatMap((side) => [
      ...side.doors,
      side.plotId,
      side.unitId,
      side.buildingId,
      side.compoundId,
      side.communityId,
      side.teamId,
    ]),
    street.campaignId,
    north.worker.personId,
  ];
});
afterAll(() => house.close());

/** Every address that a worker may ask, with every id in its path and every round in its query. */
function addresses(): string[] {
  const reachable = routes.filter(
    ({ method, access }) =>
      method === "GET" && (access === "signed-in" || "worker" in (policy[access as Action] ?? {})),
  );
  return reachable.flatMap(({ url, query }) => {
    const paths = /:/.test(url) ? known.ids.map((id) => url.replaceAll(/:\w+/g, id)) : [url];
    const members = query
      ? Object.keys(
          (z.toJSONSchema(query, { io: "input", unrepresentable: "any" }) as { properties?: object })
            .properties ?? {},
        )
      : [];
    if (!members.includes("roundId")) return paths;
    return paths.flatMap((path) => [path, ...known.rounds.map((round) => `${path}?roundId=${round}`)]);
  });
}

/** Spreadsheets carry the moment of writing beside their sheets; only the sheets are compared. */
function contentOf(bytes: Buffer): string {
  if (bytes.subarray(0, 2).toString() !== "PK") return bytes.toString();
  const parts = Object.entries(unzipSync(bytes)).filter(([name]) => /sheet\d|sharedStrings/.test(name));
  expect(parts.length).toBeGreaterThan(0);
  return parts.map(([name, part]) => `${name} ${Buffer.from(part).toString()}`).join("\n");
}

/** All answers by address. */
async function everything(): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const url of addresses()) {
    const { status, bytes } = await spy.get(url);
    answers.set(url, `${status} ${contentOf(bytes)}`);
  }
  return answers;
}

it("answers the checker the same before and after the first team's work", { timeout: 180_000 }, async () => {
  const before = await everything();
  expect(before.size).toBeGreaterThan(300);
  const cursors = new Map<string, string>();
  for (const zone of known.zones) {
    const { status, body } = await spy.get<ZonePackage>(`/api/field/zones/${zone}`);
    if (status === 200) cursors.set(zone, body.cursor!);
  }
  expect(cursors.has(checkZone)).toBe(true);

  const { north, police } = street;
  const { body } = await north.worker.post<SyncAnswer>("/api/sync", { facts });
  const taken = body.receipts.filter(({ result }) => result === "accepted").length;
  expect(taken).toBeGreaterThanOrEqual(10);
  await north.worker.upload("PUT", `/api/media/${createHash("sha256").update(PNG).digest("hex")}`, PNG);
  const verified = await police.post<{ state: string }>(`/api/findings/${facts[3]!.id}/events`, {
    id: house.floor.newId(),
    event: {
      type: "verify",
      species: "opium-poppy",
      stage: "flowering",
      count: { method: "counted", stems: 9 },
      basis: "叶基抱茎",
    },
  });
  expect(verified.body.state).toBe("verified");
  // The first team's work is really there for those who may see it.
  expect(
    (await north.worker.get<ZonePackage>(`/api/field/zones/${north.zoneId}`)).body.places[0]!.state,
  ).toBe("seen");

  const after = await everything();
  const told = [...after].filter(([url, answer]) => before.get(url) !== answer).map(([url]) => url);
  expect(told).toEqual([]);
  for (const [zone, cursor] of cursors) {
    const delta = (await spy.get<ZonePackage>(`/api/field/zones/${zone}?cursor=${cursor}`)).body;
    expect([zone, delta.whole, delta.places, delta.removed]).toEqual([zone, false, [], []]);
  }
});

it("lets the checker neither act on the first team's finding nor tell it from one that is not there", async () => {
  const event = (findingId: string) => ({
    id: house.floor.newId(),
    kind: "finding-event",
    deviceId: DEVICE,
    recordedAt: house.clock.now,
    roundId: checkRound,
    body: { findingId, event: { type: "revisit", day: "2026-03-10", result: "clean" } },
  });
  const { body } = await spy.post<SyncAnswer>("/api/sync", {
    facts: [event(facts[3]!.id), event(house.floor.newId())],
  });
  const [one, other] = body.receipts;
  expect([one!.result, one!.problem?.code]).toEqual(["refused", "record.missing"]);
  expect({ ...one, id: "" }).toEqual({ ...other, id: "" });
});

it("shows the checker what the own round finds", async () => {
  const { north } = street;
  const own = sightingFact(house, checkRound, north.doors[0]!);
  await spy.post("/api/sync", { facts: [visitFact(house, checkRound, north.doors[0]!, "checked"), own] });
  const { body } = await spy.get<ZonePackage>(`/api/field/zones/${checkZone}`);
  expect(body.places.find(({ id }) => id === north.doors[0])!.state).toBe("seen");
  expect((await spy.get(`/api/findings/${own.id}`)).status).toBe(200);
});
