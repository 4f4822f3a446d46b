import type { z } from "zod";
import type { Actor, Scope } from "@lingzhu/domain/access";
import { longMoment } from "@lingzhu/domain/document";
import { dayOf, problem } from "@lingzhu/domain/kernel";
import { outcomes } from "@lingzhu/domain/patrol";
import {
  doubtKinds,
  grades,
  reasonWords,
  type ApproveVisit,
  type DoubtList,
  type DoubtQuery,
  type OwnPresence,
} from "@lingzhu/domain/presence";
import type { Floor, Reading } from "../db/transact.ts";
import { writeXlsx, XLSX_MIME } from "../document/xlsx.ts";
import type { FileAnswer } from "../http/route.ts";
import { takeFromConsole } from "../sync/service.ts";
import * as store from "./read-store.ts";

/** One's own grades: the worker sees what the office sees. */
export const viewOwnPresence = (tx: Reading, actor: Actor, roundId: string): Promise<OwnPresence> =>
  store.ownPresence(tx, actor.personId, roundId);

export async function listDoubts(
  tx: Reading,
  scope: Scope,
  { after, limit, ...query }: DoubtQuery,
): Promise<DoubtList> {
  const rows = await store.doubts(tx, scope, query, {
    after: after ? cursorOf(after) : null,
    limit: limit + 1,
  });
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  const counts = await store.countDoubts(tx, scope, query);
  return {
    items,
    total: counts[query.show],
    next: last ? `${last.recordedAt} ${last.visitId}` : null,
    counts,
  };
}

/** How many visits of each round are in doubt with nobody standing for them. */
export const openDoubts = (tx: Reading, scope: Scope): Promise<Map<string, number>> =>
  store.openDoubtsByRound(tx, scope);

function cursorOf(after: string): { at: number; id: string } {
  const [, at, id] = /^(\d{1,15}) ([0-9a-f-]{36})$/i.exec(after) ?? [];
  if (at === undefined || id === undefined)
    throw problem("input.invalid", { issues: [{ path: "after", reason: "翻页位置不对，请回到第一页" }] });
  return { at: Number(at), id };
}

/** The list as shown, whole. */
export async function doubtsXlsx(tx: Reading, scope: Scope, query: DoubtQuery): Promise<FileAnswer> {
  const items = await store.doubts(tx, scope, query, { after: null, limit: null });
  const title = `到户可信程度（${doubtKinds[query.show]}）`;
  const bytes = await writeXlsx({
    title,
    asOf: tx.now,
    columns: [
      { header: "社区", width: 14, kind: "text" },
      { header: "地点", width: 40, kind: "text" },
      { header: "踏查人", width: 12, kind: "text" },
      { header: "时间", width: 20, kind: "text" },
      { header: "结果", width: 10, kind: "text" },
      { header: "可信程度", width: 10, kind: "text" },
      { header: "理由", width: 50, kind: "text" },
      { header: "认定人", width: 12, kind: "text" },
      { header: "认定依据", width: 30, kind: "text" },
    ],
    rows: items.map(({ community, placePath, by, recordedAt, outcome, presence }) => [
      community,
      placePath,
      by,
      longMoment(recordedAt),
      outcomes[outcome],
      grades[presence.grade],
      presence.reasons.map(reasonWords).join("；"),
      presence.approval?.by ?? null,
      presence.approval?.reason ?? null,
    ]),
    note: items.length === 0 ? "在此范围内没有这样的踏查记录。" : null,
  });
  return { bytes, mime: XLSX_MIME, filename: `${title}-${dayOf(tx.now)}.xlsx` };
}

/** A named person stands for a visit, or takes that back; recorded as a fact like any other. */
export async function approveVisit(
  floor: Floor,
  actor: Actor,
  visitId: string,
  { type, reason }: z.output<typeof ApproveVisit>,
): Promise<{ id: string }> {
  return takeFromConsole(floor, actor, { kind: "presence-approval", body: { visitId, type, reason } });
}
