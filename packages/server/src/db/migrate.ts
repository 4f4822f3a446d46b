import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client, type ClientConfig } from "pg";
import { problem } from "@lingzhu/domain/kernel";

/** Where the migrations of this program are; the same from `src` and from `dist`. */
const OWN_MIGRATIONS = fileURLToPath(new URL("../../migrations/", import.meta.url));

/** One file `NNNN-<name>.sql`. */
interface Migration {
  number: number;
  name: string;
  sql: string;
  /** SHA-256 of the text with line ends as `\n`, so that a Windows checkout agrees. */
  sha256: string;
}

/** An arbitrary number that every version of ours must share: only one process migrates at a time. */
const MIGRATION_LOCK = 5_138_078;

/**
 * Brings a database to the state that this program expects: plain SQL files in the order of their
 * numbers, each in a transaction of its own, recorded in table `migration`. Several processes may call it
 * at once; one works and the others find it done.
 *
 * @param to a `pg` client configuration, for instance `{ connectionString }`; the role must own the database.
 * @param options.upTo stops after this number: a backup is filled into the structure that it was made of.
 * @returns the names that were applied now, in order.
 * @throws Problem `database.migration` when an applied file was changed, is unknown here (the database is
 *   newer than the program), was added below one already applied, or fails.
 */
export async function migrate(
  to: ClientConfig,
  options: { folder?: string; log?: (line: string) => void; upTo?: number } = {},
): Promise<string[]> {
  const all = readMigrations(options.folder ?? OWN_MIGRATIONS);
  const migrations = all.filter(({ number }) => number <= (options.upTo ?? Infinity));
  const client = new Client({ application_name: "lingzhu migrate", ...to });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await client.query(
      `create table if not exists migration (
         number integer primary key, name text not null, sha256 text not null,
         applied_at timestamptz not null default now())`,
    );
    const { rows } = await client.query<Omit<Migration, "sql">>(
      "select number, name, sha256 from migration order by number",
    );
    const pending = comparePast(rows, migrations);
    for (const migration of pending) {
      await apply(client, migration);
      options.log?.(`数据库结构已更新：${migration.name}`);
    }
    return pending.map(({ name }) => name);
  } finally {
    // Ends the lock with it.
    await client.end();
  }
}

/** Number of the newest migration that this program knows. */
export const newestMigration = (): number => readMigrations(OWN_MIGRATIONS).at(-1)!.number;

/** Reads the migration files of a folder in order. */
function readMigrations(folder: string): Migration[] {
  const migrations = readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .map((file) => {
      const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1] ?? Number.NaN);
      if (Number.isNaN(number))
        throw problem("database.migration", { reason: `${file} 的名字不合 NNNN-name.sql` });
      const sql = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n");
      return { number, name: file.slice(0, -4), sql, sha256: createHash("sha256").update(sql).digest("hex") };
    })
    .sort((a, b) => a.number - b.number);
  const twice = migrations.find(({ number }, index) => migrations[index + 1]?.number === number);
  if (twice)
    throw problem("database.migration", { reason: `有两个迁移文件都是 ${twice.name.slice(0, 4)} 号` });
  return migrations;
}

/** What is still to do, once the past agrees with the files. */
function comparePast(past: readonly Omit<Migration, "sql">[], files: readonly Migration[]): Migration[] {
  const known = new Map(files.map((file) => [file.number, file]));
  for (const { number, name, sha256 } of past) {
    const file = known.get(number);
    if (!file) {
      throw problem("database.migration", {
        reason: `数据库由更新的版本写过（${name}），请使用那个版本或更新的版本`,
      });
    }
    if (file.sha256 !== sha256) {
      throw problem("database.migration", {
        reason: `迁移文件 ${file.name} 在执行之后被改过，请恢复原文件，改动另写一个新文件`,
      });
    }
  }
  const done = new Set(past.map(({ number }) => number));
  const last = Math.max(0, ...done);
  const pending = files.filter(({ number }) => !done.has(number));
  const late = pending.find(({ number }) => number < last);
  if (late) {
    throw problem("database.migration", {
      reason: `${late.name} 的编号小于已经执行的 ${last} 号，请改成更大的编号`,
    });
  }
  return pending;
}

async function apply(client: Client, { number, name, sql, sha256 }: Migration): Promise<void> {
  try {
    await client.query("begin");
    await client.query(sql);
    await client.query("insert into migration (number, name, sha256) values ($1, $2, $3)", [
      number,
      name,
      sha256,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw problem("database.migration", { reason: `${name} 执行失败：${(error as Error).message}` });
  }
}
