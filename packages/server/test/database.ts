/**
 * PostgreSQL for the tests: one server for a test run (vitest's globalSetup), one database for each test
 * file, copied from a template that was migrated once.
 *
 * `LINGZHU_TEST_DATABASE`: unset or `embedded` the embedded PostgreSQL; `system` the oldest
 * PostgreSQL ≥ 15 of the system in a throw-away cluster; a `postgres://…` URL of a role that may create roles and databases.
 */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, type ClientConfig } from "pg";
import type { TestProject } from "vitest/node";
import { connectionString, startEmbedded } from "../src/db/embedded/index.ts";
import { findPostmaster } from "../src/db/embedded/postmaster.ts";
import { migrate } from "../src/db/migrate.ts";

/** Programs of the oldest supported PostgreSQL on this system, where Debian puts them, or null. */
export function systemPrograms(): string | null {
  const folder = "/usr/lib/postgresql";
  const versions = existsSync(folder) ? readdirSync(folder).map(Number) : [];
  const oldest = versions.filter((version) => version >= 15).sort((a, b) => a - b)[0];
  return oldest === undefined ? null : join(folder, String(oldest), "bin");
}

/** Loses data when the machine stops, never when a process does; a test run is thrown away anyhow. */
const FAST = { fsync: "off", full_page_writes: "off", synchronous_commit: "off", max_connections: "300" };

/** What the test processes are told by the environment, which they inherit. */
const SERVER = "LINGZHU_TEST_SERVER";

interface TestServer {
  /** URL of a role that may create databases. */
  admin: string;
  /** Ordinary role that owns the test databases, as the application's does. */
  role: string;
  password: string;
  template: string;
}

/** A database of one's own, migrated and empty. */
export interface TestDatabase {
  /** URL as an ordinary role that owns it. */
  url: string;
  /** Drops it; open connections are cut. */
  close(): Promise<void>;
}

/** Makes a database for this test file. Call `close` when done with it. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = JSON.parse(process.env[SERVER] ?? "null") as TestServer | null;
  if (!server)
    throw new Error("openTestDatabase: runs in vitest's project `server` only (see vitest.config.ts)");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await ask(server.admin, `create database ${name} template ${server.template} owner ${server.role}`);
  return {
    url: urlOf(server, name),
    close: () => ask(server.admin, `drop database if exists ${name} with (force)`),
  };
}

/** vitest's globalSetup: starts the server and makes the template; returns what ends it. */
export default async function setup(_project: TestProject): Promise<() => Promise<void>> {
  const wanted = process.env["LINGZHU_TEST_DATABASE"] || "embedded";
  const started = /^postgres(ql)?:/.test(wanted) ? null : await startThrowAway(wanted);
  const id = randomBytes(4).toString("hex");
  const server: TestServer = {
    admin: started?.admin ?? wanted,
    role: `lingzhu_test_${id}`,
    password: randomBytes(12).toString("hex"),
    template: `lingzhu_template_${id}`,
  };
  try {
    await ask(server.admin, `create role ${server.role} login nosuperuser password '${server.password}'`);
    // Needed where the given URL is not of a superuser.
    await ask(server.admin, `grant ${server.role} to current_user`);
    await ask(server.admin, `create database ${server.template} owner ${server.role}`);
    await migrate({ connectionString: urlOf(server, server.template) });
  } catch (error) {
    await started?.end();
    throw error;
  }
  process.env[SERVER] = JSON.stringify(server);
  return async () => {
    if (started) return started.end();
    const left = new Client({ connectionString: server.admin });
    await left.connect();
    const { rows } = await left.query<{ datname: string }>(
      "select datname from pg_database where datdba = (select oid from pg_roles where rolname = $1)",
      [server.role],
    );
    for (const { datname } of rows) await left.query(`drop database if exists ${datname} with (force)`);
    await left.query(`drop role ${server.role}`);
    await left.end();
  };
}

async function startThrowAway(kind: string): Promise<{ admin: string; end(): Promise<void> }> {
  if (kind !== "embedded" && kind !== "system") {
    throw new Error(`LINGZHU_TEST_DATABASE=${kind}: give "embedded", "system" or a postgres:// URL`);
  }
  const programs = kind === "system" ? systemPrograms() : null;
  if (kind === "system" && !programs) {
    throw new Error("no PostgreSQL ≥ 15 in /usr/lib/postgresql (Debian package: postgresql)");
  }
  const dataDir = join(tmpdir(), `lingzhu-test-${process.pid}`);
  await sweepAbandoned();
  mkdirSync(dataDir, { recursive: true });
  const database = await startEmbedded({
    dataDir,
    log: () => undefined,
    settings: FAST,
    ...(programs && { programs }),
  });
  return {
    admin: connectionString(database.superuser),
    end: async () => {
      await database.stop();
      for (const folder of [database.where, dataDir]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ends and removes the servers of test runs that were killed. */
async function sweepAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^lingzhu-test-(\d+)$/.exec(name)?.[1] ?? 0);
    if (pid === 0 || lives(pid)) continue;
    try {
      const running = await findPostmaster(join(tmpdir(), name, "postgres", "cluster"));
      if (running) process.kill(running.pid, "SIGQUIT");
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Somebody else's; theirs to sweep.
    }
  }
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function urlOf(server: TestServer, database: string): string {
  const url = new URL(server.admin);
  url.username = server.role;
  url.password = server.password;
  url.pathname = `/${database}`;
  return url.href;
}

async function ask(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url } satisfies ClientConfig);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
