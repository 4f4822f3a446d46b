import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "../../test/database.ts";
import { migrate } from "./migrate.ts";

let database: TestDatabase;
let client: Client;
let folder: string;

beforeAll(async () => {
  database = await openTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.close();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "lingzhu-migrations-"));
  await client.query("drop schema public cascade");
  await client.query("create schema public");
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, sql: string) => writeFileSync(join(folder, name), sql);
const run = () => migrate({ connectionString: database.url }, { folder });
const tables = async () => {
  const { rows } = await client.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
  );
  return rows.map(({ name }) => name);
};

describe("migrate", () => {
  it("applies files in order, once, and later only what is new", async () => {
    file("0001-first.sql", "create table first (id int);");
    file("0002-second.sql", "create table second as select * from first; -- needs the first\n");
    expect(await run()).toEqual(["0001-first", "0002-second"]);
    expect(await run()).toEqual([]);
    file("0003-third.sql", "alter table second add column name text");
    expect(await run()).toEqual(["0003-third"]);
    expect(await tables()).toEqual(["first", "migration", "second"]);
  });

  it("takes a file with Windows line ends for the same file", async () => {
    file("0001-first.sql", "create table first (\n id int\n);\n");
    await run();
    file("0001-first.sql", "create table first (\r\n id int\r\n);\r\n");
    expect(await run()).toEqual([]);
  });

  it("leaves nothing of a file that fails, and keeps those before it", async () => {
    file("0001-first.sql", "create table first (id int)");
    file("0002-broken.sql", "create table second (id int); select nonsense;");
    await expect(run()).rejects.toMatchObject({ code: "database.migration" });
    expect(await tables()).toEqual(["first", "migration"]);
    file("0002-broken.sql", "create table second (id int)");
    expect(await run()).toEqual(["0002-broken"]);
  });

  it("refuses a database whose past it cannot vouch for", async () => {
    file("0002-second.sql", "create table second (id int)");
    await run();
    file("0001-first.sql", "create table first (id int)");
    await expect(run()).rejects.toThrow(/0001-first 的编号小于已经执行的 2 号/);
    rmSync(join(folder, "0001-first.sql"));
    file("0002-second.sql", "create table second (id bigint)");
    await expect(run()).rejects.toThrow(/0002-second 在执行之后被改过/);
    rmSync(join(folder, "0002-second.sql"));
    await expect(run()).rejects.toThrow(/更新的版本写过（0002-second）/);
    expect(await tables()).toEqual(["migration", "second"]);
  });

  it("refuses two files with one number and names it cannot order", async () => {
    file("0001-a.sql", "");
    file("0001-b.sql", "");
    await expect(run()).rejects.toThrow(/两个迁移文件都是 0001 号/);
    rmSync(join(folder, "0001-b.sql"));
    file("second.sql", "");
    await expect(run()).rejects.toThrow(/second\.sql/);
  });

  it("lets several processes start at once; one applies, all succeed", async () => {
    file("0001-first.sql", "create table first (id int); select pg_sleep(0.1);");
    const applied = await Promise.all([run(), run(), run()]);
    expect(applied.flat()).toEqual(["0001-first"]);
  });

  it("applies the product's own migrations to an empty database", async () => {
    const names = await migrate({ connectionString: database.url });
    expect(names[0]).toMatch(/^0001-/);
    expect(await migrate({ connectionString: database.url })).toEqual([]);
  });
});
