/** Disk, files, program and certificate: what can be seen without the database. */
import { accessSync, constants, existsSync, readdirSync, readFileSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../config.ts";
import { certificateOf } from "../http/tls.ts";
import { bad, fine, warn, type Check } from "./check.ts";

const GIB = 1 << 30;
const DAY = 24 * 3_600_000;
const gib = (bytes: number) => `${(bytes / GIB).toFixed(1)} GB`;

export function checkProgram(version: string, node: string): Check {
  const of = { name: "program", word: "程序" };
  const [major, minor] = node.split(".").map(Number) as [number, number];
  const words = `零株 ${version}，Node.js ${node}`;
  if (major < 20 || (major === 20 && minor < 19)) return bad(of, words, "请安装 Node.js 24（至少 20.19）。");
  return major < 22 ? warn(of, words, "Node.js 20 已停止维护，请换成 24。") : fine(of, words);
}

/** `folder` is looked at as it stands; a folder that does not exist yet is fine. */
export function checkDisk(folder: string): Check {
  const of = { name: "disk", word: "磁盘" };
  if (!existsSync(folder)) return fine(of, `${folder} 尚未建立`);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    return bad(
      of,
      `${folder} 不能写入`,
      "请检查磁盘是否只读、文件夹归谁所有；修好前不会丢失已保存的数据，但不能再保存。",
    );
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const words = `${folder} 还有 ${gib(free)} 可用`;
  if (free < GIB / 4)
    return bad(of, words, "请马上腾出空间或换一块磁盘；磁盘写满后新的记录将留在各人手机上，不能上传。");
  return free < 2 * GIB ? warn(of, words, "请在本周内腾出空间。") : fine(of, words);
}

/** Keys must be readable by their owner only. */
export function checkSecrets(dataDir: string): Check {
  const of = { name: "secrets", word: "密钥文件" };
  const folder = join(dataDir, "secrets");
  if (!existsSync(folder)) return fine(of, "尚未建立");
  const names = readdirSync(folder);
  if (process.platform === "win32") return fine(of, `${names.length} 个`);
  const open = names.filter((name) => (statSync(join(folder, name)).mode & 0o077) !== 0);
  return open.length > 0
    ? bad(of, `${open.join("、")} 别人也能读`, `请运行 chmod 600 ${join(folder, "*")}，并考虑是否已泄露。`)
    : fine(of, `${names.length} 个，只有本账号能读`);
}

export function checkCertificate({ tls, host }: Pick<Config, "tls" | "host">, now: number): Check {
  const of = { name: "certificate", word: "证书" };
  if (!tls) {
    return host === "127.0.0.1"
      ? fine(of, "只在本机使用，未设证书")
      : warn(
          of,
          "没有证书，手机不能离线使用",
          "请设置 LINGZHU_TLS_CERT 和 LINGZHU_TLS_KEY，或放在带证书的代理后面。",
        );
  }
  try {
    const { validTo, names } = certificateOf(readFileSync(tls.certFile));
    const days = Math.floor((validTo - now) / DAY);
    const words = `${names}，还有 ${days} 天到期`;
    if (days < 0) return bad(of, `${names} 已过期`, "请换新证书，然后给服务发 SIGHUP 或重启。");
    return days < 15 ? warn(of, words, "请尽快换新证书，然后给服务发 SIGHUP 或重启。") : fine(of, words);
  } catch (error) {
    return bad(of, `证书读不出来：${(error as Error).message}`, "请核对 LINGZHU_TLS_CERT 指的文件。");
  }
}

/** Age of the newest database file in the backup folder. */
export function checkBackups(config: Pick<Config, "backupDir" | "dataDir">, now: number): Check {
  const of = { name: "backup", word: "备份" };
  const { backupDir } = config;
  if (!backupDir) return warn(of, "没有设置每晚备份", "请设置 LINGZHU_BACKUP_DIR，最好是另一块磁盘。");
  const files = existsSync(backupDir)
    ? readdirSync(backupDir)
        .filter((name) => /^database-[\dT]+\.lzb$/.test(name))
        .sort()
    : [];
  const newest = files.at(-1);
  if (!newest)
    return bad(of, `${backupDir} 里还没有备份`, "请运行 lingzhu backup 那个文件夹，并查看失败原因。");
  const hours = Math.floor((now - statSync(join(backupDir, newest)).mtimeMs) / 3_600_000);
  const words = `最近一次在 ${hours} 小时前，共 ${files.length} 份`;
  return hours > 36 ? bad(of, words, "每晚备份没有做成：请看“定时工作”的失败原因。") : fine(of, words);
}
