import { homedir } from "node:os";
import { resolve } from "node:path";

/** Everything the server reads from its environment; nothing else is read (docs/operations.md). */
export interface Config {
  host: string;
  port: number;
  /** Folder of everything this installation keeps. */
  dataDir: string;
  /** A PostgreSQL ≥ 15 of one's own; null runs the embedded one. */
  databaseUrl: string | null;
  /** Key of 天地图 for a base map, if the operator has one; without it nothing is asked of third parties. */
  tiandituKey: string | null;
  /** Folder of the nightly backup; null makes none. */
  backupDir: string | null;
}

export function readConfig(env: NodeJS.ProcessEnv, cwd = process.cwd()): Config {
  const port = Number(env["PORT"] ?? 8620);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT 应是 0–65535 的整数，现在是「${env["PORT"]}」。`);
  return {
    host: env["HOST"] || "127.0.0.1",
    port,
    dataDir: resolve(cwd, (env["LINGZHU_DATA"] || "data").replace(/^~(?=\/)/, homedir())),
    databaseUrl: env["DATABASE_URL"] || null,
    tiandituKey: env["LINGZHU_TIANDITU_KEY"] || null,
    backupDir: env["LINGZHU_BACKUP_DIR"] ? resolve(cwd, env["LINGZHU_BACKUP_DIR"]) : null,
  };
}
