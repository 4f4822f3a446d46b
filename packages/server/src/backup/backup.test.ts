import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  chmodSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrange, visitFact, type Arranged } from "../../test/arrange.ts";
import { openTestDatabase } from "../../test/database.ts";
import { openTestHouse, STREET, type TestHouse } from "../../test/house.ts";
import { connect, type Connection } from "../db/database.ts";
import { newestMigration } from "../db/migrate.ts";
import { startEmbedded } from "../db/embedded/index.ts";
import { read } from "../db/transact.ts";
import { layFloor } from "../floor.ts";
import { sha256Of } from "../photograph/media.ts";
import { derivedDigest } from "../sync/rebuild.ts";
import { backupKey, keyOfWords, wordsOfKey } from "./backup-key.ts";
import { backupToFile, backupToFolder, databaseFiles, thinOut } from "./backup.ts";
import { checkRestore, restore } from "./restore.ts";
import { open, seal } from "./sealed-stream.ts";
import { backUpBeforeUpgrade } from "./before-upgrade.ts";
import { inOrder } from "./table.ts";

let house: TestHouse;
let street: Arranged;
let connection: Connection;
let folder: string;
let key: Buffer;
const quiet = () => {};
const SECRET = "户主甲乙丙";
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from("一张小图")]);

beforeAll(async () => {
  house = await openTestHouse();
  street = await arrange(house);
  connection = connect({ connectionString: house.databaseUrl, max: 3 });
  folder = mkdtempSync(join(tmpdir(), "lingzhu-backup-"));
  chmodSync(folder, 0o711);
  key = backupKey(house.dataDir).key;
  house.clock.now = Date.parse("2026-03-10T01:00:00Z");
  await street.north.worker.upload("PUT", `/api/media/${sha256Of(JPEG)}`, JPEG);
  const facts = street.north.doors.map((placeId, i) =>
    visitFact(house, street.roundId, placeId, i === 0 ? "no_one_in" : "checked"),
  );
  const { body } = await street.north.worker.post<{ receipts: { result: string }[] }>("/api/sync", { facts });
  expect(body.receipts.map(({ result }) => result)).toEqual(facts.map(() => "accepted"));
  await house.write(async (tx) => {
    const sealed = house.floor.sealer.seal(SECRET, "household.head");
    await sql`update household set head_sealed = ${Buffer.from(sealed)} where place_id = ${street.north.doors[0]!}`.execute(
      tx.sql,
    );
  });
});
afterAll(async () => {
  await connection.close();
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});
const parts = () => ({ floor: house.floor, pool: connection.pool, dataDir: house.dataDir, key });
const system = { streetId: STREET, accountId: null, sessionId: null };

describe("the key", () => {
  it("is made once, for its owner only, and survives being written down", () => {
    const { made, file } = backupKey(house.dataDir);
    expect([made, statSync(file).mode & 0o077]).toEqual([false, 0]);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const words = wordsOfKey(bytes);
        expect(keyOfWords(` ${words.toLowerCase().replaceAll("-", " ")}\n`)).toEqual(Buffer.from(bytes));
      }),
    );
  });
  it("shows a slip of the pen", () => {
    const words = wordsOfKey(key);
    const slip = (words[0] === "A" ? "B" : "A") + words.slice(1);
    expect(() => keyOfWords(slip)).toThrow("抄错了字");
    expect(() => keyOfWords(words.slice(5))).toThrow("抄错了字");
  });
});

describe("a sealed stream", () => {
  const collect = async (source: AsyncIterable<Uint8Array>) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of source) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  async function* from(...chunks: Uint8Array[]) {
    yield* chunks;
  }
  it("gives back what went in, in whatever chunks it travels", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 60 }),
        async (chunks, cut) => {
          const sealed = await collect(seal(from(...chunks), key));
          const cuts = Array.from({ length: Math.ceil(sealed.length / cut) }, (_, i) =>
            sealed.subarray(i * cut, (i + 1) * cut),
          );
          expect(await collect(open(from(...cuts), key))).toEqual(Buffer.concat(chunks));
        },
      ),
      { numRuns: 40 },
    );
  });
  it("carries more than one piece, and refuses a changed byte, a lost end and a swapped piece", async () => {
    const text = Buffer.alloc((1 << 21) + 5, 7);
    const sealed = await collect(seal(from(text), key));
    expect((await collect(open(from(sealed), key))).equals(text)).toBe(true);
    const piece = 4 + (1 << 20) + 16;
    const swapped = Buffer.concat([
      sealed.subarray(0, 40),
      sealed.subarray(40 + piece, 40 + 2 * piece),
      sealed.subarray(40, 40 + piece),
      sealed.subarray(40 + 2 * piece),
    ]);
    const changed = Buffer.from(sealed);
    changed[sealed.length - 3]! ^= 1;
    const withoutEnd = sealed.subarray(0, 40 + 2 * piece);
    for (const bad of [swapped, changed, withoutEnd, sealed.subarray(0, 60), Buffer.from("PK..")])
      await expect(collect(open(from(bad), key))).rejects.toMatchObject({ code: "backup.unreadable" });
  });
});

it("orders tables after those they refer to, and says when they go in a circle", () => {
  const tables = ["a", "b", "c"].map((name) => ({ name }));
  expect(
    inOrder(tables, [
      { of: "a", to: "c" },
      { of: "c", to: "b" },
    ]).map(({ name }) => name),
  ).toEqual(["b", "c", "a"]);
  expect(() =>
    inOrder(tables, [
      { of: "a", to: "b" },
      { of: "b", to: "a" },
    ]),
  ).toThrow("circle");
});

describe("one file", () => {
  it("comes back whole on another machine: rows, keys, photographs, audit", async () => {
    const path = join(folder, "all.lzb");
    const made = await backupToFile(parts(), path);
    expect(made).toMatchObject({ media: 1, mediaMissing: 0 });
    expect(statSync(path).mode & 0o077).toBe(0);
    const before = await read(house.floor, system, derivedDigest);
    const dataDir = join(folder, "elsewhere");
    const report = await restore(path, key, { dataDir, databaseUrl: null }, quiet);
    expect(report).toMatchObject({ rows: made.rows, media: 1, mediaMissing: 0, audit: { ok: true } });
    expect(report.audit.entries).toBeGreaterThan(5);

    const embedded = await startEmbedded({ dataDir, log: quiet });
    const there = connect(embedded.connection);
    try {
      const floor = layFloor(there.db, dataDir, () => house.clock.now);
      const other = await read(floor, system, async (tx) => {
        const { rows } = await sql<{ sealed: Buffer; seq: number }>`
          select head_sealed as sealed, (select max(seq) from fact) as seq from household
          where place_id = ${street.north.doors[0]!}`.execute(tx.sql);
        return { digest: await derivedDigest(tx), ...rows[0]! };
      });
      expect(other.digest).toEqual(before);
      expect(floor.sealer.open(other.sealed, "household.head")).toBe(SECRET);
      // A street is shut off again, and the feed's counter goes on where it stood.
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from household`.execute(floor.db);
      expect(rows[0]!.n).toBe(0);
    } finally {
      await there.close();
      await embedded.stop();
    }
    await expect(restore(path, key, { dataDir, databaseUrl: null }, quiet)).rejects.toMatchObject({
      code: "backup.not-empty",
    });
  });

  it("shows nothing of what is in it", async () => {
    const bytes = readFileSync(join(folder, "all.lzb"));
    for (const text of [SECRET, "西关街道", "CREATE", "household"]) expect(bytes.includes(text)).toBe(false);
  });

  it("is refused when it is damaged, cut off, or opened with another key, and nothing is left behind", async () => {
    const whole = readFileSync(join(folder, "all.lzb"));
    const damaged = Buffer.from(whole);
    damaged[Math.floor(whole.length / 2)]! ^= 0x40;
    const tries: [Buffer, Buffer][] = [
      [damaged, key],
      [whole.subarray(0, -20), key],
      [whole, Buffer.alloc(32, 1)],
      [Buffer.from("这不是备份"), key],
    ];
    for (const [bytes, opener] of tries) {
      const path = join(folder, "bad.lzb");
      writeFileSync(path, bytes);
      await expect(checkRestore(path, opener, quiet)).rejects.toMatchObject({ code: "backup.unreadable" });
    }
  });
});

describe("before an upgrade", () => {
  const database = () => ({ connectionString: house.databaseUrl });
  it("a database that somebody works in is backed up, and one that is up to date is not", async () => {
    expect(await backUpBeforeUpgrade(database(), house.dataDir, quiet)).toBeNull();
    const said: string[] = [];
    const ahead = newestMigration() + 1;
    const paths: string[] = [];
    for (let n = 0; n < 4; n++)
      paths.push((await backUpBeforeUpgrade(database(), house.dataDir, (line) => said.push(line), ahead))!);
    expect(said[0]).toContain(paths[0]);
    expect(await checkRestore(paths[3]!, key, quiet)).toMatchObject({
      media: 0,
      mediaMissing: 0,
      audit: { ok: true },
    });
    // The oldest of four has gone.
    expect(paths.map((path) => existsSync(path))).toEqual([false, true, true, true]);
  });
  it("a new database is not", async () => {
    const fresh = await openTestDatabase();
    expect(
      await backUpBeforeUpgrade({ connectionString: fresh.url }, house.dataDir, quiet, 9_999),
    ).toBeNull();
    await fresh.close();
  });
});

describe("a folder", () => {
  it("takes only new photographs the next time, and comes back from its newest", async () => {
    const target = join(folder, "nightly");
    expect(await backupToFolder(parts(), target)).toMatchObject({ media: 1, mediaAdded: 1 });
    const second = Buffer.concat([JPEG, Buffer.from("又一张")]);
    await street.north.worker.upload("PUT", `/api/media/${sha256Of(second)}`, second);
    house.clock.now += 24 * 3_600_000;
    expect(await backupToFolder(parts(), target)).toMatchObject({ media: 2, mediaAdded: 1 });
    expect(await checkRestore(target, key, quiet)).toMatchObject({
      media: 2,
      mediaMissing: 0,
      audit: { ok: true },
    });
    expect(await databaseFiles(target)).toHaveLength(2);
    expect(await thinOut(target, 1)).toBe(1);
    expect(await checkRestore(target, key, quiet)).toMatchObject({ media: 2 });
    expect(readdirSync(target).some((name) => name.endsWith(".part"))).toBe(false);
  });

  it("says which photographs this machine has lost", async () => {
    rmSync(join(house.floor.mediaDir, String(STREET)), { recursive: true });
    const report = await backupToFile(parts(), join(folder, "without.lzb"));
    expect(report).toMatchObject({ media: 0, mediaMissing: 2 });
    expect(await checkRestore(join(folder, "without.lzb"), key, quiet)).toMatchObject({ mediaMissing: 2 });
  });
});
