import type { Scope } from "@lingzhu/domain/access";
import { longDay, type Day } from "@lingzhu/domain/kernel";
import type { Reading } from "../db/transact.ts";
import { writeXlsx } from "../document/xlsx.ts";
import type { FileAnswer } from "../http/route.ts";
import { dutyGaps } from "./gap-service.ts";

/** Exactly the list that is shown: what nobody answers for on the day, of one community or of all within reach. */
export async function dutyGapsXlsx(
  tx: Reading,
  scope: Scope,
  { onDay, communityId }: { onDay?: Day | undefined; communityId?: string | undefined },
): Promise<FileAnswer> {
  const { day, items, communities } = await dutyGaps(tx, scope, onDay);
  const nameOf = new Map(communities.map(({ id, name }) => [id, name]));
  const shown = items.filter((item) => communityId === undefined || item.communityId === communityId);
  const bytes = await writeXlsx({
    title: "无人包保清单",
    asOf: tx.now,
    columns: [
      { header: "社区", width: 16, kind: "text" },
      { header: "楼栋、自然村和地块", width: 44, kind: "text" },
      { header: "无人包保（处）", width: 14, kind: "number" },
    ],
    rows: shown.map((item) => [nameOf.get(item.communityId ?? "") ?? null, item.path, item.uncovered]),
    note: shown.length === 0 ? "每一户、每块地都有人包保。" : `${longDay(day)}当天的情况。`,
  });
  return {
    bytes,
    mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    filename: `无人包保清单-${day}.xlsx`,
  };
}
