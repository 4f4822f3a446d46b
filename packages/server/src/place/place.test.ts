import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { Facade, MapLayer, PlaceDetail, PlaceList, TimelineEntry } from "@lingzhu/domain/place";
import { arrange, visitFact, sightingFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, OTHER_STREET, type Signed, type TestHouse } from "../../test/house.ts";
import { sealContext } from "./store.ts";

type List = z.infer<typeof PlaceList>;

let house: TestHouse;
let street: Arranged;
let foreign: Signed;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  foreign = await house.sign("office", { streetId: OTHER_STREET });
  const door = street.north.doors[0]!;
  await house.write((tx) =>
    tx.sql
      .updateTable("household")
      .set({
        residents: 3,
        headSealed: tx.sealer.seal("王小明", sealContext("household", "head", door)),
        phoneSealed: tx.sealer.seal("13812345621", sealContext("household", "phone", door)),
      })
      .where("placeId", "=", door)
      .execute(),
  );
});
afterAll(() => house.close());

const everyGet = () => {
  const id = street.north.buildingId;
  return [
    "/api/places",
    "/api/places.xlsx",
    `/api/places/${id}`,
    `/api/places/${id}/timeline`,
    `/api/places/${id}/facade`,
    "/api/map",
  ];
};
const paths = (list: List) => list.items.map((item) => item.path);

describe("access", () => {
  it("asks everybody to sign in", async () => {
    for (const url of everyGet()) expect((await house.anonymous.get(url)).status).toBe(401);
    for (const act of ["", `/${street.north.plotId}/reveal`, `/${street.north.plotId}/retire`])
      expect((await house.anonymous.post(`/api/places${act}`)).status).toBe(401);
  });
  it("names communities to whoever chooses among them, as far as they reach", async () => {
    const named = async (who: Pick<Signed, "get">) => {
      const { status, body } =
        await who.get<{ id: string; name: string; code: string | null }[]>("/api/communities");
      return status === 200 ? body.map(({ id }) => id) : status;
    };
    const both = [street.north.communityId, street.south.communityId].sort();
    for (const role of ["administrator", "office", "leader", "police", "superior"] as const) {
      const ids = await named(await house.sign(role));
      expect([role, [...(ids as string[])].sort()]).toEqual([role, both]);
    }
    expect(await named(street.north.secretary)).toEqual([street.north.communityId]);
    expect(await named(foreign)).toEqual([]);
    expect(await named(house.anonymous)).toBe(401);
    expect(await named(street.north.worker)).toBe(403);
    expect(await named(await house.sign("auditor"))).toBe(403);
  });
  it("lets roles of the campaign read and nobody else", async () => {
    for (const role of ["office", "leader", "police", "superior"] as const) {
      const reader = await house.sign(role);
      for (const url of everyGet()) expect((await reader.get(url)).status, `${role} ${url}`).toBe(200);
    }
    for (const role of ["administrator", "auditor"] as const) {
      const outsider = await house.sign(role);
      for (const url of everyGet()) expect((await outsider.get(url)).status, `${role} ${url}`).toBe(403);
    }
  });
  it("lets the office alone change the register", async () => {
    const body = { kind: "compound", parentId: street.north.communityId, name: "无权新村" };
    const others = [street.north.secretary, street.north.worker, street.police];
    for (const role of ["leader", "superior", "administrator", "auditor"] as const)
      others.push(await house.sign(role));
    for (const other of others) {
      expect((await other.post("/api/places", body)).status).toBe(403);
      expect((await other.post(`/api/places/${street.north.plotId}/retire`, { reason: "拆除" })).status).toBe(
        403,
      );
    }
  });
  it("keeps a secretary to the community, a worker to the zone, and everybody to the street", async () => {
    for (const [side, other] of [
      [street.north, street.south],
      [street.south, street.north],
    ] as const) {
      for (const signed of [side.secretary, side.worker]) {
        const { body } = await signed.get<List>("/api/places");
        expect(body.items.length).toBe(9);
        expect(new Set(body.items.map((item) => item.communityId))).toEqual(new Set([side.communityId]));
        expect((await signed.get(`/api/places/${side.buildingId}/facade`)).status).toBe(200);
        for (const hidden of [other.buildingId, other.doors[0], other.communityId, house.streetPlaceId])
          for (const page of ["", "/timeline", "/facade"])
            expect((await signed.get(`/api/places/${hidden}${page}`)).status).toBe(404);
        const map = (await signed.get<MapLayer>("/api/map")).body;
        expect(map.buildings.map((building) => building.id)).toEqual([side.buildingId]);
        expect(map.plots.map((plot) => plot.id)).toEqual([side.plotId]);
      }
    }
    for (const url of [
      `/api/places/${street.north.doors[0]}`,
      `/api/places/${street.north.buildingId}/facade`,
    ])
      expect((await foreign.get(url)).status).toBe(404);
    expect((await foreign.get<List>("/api/places")).body.total).toBe(1);
    expect(
      (await foreign.post(`/api/places/${street.north.doors[0]}/reveal`, { reason: "核对住户" })).status,
    ).toBe(404);
  });
});

describe("list", () => {
  it("filters, searches by words of the path, and pages without loss", async () => {
    const { body } = await street.office.get<List>("/api/places?kind=household&text=北苑 1号楼");
    expect(body.total).toBe(4);
    const seen: string[] = [];
    let after = "";
    do {
      const page: List = (
        await street.office.get<List>(`/api/places?limit=4${after && `&after=${encodeURIComponent(after)}`}`)
      ).body;
      seen.push(...paths(page));
      after = page.next ?? "";
    } while (after);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe((await street.office.get<List>("/api/places")).body.total);
    expect((await street.office.get("/api/places?after=nonsense")).status).toBe(400);
  });
  it("exports without names and phones", async () => {
    const { status, headers, bytes } = await street.office.get("/api/places.xlsx?kind=household");
    expect(status).toBe(200);
    expect(String(headers["content-type"])).toContain("spreadsheetml");
    expect(bytes.length).toBeGreaterThan(1000);
  });
});

describe("residents", () => {
  it("are masked until revealed for a reason, and the reveal is audited without what it showed", async () => {
    const door = street.north.doors[0]!;
    const { body } = await street.office.get<PlaceDetail>(`/api/places/${door}`);
    expect(body.place.household).toMatchObject({ head: "王＊＊", phone: "138＊＊＊＊5621", residents: 3 });
    const url = `/api/places/${door}/reveal`;
    expect((await street.office.post(url, { reason: "看" })).status).toBe(400);
    const shown = await street.north.secretary.post(url, { reason: "电话预约入户复查" });
    expect(shown.body).toEqual({ head: "王小明", phone: "13812345621" });
    expect((await street.south.secretary.post(url, { reason: "电话预约入户复查" })).status).toBe(404);
    expect((await street.police.post(url, { reason: "核对线索地址" })).status).toBe(200);
    for (const role of ["leader", "superior", "administrator", "auditor", "worker"] as const)
      expect((await (await house.sign(role)).post(url, { reason: "电话预约入户复查" })).status).toBe(403);
    const entries = await house.write((tx) =>
      tx.sql.selectFrom("audit").selectAll().where("act", "=", "place.reveal").orderBy("seq").execute(),
    );
    expect(entries.map((entry) => [entry.objectId, entry.detail])).toEqual([
      [door, { reason: "电话预约入户复查", fields: ["head", "phone"] }],
      [door, { reason: "核对线索地址", fields: ["head", "phone"] }],
    ]);
  });
});

describe("pictures", () => {
  it("show every door of a building and every building of the map in the state of the round", async () => {
    const { north, south, roundId } = street;
    const receipts = await north.worker.post<{ receipts: { result: string }[] }>("/api/sync", {
      facts: [
        visitFact(house, roundId, north.doors[0]!, "checked"),
        visitFact(house, roundId, north.doors[2]!, "no_one_in"),
        sightingFact(house, roundId, north.doors[3]!),
      ],
    });
    expect(receipts.body.receipts.map((receipt) => receipt.result)).toEqual(Array(3).fill("accepted"));
    const facade = (await street.office.get<Facade>(`/api/places/${north.buildingId}/facade`)).body;
    expect(facade).toMatchObject({ form: "building", units: [{ name: "1单元" }], floors: [2, 1] });
    expect(facade.doors.map((door) => [door.door, door.floor, door.state, door.finding])).toEqual([
      ["101", 1, "seen", null],
      ["102", 1, "unseen", null],
      ["201", 2, "no_one_in", null],
      ["202", 2, "unseen", "suspected"],
    ]);
    const map = (await street.office.get<MapLayer>(`/api/map?roundId=${roundId}`)).body;
    expect(map.buildings.map((building) => [building.name, building.total, building.states])).toEqual([
      ["北苑小区 1号楼", 4, { unseen: 2, seen: 1, no_one_in: 1, refused: 0, unreachable: 0 }],
      ["南苑小区 1号楼", 4, { unseen: 4, seen: 0, no_one_in: 0, refused: 0, unreachable: 0 }],
    ]);
    expect(map.plots.length).toBe(2);
    expect(map.findings.length).toBe(1);
    expect((await south.secretary.get<MapLayer>("/api/map")).body.findings).toEqual([]);
    expect((await street.office.get(`/api/map?roundId=${house.floor.newId()}`)).status).toBe(404);
    expect((await street.office.get(`/api/places/${north.doors[0]}/facade`)).status).toBe(400);
  });
  it("show a compound of courtyards as a lane in order of number", async () => {
    const made = async (body: object) =>
      (await street.office.post<{ id: string }>("/api/places", body)).body.id;
    const lane = await made({ kind: "compound", parentId: street.south.communityId, name: "老棉厂巷" });
    for (const door of ["10号", "2号", "1号"])
      await made({ kind: "household", parentId: lane, door, head: "赵一禾" });
    const facade = (await street.office.get<Facade>(`/api/places/${lane}/facade`)).body;
    expect([facade.form, facade.floors, facade.units]).toEqual(["lane", [null], [{ id: null, name: "" }]]);
    expect(facade.doors.map((door) => door.door)).toEqual(["1", "2", "10"]);
    const door = (await street.office.get<PlaceDetail>(`/api/places/${facade.doors[0]!.placeId}`)).body;
    expect(door.place.household?.head).toBe("赵＊＊");
    expect(door.ancestors.map((ancestor) => ancestor.name)).toEqual(["南苑社区", "老棉厂巷"]);
    expect(door.rounds.map((round) => [round.name, round.state])).toEqual([["第一轮", "unseen"]]);
  });
});

describe("new places", () => {
  const post = <T = { code: string }>(body: object) => street.office.post<T>("/api/places", body);
  it("take their name as the ledger spells it, once", async () => {
    const parentId = street.north.compoundId;
    const made = await post<{ id: string }>({ kind: "building", parentId, name: "十二栋" });
    const view = (await street.office.get<PlaceDetail>(`/api/places/${made.body.id}`)).body.place;
    expect([view.name, view.path, view.buildingId]).toEqual([
      "12号楼",
      "北苑社区 北苑小区 12号楼",
      made.body.id,
    ]);
    expect((await post({ kind: "building", parentId, name: "12#" })).status).toBe(409);
    expect((await post({ kind: "community", parentId: house.streetPlaceId, name: "东苑社区" })).status).toBe(
      200,
    );
    expect(
      (await post({ kind: "community", parentId: house.streetPlaceId, name: "东苑社区居委会" })).status,
    ).toBe(409);
    expect((await post({ kind: "unit", parentId: street.north.communityId, name: "1单元" })).status).toBe(
      400,
    );
    expect((await post({ kind: "compound", parentId: house.floor.newId(), name: "无处" })).status).toBe(404);
  });
  it("give a plot the area and middle of its outline, and refuse an outline that crosses itself", async () => {
    const square = (cross: boolean) => ({
      type: "Polygon",
      coordinates: [
        cross
          ? [
              [116.96, 33.64],
              [116.961, 33.641],
              [116.961, 33.64],
              [116.96, 33.641],
              [116.96, 33.64],
            ]
          : [
              [116.96, 33.64],
              [116.961, 33.64],
              [116.961, 33.641],
              [116.96, 33.641],
              [116.96, 33.64],
            ],
      ],
    });
    const body = { kind: "plot", parentId: street.north.compoundId, plotKind: "wasteland" };
    expect((await post({ ...body, name: "北角荒地", outline: square(true) })).status).toBe(400);
    const { id } = (await post<{ id: string }>({ ...body, name: "北角荒地", outline: square(false) })).body;
    const { place } = (await street.office.get<PlaceDetail>(`/api/places/${id}`)).body;
    expect(place.lon).toBeCloseTo(116.9605, 6);
    expect(place.plot?.areaM2).toBeGreaterThan(10_000);
    expect(place.plot?.areaM2).toBeLessThan(10_600);
  });
});

describe("retiring", () => {
  it("waits for what is inside and for open findings, leaves running rounds, and says why", async () => {
    const retire = (id: string) =>
      street.office.post<{ detail: string }>(`/api/places/${id}/retire`, { reason: "已拆除" });
    expect((await retire(street.south.buildingId)).body.detail).toContain("其下未注销的地点");
    expect((await retire(street.north.doors[3]!)).body.detail).toContain("未办结的发现");
    const gone = street.south.doors[3]!;
    expect((await retire(gone)).status).toBe(200);
    expect((await retire(gone)).status).toBe(409);
    const facade = (await street.office.get<Facade>(`/api/places/${street.south.buildingId}/facade`)).body;
    expect(facade.doors.map((door) => door.door)).toEqual(["101", "102", "201"]);
    const page = (await street.office.get<PlaceDetail>(`/api/places/${gone}`)).body;
    expect([page.rounds, page.place.retiredAt]).toEqual([[], house.clock.now]);
    const line = (await street.office.get<TimelineEntry[]>(`/api/places/${gone}/timeline`)).body;
    expect(line.map((entry) => entry.text)).toContain("注销：已拆除");
  });
});

describe("time line", () => {
  it("tells newest first what happened at a place and inside it, with corrections tied", async () => {
    const { north, roundId } = street;
    const door = north.doors[1]!;
    house.clock.now += 60_000;
    const first = visitFact(house, roundId, door, "no_one_in", {
      body: { outcome: "no_one_in", note: "敲门无人" },
    });
    house.clock.now += 60_000;
    const second = visitFact(house, roundId, door, "checked", { corrects: first.id });
    await north.worker.post("/api/sync", { facts: [first, second] });
    await house.write(async (tx) => {
      await tx.sql
        .insertInto("duty")
        .values({
          streetId: tx.streetId,
          id: tx.newId(),
          personId: north.secretary.personId,
          placeId: door,
          kind: "contract_cadre",
          validFrom: "2026-02-01",
          validTo: "2026-02-10",
          recordedAt: new Date(tx.now),
          recordedBy: north.secretary.personId,
        })
        .execute();
    });
    const line = (await street.office.get<TimelineEntry[]>(`/api/places/${door}/timeline`)).body;
    expect(line.map((entry) => [entry.kind, entry.text])).toEqual([
      ["visit", "踏查，已查"],
      ["visit", "踏查，无人：敲门无人"],
      ["registered", "随台账导入登记"],
      ["duty-end", "北苑书记不再担任包保人"],
      ["duty-start", "北苑书记任包保人"],
    ]);
    expect([line[0]!.corrects, line[1]!.correctedBy]).toEqual([first.id, second.id]);
    const above = (await street.office.get<TimelineEntry[]>(`/api/places/${north.communityId}/timeline`))
      .body;
    expect(above.map((entry) => entry.id)).toEqual(expect.arrayContaining([first.id, second.id]));
    const seenByWorker = (await north.worker.get<TimelineEntry[]>(`/api/places/${door}/timeline`)).body;
    expect(seenByWorker.map((entry) => entry.kind)).toEqual(["visit", "visit", "registered"]);
  });
  it("is blind for a cross-check: its worker sees neither state nor visits of the round that is checked", async () => {
    const { north, campaignId } = street;
    const checker = await house.sign("worker");
    const crossRound = await house.write(async (tx) => {
      const [roundId, zoneId, teamId] = [tx.newId(), tx.newId(), tx.newId()];
      const of = { streetId: tx.streetId };
      const days = { startsOn: "2026-03-01", endsOn: "2026-03-31" };
      await tx.sql
        .insertInto("round")
        .values({
          ...of,
          ...days,
          id: roundId,
          campaignId,
          name: "交叉复查",
          ordinal: 2,
          kind: "cross_check",
          stage: "emergence",
          createdAt: new Date(tx.now),
        })
        .execute();
      await tx.sql
        .insertInto("zone")
        .values({ ...of, id: zoneId, roundId, name: "复查片", ordinal: 0 })
        .execute();
      await tx.sql
        .insertInto("roundPlace")
        .values(north.doors.map((placeId) => ({ ...of, roundId, placeId, zoneId })))
        .execute();
      await tx.sql
        .insertInto("team")
        .values({ ...of, id: teamId, campaignId, name: "复查组", createdAt: new Date(tx.now) })
        .execute();
      const span = { validFrom: "2026-03-01" };
      await tx.sql
        .insertInto("teamMember")
        .values({ ...of, ...span, id: tx.newId(), teamId, personId: checker.personId })
        .execute();
      await tx.sql
        .insertInto("assignment")
        .values({ ...of, ...span, id: tx.newId(), zoneId, teamId })
        .execute();
      return roundId;
    });
    const url = `/api/places/${north.buildingId}/facade?roundId=`;
    const states = async (signed: Signed, roundId: string) =>
      (await signed.get<Facade>(url + roundId)).body.doors.map((door) => door.state);
    expect(await states(checker, street.roundId)).toEqual(Array(4).fill("unseen"));
    expect(await states(north.worker, street.roundId)).toContain("seen");
    const door = (await checker.get<PlaceDetail>(`/api/places/${north.doors[0]}`)).body;
    expect(door.rounds.map((round) => round.roundId)).toEqual([crossRound]);
    const line = (await checker.get<TimelineEntry[]>(`/api/places/${north.doors[0]}/timeline`)).body;
    expect(line.map((entry) => entry.kind)).toEqual(["registered"]);
  });
});
