import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  DoorCoverage,
  DoorFollowUpList,
  GroundCoverage,
  GroundMap,
  UnseenProperties,
} from "@lingzhu/domain/coverage";
import { areaM2, localProjection, polygonFault, type AreaGeometry } from "@lingzhu/geo";
import { arrange, trackFact, visitFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, OTHER_STREET, STREET, type Signed, type TestHouse } from "../../test/house.ts";
import { MIDDLE, box, cut, walk, type Fix } from "../../test/walk.ts";

let house: TestHouse;
let street: Arranged;
/** North: a green belt of 100 × 40 m seen from 15 m; a vegetable patch of 20 × 20 m seen from 5 m; south: no outline. */
let patchId: string;
const plane = localProjection(...MIDDLE);
const DAY1 = "2026-03-02";
const DAY2 = "2026-03-03";
const nine = (day: string) => Date.parse(`${day}T09:00:00+08:00`);

const send = async (who: Signed, ...facts: unknown[]) => {
  const answer = await who.post<{ receipts: { result: string }[] }>("/api/sync", { facts });
  expect(new Set(answer.body.receipts.map((receipt) => receipt.result))).toEqual(new Set(["accepted"]));
};
const walked = (who: Signed, fixes: readonly Fix[]) =>
  send(who, ...cut(fixes).map((points) => trackFact(house, street.roundId, points)));

beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  house.clock.now = nine("2026-03-04");
  const { north, south } = street;
  patchId = await house.write(async (tx) => {
    const id = tx.newId();
    await tx.sql
      .updateTable("plot")
      .set({ outline: JSON.stringify(box(0, -20, 100, 20)) })
      .where("placeId", "=", north.plotId)
      .execute();
    await tx.sql
      .insertInto("place")
      .values({
        streetId: STREET,
        id,
        kind: "plot",
        parentId: north.compoundId,
        name: "菜地",
        naturalKey: "菜地",
        path: "北苑社区 北苑小区 菜地",
        sortKey: "北苑社区 菜地",
        source: "office",
        createdAt: new Date(tx.now),
        communityId: north.communityId,
        compoundId: north.compoundId,
      })
      .execute();
    await tx.sql
      .insertInto("plot")
      .values({
        streetId: STREET,
        placeId: id,
        plotKind: "vegetable-patch",
        outline: JSON.stringify(box(0, 40, 20, 60)),
      })
      .execute();
    await tx.sql
      .insertInto("roundPlace")
      .values({ streetId: STREET, roundId: street.roundId, placeId: id, zoneId: north.zoneId })
      .execute();
    return id;
  });
  // North's team walks the belt's south edge up to x = 50 on the first day, and again as far as 20 on the second; south's
  // team comes by on the second day along the first ten metres.
  await walked(
    north.worker,
    walk(
      [
        [-30, -20],
        [50, -20],
      ],
      nine(DAY1),
    ),
  );
  await walked(
    north.worker,
    walk(
      [
        [-30, -20],
        [20, -20],
      ],
      nine(DAY2),
    ),
  );
  await walked(
    south.worker,
    walk(
      [
        [-30, -20],
        [10, -20],
      ],
      nine(DAY2),
    ),
  );
});
afterAll(() => house.close());

const ground = async (who: Signed, more = "") =>
  (await who.get<GroundCoverage>(`/api/coverage/ground?roundId=${street.roundId}${more}`)).body;
const layer = async (who: Signed, name: string, more = "") =>
  (await who.get<GroundMap>(`/api/coverage/ground.geojson?roundId=${street.roundId}&layer=${name}${more}`))
    .body;

/** Ground of the belt within 15 m of the line from x = -30 to `end` along its edge. */
const stripM2 = (end: number) => end * 15 + (Math.PI * 15 ** 2) / 4;

describe("ground of plots", () => {
  it("is seen as far as the kind of plot lets one see", async () => {
    const { plots, total, days, unmeasured } = await ground(street.office);
    const belt = plots.find((plot) => plot.id === street.north.plotId)!;
    expect(belt).toMatchObject({ sightM: 15, plotKind: "green-belt", lastSeenDay: DAY2 });
    expect(belt.areaM2).toBeCloseTo(4000, -1);
    expect(Math.abs(belt.seenM2 - stripM2(50))).toBeLessThan(20);
    expect(Math.abs(belt.seenTwiceM2 - stripM2(20))).toBeLessThan(20);
    expect(Math.abs(belt.byTwoTeamsM2 - stripM2(10))).toBeLessThan(20);
    expect(belt.share).toBeCloseTo(belt.seenM2 / belt.areaM2, 3);
    const patch = plots.find((plot) => plot.id === patchId)!;
    expect(patch).toMatchObject({ sightM: 5, seenM2: 0, share: 0, lastSeenDay: null });
    expect(days).toEqual([DAY1, DAY2]);
    expect(unmeasured).toMatchObject([{ id: street.south.plotId }]);
    expect(total).toMatchObject({ plots: 3, unmeasured: 1 });
    expect(total.areaM2).toBeCloseTo(belt.areaM2 + patch.areaM2, 1);
  });

  it("stands as it did on a day", async () => {
    const { plots, days } = await ground(street.office, `&day=${DAY1}`);
    const belt = plots.find((plot) => plot.id === street.north.plotId)!;
    expect(belt).toMatchObject({ lastSeenDay: DAY1, seenTwiceM2: 0, byTwoTeamsM2: 0 });
    expect(Math.abs(belt.seenM2 - stripM2(50))).toBeLessThan(20);
    expect(days).toEqual([DAY1, DAY2]);
    expect((await ground(street.office, "&day=2026-03-01")).total.seenM2).toBe(0);
  });

  it("reaches as far as the reader's grant", async () => {
    const south = await ground(street.south.secretary);
    expect([south.plots, south.total.plots, south.communities.map(({ id }) => id)]).toEqual([
      [],
      1,
      [street.south.communityId],
    ]);
    const north = await ground(street.north.secretary);
    expect(north.plots.map(({ id }) => id).sort()).toEqual([street.north.plotId, patchId].sort());
    expect(
      (await ground(street.north.secretary, `&communityId=${street.south.communityId}`)).total.plots,
    ).toBe(0);
    const foreign = await house.sign("office", { streetId: OTHER_STREET });
    for (const url of [
      "ground?",
      "ground.geojson?layer=unseen&",
      "unseen.geojson?",
      "doors?",
      "doors/follow-ups?",
    ])
      expect((await foreign.get(`/api/coverage/${url}roundId=${street.roundId}`)).status).toBe(404);
  });

  it("is drawn as three layers that are valid and together are the plot", async () => {
    const layers = [];
    for (const name of ["unseen", "once", "twice"]) {
      const { features } = await layer(street.office, name);
      const belt = features.find((feature) => feature.id === street.north.plotId)!;
      expect(polygonFault(belt.geometry as AreaGeometry)).toBeNull();
      expect(belt.properties.layer).toBe(name);
      expect(Math.abs(areaM2(belt.geometry as AreaGeometry, plane) - belt.properties.areaM2)).toBeLessThan(
        80,
      );
      layers.push(belt.properties.areaM2);
    }
    expect(layers.reduce((a, b) => a + b)).toBeCloseTo(4000, -1);
    expect(Math.abs(layers[1]! - (stripM2(50) - stripM2(20)))).toBeLessThan(20);
    expect((await layer(street.office, "twice", `&day=${DAY1}`)).features).toEqual([]);
    expect((await layer(street.south.secretary, "unseen")).features).toEqual([]);
  });
});

describe("unseen.geojson", () => {
  const read = async (who: Signed) => {
    const answer = await who.get(`/api/coverage/unseen.geojson?roundId=${street.roundId}`);
    expect(answer.headers["content-type"]).toContain("geo+json");
    return JSON.parse(answer.bytes.toString("utf8")) as {
      features: { id: string; geometry: { type: string } | null; properties: UnseenProperties }[];
    };
  };
  it("holds doors as points and what is left of plots as polygons, within reach", async () => {
    const { features } = await read(street.office);
    expect(features.filter(({ properties }) => properties.kind === "household")).toHaveLength(8);
    const belt = features.find((feature) => feature.id === street.north.plotId)!;
    expect(belt.geometry!.type).toBe("MultiPolygon");
    expect(Math.abs(belt.properties.unseenM2! - (4000 - stripM2(50)))).toBeLessThan(20);
    expect(features.find((feature) => feature.id === street.south.plotId)!.geometry!.type).toBe("Point");
    const own = await read(street.south.secretary);
    expect(new Set(own.features.map(({ properties }) => properties.community))).toEqual(
      new Set(["南苑社区"]),
    );
    expect(JSON.stringify(features)).not.toMatch(/Sealed|head|phone/);
  });
});

describe("doors", () => {
  const doors = async (who: Signed) =>
    (await who.get<DoorCoverage>(`/api/coverage/doors?roundId=${street.roundId}`)).body;
  const followUps = async (who: Signed, more = "") =>
    (await who.get<DoorFollowUpList>(`/api/coverage/doors/follow-ups?roundId=${street.roundId}${more}`)).body;

  it("tells visits from believable visits, and counts the attempts that are due", async () => {
    const { north, south, roundId } = street;
    // Doors of north stand at 116.96, 33.64.
    const here = { lon: 116.96005, lat: 33.64, accuracy: 8 };
    const away = { lon: 116.962, lat: 33.64, accuracy: 8 };
    const wednesday = nine("2026-03-04");
    const saturday = nine("2026-03-07");
    house.clock.now = wednesday;
    await send(
      north.worker,
      visitFact(house, roundId, north.doors[0]!, "checked", { position: here }),
      visitFact(house, roundId, north.doors[1]!, "checked", {
        position: away,
        recordedAt: wednesday + 600_000,
      }),
      visitFact(house, roundId, north.doors[2]!, "no_one_in", { position: { ...here, accuracy: 300 } }),
    );
    await send(south.worker, visitFact(house, roundId, south.doors[0]!, "refused", { position: null }));
    expect(await doors(street.office)).toMatchObject({
      total: {
        total: 8,
        seen: 2,
        noOneIn: 1,
        refused: 1,
        unseen: 4,
        visited: 4,
        visitedBelievable: 1,
        notJudged: 2,
        secondAttempt: 1,
        overdue: 0,
      },
      registerGap: { missing: null, registered: 8, visited: 4, addedInField: 0 },
    });
    // The walker's own track past the doors speaks for the visit without a sharp position. It does not excuse a sharp
    // position elsewhere, and says nothing of the other team.
    const [x, y] = plane.forward(116.96, 33.64);
    await walked(
      north.worker,
      walk(
        [
          [x - 40, y + 10],
          [x + 40, y + 10],
        ],
        wednesday + 120_000,
      ),
    );
    const now = await doors(street.office);
    expect(now.total).toMatchObject({ visited: 4, visitedBelievable: 2 });
    expect(now.communities.map(({ id, visitedBelievable }) => [id, visitedBelievable])).toEqual([
      [north.communityId, 2],
      [south.communityId, 0],
    ]);
    expect((await doors(south.secretary)).total).toMatchObject({
      total: 4,
      visited: 1,
      visitedBelievable: 0,
    });
    house.clock.now = saturday;
    expect((await doors(street.office)).total).toMatchObject({ secondAttempt: 1, overdue: 1 });
  });

  it("names the next step door by door, in pages and within reach", async () => {
    const { north, south } = street;
    const { items, total } = await followUps(street.office);
    expect(total).toBe(2);
    expect(items.find((item) => item.placeId === north.doors[2])).toMatchObject({
      state: "no_one_in",
      attempt: 2,
      dueOn: "2026-03-06",
      overdue: true,
      attempts: [{ outcome: "no_one_in", at: nine("2026-03-04") }],
      advice: "多为白天无人，建议 18:30 后再去。",
    });
    expect(items.find((item) => item.placeId === south.doors[0])!.advice).toContain("陪同");
    const first = await followUps(street.office, "&limit=1");
    const second = await followUps(street.office, `&limit=1&after=${encodeURIComponent(first.next!)}`);
    expect([...first.items, ...second.items].map((item) => item.placeId)).toEqual(
      items.map((item) => item.placeId),
    );
    expect(second.next).toBeNull();
    expect((await followUps(south.secretary)).items.map((item) => item.placeId)).toEqual([south.doors[0]]);
    expect((await followUps(street.office, "&dueBy=2026-03-05")).total).toBe(0);
  });

  it("estimates what the register lacks once doors were added in the field", async () => {
    await house.write((tx) =>
      tx.sql
        .updateTable("place")
        .set({ source: "field" })
        .where("streetId", "=", STREET)
        .where("id", "=", street.north.doors[3]!)
        .execute(),
    );
    const { registerGap } = await doors(street.office);
    expect(registerGap).toMatchObject({ registered: 7, visited: 4, addedInField: 1 });
    expect(registerGap).toMatchObject({ missing: null, atLeast: 1 });
    expect(registerGap.words).toContain("现场补录 1 户");
  });
});
