import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlaceDetail, RetiredList, TimelineEntry } from "@lingzhu/domain/place";
import { arrange, sightingFact, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, OTHER_STREET, type Signed, type TestHouse } from "../../test/house.ts";

let house: TestHouse;
let street: Arranged;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
});
afterAll(() => house.close());

const retire = (id: string, reason = "已拆除") =>
  street.office.post<{ code: string; detail: string }>(`/api/places/${id}/retire`, { reason });
const reinstate = (id: string, reason = "核实仍有人住") =>
  street.office.post<{ code: string; detail: string }>(`/api/places/${id}/reinstate`, { reason });
const listed = async (who: Signed, query = "") =>
  (await who.get<RetiredList>(`/api/places/retired${query}`)).body;
const inRound = async (placeId: string) =>
  (
    await house.write((tx) =>
      tx.sql.selectFrom("roundPlace").select("placeId").where("placeId", "=", placeId).execute(),
    )
  ).length;

describe("retiring", () => {
  it("lists what left the register with reason, moment and author, the last first", async () => {
    const { doors } = street.south;
    expect((await retire(doors[2]!)).status).toBe(200);
    house.clock.now += 60_000;
    expect((await retire(doors[3]!, "与隔壁合户")).status).toBe(200);
    const { items, total } = await listed(street.office);
    expect(total).toBe(2);
    expect(items.map(({ path, reason, retiredAt, by }) => [path, reason, retiredAt, by])).toEqual([
      ["南苑社区 南苑小区 1号楼 1单元 202", "与隔壁合户", house.clock.now, expect.stringMatching(/./)],
      ["南苑社区 南苑小区 1号楼 1单元 201", "已拆除", house.clock.now - 60_000, expect.stringMatching(/./)],
    ]);
    const second = await listed(street.office, "?limit=1&page=2");
    expect([second.total, second.items.map(({ id }) => id)]).toEqual([2, [doors[2]]]);
  });
  it("shows a secretary the own community only, and is the office's to do", async () => {
    expect((await listed(street.north.secretary)).items).toEqual([]);
    expect((await listed(street.south.secretary)).total).toBe(2);
    const url = `/api/places/${street.south.doors[2]}/reinstate`;
    for (const who of [street.south.secretary, street.police, street.south.worker])
      expect((await who.post(url, { reason: "核实仍有人住" })).status).toBe(403);
    const foreign = await house.sign("office", { streetId: OTHER_STREET });
    expect((await foreign.post(url, { reason: "核实仍有人住" })).status).toBe(404);
  });
});

describe("bringing back", () => {
  it("asks for a reason, puts the place into the running round again, and adds a dated act with its audit", async () => {
    const door = street.south.doors[3]!;
    expect(await inRound(door)).toBe(0);
    expect((await reinstate(door, "错")).status).toBe(400);
    house.clock.now += 60_000;
    expect((await reinstate(door)).status).toBe(200);
    expect((await reinstate(door)).status).toBe(409);
    expect(await inRound(door)).toBe(1);
    const page = (await street.office.get<PlaceDetail>(`/api/places/${door}`)).body;
    expect([page.place.retiredAt, page.rounds.length]).toEqual([null, 1]);
    const line = (await street.office.get<TimelineEntry[]>(`/api/places/${door}/timeline`)).body;
    expect(line.slice(0, 2).map(({ kind, text }) => [kind, text])).toEqual([
      ["reinstated", "恢复：核实仍有人住"],
      ["retired", "注销：与隔壁合户"],
    ]);
    expect((await listed(street.office)).items.map(({ id }) => id)).toEqual([street.south.doors[2]]);
    const acts = await house.write((tx) =>
      tx.sql
        .selectFrom("audit")
        .select(["act", "detail"])
        .where("objectId", "=", door)
        .orderBy("seq")
        .execute(),
    );
    expect(acts.map(({ act }) => act)).toEqual(["place.retire", "place.reinstate"]);
    expect(acts[1]!.detail).toMatchObject({ reason: "核实仍有人住" });
  });
  it("goes from the top down, so that nothing in use hangs below what is not", async () => {
    const { unitId, doors } = street.south;
    for (const id of [doors[0]!, doors[1]!, doors[3]!, unitId]) expect((await retire(id)).status).toBe(200);
    const refused = await reinstate(doors[0]!);
    expect([refused.status, refused.body.code, refused.body.detail]).toEqual([
      409,
      "place.retired-above",
      expect.stringContaining("请先恢复「南苑社区 南苑小区 1号楼 1单元」"),
    ]);
    expect((await reinstate(unitId)).status).toBe(200);
    expect((await reinstate(doors[0]!)).status).toBe(200);
  });
  it("keeps each act as it was written", async () => {
    const change = house.write((tx) => tx.sql.updateTable("retirement").set({ reason: "改" }).execute());
    await expect(change).rejects.toThrow();
  });
});

it("gives places that were retired before acts were kept theirs from the audit", async () => {
  const migration = readFileSync(new URL("../../migrations/0032-retirement.sql", import.meta.url), "utf8");
  const [gone, silent] = [street.north.doors[2]!, street.north.doors[1]!];
  await house.write(async (tx) => {
    await sql`drop table retirement`.execute(tx.sql);
    await sql`update place set retired_at = to_timestamp(1772328000) where id in (${gone}, ${silent})`.execute(
      tx.sql,
    );
    tx.audit({ act: "place.retire", noun: "place", id: gone, detail: { kind: "household", reason: "合并" } });
  });
  await sql.raw(migration).execute(house.floor.db);
  const items = (await listed(street.north.secretary)).items;
  expect(new Map(items.map(({ id, reason }) => [id, reason]))).toEqual(
    new Map([
      [gone, "合并"],
      [silent, "未写明"],
    ]),
  );
  await street.north.worker.post("/api/sync", {
    facts: [sightingFact(house, street.roundId, street.north.doors[0]!)],
  });
  expect((await retire(street.north.doors[0]!)).body.detail).toContain("未办结的发现");
});
