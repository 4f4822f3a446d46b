import type { Scope } from "@lingzhu/domain/access";
import { longMoment } from "@lingzhu/domain/document";
import { dayOf } from "@lingzhu/domain/kernel";
import {
  commitmentResults,
  isServed,
  noticeResults,
  type CommitmentResult,
  type NoticeResult,
} from "@lingzhu/domain/outreach";
import {
  contradicting,
  outcomes,
  type Conflict,
  type ConflictQuery,
  type Outcome,
} from "@lingzhu/domain/patrol";
import type { Reading } from "../db/transact.ts";
import { writeXlsx, XLSX_MIME } from "../document/xlsx.ts";
import type { FileAnswer } from "../http/route.ts";
import * as store from "./conflict-store.ts";

type Kind = store.ReportRow["kind"];

/** Whether a report of that kind says that it went well. */
export function succeeded(kind: Kind, result: string): boolean {
  if (kind === "visit") return result === "checked";
  return kind === "notice" ? isServed(result as NoticeResult) : result === "signed";
}

function wordsOf(kind: Kind, result: string): string {
  if (kind === "visit") return `踏查，${outcomes[result as Outcome]}`;
  return kind === "notice"
    ? `告知书，${noticeResults[result as NoticeResult]}`
    : `承诺书，${commitmentResults[result as CommitmentResult]}`;
}

/** 结果不一致 within reach, latest day first. */
export const listConflicts = async (tx: Reading, scope: Scope, query: ConflictQuery): Promise<Conflict[]> =>
  conflictsAmong(await store.disagreements(tx, scope, query));

/** Those of a round in which somebody has a part, for the phone. */
export async function ownConflicts(
  tx: Reading,
  scope: Scope,
  personId: string,
  roundId: string,
): Promise<Conflict[]> {
  const rows = await store.disagreements(tx, scope, { roundId });
  const own = new Set(rows.filter((row) => row.authorId === personId).map(({ id }) => id));
  return conflictsAmong(rows).filter(({ reports }) => reports.some(({ factId }) => own.has(factId)));
}

function conflictsAmong(found: readonly store.ReportRow[]): Conflict[] {
  const groups = new Map<string, store.ReportRow[]>();
  for (const row of found) {
    const key = `${row.day} ${row.placeId} ${row.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((rows) => {
    const ids = contradicting(rows.map((row) => ({ ...row, succeeded: succeeded(row.kind, row.result) })));
    if (ids.size === 0) return [];
    const { placeId, placePath, community, day } = rows[0]!;
    const reports = rows
      .filter((row) => ids.has(row.id))
      .map(({ id, kind, recordedAt, by, result }) => ({
        factId: id,
        kind,
        at: recordedAt,
        by,
        words: wordsOf(kind, result),
      }));
    return [{ placeId, placePath, community, day, reports }];
  });
}

export async function conflictsXlsx(tx: Reading, scope: Scope, query: ConflictQuery): Promise<FileAnswer> {
  const conflicts = await listConflicts(tx, scope, query);
  const bytes = await writeXlsx({
    title: "结果不一致",
    asOf: tx.now,
    columns: [
      { header: "日期", width: 12, kind: "date" },
      { header: "社区", width: 14, kind: "text" },
      { header: "地点", width: 40, kind: "text" },
      { header: "时间", width: 20, kind: "text" },
      { header: "记录人", width: 12, kind: "text" },
      { header: "记录", width: 24, kind: "text" },
    ],
    rows: conflicts.flatMap(({ day, community, placePath, reports }) =>
      reports.map(({ at, by, words }) => [day, community, placePath, longMoment(at), by, words]),
    ),
    note: conflicts.length === 0 ? "在此范围内没有结果不一致的记录。" : null,
  });
  return { bytes, mime: XLSX_MIME, filename: `结果不一致-${dayOf(tx.now)}.xlsx` };
}
