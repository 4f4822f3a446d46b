/** A backup made by itself before the structure of a database that holds something is changed. */
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Client, type ClientConfig } from "pg";
import { connect } from "../db/database.ts";
import { newestMigration } from "../db/migrate.ts";
import { layFloor } from "../floor.ts";
import { backupKey } from "./backup-key.ts";
import { backupToFile } from "./backup.ts";

const KEEP = 3;

/**
 * Backs the database up into `<data>/before-upgrade/` when migrations are about to change it and somebody works in it.
 * Photographs stay where they are: an upgrade does not touch them, and they would double the folder.
 * @returns the file, or null when there was nothing to do.
 */
export async function backUpBeforeUpgrade(
  database: ClientConfig,
  dataDir: string,
  say: (line: string) => void,
  newest = newestMigration(),
): Promise<string | null> {
  const stands = await standOf(database);
  if (stands === null || stands >= newest) return null;
  const folder = join(dataDir, "before-upgrade");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const connection = connect(database as never);
  try {
    const floor = layFloor(connection.db, dataDir);
    const path = join(folder, `structure-${String(stands).padStart(4, "0")}-${Date.now()}.lzb`);
    const parts = { floor, pool: connection.pool, dataDir, key: backupKey(dataDir).key };
    await backupToFile(parts, path, { media: false });
    say(`升级数据库结构之前已备份到 ${path}。`);
    await thin(folder);
    return path;
  } finally {
    await connection.close();
  }
}

/** Number of the last migration of a database in which somebody works; null for a new or empty one. */
async function standOf(database: ClientConfig): Promise<number | null> {
  const client = new Client(database);
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ known: boolean }>(
      "select to_regclass('migration') is not null and to_regclass('login') is not null as known",
    );
    if (!tables[0]!.known) return null;
    const { rows } = await client.query<{ stands: number; accounts: number }>(
      "select (select max(number) from migration) as stands, (select count(*)::int from login) as accounts",
    );
    return rows[0]!.accounts > 0 ? rows[0]!.stands : null;
  } finally {
    await client.end();
  }
}

/** Keeps the newest few. */
async function thin(folder: string): Promise<void> {
  const made = (name: string) => Number(/-(\d+)\.lzb$/.exec(name)?.[1] ?? 0);
  const names = (await readdir(folder))
    .filter((name) => name.endsWith(".lzb"))
    .sort((a, b) => made(a) - made(b));
  for (const name of names.slice(0, -KEEP)) await rm(join(folder, name));
}
