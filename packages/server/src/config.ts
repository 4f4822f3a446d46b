import { homedir } from "node:os";
import { resolve } from "node:path";
import type { TlsFiles } from "./http/tls.ts";

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
  /** Certificate and key for the server's own TLS; null speaks plain HTTP. */
  tls: TlsFiles | null;
  /** Behind a proxy on this machine that speaks TLS and says for whom. */
  behindProxy: boolean;
  /** What other machines must show to read /metrics; null answers this machine only. */
  metricsToken: string | null;
  /** How much goes to the log: warn, or info for every request. */
  logLevel: "warn" | "info";
  /** Whom push services may write to; setting it turns Web Push on. */
  pushContact: string | null;
}

export function readConfig(env: NodeJS.ProcessEnv, cwd = process.cwd()): Config {
  const port = Number(env["PORT"] || 8620);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT 应是 0–65535 的整数，现在是「${env["PORT"]}」。`);
  const pushContact = env["LINGZHU_PUSH_CONTACT"] || null;
  if (pushContact !== null && !/^(mailto:.+@.+|https:\/\/.+)$/.test(pushContact))
    throw new Error(`LINGZHU_PUSH_CONTACT 应是 mailto: 或 https: 开头的联系地址，现在是「${pushContact}」。`);
  return {
    host: env["HOST"] || "127.0.0.1",
    port,
    dataDir: resolve(cwd, (env["LINGZHU_DATA"] || "data").replace(/^~(?=\/)/, homedir())),
    databaseUrl: env["DATABASE_URL"] || null,
    tiandituKey: env["LINGZHU_TIANDITU_KEY"] || null,
    tls: tlsOf(env["LINGZHU_TLS_CERT"], env["LINGZHU_TLS_KEY"], cwd),
    behindProxy: env["LINGZHU_BEHIND_PROXY"] === "1",
    metricsToken: env["LINGZHU_METRICS_TOKEN"] || null,
    logLevel: env["LINGZHU_LOG"] === "info" ? "info" : "warn",
    backupDir: env["LINGZHU_BACKUP_DIR"] ? resolve(cwd, env["LINGZHU_BACKUP_DIR"]) : null,
    pushContact,
  };
}

function tlsOf(cert: string | undefined, key: string | undefined, cwd: string): TlsFiles | null {
  if (!cert && !key) return null;
  if (!cert || !key)
    throw new Error("LINGZHU_TLS_CERT 和 LINGZHU_TLS_KEY 要一起设置：一个是证书，一个是私钥。");
  return { certFile: resolve(cwd, cert), keyFile: resolve(cwd, key) };
}
