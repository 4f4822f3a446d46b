import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "@lingzhu/domain/access";
import type { ChainLink, DutyGaps, DutyList } from "@lingzhu/domain/duty";
import { arrange, type Arranged } from "../../test/arrange.ts";
import { NOWHERE, openTestHouse, OTHER_STREET, type Signed, type TestHouse } from "../../test/house.ts";

let house: TestHouse;
let street: Arranged;
let office: Signed;
let cadre: string;
let successor: string;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  ({ office } = street);
  cadre = await person("赵包保", street.north.communityId);
  successor = await person("钱包保", street.north.communityId);
});
afterAll(() => house.close());

interface Refusal {
  code: string;
  detail: string;
}
const person = async (name: string, communityId: string | null, more: object = {}) =>
  (await office.post<{ id: string }>("/api/people", { name, communityId, ...more })).body.id;
const assign = (who: Signed, over: object) =>
  who.post<{ assigned: number; ended: number } & Refusal>("/api/duties", {
    personId: cadre,
    kind: "contract_cadre",
    validFrom: "2026-03-01",
    ...over,
  });
const list = async (who: Signed, query: string) =>
  (await who.get<DutyList>(`/api/duties?${query}`)).body.items.map((duty) => [
    duty.placePath,
    duty.personName,
    duty.validFrom,
    duty.validTo,
  ]);
const gaps = async (who: Signed, onDay = "2026-03-20") =>
  (await who.get<DutyGaps>(`/api/duties/gaps?onDay=${onDay}`)).body;
const chain = async (who: Signed, placeId: string, day: string) =>
  (await who.get<ChainLink[]>(`/api/places/${placeId}/chain?day=${day}`)).body.map((link) => [
    link.title,
    link.person?.name ?? null,
    link.placePath,
  ]);
const clear = () =>
  house.write((tx) => tx.sql.deleteFrom("duty").where("streetId", "=", tx.streetId).execute());

describe("assigning", () => {
  it("gives many places at once; repeating it changes nothing", async () => {
    const { doors } = street.north;
    const body = { placeIds: [...doors, doors[0]] };
    expect((await assign(office, body)).body).toEqual({ assigned: 4, ended: 0 });
    expect((await assign(office, body)).body).toEqual({ assigned: 0, ended: 0 });
    expect((await assign(office, { ...body, validFrom: "2026-03-05" })).body).toEqual({
      assigned: 0,
      ended: 0,
    });
  });
  it("ends who answered before on the day before, and keeps the row", async () => {
    const [door] = street.north.doors;
    const next = { personId: successor, placeIds: [door], validFrom: "2026-03-10" };
    expect((await assign(office, next)).body).toEqual({ assigned: 1, ended: 1 });
    const path = "北苑社区 北苑小区 1号楼 1单元 101";
    expect(await list(office, `placeId=${door}`)).toEqual([
      [path, "钱包保", "2026-03-10", null],
      [path, "赵包保", "2026-03-01", "2026-03-09"],
    ]);
    expect(await list(office, `placeId=${door}&onDay=2026-03-09`)).toEqual([
      [path, "赵包保", "2026-03-01", "2026-03-09"],
    ]);
    // Corrected on its own first day: the slip never held and is not shown.
    expect((await assign(office, { placeIds: [door], validFrom: "2026-03-10" })).body).toEqual({
      assigned: 1,
      ended: 1,
    });
    expect(await list(office, `placeId=${door}&onDay=2026-03-10`)).toEqual([
      [path, "赵包保", "2026-03-10", null],
    ]);
    const early = await assign(office, { ...next, validFrom: "2026-03-05" });
    expect([early.status, early.body.code]).toEqual([409, "record.in-use"]);
    expect(early.body.detail).toContain("2026-03-10");
  });
  it("lists by place with everything in it, by person, by kind", async () => {
    const { north, south } = street;
    expect(await list(office, `placeId=${north.communityId}&onDay=2026-03-20`)).toHaveLength(4);
    expect(await list(office, `placeId=${south.communityId}`)).toEqual([]);
    expect(await list(office, `personId=${successor}`)).toEqual([]);
    expect(await list(office, "kind=grid_worker")).toEqual([]);
  });
  it("refuses what does not fit", async () => {
    const placeIds = [street.north.compoundId];
    const refusal = async (over: object) => (await assign(office, { placeIds, ...over })).status;
    expect(await refusal({ kind: "first_responsible" })).toBe(400);
    expect(await refusal({ placeIds: [house.streetPlaceId] })).toBe(400);
    expect(await refusal({ validTo: "2026-02-01" })).toBe(400);
    expect(await refusal({ placeIds: [...placeIds, NOWHERE] })).toBe(404);
    expect(await refusal({ personId: NOWHERE })).toBe(404);
    expect(await refusal({ placeIds: [] })).toBe(400);
    expect(await list(office, `placeId=${street.north.compoundId}&onDay=2026-03-01`)).toHaveLength(4);
  });
  it("is a secretary's in the own community, with its own people, save for the first responsible person", async () => {
    const { north, south } = street;
    expect((await assign(north.secretary, { placeIds: [north.plotId] })).body).toEqual({
      assigned: 1,
      ended: 0,
    });
    expect((await assign(north.secretary, { placeIds: [north.plotId, south.plotId] })).status).toBe(404);
    const outsider = { personId: south.worker.personId, placeIds: [north.plotId] };
    expect((await assign(north.secretary, outsider)).status).toBe(404);
    const first = { kind: "first_responsible", placeIds: [north.communityId] };
    expect((await assign(north.secretary, first)).status).toBe(403);
    expect((await assign(office, first)).status).toBe(200);
  });
  it("is one after the other when two assign at once", async () => {
    const placeIds = street.south.doors;
    const both = await Promise.all([
      assign(office, { placeIds, validFrom: "2026-03-02" }),
      assign(office, { placeIds, validFrom: "2026-03-02", personId: successor }),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(await list(office, `placeId=${street.south.communityId}&onDay=2026-03-02`)).toHaveLength(4);
  });
});

describe("ending", () => {
  it("sets the last day once, and moves it forward only", async () => {
    const { north, south } = street;
    const [duty] = (await office.get<DutyList>(`/api/duties?placeId=${north.plotId}`)).body.items;
    const end = (who: Signed, validTo: string) => who.post(`/api/duties/${duty!.id}/end`, { validTo });
    expect((await end(south.secretary, "2026-04-01")).status).toBe(404);
    expect((await end(north.secretary, "2026-02-01")).status).toBe(400);
    expect((await end(north.secretary, "2026-04-01")).status).toBe(200);
    expect((await end(office, "2026-04-02")).status).toBe(400);
    expect((await end(office, "2026-03-31")).status).toBe(200);
    expect(await list(office, `placeId=${north.plotId}`)).toEqual([
      ["北苑社区 北苑小区 东侧绿化带", "赵包保", "2026-03-01", "2026-03-31"],
    ]);
    expect((await office.post(`/api/duties/${NOWHERE}/end`, { validTo: "2026-04-01" })).status).toBe(404);
  });
});

describe("gaps", () => {
  it("count what nobody answers for on a day, at every level of the tree, and list where", async () => {
    await clear();
    const { north, south } = street;
    const before = await gaps(office);
    expect(before).toMatchObject({
      households: { total: 8, uncovered: 8 },
      plots: { total: 2, uncovered: 2 },
    });
    expect(before.items.map(({ path, uncovered }) => [path, uncovered])).toEqual(
      expect.arrayContaining([
        ["北苑社区 北苑小区 1号楼", 4],
        ["北苑社区 北苑小区 东侧绿化带", 1],
        ["南苑社区 南苑小区 1号楼", 4],
        ["南苑社区 南苑小区 东侧绿化带", 1],
      ]),
    );
    await assign(office, { placeIds: [north.compoundId, south.unitId], validTo: "2026-03-20" });
    const covered = await gaps(office);
    expect([covered.households.uncovered, covered.plots.uncovered]).toEqual([0, 1]);
    expect(covered.items).toEqual([
      {
        placeId: south.plotId,
        path: "南苑社区 南苑小区 东侧绿化带",
        communityId: south.communityId,
        uncovered: 1,
      },
    ]);
    expect((await gaps(office, "2026-03-21")).households.uncovered).toBe(8);
    expect((await gaps(office, "2026-02-28")).households.uncovered).toBe(8);
  });
  it("are not filled by one row on a whole community, nor by another kind of duty", async () => {
    await clear();
    const { north } = street;
    await assign(office, { placeIds: [north.communityId] });
    await assign(office, { kind: "grid_worker", placeIds: [north.compoundId] });
    expect((await gaps(office)).households.uncovered).toBe(8);
  });
  it("show a secretary the own community, and who answers for each as a whole", async () => {
    await clear();
    const { north, south } = street;
    await assign(office, { kind: "first_responsible", placeIds: [north.communityId], personId: successor });
    const own = await gaps(north.secretary);
    expect(own.communities).toEqual([
      { id: north.communityId, name: "北苑社区", total: 5, uncovered: 5, firstResponsible: "钱包保" },
    ]);
    expect([own.households.total, own.items.length]).toEqual([4, 2]);
    const rowsOf = async (who: Signed, query: string) => {
      const { bytes } = await who.get(`/api/duties/gaps.xlsx?onDay=2026-03-20${query}`);
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(new Uint8Array(bytes).buffer);
      const rows: string[] = [];
      book.worksheets[0]!.eachRow((row) => void rows.push((row.values as unknown[]).slice(1).join("|")));
      return rows;
    };
    const paths = own.items.map(({ path, uncovered }) => `${path}|北苑社区|${uncovered}`);
    expect(await rowsOf(north.secretary, "")).toEqual(expect.arrayContaining(paths));
    expect((await rowsOf(office, `&communityId=${north.communityId}`)).join("\n")).not.toContain("南");
    expect((await rowsOf(north.secretary, `&communityId=${south.communityId}`)).join("\n")).toContain(
      "都有人包保",
    );
    const all = await gaps(office);
    expect(all.communities.find(({ id }) => id === south.communityId)).toMatchObject({
      firstResponsible: null,
      uncovered: 5,
    });
  });
});

describe("the list", () => {
  it("comes in pages that leave nothing out, and tells doors from what contains them", async () => {
    await clear();
    const { north, south } = street;
    await assign(office, { placeIds: [...north.doors, north.buildingId, ...south.doors] });
    const pages = await Promise.all(
      [1, 2, 3].map(async (page) => (await office.get<DutyList>(`/api/duties?limit=4&page=${page}`)).body),
    );
    expect(pages.map(({ items, total }) => [items.length, total])).toEqual([
      [4, 9],
      [4, 9],
      [1, 9],
    ]);
    expect(new Set(pages.flatMap(({ items }) => items.map(({ placeId }) => placeId))).size).toBe(9);
    const only = async (doors: boolean) =>
      (await office.get<DutyList>(`/api/duties?placeId=${north.communityId}&doors=${doors}`)).body.items;
    expect((await only(false)).map(({ placeId }) => placeId)).toEqual([north.buildingId]);
    expect((await only(true)).map(({ placeId }) => placeId).sort()).toEqual([...north.doors].sort());
    expect((await north.secretary.get<DutyList>("/api/duties?limit=1")).body.total).toBe(5);
    expect((await office.get("/api/duties?limit=501")).status).toBe(400);
  });
});

describe("the chain of responsibility", () => {
  it("is as of any day, with its gaps", async () => {
    await clear();
    const { north } = street;
    const door = north.doors[0]!;
    await house.write((tx) =>
      tx.sql
        .insertInto("leadingGroupMember")
        .values({
          streetId: tx.streetId,
          id: tx.newId(),
          campaignId: street.campaignId,
          role: "组长",
          personId: office.personId,
          ordinal: 0,
          validFrom: "2026-03-05",
        })
        .execute(),
    );
    await assign(office, { kind: "first_responsible", placeIds: [north.communityId], personId: successor });
    await assign(office, { placeIds: [north.compoundId] });
    await assign(office, { placeIds: [north.unitId], personId: successor, validFrom: "2026-03-15" });
    await assign(office, { kind: "contract_unit", placeIds: [north.buildingId], validFrom: "2026-03-15" });
    expect(await chain(office, door, "2026-03-04")).toEqual([
      ["组长", null, "西关街道"],
      ["第一责任人", "钱包保", "北苑社区"],
      ["包保人", "赵包保", "北苑社区 北苑小区"],
    ]);
    expect(await chain(office, door, "2026-03-15")).toEqual([
      ["组长", "禁毒办", "西关街道"],
      ["第一责任人", "钱包保", "北苑社区"],
      ["包保单位", "赵包保", "北苑社区 北苑小区 1号楼"],
      ["包保人", "钱包保", "北苑社区 北苑小区 1号楼 1单元"],
    ]);
    expect(await chain(office, street.south.plotId, "2026-03-15")).toEqual([
      ["组长", "禁毒办", "西关街道"],
      ["第一责任人", null, "南苑社区"],
      ["包保人", null, "南苑社区 南苑小区 东侧绿化带"],
    ]);
    expect((await office.get<ChainLink[]>(`/api/places/${north.communityId}/chain`)).body).toHaveLength(2);
    expect((await office.get<ChainLink[]>(`/api/places/${house.streetPlaceId}/chain`)).body).toHaveLength(1);
  });
  it("of another community is not a secretary's to see", async () => {
    const url = `/api/places/${street.south.plotId}/chain`;
    expect((await street.north.secretary.get(url)).status).toBe(404);
    expect((await street.south.secretary.get(url)).status).toBe(200);
    expect((await office.get(`/api/places/${NOWHERE}/chain`)).status).toBe(404);
  });
});

describe("import", () => {
  const workbook = async (rows: string[][]) => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet("包保").addRows(rows);
    return Buffer.from(await book.xlsx.writeBuffer());
  };
  const upload = (who: Signed, bytes: Uint8Array, filename = "包保表.xlsx") =>
    who.upload<{ assigned: number; rejected: { row: number; column: string; reason: string }[] } & Refusal>(
      "POST",
      `/api/duties/import?filename=${encodeURIComponent(filename)}&validFrom=2026-04-01`,
      bytes,
    );
  it("takes the good rows, reports the bad ones, and the second time changes nothing", async () => {
    await clear();
    await person("孙同名", null, { organisation: "派出所" });
    await person("孙同名", null, { organisation: "司法所" });
    const bytes = await workbook([
      ["西关街道包保责任表"],
      ["地点", "包保人", "单位"],
      ["北苑社区 北苑小区 1号楼", "赵包保", ""],
      ["南苑社区南苑小区1号楼1单元102室", "孙同名", "派出所"],
      ["北苑社区 北苑小区 9号楼", "赵包保", ""],
      ["北苑社区 北苑小区 东侧绿化带", "没这个人", ""],
      ["南苑小区", "孙同名", ""],
      ["北苑社区", "赵包保", ""],
      ["北苑小区 1号楼", "钱包保", ""],
    ]);
    const first = await upload(office, bytes);
    expect(first.status).toBe(200);
    expect(first.body.assigned).toBe(2);
    expect(first.body.rejected.map(({ row, column }) => [row, column])).toEqual([
      [5, "地点"],
      [6, "包保人"],
      [7, "包保人"],
      [8, "地点"],
      [9, "地点"],
    ]);
    expect(first.body.rejected[1]!.reason).toContain("人员库里没有「没这个人」");
    expect(first.body.rejected[2]!.reason).toContain("有 2 位");
    expect(first.body.rejected[4]!.reason).toContain("第 3 行");
    expect((await upload(office, bytes)).body.assigned).toBe(0);
    const { households } = await gaps(office, "2026-04-01");
    expect(households).toEqual({ total: 8, uncovered: 3 });
  });
  it("reads CSV with the columns of the ledger, in the own community only", async () => {
    await clear();
    const csv =
      "社区,小区,楼栋,单元,室号,包保人\n北苑,北苑小区,1栋,1单元,201,赵包保\n南苑社区,南苑小区,1,,,赵包保\n";
    const answer = await upload(street.north.secretary, Buffer.from(csv), "包保.csv");
    expect(answer.body.assigned).toBe(1);
    expect(answer.body.rejected).toEqual([
      { row: 3, column: expect.any(String), reason: expect.stringContaining("台账里没有") },
    ]);
    expect(await list(office, "kind=contract_cadre")).toEqual([
      ["北苑社区 北苑小区 1号楼 1单元 201", "赵包保", "2026-04-01", null],
    ]);
  });
  it("refuses a file that is no duty sheet", async () => {
    const unnamed = await upload(office, Buffer.from("社区,小区\n北苑社区,北苑小区\n"), "x.csv");
    expect([unnamed.status, unnamed.body.code]).toEqual([422, "input.unreadable"]);
    expect(unnamed.body.detail).toContain("包保人");
    expect((await upload(office, Buffer.from("%PDF-1.7"), "x.pdf")).status).toBe(422);
    expect((await office.post("/api/duties/import?filename=x&validFrom=2026-04-01", {})).status).toBe(422);
    expect((await office.upload("POST", "/api/duties/import?filename=x", Buffer.from("x"))).status).toBe(400);
  });
});

describe("who may", () => {
  const reads = ["/api/duties", "/api/duties/gaps", `/api/places/${NOWHERE}/chain`];
  const writes = [
    "/api/duties",
    `/api/duties/${NOWHERE}/end`,
    "/api/duties/import?filename=x&validFrom=2026-04-01",
  ];
  it("is asked of every role", async () => {
    const readers: Role[] = ["office", "leader", "secretary", "police", "superior"];
    const writers: Role[] = ["office", "secretary"];
    const roles: Role[] = [...readers, "administrator", "worker", "auditor"];
    for (const role of roles) {
      const communityId = role === "secretary" ? street.north.communityId : null;
      const signed = await house.sign([{ role, communityId }]);
      for (const url of reads)
        expect([role, url, (await signed.get(url)).status !== 403]).toEqual([
          role,
          url,
          readers.includes(role),
        ]);
      for (const url of writes)
        expect([role, url, (await signed.post(url, {})).status !== 403]).toEqual([
          role,
          url,
          writers.includes(role),
        ]);
    }
  });
  it("is nobody without signing in, and nobody of another street", async () => {
    for (const url of reads) expect((await house.anonymous.get(url)).status).toBe(401);
    for (const url of writes) expect((await house.anonymous.post(url, {})).status).toBe(401);
    const foreign = await house.sign("office", { streetId: OTHER_STREET });
    expect((await foreign.get("/api/duties")).body).toEqual({ items: [], total: 0 });
    expect((await foreign.get<DutyGaps>("/api/duties/gaps")).body.households.total).toBe(0);
    expect((await foreign.get(`/api/places/${street.north.plotId}/chain`)).status).toBe(404);
    expect((await assign(foreign, { placeIds: [street.north.plotId] })).status).toBe(404);
  });
});
