import type { Scope } from "@lingzhu/domain/access";
import { dutyColumns, dutyKinds, gapColumns, type DutyGaps, type DutyView } from "@lingzhu/domain/duty";
import { longDay, type ColumnKey, type Day } from "@lingzhu/domain/kernel";
import type { Reading } from "../db/transact.ts";
import { listSheet, type ListColumns } from "../document/list-sheet.ts";
import type { FileAnswer } from "../http/route.ts";
import { dutyGaps } from "./gap-service.ts";
import { listDuties, type DutyFilter } from "./store.ts";

/** Exactly the list that is shown: what nobody answers for on the day, of one community or of all within reach. */
export async function dutyGapsXlsx(
  tx: Reading,
  scope: Scope,
  { onDay, communityId }: { onDay?: Day | undefined; communityId?: string | undefined },
  shown: ColumnKey<typeof gapColumns>[] | undefined,
): Promise<FileAnswer> {
  const { day, items, communities } = await dutyGaps(tx, scope, onDay);
  const nameOf = new Map(communities.map(({ id, name }) => [id, name]));
  const rows = items.filter((item) => communityId === undefined || item.communityId === communityId);
  const columns: ListColumns<DutyGaps["items"][number], typeof gapColumns> = {
    path: { width: 44, kind: "text", cell: (row) => row.path },
    community: { width: 16, kind: "text", cell: (row) => nameOf.get(row.communityId ?? "") ?? null },
    uncovered: { width: 14, kind: "number", cell: (row) => row.uncovered },
  };
  return listSheet({
    title: "无人包保清单",
    asOf: tx.now,
    words: gapColumns,
    columns,
    shown,
    rows,
    note: rows.length === 0 ? "每一户、每块地都有人包保。" : `${longDay(day)}当天的情况。`,
  });
}

const columns: ListColumns<DutyView, typeof dutyColumns> = {
  person: { width: 12, kind: "text", cell: (row) => row.personName },
  post: { width: 16, kind: "text", cell: (row) => row.post },
  place: { width: 44, kind: "text", cell: (row) => row.placePath },
  kind: { width: 12, kind: "text", cell: (row) => dutyKinds[row.kind] },
  from: { width: 12, kind: "date", cell: (row) => row.validFrom },
  to: { width: 12, kind: "date", cell: (row) => row.validTo },
};

/** Duties under the same filter and columns as on the screen, whole. */
export const dutiesXlsx = async (
  tx: Reading,
  scope: Scope,
  filter: DutyFilter,
  shown: ColumnKey<typeof dutyColumns>[] | undefined,
): Promise<FileAnswer> =>
  listSheet({
    title: "责任清单",
    asOf: tx.now,
    words: dutyColumns,
    columns,
    shown,
    rows: (await listDuties(tx, scope, filter, null)).items,
  });
