import { appendFile, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import ExcelJS from "exceljs";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { Facade, LedgerImport, PlaceDetail, PlaceList } from "@lingzhu/domain/place";
import { fromWgs84 } from "@lingzhu/geo";
import { arrange, visitFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, OTHER_STREET, STREET, type Signed, type TestHouse } from "../../test/house.ts";
import { rebuild } from "../sync/rebuild.ts";
import { changeImport, lockJob } from "./ledger-store.ts";
import { openLedgerFile } from "./ledger-file.ts";

type List = z.infer<typeof PlaceList>;

let house: TestHouse;
let street: Arranged;
let office: Signed;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  office = street.office;
});
afterAll(() => house.close());

const HEADERS = [
  "社区",
  "网格",
  "小区",
  "楼栋",
  "单元",
  "楼层",
  "门牌",
  "户主",
  "联系电话",
  "人口数",
  "重点户",
  "经度",
  "纬度",
];
/** Rows of a ledger: two doors of 振兴社区, which only the national codes know, one courtyard of 北苑社区, one bad row. */
const rows = (): string[][] => [
  [
    "振兴社区",
    "第一网格",
    "汴河花园",
    "12栋",
    "三单元",
    "5",
    "502室",
    "赵  禾",
    "13812345621",
    "3",
    "是",
    "116.961",
    "33.641",
  ],
  [
    "振兴社区",
    "第一网格",
    "汴河花园小区",
    "12#",
    "3",
    "5",
    "501",
    "赵一禾",
    "13912345622",
    "2",
    "否",
    "116.963",
    "33.643",
  ],
  ["北苑社区", "", "北苑后巷", "", "", "", "45号", "钱某", "", "", "", "", ""],
  ["振兴社区", "第一网格", "汴河花园", "13栋", "1", "2", "201", "孙某", "138123", "2", "否", "", ""],
];
const csv = (lines: readonly string[][], headers = HEADERS) =>
  Buffer.from([headers, ...lines].map((cells) => cells.join(",")).join("\r\n"));
async function xlsx(lines: readonly string[][]): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet("台账").addRows([HEADERS, ...lines]);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

const upload = async (bytes: Uint8Array, filename = "台账.csv") =>
  (
    await office.upload<LedgerImport>(
      "POST",
      `/api/ledger/imports?filename=${encodeURIComponent(filename)}`,
      bytes,
    )
  ).body;
const at = (id: string, act = "") => `/api/ledger/imports/${id}${act}`;
/** Asks until the job behind an answer is over. */
async function settled(id: string): Promise<LedgerImport> {
  for (;;) {
    const { body } = await office.get<LedgerImport>(at(id));
    if (body.state !== "checking" && body.state !== "importing") return body;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
async function check(made: LedgerImport, datum: LedgerImport["datum"] = "wgs84"): Promise<LedgerImport> {
  const started = await office.post(at(made.id, "/check"), { mapping: made.mapping, datum });
  expect(started.status).toBe(200);
  return settled(made.id);
}
async function apply(made: LedgerImport): Promise<LedgerImport> {
  expect((await office.post(at(made.id, "/apply"))).status).toBe(200);
  return settled(made.id);
}
const places = async (text: string) =>
  (await office.get<List>(`/api/places?text=${encodeURIComponent(text)}`)).body.items;
const counts = ({ difference }: LedgerImport) =>
  difference && [difference.created, difference.changed, difference.unchanged, difference.rejected];

describe("access", () => {
  it("is the office's alone", async () => {
    const made = await upload(csv(rows()));
    const calls = (signed: Pick<Signed, "get" | "post" | "upload">) => [
      signed.upload("POST", "/api/ledger/imports?filename=x.csv", csv(rows())),
      signed.get("/api/ledger/imports"),
      signed.get(at(made.id)),
      signed.get(at(made.id, "/rejected.xlsx")),
      signed.post(at(made.id, "/check"), { mapping: made.mapping, datum: "wgs84" }),
      signed.post(at(made.id, "/apply")),
    ];
    for (const call of calls(house.anonymous)) expect((await call).status).toBe(401);
    const others = [street.north.secretary, street.north.worker, street.police];
    for (const role of ["leader", "superior", "administrator", "auditor"] as const)
      others.push(await house.sign(role));
    for (const other of others) for (const call of calls(other)) expect((await call).status).toBe(403);
    const foreign = await house.sign("office", { streetId: OTHER_STREET });
    for (const call of calls(foreign).slice(2)) expect((await call).status).toBe(404);
    expect((await foreign.get<LedgerImport[]>("/api/ledger/imports")).body.map(({ id }) => id)).not.toContain(
      made.id,
    );
  });
});

describe("a first import", () => {
  it("shows what it will do, does just that, and leaves the bad row with its number and reason", async () => {
    const made = await upload(await xlsx(rows()), "二月台账.xlsx");
    expect(made).toMatchObject({ state: "read", filename: "二月台账.xlsx", headers: HEADERS, unmatched: [] });
    expect(made.sample[0]).toContain("502室");
    const refused = await office.post<{ detail: string }>(at(made.id, "/check"), {
      mapping: made.mapping,
      datum: null,
    });
    expect([refused.status, refused.body.detail]).toEqual([400, expect.stringContaining("坐标系")]);
    const unready = await office.post<{ code: string }>(at(made.id, "/apply"));
    expect([unready.status, unready.body.code]).toEqual([409, "machine.refused"]);

    const checked = await check(made);
    expect([checked.state, checked.rows, counts(checked)]).toEqual(["checked", 4, [3, 0, 0, 1]]);
    expect(checked.difference!.rejectedSample).toEqual([
      { row: 5, column: "联系电话", reason: expect.stringContaining("138123") },
    ]);
    expect(checked.difference!.createdSample).toContain("振兴社区 汴河花园 12号楼 3单元 502");
    expect(await places("汴河花园")).toEqual([]);

    const done = await apply(made);
    expect([done.state, done.problem, done.difference]).toEqual(["done", null, checked.difference]);
    expect((await places("汴河花园")).map((place) => [place.kind, place.path])).toEqual([
      ["compound", "振兴社区 汴河花园"],
      ["building", "振兴社区 汴河花园 12号楼"],
      ["unit", "振兴社区 汴河花园 12号楼 3单元"],
      ["household", "振兴社区 汴河花园 12号楼 3单元 501"],
      ["household", "振兴社区 汴河花园 12号楼 3单元 502"],
    ]);
    const again = await office.post<{ code: string }>(at(made.id, "/apply"));
    expect([again.status, again.body.code]).toEqual([409, "machine.refused"]);
  });

  it("makes the community with its national code, grids, positions of buildings, sealed people, rows of rounds", async () => {
    const [compound, building, , , door] = await places("汴河花园");
    const community = (await office.get<List>("/api/places?kind=community&text=振兴")).body.items[0]!;
    const record = await house.write((tx) =>
      tx.sql.selectFrom("place").select(["code", "source"]).where("id", "=", community.id).executeTakeFirst(),
    );
    expect(record?.code).toMatch(/^341302007\d{3}$/);
    expect([building!.lon, building!.lat, compound!.lon]).toEqual([116.962, 33.642, 116.962]);
    expect(door!.household).toMatchObject({ head: "赵＊", phone: "138＊＊＊＊5621", floor: 5, residents: 3 });
    expect(door!.isKey).toBe(true);
    const shown = await office.post(`/api/places/${door!.id}/reveal`, { reason: "核对导入结果" });
    expect(shown.body).toEqual({ head: "赵禾", phone: "13812345621" });
    const detail = (await office.get<PlaceDetail>(`/api/places/${door!.id}`)).body;
    expect(detail.ancestors.map((step) => step.name)).toEqual([
      "振兴社区",
      "第一网格",
      "汴河花园",
      "12号楼",
      "3单元",
    ]);
    expect(detail.rounds.map((round) => [round.name, round.state])).toEqual([["第一轮", "unseen"]]);
    const grid = detail.ancestors[1]!.id;
    const inGrid = (await office.get<List>(`/api/places?parentId=${grid}`)).body.items;
    expect(inGrid.map((place) => place.id)).toEqual([compound!.id]);
    const [lane] = await places("北苑后巷");
    expect(
      (await street.north.worker.get<Facade>(`/api/places/${lane!.id}/facade`)).body.doors,
    ).toMatchObject([{ door: "45", state: "unseen" }]);
  });

  it("keeps nobody's data in the clear once it is over", async () => {
    const folder = house.floor.uploadsDir;
    const made = (await office.get<LedgerImport[]>("/api/ledger/imports")).body.find(
      ({ state }) => state === "done",
    )!;
    const left = (await readdir(folder)).filter((name) => name.includes(made.id));
    expect(left).toEqual([expect.stringContaining(".rejected")]);
    expect((await stat(join(folder, left[0]!))).mode & 0o777).toBe(0o600);
    const sealed = await readFile(join(folder, left[0]!));
    expect(sealed.subarray(0, 2).toString("latin1")).not.toBe("PK");
    const entries = await house.write((tx) =>
      tx.sql
        .selectFrom("audit")
        .select(["act", "detail"])
        .where("objectId", "=", made.id)
        .orderBy("seq")
        .execute(),
    );
    expect(entries.map((entry) => entry.act)).toEqual([
      "ledger.upload",
      "ledger.check",
      "ledger.apply",
      "ledger.import",
    ]);
    expect(entries.at(-1)!.detail).toEqual({
      created: 3,
      changed: 0,
      unchanged: 0,
      missing: expect.any(Number),
      rejected: 1,
    });
  });

  it("gives the bad rows back as a workbook that can be corrected and imported", async () => {
    const made = (await office.get<LedgerImport[]>("/api/ledger/imports")).body.find(
      ({ state }) => state === "done",
    )!;
    const { status, bytes } = await office.get(at(made.id, "/rejected.xlsx"));
    expect(status).toBe(200);
    const file = await openLedgerFile(bytes, "未导入的行.xlsx");
    const given: string[][] = [];
    for await (const { cells } of file.rows) given.push([...cells]);
    expect(given).toEqual([["5", expect.stringContaining("138123"), ...rows()[3]!.slice(0, 11)]]);
    const corrected = given.map((cells) => cells.map((cell) => (cell === "138123" ? "13812345699" : cell)));
    const checked = await check(await upload(csv(corrected, file.headers)));
    expect(counts(checked)).toEqual([1, 0, 0, 0]);
    const without = await office.get(at(checked.id, "/rejected.xlsx"));
    expect(without.status).toBe(404);
  });
});

describe("a second import", () => {
  const good = () => rows().slice(0, 3);
  it("of the same file changes nothing, whatever its format and encoding", async () => {
    const before = await house.write((tx) =>
      tx.sql.selectFrom("place").select(["id", "gridId", "lon", "lat", "sortKey"]).orderBy("id").execute(),
    );
    for (const bytes of [await xlsx(good()), csv(good()), iconv.encode(csv(good()).toString(), "gb18030")]) {
      const checked = await check(await upload(bytes));
      expect(counts(checked)).toEqual([0, 0, 3, 0]);
      expect(counts(await apply(checked))).toEqual([0, 0, 3, 0]);
    }
    const after = await house.write((tx) =>
      tx.sql.selectFrom("place").select(["id", "gridId", "lon", "lat", "sortKey"]).orderBy("id").execute(),
    );
    expect(after).toEqual(before);
  });
  it("takes what changed, erases nothing with an empty cell, and names what is missing without removing it", async () => {
    const [first] = good();
    const moved = [...first!];
    moved[1] = "第二网格";
    moved[7] = "";
    moved[9] = "4";
    const made = await upload(csv([moved]));
    const checked = await check(made);
    expect(counts(checked)).toEqual([0, 1, 0, 0]);
    expect(checked.difference).toMatchObject({
      changedSample: [{ path: "振兴社区 汴河花园 12号楼 3单元 502", fields: ["网格", "人口数"] }],
      missing: 1,
      missingSample: ["振兴社区 汴河花园 12号楼 3单元 501"],
    });
    expect((await apply(made)).state).toBe("done");
    const [, building, , other, door] = await places("汴河花园");
    expect(door!.household).toMatchObject({ head: "赵＊", residents: 4 });
    expect(other!.retiredAt).toBeNull();
    const way = (await office.get<PlaceDetail>(`/api/places/${door!.id}`)).body.ancestors;
    expect(way.map((step) => step.name)).toContain("第二网格");
    // Its doors now lie in two grids, so the building lies in none.
    const of = (await office.get<PlaceDetail>(`/api/places/${building!.id}`)).body.ancestors;
    expect(of.map((step) => step.kind)).toEqual(["community", "compound"]);
  });
  it("does not bring back a door that was retired", async () => {
    const door = (await places("汴河花园")).find((place) => place.name === "501")!;
    expect((await office.post(`/api/places/${door.id}/retire`, { reason: "合户" })).status).toBe(200);
    const checked = await check(await upload(csv(good())));
    expect(checked.difference!.rejectedSample).toEqual([
      { row: 3, column: "门牌/室号", reason: "这一户已在台账里注销，没有导入。仍在用的，先到注销地点里恢复" },
    ]);
  });
});

describe("plots and coordinates", () => {
  it("are imported beside households, and other datums come out as WGS 84", async () => {
    const [lon, lat] = fromWgs84(116.9612, 33.6401, "gcj02");
    const headers = ["类别", "社区", "地块名称", "地块类型", "面积（亩）", "联系人", "经度", "纬度"];
    const line = ["地块", "南苑社区", "河滩一号地", "河滩", "3", "", lon.toFixed(7), lat.toFixed(7)];
    const made = await upload(csv([line], headers));
    const checked = await check(made, "gcj02");
    expect(counts(checked)).toEqual([1, 0, 0, 0]);
    await apply(made);
    const [plot] = await places("河滩一号地");
    expect(plot!.plot).toEqual({ plotKind: "river-bank", areaM2: 2000, outline: null });
    expect(plot!.lon).toBeCloseTo(116.9612, 5);
    expect(plot!.lat).toBeCloseTo(33.6401, 5);
    expect(counts(await check(await upload(csv([line], headers)), "gcj02"))).toEqual([0, 0, 1, 0]);
  });
});

describe("what goes wrong", () => {
  it("refuses what is no ledger, and a mapping that finds no door", async () => {
    const bad = await office.upload<{ code: string }>(
      "POST",
      "/api/ledger/imports?filename=x.pdf",
      Buffer.from("%PDF-1.7"),
    );
    expect([bad.status, bad.body.code]).toEqual([422, "input.unreadable"]);
    const made = await upload(csv(rows()));
    for (const mapping of [{ ...made.mapping, door: null }, { ...made.mapping, door: 99 }, { wrong: 1 }])
      expect((await office.post(at(made.id, "/check"), { mapping, datum: "wgs84" })).status).toBe(400);
  });
  it("notes a failure, saves nothing, and can be tried again", async () => {
    const made = await upload(
      csv([["振兴社区", "", "新汴家园", "1", "1", "1", "101", "", "", "", "", "", ""]]),
    );
    await check(made);
    const spool = (await readdir(house.floor.uploadsDir)).find((name) => name.endsWith(`${made.id}.rows`))!;
    const path = join(house.floor.uploadsDir, spool);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await appendFile(path, "[3,");
    const failed = await apply(made);
    expect([failed.state, failed.problem]).toEqual(["failed", expect.stringContaining("没有保存任何内容")]);
    expect(await places("新汴家园")).toEqual([]);
    await check(made);
    expect((await apply(made)).state).toBe("done");
    expect((await places("新汴家园")).length).toBe(4);
    expect((await readdir(house.floor.uploadsDir)).filter((name) => name.includes(made.id))).toEqual([]);
    // Without the rows that the check left, the file itself is read.
    const again = await upload(csv(rows()));
    await check(again);
    await rm(join(house.floor.uploadsDir, spool.replace(made.id, again.id)));
    expect((await apply(again)).state).toBe("done");
  });
  it("shows a job whose process died as failed, and lets it be started again", async () => {
    const made = await upload(csv(rows()));
    await house.write((tx) =>
      tx.sql
        .updateTable("ledgerImport")
        .set({ state: "importing", progress: JSON.stringify({ done: 5, total: 9, doing: "正在导入" }) })
        .where("id", "=", made.id)
        .execute(),
    );
    const { body } = await office.get<LedgerImport>(at(made.id));
    expect([body.state, body.progress, body.problem]).toEqual([
      "failed",
      null,
      "导入中断，没有保存任何内容，请重新开始",
    ]);
    expect((await check(made)).state).toBe("checked");
  });
  it("runs one job at a time in a street", async () => {
    const [made, other] = [await upload(csv(rows())), await upload(csv(rows()))];
    const ask = () =>
      office.post<{ code: string }>(at(made.id, "/check"), { mapping: made.mapping, datum: "wgs84" });
    await house.write((tx) => changeImport(tx, other.id, { state: "importing" }));
    await house.write(async (tx) => {
      expect(await lockJob(tx)).toBe(true);
      const refused = await ask();
      expect([refused.status, refused.body.code]).toEqual([409, "record.in-use"]);
    });
    // One that has said that it ended, and is about to let go, is waited for.
    await house.write((tx) => changeImport(tx, other.id, { state: "checked" }));
    const asked = await house.write(async (tx) => {
      expect(await lockJob(tx)).toBe(true);
      const answer = ask();
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { answer };
    });
    expect((await asked.answer).status).toBe(200);
    expect((await settled(made.id)).state).toBe("checked");
  });
});

it("has visits judged by where the doors stand now", async () => {
  const gradesOf = () =>
    house.write((tx) =>
      tx.sql
        .selectFrom("visitPresence")
        .select(["visitId", "grade"])
        .where("streetId", "=", STREET)
        .orderBy("visitId")
        .execute(),
    );
  const row = (lon: string) => [
    ["振兴社区", "第一网格", "新汴苑", "1栋", "1", "1", "101", "李某", "", "2", "否", lon, "33.6401"],
  ];
  const first = await upload(csv(row("116.9601")));
  await check(first);
  await apply(first);
  const [door] = await places("新汴苑 101");
  const visit = visitFact(house, street.roundId, door!.id, "checked");
  const sent = await office.post<{ receipts: { result: string }[] }>("/api/sync", { facts: [visit] });
  expect(sent.body.receipts[0]!.result).toBe("accepted");
  expect((await gradesOf()).map(({ grade }) => grade)).toEqual(["B"]);
  const moved = await upload(csv(row("116.9801")));
  await check(moved);
  await apply(moved);
  const now = await gradesOf();
  expect(now.map(({ grade }) => grade)).toEqual(["C"]);
  await house.write(rebuild);
  expect(await gradesOf()).toEqual(now);
});
