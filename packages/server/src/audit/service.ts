import { actWord, type AuditFilter, type AuditPage, type AuditQuery } from "@lingzhu/domain/audit";
import { longMoment } from "@lingzhu/domain/document";
import { dayOf } from "@lingzhu/domain/kernel";
import type { Reading, Writing } from "../db/transact.ts";
import { writeXlsx } from "../document/xlsx.ts";
import type { FileAnswer } from "../http/route.ts";
import { canonical } from "./canonical.ts";
import { exportHeads } from "./head.ts";
import type { SigningKey } from "./signing-key.ts";
import * as store from "./store.ts";

/** More would not open in a spreadsheet; the filter by days cuts the log into parts. */
const MOST_EXPORTED = 100_000;

export async function listEntries(tx: Reading, { limit, ...query }: AuditQuery): Promise<AuditPage> {
  const items = await store.listEntries(tx, { ...query, limit: limit + 1 });
  return { items: items.slice(0, limit), more: items.length > limit };
}

/** Every account that ever acted. */
export const listActors = (tx: Reading) => store.actors(tx);

/** The log under a filter as a workbook; that somebody took it along is itself an entry. */
export async function entriesXlsx(tx: Writing, filter: AuditFilter): Promise<FileAnswer> {
  const entries = await store.listEntries(tx, { ...filter, limit: MOST_EXPORTED });
  const bytes = await writeXlsx({
    title: "审计记录",
    asOf: tx.now,
    columns: [
      { header: "序号", width: 10, kind: "number" },
      { header: "时间", width: 22, kind: "text" },
      { header: "账号", width: 14, kind: "text" },
      { header: "姓名", width: 12, kind: "text" },
      { header: "操作", width: 18, kind: "text" },
      { header: "对象", width: 38, kind: "text" },
      { header: "内容", width: 60, kind: "text" },
    ],
    rows: entries.map((entry) => [
      entry.seq,
      longMoment(entry.at),
      entry.actor?.login ?? "系统",
      entry.actor?.name ?? null,
      actWord(entry.act),
      entry.objectId,
      canonical(entry.detail),
    ]),
    note:
      entries.length === MOST_EXPORTED ? `只列出最近 ${MOST_EXPORTED} 条，更早的请按日期分段导出。` : null,
  });
  tx.audit({ act: "audit.export", noun: "audit", id: null, detail: { ...filter, entries: entries.length } });
  return {
    bytes,
    mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    filename: `审计记录-${dayOf(tx.now)}.xlsx`,
  };
}

export async function headsFile(tx: Reading, key: SigningKey): Promise<FileAnswer> {
  const file = await exportHeads(tx, key);
  return {
    bytes: Buffer.from(`${JSON.stringify(file, null, 2)}\n`),
    mime: "application/json",
    filename: `审计链头-${dayOf(tx.now)}.json`,
  };
}
