import { createHash, randomBytes } from "node:crypto";
import { appendFileSync, existsSync, readdirSync, readFileSync, utimesSync } from "node:fs";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrange, type Arranged } from "../../test/arrange.ts";
import { openTestHouse, STREET, type Answer, type Signed, type TestHouse } from "../../test/house.ts";
import { SESSION_COOKIE } from "../account/session.ts";
import { read } from "../db/transact.ts";
import { pathOf } from "./media.ts";
import { sweepUploads } from "./uploads.ts";

let house: TestHouse;
let street: Arranged;
beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
});
afterAll(() => house.close());

/** A picture as far as its first bytes tell, of any size, never the same twice. */
function picture(size = 5000) {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(size - 4)]);
  return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}
const TUS = { "tus-resumable": "1.0.0" };
const metadataOf = (members: Record<string, string>) =>
  Object.entries(members)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString("base64")}`)
    .join(",");
const about = (sha256: string) => ({ sha256, factId: house.floor.newId(), mime: "image/jpeg" });

const begin = (who: Signed, size: number, members: Record<string, string>) =>
  who.send("POST", "/api/uploads", undefined, {
    ...TUS,
    "upload-length": String(size),
    "upload-metadata": metadataOf(members),
  });
const append = (who: Signed, location: string, offset: number, bytes: Buffer) =>
  who.send("PATCH", location, bytes, {
    ...TUS,
    "content-type": "application/offset+octet-stream",
    "upload-offset": String(offset),
  });
const head = (who: Signed, location: string) => who.send("HEAD", location, undefined, TUS);
const locationOf = (answer: Answer) => String(answer.headers["location"]);
const codeIn = (answer: Answer) => (JSON.parse(answer.bytes.toString()) as { code: string }).code;
const mediaRow = (sha256: string) =>
  read(house.floor, { streetId: STREET, accountId: null, sessionId: null }, (tx) =>
    tx.sql.selectFrom("media").selectAll().where("sha256", "=", sha256).executeTakeFirst(),
  );
const partials = () => readdirSync(house.floor.partialDir);

describe("a resumable upload", () => {
  it("goes on where it broke off and keeps the bytes as PUT /api/media does", async () => {
    const { worker } = street.north;
    const { bytes, sha256 } = picture();
    const begun = await begin(worker, bytes.length, about(sha256));
    expect([begun.status, begun.headers["tus-resumable"]]).toEqual([201, "1.0.0"]);
    const location = locationOf(begun);
    expect(location).toMatch(/^\/api\/uploads\/[\w.-]+$/);
    expect((await append(worker, location, 0, bytes.subarray(0, 2000))).headers["upload-offset"]).toBe(
      "2000",
    );
    const asked = await head(worker, location);
    expect([asked.status, asked.headers["upload-offset"], asked.headers["upload-length"]]).toEqual([
      200,
      "2000",
      "5000",
    ]);
    expect(await mediaRow(sha256)).toBeUndefined();
    expect((await append(worker, location, 1000, bytes.subarray(1000))).status).toBe(409);
    expect((await append(worker, location, 2000, bytes.subarray(2000))).status).toBe(204);
    expect(readFileSync(pathOf(house.floor.mediaDir, STREET, sha256))).toEqual(bytes);
    expect(await mediaRow(sha256)).toMatchObject({ bytes: bytes.length, mime: "image/jpeg" });
    // The phone that did not hear the end asks again and is told that all has come.
    expect((await head(worker, location)).headers["upload-offset"]).toBe("5000");
  });

  it("keeps what came before the connection broke", async () => {
    const { worker } = street.north;
    const { bytes, sha256 } = picture(400_000);
    const location = locationOf(await begin(worker, bytes.length, about(sha256)));
    await house.app.listen({ host: "127.0.0.1", port: 0 });
    const { port } = house.app.server.address() as AddressInfo;
    const cookie = `${SESSION_COOKIE}=${await worker.cookie()}`;
    await new Promise<void>((resolve) => {
      const sending = request({
        port,
        host: "127.0.0.1",
        method: "PATCH",
        path: location,
        headers: {
          ...TUS,
          cookie,
          "content-type": "application/offset+octet-stream",
          "upload-offset": "0",
          "content-length": String(bytes.length),
        },
      });
      sending.on("error", () => resolve());
      sending.write(bytes.subarray(0, 200_000), () => setTimeout(() => sending.destroy(), 300));
      sending.on("close", () => resolve());
    });
    let offset = 0;
    for (let i = 0; i < 50 && offset < 200_000; i++) {
      offset = Number((await head(worker, location)).headers["upload-offset"]);
      if (offset < 200_000) await new Promise((resolve) => void setTimeout(resolve, 100));
    }
    expect(offset).toBe(200_000);
    expect((await append(worker, location, offset, bytes.subarray(offset))).status).toBe(204);
    expect(await mediaRow(sha256)).toBeDefined();
  });

  it("is finished when the phone asks, if the server was stopped between the last byte and keeping it", async () => {
    const { worker } = street.north;
    const { bytes, sha256 } = picture();
    const location = locationOf(await begin(worker, bytes.length, about(sha256)));
    // As the last request leaves it when the process is killed before its end.
    appendFileSync(join(house.floor.partialDir, location.split("/").at(-1)!), bytes);
    expect((await head(worker, location)).headers["upload-offset"]).toBe(String(bytes.length));
    expect(await mediaRow(sha256)).toBeDefined();
    expect(existsSync(pathOf(house.floor.mediaDir, STREET, sha256))).toBe(true);
  });

  it("refuses bytes that are not what was announced, and throws them away", async () => {
    const { worker } = street.north;
    const { bytes, sha256 } = picture();
    const damaged = Buffer.from(bytes);
    damaged[4000]! ^= 1;
    const text = Buffer.from("<svg onload=alert(1)>".padEnd(5000));
    for (const [sent, named] of [
      [damaged, sha256],
      [text, createHash("sha256").update(text).digest("hex")],
    ] as const) {
      const location = locationOf(await begin(worker, sent.length, about(named)));
      const answer = await append(worker, location, 0, sent);
      expect([answer.status, codeIn(answer)]).toEqual([422, "input.unreadable"]);
      expect((await head(worker, location)).status).toBe(404);
      expect(await mediaRow(named)).toBeUndefined();
    }
  });

  it("is not begun without a digest, for nothing, or beyond 15 MB", async () => {
    const { worker } = street.north;
    const { sha256 } = picture();
    const { factId, mime } = about(sha256);
    const attempts = [
      begin(worker, 5000, { factId, mime }),
      begin(worker, 5000, { sha256: "../../etc", factId, mime }),
      begin(worker, 5000, { sha256, factId, mime: "image/svg+xml" }),
      begin(worker, 0, { sha256, factId, mime }),
      begin(worker, 15_000_001, { sha256, factId, mime }),
    ];
    const before = partials().length;
    expect((await Promise.all(attempts)).map(({ status }) => status)).toEqual([400, 400, 400, 422, 413]);
    expect(partials().length).toBe(before);
  });

  it("is nobody else's, and no path out of its folder", async () => {
    const { worker } = street.north;
    const { bytes, sha256 } = picture();
    const location = locationOf(await begin(worker, bytes.length, about(sha256)));
    const other = street.south.worker;
    expect((await head(other, location)).status).toBe(404);
    expect((await append(other, location, 0, bytes)).status).toBe(404);
    expect((await other.send("DELETE", location, undefined, TUS)).status).toBe(404);
    for (const id of [`${worker.accountId}.%2F..%2Fmedia`, "..%2F..%2Fsecrets", `${worker.accountId}.x`])
      expect((await head(worker, `/api/uploads/${id}`)).status).toBe(404);
    expect((await head(worker, location)).status).toBe(200);
    expect((await worker.send("DELETE", location, undefined, TUS)).status).toBe(204);
    expect((await head(worker, location)).status).toBe(404);
  });

  it("carries the headers of every answer and opens to no other site", async () => {
    const { worker } = street.north;
    const { bytes, sha256 } = picture();
    const answer = await begin(worker, bytes.length, about(sha256));
    expect(answer.headers["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    const foreign = await worker.send("PATCH", locationOf(answer), bytes, {
      ...TUS,
      origin: "https://elsewhere.example",
      "sec-fetch-site": "cross-site",
      "content-type": "application/offset+octet-stream",
      "upload-offset": "0",
    });
    expect([foreign.status, foreign.body]).toMatchObject([403, { code: "auth.cross-site" }]);
  });
});

it("sweeps what broke off a week ago and what is finished, and nothing that may still go on", async () => {
  const { worker } = street.south;
  const now = Date.now();
  const aged = async (finished: boolean, age: number) => {
    const { bytes, sha256 } = picture();
    const location = locationOf(await begin(worker, bytes.length, about(sha256)));
    await append(worker, location, 0, finished ? bytes : bytes.subarray(0, 100));
    const id = location.split("/").at(-1)!;
    const then = new Date(now - age);
    utimesSync(join(house.floor.partialDir, id), then, then);
    return id;
  };
  const hour = 3_600_000;
  const [fresh, old, done, justDone] = [
    await aged(false, 6 * 24 * hour),
    await aged(false, 8 * 24 * hour),
    await aged(true, 2 * hour),
    await aged(true, hour / 2),
  ];
  expect(await sweepUploads(house.floor, now)).toBe(2);
  const left = partials();
  expect([fresh, old, done, justDone].map((id) => left.includes(id))).toEqual([true, false, false, true]);
  expect(left.includes(`${old}.json`)).toBe(false);
});
