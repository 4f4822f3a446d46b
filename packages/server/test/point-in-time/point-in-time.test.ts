/**
 * The scripts of docs/operations.md, "Point in time", on the PostgreSQL of the system: what came before the moment is
 * there, what came after is not. Part of the system suite only (tools/test.mjs), which has PostgreSQL's own programs.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemPrograms } from "../database.ts";

const bin = systemPrograms()!;
let folder: string;
const at = (...path: string[]) => join(folder, ...path);

/** As the account that PostgreSQL must run as: `postgres` when this is root. */
function run(command: string, args: string[]): string {
  const asRoot = process.getuid?.() === 0;
  const [program, all] = asRoot ? ["runuser", ["-u", "postgres", "--", command, ...args]] : [command, args];
  const env = {
    ...process.env,
    PATH: `${bin}:${process.env["PATH"]}`,
    PGHOST: folder,
    PGUSER: "postgres",
    LC_ALL: "C",
  };
  const done = spawnSync(program, all, { encoding: "utf8", env, cwd: folder });
  if (done.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${done.stderr}${done.stdout}`);
  return done.stdout.trim();
}
const ask = (query: string) => run(join(bin, "psql"), ["-XAtc", query, "postgres"]);
const start = (data: string) =>
  run(join(bin, "pg_ctl"), [
    "start",
    "-w",
    "-t",
    "120",
    "-D",
    data,
    "-l",
    at("log"),
    "-o",
    `-k ${folder} -c listen_addresses=''`,
  ]);
const stop = (data: string) => run(join(bin, "pg_ctl"), ["stop", "-w", "-m", "fast", "-D", data]);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lingzhu-pitr-"));
  chmodSync(folder, 0o777);
  const scripts = fileURLToPath(new URL("../../../../tools/postgresql", import.meta.url));
  cpSync(scripts, at("scripts"), { recursive: true });
  for (const name of ["wal", "base"]) {
    mkdirSync(at(name));
    chmodSync(at(name), 0o777);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("goes back to the moment that is asked for", () => {
  run(join(bin, "initdb"), ["-D", at("data"), "-U", "postgres", "--auth=trust", "-N"]);
  start(at("data"));
  try {
    ask("alter system set archive_mode = on");
    ask(`alter system set archive_command = 'test ! -f ${at("wal")}/%f && cp %p ${at("wal")}/%f'`);
    stop(at("data"));
    start(at("data"));
    ask("create table noted (n int)");
    ask("insert into noted values (1)");
    const base = run("bash", [at("scripts", "base-backup.sh"), at("base")]);
    ask("insert into noted values (2)");
    const moment = ask("select clock_timestamp()");
    ask("select pg_sleep(1)");
    ask("insert into noted values (3)");
    ask("select pg_switch_wal()");
    stop(at("data"));
    run("bash", [at("scripts", "restore-to.sh"), base, at("wal"), moment, at("again")]);
    expect(() => run("bash", [at("scripts", "restore-to.sh"), base, at("wal"), moment, at("data")])).toThrow(
      "不是空文件夹",
    );
  } catch (error) {
    stop(at("data"));
    throw error;
  }
  start(at("again"));
  try {
    expect(ask("select string_agg(n::text, ',' order by n) from noted")).toBe("1,2");
  } finally {
    stop(at("again"));
  }
});
