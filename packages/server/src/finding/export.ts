import type { Scope } from "@lingzhu/domain/access";
import {
  findingColumns,
  findingStates,
  lookAlikes,
  sources,
  species,
  type FindingRow,
} from "@lingzhu/domain/finding";
import { dayOf, type ColumnKey } from "@lingzhu/domain/kernel";
import { plantStages } from "@lingzhu/domain/patrol";
import type { Reading } from "../db/transact.ts";
import { listSheet, type ListColumns } from "../document/list-sheet.ts";
import { listFindings, type FindingFilter } from "./store.ts";

const columns: ListColumns<FindingRow, typeof findingColumns> = {
  number: { width: 12, kind: "text", cell: (row) => row.number },
  state: { width: 14, kind: "text", cell: (row) => findingStates[row.state] },
  community: { width: 14, kind: "text", cell: (row) => row.communityName },
  place: { width: 32, kind: "text", cell: (row) => row.placePath },
  plant: {
    width: 16,
    kind: "text",
    cell: (row) => (row.lookAlike ? lookAlikes[row.lookAlike] : row.species ? species[row.species] : null),
  },
  stage: { width: 10, kind: "text", cell: (row) => row.stage && plantStages[row.stage] },
  stems: {
    width: 10,
    kind: "number",
    cell: (row) => row.eradicatedStems ?? row.verifiedStems ?? row.reportedStems,
  },
  reported: { width: 10, kind: "number", cell: (row) => row.reportedStems },
  verified: { width: 10, kind: "number", cell: (row) => row.verifiedStems },
  eradicated: { width: 10, kind: "number", cell: (row) => row.eradicatedStems },
  eradicatedOn: { width: 12, kind: "date", cell: (row) => row.eradicatedOn },
  revisit: {
    width: 12,
    kind: "date",
    cell: (row) => (row.state === "eradicated" ? row.revisitDueOn : null),
  },
  closedOn: { width: 12, kind: "date", cell: (row) => (row.closedAt === null ? null : dayOf(row.closedAt)) },
  source: { width: 12, kind: "text", cell: (row) => sources[row.source] },
  at: { width: 17, kind: "moment", cell: (row) => row.openedAt },
  reportedBy: { width: 10, kind: "text", cell: (row) => row.reportedBy },
};

/** Exactly the list that is shown, as a workbook. */
export const findingsXlsx = async (
  tx: Reading,
  scope: Scope,
  filter: FindingFilter,
  shown: ColumnKey<typeof findingColumns>[] | undefined,
) =>
  listSheet({
    title: "发现登记表",
    asOf: tx.now,
    words: findingColumns,
    columns,
    shown,
    rows: await listFindings(tx, scope, filter),
  });
