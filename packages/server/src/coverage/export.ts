import type { z } from "zod";
import type { Scope } from "@lingzhu/domain/access";
import type { UnseenQuery } from "@lingzhu/domain/coverage";
import { dayOf } from "@lingzhu/domain/kernel";
import { placeStates as stateWords } from "@lingzhu/domain/patrol";
import { placeKinds } from "@lingzhu/domain/place";
import { writeXlsx } from "../document/xlsx.ts";
import type { Reading } from "../db/transact.ts";
import type { FileAnswer } from "../http/route.ts";
import { listUnseen } from "./store.ts";

/** More rows than any street has doors. */
const ALL = 1_000_000;

/** The unseen list under the same filters as on the screen, whole. */
export async function unseenXlsx(
  tx: Reading,
  scope: Scope,
  query: z.output<typeof UnseenQuery>,
): Promise<FileAnswer> {
  const { items } = await listUnseen(tx, scope, { ...query, after: undefined, limit: ALL });
  const bytes = await writeXlsx({
    title: "未查清单",
    asOf: tx.now,
    columns: [
      { header: "社区", width: 14, kind: "text" },
      { header: "地点", width: 40, kind: "text" },
      { header: "类别", width: 8, kind: "text" },
      { header: "状态", width: 10, kind: "text" },
      { header: "已去次数", width: 10, kind: "number" },
      { header: "最近一次", width: 12, kind: "date" },
      { header: "片", width: 14, kind: "text" },
      { header: "踏查组", width: 14, kind: "text" },
      { header: "包保人", width: 12, kind: "text" },
    ],
    rows: items.map((item) => [
      item.community,
      item.path,
      placeKinds[item.kind],
      stateWords[item.state],
      item.visits,
      item.lastVisitAt === null ? null : dayOf(item.lastVisitAt),
      item.zone,
      item.team,
      item.contractCadre,
    ]),
    note: items.length === 0 ? "本轮次在此范围内没有未查的户和地块。" : null,
  });
  return {
    bytes,
    mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    filename: `未查清单-${dayOf(tx.now)}.xlsx`,
  };
}
