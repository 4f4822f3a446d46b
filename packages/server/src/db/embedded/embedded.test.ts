import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findRunning, startEmbedded, type Embedded } from "./index.ts";

let dataDir: string;
let open: Embedded[];
let holders: ChildProcess[];

/** A data folder with a database that was made and stopped: a copy of it spares most tests the making. */
let made: string;

beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), "lingzhu-embedded-"));
  chmodSync(made, 0o711);
  const database = await startEmbedded({ dataDir: made, log: () => undefined });
  await database.stop();
});
afterAll(() => rmSync(made, { recursive: true, force: true }));

/** Gives this test's data folder a database, owned by whom it has to be. */
const copyMade = () => execFileSync("cp", ["-Rp", join(made, "postgres"), dataDir]);

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "lingzhu-embedded-"));
  chmodSync(dataDir, 0o711);
  open = [];
  holders = [];
});
afterEach(async () => {
  for (const database of open) await database.stop();
  for (const holder of holders) holder.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(folder = dataDir, lines: string[] = []): Promise<Embedded> {
  const database = await startEmbedded({ dataDir: folder, log: (line) => lines.push(line) });
  open.push(database);
  return database;
}

async function ask<R extends object>(database: Embedded, sql: string): Promise<R[]> {
  const client = new Client({ connectionString: database.connectionString });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Asks until it answers: the database is being recovered meanwhile. */
async function askPatiently<R extends object>(database: Embedded, sql: string): Promise<R[]> {
  let rows: R[] | null = null;
  await expect.poll(async () => (rows = await ask<R>(database, sql).catch(() => null))).not.toBeNull();
  return rows!;
}

/** Waits until the supervisor has its lock on the database again: that comes a moment after the first answers. */
const recovered = (lines: string[], times = 1) =>
  expect.poll(() => lines.filter((line) => line === "数据库已恢复。").length).toBeGreaterThanOrEqual(times);

/** Another process that holds the database, and what it said. */
async function hold(): Promise<{ holder: ChildProcess; said: string }> {
  const script = fileURLToPath(new URL("../../../test/hold-database.mjs", import.meta.url));
  const holder = spawn(process.execPath, [script, dataDir], { stdio: ["ignore", "pipe", "inherit"] });
  holders.push(holder);
  const [said] = (await once(holder.stdout!, "data")) as [Buffer];
  return { holder, said: said.toString().trim() };
}

const pidFile = () => join(dataDir, "postgres", "cluster", "postmaster.pid");
const postmasterPid = () => Number(readFileSync(pidFile(), "utf8").split("\n")[0]);

describe("startEmbedded", () => {
  it("makes a durable database of an ordinary role, and finds the data again at the next start", async () => {
    const first = await start();
    await ask(first, "create table plot (name text); insert into plot values ('菜地'), ('Ä'), ('b'), ('B')");
    const [facts] = await ask(
      first,
      `select current_user::text as role, rolsuper as superuser, current_database() as database,
         current_setting('fsync') as fsync, current_setting('data_checksums') as checksums,
         current_setting('server_encoding') as encoding
       from pg_roles where rolname = current_user`,
    );
    expect(facts).toEqual({
      role: "lingzhu",
      superuser: false,
      database: "lingzhu",
      fsync: "on",
      checksums: "on",
      encoding: "UTF8",
    });
    await first.stop();
    expect(existsSync(pidFile())).toBe(false);

    const second = await start();
    expect(await ask(second, "select name from plot order by name")).toEqual([
      { name: "B" },
      { name: "b" },
      { name: "Ä" },
      { name: "菜地" },
    ]);
  });

  it("refuses a second process in plain words and leaves the first alone", async () => {
    copyMade();
    const first = await start();
    const { said } = await hold();
    expect(said).toMatch(/^refused database\.folder-in-use 另一个零株/);
    expect(said).toContain(`进程 ${process.pid}`);
    expect(await ask(first, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("lets exactly one of two win that start at once on a new folder", async () => {
    const results = await Promise.allSettled([start(), hold()]);
    const [here, there] = results;
    const won = [here?.status === "fulfilled", there?.status === "fulfilled" && there.value.said === "ready"];
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(existsSync(pidFile())).toBe(true);
  });

  it("lives where its account can get at it, and is found again after the data folder was renamed", async () => {
    const closed = join(dataDir, "closed");
    mkdirSync(closed, { mode: 0o700 });
    const lines: string[] = [];
    const first = await start(closed, lines);
    // Only under root does PostgreSQL run as somebody else, who cannot enter this folder.
    const elsewhere = process.getuid?.() === 0;
    try {
      expect(first.where).toMatch(elsewhere ? /^\/var\/lib\/lingzhu\// : /closed\/postgres$/);
      expect(lines.some((line) => line.includes(`数据库放在 ${first.where}`))).toBe(elsewhere);
      await ask(first, "create table plot (name text)");
      await first.stop();
      const renamed = join(dataDir, "renamed");
      renameSync(closed, renamed);
      const second = await start(renamed);
      expect(await ask(second, "select count(*)::int as count from plot")).toEqual([{ count: 0 }]);
      await second.stop();
    } finally {
      rmSync(first.where, { recursive: true, force: true });
    }
  });

  it("is found by another command while it runs, and not afterwards", async () => {
    expect(await findRunning(dataDir)).toBeNull();
    const first = await start();
    expect(await findRunning(dataDir)).toEqual(first.connection);
    await first.stop();
    expect(await findRunning(dataDir)).toBeNull();
  });

  it("works below a folder whose name has spaces, quotes and Chinese, and with a path too long for a socket", async () => {
    const odd = join(dataDir, `西关 街道, "2024"'s`);
    expect(await ask(await start(odd), "select 1 as one")).toEqual([{ one: 1 }]);
    const long = join(dataDir, "很长的文件夹名".repeat(8));
    const database = await start(long);
    expect(database.connection.host).toBe("127.0.0.1");
    expect(await ask(database, "select 1 as one")).toEqual([{ one: 1 }]);
    await expect(
      new Client({ ...database.connection, password: "guess" }).connect(),
      "a port on the loopback address is open to every user of the machine",
    ).rejects.toThrow(/password/);
  });
});

describe("recovery", () => {
  beforeEach(copyMade);

  it("starts PostgreSQL again after kill -9, on the same address, with every acknowledged row", async () => {
    const lines: string[] = [];
    const database = await start(dataDir, lines);
    await ask(database, "create table visit (id int)");
    for (let id = 1; id <= 3; id++) {
      await ask(database, `insert into visit values (${id})`);
      process.kill(postmasterPid(), "SIGKILL");
      expect(await askPatiently(database, "select count(*)::int as count from visit")).toEqual([
        { count: id },
      ]);
      await recovered(lines, id);
    }
  });

  it("survives the kill of a single backend, which makes PostgreSQL drop every connection", async () => {
    const lines: string[] = [];
    const database = await start(dataDir, lines);
    const before = postmasterPid();
    const [backend] = await ask<{ pid: number }>(
      database,
      "select pid from pg_stat_activity where application_name ~ '^lingzhu \\d' limit 1",
    );
    expect(backend, "other users' sessions are visible by name").toBeDefined();
    process.kill(backend!.pid, "SIGKILL");
    expect(await askPatiently(database, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(postmasterPid()).toBe(before);
    await recovered(lines);
    const { said } = await hold();
    expect(said, "the lock is held again").toMatch(/^refused database\.folder-in-use/);
  });

  it("takes over what a killed server left running", async () => {
    const { holder } = await hold();
    const left = postmasterPid();
    holder.kill("SIGKILL");
    await once(holder, "exit");
    const lines: string[] = [];
    const database = await start(dataDir, lines);
    expect(await ask(database, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(postmasterPid()).not.toBe(left);
    expect(lines).toEqual([expect.stringContaining("正在接管")]);
  });

  it.each([
    ["a process that is not PostgreSQL", () => process.pid],
    ["a process that is gone", () => 2_000_000_000],
    ["a zombie", () => zombie()],
    ["nothing readable", () => "" as const],
  ])("starts over a postmaster.pid that names %s", async (_what, pid) => {
    const first = await start();
    await ask(first, "create table visit (id int)");
    await first.stop();
    const cluster = join(dataDir, "postgres", "cluster");
    writeFileSync(
      pidFile(),
      pid() === "" ? "" : `${await pid()}\n${cluster}\n1700000000\n5432\n${dataDir}\n\n`,
    );
    expect(await ask(await start(), "select count(*)::int as count from visit")).toEqual([{ count: 0 }]);
  });

  /** A dead process whose parent never asks for it, as in a container without an init. */
  async function zombie(): Promise<number> {
    const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 60"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    holders.push(parent);
    const [text] = (await once(parent.stdout, "data")) as [Buffer];
    const pid = Number(text);
    const state = () => execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
    await expect.poll(state).toMatch(/^Z/);
    return pid;
  }

  it("clears away a first run that was killed half-way", async () => {
    rmSync(join(dataDir, "postgres"), { recursive: true });
    const torn = join(dataDir, "postgres", "cluster.new-2000000000");
    mkdirSync(join(torn, "base"), { recursive: true });
    await start();
    expect(existsSync(torn)).toBe(false);
  });
});

describe("refusals that keep data safe", () => {
  it("does not open a cluster of another major version", async () => {
    copyMade();
    writeFileSync(join(dataDir, "postgres", "cluster", "PG_VERSION"), "16\n");
    await expect(start()).rejects.toMatchObject({ code: "database.version", params: { made: "16" } });
  });

  it("does not make a new database when the known one is gone", async () => {
    writeFileSync(join(dataDir, "database-folder.txt"), `${join(dataDir, "gone")}\n`);
    await expect(start()).rejects.toMatchObject({ code: "database.folder-lost" });
    expect(existsSync(join(dataDir, "postgres", "cluster"))).toBe(false);
  });

  it("says what to set when there are no programs for this machine", async () => {
    await expect(startEmbedded({ dataDir, log: () => undefined, programs: "/nowhere" })).rejects.toThrow(
      /DATABASE_URL/,
    );
  });
});
