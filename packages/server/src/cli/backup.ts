import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { longMoment } from "@lingzhu/domain/document";
import { backupKey, openingKey, wordsOfKey } from "../backup/backup-key.ts";
import { backupToFile, backupToFolder, type BackupReport } from "../backup/backup.ts";
import { checkRestore, restore, type RestoreReport } from "../backup/restore.ts";
import { readConfig } from "../config.ts";
import { answer, EXIT, type Io } from "./io.ts";
import { withHouse } from "./open.ts";

/** `lingzhu backup FILE|FOLDER` and `lingzhu backup key`. */
export async function backupCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: "boolean", default: false } },
  });
  const [target] = positionals;
  if (target === undefined || positionals.length > 1) {
    io.stderr.write(
      "用法：lingzhu backup 文件或文件夹 [--json]\n      lingzhu backup key    显示备份密钥，供抄存\n",
    );
    return EXIT.usage;
  }
  if (target === "key") return showKey(io);
  const path = resolve(target);
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  const report = await withHouse(async (floor, { dataDir }, pool) => {
    const { key, made, file } = backupKey(dataDir);
    if (made)
      io.stderr.write(`备份密钥已生成在 ${file}。没有它备份打不开：请运行 lingzhu backup key 抄存到别处。\n`);
    const parts = { floor, pool, dataDir, key };
    return isFolder ? backupToFolder(parts, path) : backupToFile(parts, path);
  });
  answer(io, values.json, report, backupWords(report));
  return report.mediaMissing > 0 ? EXIT.failed : EXIT.done;
}

function showKey(io: Io): number {
  const { key } = backupKey(readConfig(process.env).dataDir);
  io.stdout.write(`${wordsOfKey(key)}\n`);
  io.stderr.write("请把这一行抄在纸上，与备份分开保存。拿到它和备份的人能读到全部数据。\n");
  return EXIT.done;
}

const backupWords = ({ path, rows, media, mediaAdded, mediaMissing }: BackupReport) =>
  `已备份到 ${path}：${rows} 行数据，${media} 张照片（本次写入 ${mediaAdded} 张）。` +
  (mediaMissing > 0 ? `有 ${mediaMissing} 张照片在本机缺失或损坏，没有备份到。` : "");

/** `lingzhu restore FILE|FOLDER [--check] [--key FILE]`. */
export async function restoreCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      check: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      key: { type: "string" },
    },
  });
  const [source] = positionals;
  if (source === undefined || positionals.length > 1) {
    io.stderr.write("用法：lingzhu restore 文件或文件夹 [--check] [--key 密钥文件] [--json]\n");
    return EXIT.usage;
  }
  const config = readConfig(process.env);
  const key = openingKey(config.dataDir, values.key);
  const say = (line: string) => void io.stderr.write(`${line}\n`);
  const report = values.check
    ? await checkRestore(resolve(source), key, say)
    : await restore(resolve(source), key, config, say);
  answer(io, values.json, report, restoreWords(report, values.check));
  return report.audit.ok && report.mediaMissing === 0 ? EXIT.done : EXIT.failed;
}

const restoreWords = (report: RestoreReport, check: boolean) =>
  `${check ? "试恢复成功，没有改动任何数据" : "已恢复"}：${longMoment(report.createdAt)}的备份，` +
  `${report.rows} 行数据，${report.media} 张照片，审计链 ${report.audit.entries} 条${report.audit.ok ? "完整" : "不完整"}。` +
  (report.mediaMissing > 0 ? `有 ${report.mediaMissing} 张照片不在备份里。` : "");
