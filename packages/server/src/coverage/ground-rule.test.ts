import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  sightMetres,
  type DroneImport,
  type FootprintMap,
  type GroundCoverage,
  type GroundMap,
  type GroundRule,
  type GroundRuleChange,
} from "@lingzhu/domain/coverage";
import { arrange, trackFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, STREET, type Signed, type TestHouse } from "../../test/house.ts";
import { MIDDLE, at, box, cut, walk } from "../../test/walk.ts";
import { read } from "../db/transact.ts";
import { derivedDigest, rebuild } from "../sync/rebuild.ts";

let house: TestHouse;
let street: Arranged;
const NINE = Date.parse("2026-03-02T09:00:00+08:00");

/** A green belt of 100 × 30 m north of a lane along y = 0, which a team walks from one end to the other. */
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  house.clock.now = NINE + 12 * 3_600_000;
  await house.write((tx) =>
    tx.sql
      .updateTable("plot")
      .set({ outline: JSON.stringify(box(0, 0, 100, 30)) })
      .where("placeId", "=", street.north.plotId)
      .execute(),
  );
  await house.write((tx) =>
    tx.sql
      .updateTable("place")
      .set({ lon: at(45, 9)[0], lat: at(45, 9)[1] })
      .where("id", "=", street.north.buildingId)
      .execute(),
  );
  const lane = walk(
    [
      [-20, -1],
      [120, -1],
    ],
    NINE,
  );
  await street.north.worker.post("/api/sync", {
    facts: cut(lane).map((points) => trackFact(house, street.roundId, points)),
  });
});
afterAll(() => house.close());

const belt = async () =>
  (await street.office.get<GroundCoverage>(`/api/coverage/ground?roundId=${street.roundId}`)).body.plots.find(
    ({ id }) => id === street.north.plotId,
  )!;
const bytes = (text: string) => new TextEncoder().encode(text);
const geojson = (...geometries: unknown[]) =>
  bytes(
    JSON.stringify({
      type: "FeatureCollection",
      features: geometries.map((geometry) => ({ type: "Feature", properties: {}, geometry })),
    }),
  );
const importFootprints = (file: Uint8Array, who: Signed = street.office, query = "") =>
  who.upload<GroundRuleChange & { code: string; detail: string }>(
    "POST",
    `/api/coverage/footprints${query}`,
    file,
  );
async function expectRebuiltTheSame() {
  const digest = () =>
    read(house.floor, { streetId: STREET, accountId: null, sessionId: null }, derivedDigest);
  const maintained = await digest();
  await house.write(rebuild);
  expect(await digest()).toEqual(maintained);
}
const auditActs = async () =>
  (
    await read(house.floor, { streetId: STREET, accountId: null, sessionId: null }, (tx) =>
      tx.sql.selectFrom("audit").select("act").where("streetId", "=", STREET).execute(),
    )
  ).map(({ act }) => act);

describe("footprints of buildings", () => {
  it("hide the ground behind them, are not ground themselves, and are taken back by the next import", async () => {
    const open = await belt();
    expect(open.areaM2).toBeCloseTo(3000, 0);
    expect(open.seenM2).toBeGreaterThan(1350);
    // A row of houses 20 m long, 4 m deep, 6 m from the lane.
    const { status, body } = await importFootprints(geojson(box(30, 6, 60, 10)));
    expect([status, body.footprints, body.buildings, body.rejected]).toEqual([200, 1, 1, []]);
    expect(body.restampedDays).toBe(1);
    const hidden = await belt();
    expect(hidden.areaM2).toBeCloseTo(3000 - 120, 0);
    // 30 m of belt from the houses on are hidden but for what is seen past their ends.
    expect(hidden.seenM2).toBeLessThan(open.seenM2 - 150);
    expect(hidden.seenM2).toBeGreaterThan(open.seenM2 - 30 * 9);
    await expectRebuiltTheSame();
    const { body: rule } = await street.office.get<GroundRule>("/api/coverage/rule");
    expect(rule).toMatchObject({ footprints: 1, buildings: 1, changedAt: house.clock.now });
    await importFootprints(geojson());
    expect(await belt()).toEqual(open);
    await expectRebuiltTheSame();
    expect((await auditActs()).filter((act) => act === "ground.footprints")).toHaveLength(2);
  });

  it("count for walks that come later too, wherever these are stamped", async () => {
    await importFootprints(geojson(box(30, 6, 60, 10), box(70, -30, 90, -12)));
    const back = walk(
      [
        [120, -20],
        [-20, -20],
      ],
      NINE + 3_600_000,
    );
    await street.north.worker.post("/api/sync", {
      facts: cut(back).map((points) => trackFact(house, street.roundId, points)),
    });
    await expectRebuiltTheSame();
    await importFootprints(geojson());
  });

  it("names each outline that is none, converts a datum, and refuses what is no such file", async () => {
    const bow = { type: "Polygon", coordinates: [[at(0, 0), at(9, 9), at(9, 0), at(0, 9), at(0, 0)]] };
    const swapped = {
      type: "Polygon",
      coordinates: [box(0, 0, 5, 5).coordinates[0]!.map(([x, y]) => [y, x])],
    };
    const far = {
      type: "Polygon",
      coordinates: [
        [
          [1, 1],
          [1.1, 1],
          [1.1, 1.1],
          [1, 1],
        ],
      ],
    };
    const { body } = await importFootprints(
      geojson(box(200, 200, 210, 210), bow, swapped, far, null, box(0, 0, 900, 900)),
    );
    expect(body.footprints).toBe(1);
    expect(body.rejected.map(({ feature }) => feature).sort()).toEqual([2, 3, 4, 5, 6]);
    const shifted = await importFootprints(geojson(box(200, 200, 210, 210)), street.office, "?datum=gcj02");
    expect(shifted.body.footprints).toBe(1);
    const { body: map } = await street.office.get<FootprintMap>("/api/coverage/footprints.geojson");
    const [lon] = map.features[0]!.geometry.coordinates[0]![0]!;
    expect(Math.abs(lon - at(200, 200)[0])).toBeGreaterThan(0.003);
    for (const file of [
      "{",
      '{"type":"Feature"}',
      '{"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:4549"}},"features":[]}',
    ])
      expect((await importFootprints(bytes(file))).body.code).toBe("input.unreadable");
    expect((await importFootprints(geojson(far))).body.code).toBe("input.unreadable");
    expect((await importFootprints(geojson(), street.north.secretary)).body.code).toBe("access.denied");
    await importFootprints(geojson());
  });
});

describe("distances of sight", () => {
  const put = (sights: object) =>
    street.office.put<GroundRuleChange & { code: string }>("/api/coverage/rule/sights", { sights });

  it("can be set by kind of plot; what was walked is laid out by them", async () => {
    const before = await belt();
    const { status, body } = await put({ ...sightMetres, "green-belt": 8 });
    expect([status, body.restampedDays > 0]).toEqual([200, true]);
    const nearer = await belt();
    expect(nearer.sightM).toBe(8);
    expect(nearer.seenM2).toBeLessThan(before.seenM2 * 0.8);
    await expectRebuiltTheSame();
    // Five metres are kept for courtyards already: nothing has to be walked through again.
    expect((await put({ ...sightMetres, "green-belt": 8, field: 8 })).body.restampedDays).toBe(0);
    await put(sightMetres);
    expect(await belt()).toEqual(before);
    await expectRebuiltTheSame();
  });

  it("refuses distances that nobody sees from", async () => {
    expect((await put({ ...sightMetres, field: 0 })).body.code).toBe("input.invalid");
    expect((await put({ ...sightMetres, field: 300 })).body.code).toBe("input.invalid");
    expect((await put({ field: 10 })).body.code).toBe("input.invalid");
    expect((await auditActs()).filter((act) => act === "ground.sights")).toHaveLength(3);
  });
});

describe("drone photographs", () => {
  const table = (rows: string[]) =>
    bytes(["文件名,时间,经度,纬度,相对高度,航向,俯仰,横向视场角,纵向视场角", ...rows].join("\n"));
  const row = (name: string, x: number, y: number, more = "40,0,-90,53.13,36.87") =>
    `${name},2026-03-02 10:00:00,${at(x, y).join(",")},${more}`;
  const send = (file: Uint8Array, who = street.office) =>
    who.upload<DroneImport & { code: string }>(
      "POST",
      `/api/coverage/drone-photos?roundId=${street.roundId}&filename=a.csv`,
      file,
    );

  it("count through their ground as a pass of their own, shown as such", async () => {
    const before = await belt();
    // 40 m up, straight down: 40 × 26.7 m of ground.
    const { body } = await send(table([row("DJI_0001.JPG", 50, 15)]));
    expect(body).toEqual({ added: 1, known: 0, rejected: [] });
    const after = await belt();
    // By whole cells: those with their larger part in the picture.
    expect(Math.abs(after.droneM2 - 40 * 26.67)).toBeLessThan(40);
    expect(after.droneOnlyM2).toBeGreaterThan(100);
    expect(after.seenM2).toBeCloseTo(before.seenM2 + after.droneOnlyM2, 0);
    expect(after.byTwoTeamsM2).toBe(before.byTwoTeamsM2);
    const map = await street.office.get<GroundMap>(
      `/api/coverage/ground.geojson?roundId=${street.roundId}&layer=drone`,
    );
    expect(map.body.features.map(({ id }) => id)).toEqual([street.north.plotId]);
    await expectRebuiltTheSame();
    expect((await send(table([row("DJI_0001.JPG", 50, 15)]))).body).toEqual({
      added: 0,
      known: 1,
      rejected: [],
    });
  });

  it("name each row that cannot count, and why", async () => {
    const { body } = await send(
      table([
        row("good", 60, 15),
        row("high", 60, 15, "400,0,-90,53,37"),
        row("level", 60, 15, "40,0,-20,53,37"),
        row("far", 90_000, 15),
        `words,2026-03-02 10:00:00,"116 deg 57' 3.00",33.6,40,0,-90,53,37`,
        `tomorrow,2026-03-09 10:00:00,${MIDDLE.join(",")},40,0,-90,53,37`,
      ]),
    );
    expect(body.added).toBe(1);
    expect(body.rejected.map(({ row: number }) => number).sort()).toEqual([3, 4, 5, 6, 7]);
    expect((await send(bytes("文件名,时间\na,b"))).body.code).toBe("input.unreadable");
    expect((await send(table([row("x", 0, 0)]), street.north.worker)).body.code).toBe("access.denied");
  });
});
