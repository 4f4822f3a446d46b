import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BaseMapFile } from "@lingzhu/domain/place";
import { SESSION_COOKIE, startSession } from "../account/session.ts";
import { openTestHouse, OTHER_STREET, type Signed, type TestHouse } from "../../test/house.ts";
import { readPmtilesHeader } from "./pmtiles-header.ts";

let house: TestHouse;
let office: Signed;
beforeAll(async () => {
  house = await openTestHouse();
  office = await house.sign("office");
});
afterAll(() => house.close());

/** An archive that is all header and a little padding, around the test street unless told otherwise. */
function archive(
  part: Partial<Record<number, number>> = {},
  bounds = [116.9, 33.6, 117.0, 33.7],
  size = 400,
) {
  const bytes = new Uint8Array(size).map((_, i) => (i < 127 ? 0 : i % 251));
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode("PMTiles"));
  view.setUint8(7, 3);
  for (const [i, at] of [8, 24, 40, 56].entries()) {
    view.setBigUint64(at, 127n + BigInt(i) * 10n, true);
    view.setBigUint64(at + 8, 10n, true);
  }
  for (const [at, value] of [
    [97, 2],
    [98, 2],
    [99, 1],
    [100, 12],
    [101, 16],
  ] as const)
    view.setUint8(at, value);
  for (const [i, degrees] of bounds.entries()) view.setInt32(102 + 4 * i, Math.round(degrees * 1e7), true);
  for (const [at, value] of Object.entries(part)) view.setUint8(Number(at), value!);
  return bytes;
}
const upload = (who: Signed, bytes: Uint8Array) =>
  who.upload<{ file: BaseMapFile; code: string; detail: string }>(
    "POST",
    "/api/map/file?filename=街道.pmtiles",
    bytes,
  );
const inUse = async (who: Signed) => (await who.get<{ file: BaseMapFile | null }>("/api/map/file")).body.file;
async function part(who: Signed, id: string, range?: string, streetId?: number) {
  const { cookie } = await house.write((tx) => startSession(tx, who.accountId), streetId);
  return house.app.inject({
    url: `/api/map/file/${id}`,
    headers: { cookie: `${SESSION_COOKIE}=${cookie}`, ...(range ? { range } : {}) },
  });
}

describe("the header", () => {
  it("says what is inside", () => {
    expect(readPmtilesHeader(archive())).toEqual({
      tiles: "mvt",
      minZoom: 12,
      maxZoom: 16,
      bounds: [116.9, 33.6, 117, 33.7],
    });
  });
  it.each([
    ["another kind of file", archive({ 0: 0x50, 1: 0x4b }), /不是 PMTiles/],
    ["an older version", archive({ 7: 2 }), /第 3 版/],
    ["a file cut short", archive({ 57: 0xff }), /不完整/],
    ["a directory in brotli", archive({ 97: 3 }), /gzip/],
    ["tiles in zstd", archive({ 98: 4 }), /gzip/],
    ["tiles of no known kind", archive({ 99: 9 }), /瓦片类型/],
    ["levels the wrong way round", archive({ 100: 17 }), /级别/],
    ["nothing at all", new Uint8Array(0), /不是 PMTiles/],
  ])("refuses %s", (_name, bytes, words) => {
    expect(readPmtilesHeader(bytes)).toEqual({ fault: expect.stringMatching(words) });
  });
});

describe("the street's base map", () => {
  it("is taken in, handed out in parts, replaced and removed, each with its audit", async () => {
    const worker = await house.sign("worker");
    expect(await inUse(worker)).toBeNull();
    const bytes = archive();
    const first = await upload(office, bytes);
    expect(first.status).toBe(200);
    expect(first.body.file).toMatchObject({ filename: "街道.pmtiles", bytes: 400, tiles: "mvt" });
    const { id } = (await inUse(worker))!;

    const middle = await part(worker, id, "bytes=100-149");
    expect(middle.statusCode).toBe(206);
    expect(middle.headers["content-range"]).toBe("bytes 100-149/400");
    expect([...middle.rawPayload]).toEqual([...bytes.subarray(100, 150)]);
    expect([...(await part(worker, id, "bytes=390-999")).rawPayload]).toEqual([...bytes.subarray(390)]);
    for (const range of [undefined, "bytes=400-410", "bytes=9-5", "bytes=-5", "bytes=0-1,4-5"])
      expect([range, (await part(worker, id, range)).statusCode]).toEqual([range, 416]);

    const second = await upload(office, archive({}, [116.8, 33.5, 117.1, 33.8], 500));
    expect((await inUse(worker))!.id).toBe(second.body.file.id);
    expect((await part(worker, id, "bytes=0-9")).statusCode).toBe(404);
    expect(readdirSync(join(house.dataDir, "base-map"))).toHaveLength(1);

    expect((await office.delete("/api/map/file")).status).toBe(200);
    expect(await inUse(worker)).toBeNull();
    expect((await office.delete("/api/map/file")).status).toBe(404);
    expect(readdirSync(join(house.dataDir, "base-map"))).toEqual([]);
    const { rows } = await house.write(async (tx) => ({
      rows: await tx.sql
        .selectFrom("audit")
        .select("act")
        .where("streetId", "=", tx.streetId)
        .where("act", "like", "base-map.%")
        .orderBy("seq")
        .execute(),
    }));
    expect(rows.map(({ act }) => act)).toEqual(["base-map.upload", "base-map.upload", "base-map.remove"]);
  });

  it("refuses what is no map, a map of elsewhere, and keeps nothing of it", async () => {
    for (const bytes of [new TextEncoder().encode("PK"), archive({}, [121, 31, 122, 32])]) {
      const { status, body } = await upload(office, bytes);
      expect([status, body.code]).toEqual([422, "input.unreadable"]);
    }
    expect(readdirSync(join(house.dataDir, "base-map"))).toEqual([]);
  });

  it("is none when its bytes are gone, as after a restore", async () => {
    const { body } = await upload(office, archive());
    rmSync(join(house.dataDir, "base-map"), { recursive: true });
    mkdirSync(join(house.dataDir, "base-map"));
    expect(await inUse(office)).toBeNull();
    expect((await part(office, body.file.id, "bytes=0-9")).statusCode).toBe(404);
  });

  it("stays in its street", async () => {
    const { body } = await upload(office, archive());
    const neighbour = await house.sign("office", { streetId: OTHER_STREET });
    expect(await inUse(neighbour)).toBeNull();
    expect((await part(neighbour, body.file.id, "bytes=0-9", OTHER_STREET)).statusCode).toBe(404);
  });
});
