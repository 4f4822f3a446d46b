import type { Scope } from "@lingzhu/domain/access";
import { longMoment } from "@lingzhu/domain/document";
import { dayOf } from "@lingzhu/domain/kernel";
import {
  commitmentResults,
  noticeResults,
  outreachShows,
  publicityForms,
  type OutreachQuery,
  type PublicityQuery,
} from "@lingzhu/domain/outreach";
import { seedReceivers, seedSpecies, seedWays } from "@lingzhu/domain/seed";
import { placeKinds } from "@lingzhu/domain/place";
import { writeXlsx, XLSX_MIME, type SheetList } from "../document/xlsx.ts";
import type { Reading } from "../db/transact.ts";
import type { FileAnswer } from "../http/route.ts";
import * as store from "./read-store.ts";

async function sheet(tx: Reading, list: Omit<SheetList, "asOf">): Promise<FileAnswer> {
  const bytes = await writeXlsx({ ...list, asOf: tx.now });
  return { bytes, mime: XLSX_MIME, filename: `${list.title}-${dayOf(tx.now)}.xlsx` };
}

/** The list under the same filters as on the screen, whole. */
export async function outreachXlsx(tx: Reading, scope: Scope, query: OutreachQuery): Promise<FileAnswer> {
  const items = await store.outreachRows(tx, scope, query, { after: null, limit: null });
  return sheet(tx, {
    title: outreachShows[query.show],
    columns: [
      { header: "社区", width: 14, kind: "text" },
      { header: "地点", width: 40, kind: "text" },
      { header: "类别", width: 8, kind: "text" },
      { header: "重点", width: 8, kind: "text" },
      { header: "告知书", width: 12, kind: "text" },
      { header: "告知日期", width: 12, kind: "date" },
      { header: "上门次数", width: 10, kind: "number" },
      { header: "承诺书", width: 10, kind: "text" },
      { header: "签订日期", width: 12, kind: "date" },
      { header: "包保人", width: 12, kind: "text" },
    ],
    rows: items.map((item) => [
      item.community,
      item.path,
      placeKinds[item.kind],
      item.isKey ? "重点" : null,
      item.notice === null ? null : noticeResults[item.notice],
      item.noticeAt === null ? null : dayOf(item.noticeAt),
      item.notices,
      item.commitment === null ? null : commitmentResults[item.commitment],
      item.commitmentAt === null ? null : dayOf(item.commitmentAt),
      item.contractCadre,
    ]),
    note: items.length === 0 ? "在此范围内没有这样的户和地块。" : null,
  });
}

export async function publicityXlsx(tx: Reading, scope: Scope, query: PublicityQuery): Promise<FileAnswer> {
  const items = await store.publicityOf(tx, scope, query);
  return sheet(tx, {
    title: "宣传活动",
    columns: [
      { header: "时间", width: 20, kind: "text" },
      { header: "形式", width: 10, kind: "text" },
      { header: "名称", width: 30, kind: "text" },
      { header: "地点", width: 30, kind: "text" },
      { header: "人次", width: 10, kind: "number" },
      { header: "资料份数", width: 10, kind: "number" },
      { header: "照片", width: 8, kind: "number" },
      { header: "记录人", width: 12, kind: "text" },
      { header: "说明", width: 30, kind: "text" },
    ],
    rows: items.map((item) => [
      longMoment(item.at),
      publicityForms[item.form],
      item.title,
      item.placePath ?? "全街道",
      item.people,
      item.materials,
      item.photographIds.length,
      item.by,
      item.note,
    ]),
    note: items.length === 0 ? "在此范围内没有登记宣传活动。" : null,
  });
}

export async function seedsXlsx(tx: Reading, scope: Scope, query: PublicityQuery): Promise<FileAnswer> {
  const items = await store.seedHandoversOf(tx, scope, query);
  return sheet(tx, {
    title: "种子收缴",
    columns: [
      { header: "时间", width: 20, kind: "text" },
      { header: "品种", width: 10, kind: "text" },
      { header: "种子（克）", width: 12, kind: "number" },
      { header: "幼苗（株）", width: 12, kind: "number" },
      { header: "方式", width: 12, kind: "text" },
      { header: "封签号", width: 16, kind: "text" },
      { header: "移交", width: 12, kind: "text" },
      { header: "地点", width: 30, kind: "text" },
      { header: "记录人", width: 12, kind: "text" },
      { header: "说明", width: 30, kind: "text" },
    ],
    rows: items.map((item) => [
      longMoment(item.at),
      seedSpecies[item.species],
      item.grams,
      item.seedlings,
      seedWays[item.way],
      item.sealNumber,
      seedReceivers[item.handedTo],
      item.placePath,
      item.by,
      item.note,
    ]),
    note: items.length === 0 ? "在此范围内没有登记种子收缴。" : null,
  });
}
