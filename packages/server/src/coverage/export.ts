import type { z } from "zod";
import type { Scope } from "@lingzhu/domain/access";
import {
  buildingColumns,
  unseenColumns,
  type BuildingCoverage,
  type UnseenQuery,
  type UnseenRow,
} from "@lingzhu/domain/coverage";
import type { ColumnKey } from "@lingzhu/domain/kernel";
import { placeStates as stateWords } from "@lingzhu/domain/patrol";
import { placeKinds } from "@lingzhu/domain/place";
import type { Reading } from "../db/transact.ts";
import { listSheet, type ListColumns } from "../document/list-sheet.ts";
import type { FileAnswer } from "../http/route.ts";
import { coverageOfBuildings } from "./service.ts";
import { communitiesInScope, listUnseen } from "./store.ts";

/** More rows than any street has doors. */
const ALL = 1_000_000;

const columns: ListColumns<UnseenRow, typeof unseenColumns> = {
  community: { width: 14, kind: "text", cell: (row) => row.community },
  path: { width: 40, kind: "text", cell: (row) => row.path },
  kind: { width: 8, kind: "text", cell: (row) => placeKinds[row.kind] },
  state: { width: 10, kind: "text", cell: (row) => stateWords[row.state] },
  visits: { width: 10, kind: "number", cell: (row) => row.visits },
  last: { width: 17, kind: "moment", cell: (row) => row.lastVisitAt },
  zone: { width: 14, kind: "text", cell: (row) => row.zone },
  team: { width: 14, kind: "text", cell: (row) => row.team },
  cadre: { width: 12, kind: "text", cell: (row) => row.contractCadre },
};

/** The unseen list under the same filters and columns as on the screen, whole. */
export async function unseenXlsx(
  tx: Reading,
  scope: Scope,
  query: z.output<typeof UnseenQuery>,
  shown: ColumnKey<typeof unseenColumns>[] | undefined,
): Promise<FileAnswer> {
  const { items } = await listUnseen(tx, scope, { ...query, after: undefined, limit: ALL });
  return listSheet({
    title: "未查清单",
    asOf: tx.now,
    words: unseenColumns,
    columns,
    shown,
    rows: items,
    note: items.length === 0 ? "本轮次在此范围内没有未查的户和地块。" : null,
  });
}

/** Coverage by building, in the order of the screen: those with most left to see first. */
export async function buildingsXlsx(
  tx: Reading,
  scope: Scope,
  query: { roundId: string; communityId?: string | undefined },
): Promise<FileAnswer> {
  const rows = await coverageOfBuildings(tx, scope, query.roundId, query.communityId);
  const nameOf = new Map((await communitiesInScope(tx, scope)).map(({ id, name }) => [id, name]));
  const left = ({ counts }: BuildingCoverage) => counts.total - counts.seen;
  return listSheet({
    title: "楼栋覆盖情况",
    asOf: tx.now,
    words: buildingColumns,
    columns: {
      community: { width: 14, kind: "text", cell: (row) => nameOf.get(row.communityId ?? "") ?? null },
      name: {
        width: 30,
        kind: "text",
        cell: (row) => (row.kind === "building" ? `${row.compound} ${row.name}` : row.name),
      },
      total: { width: 10, kind: "number", cell: (row) => row.counts.total },
      seen: { width: 10, kind: "number", cell: (row) => row.counts.seen },
      share: {
        width: 10,
        kind: "percent",
        // Rounded down to what the sheet shows, so that 100% means every one.
        cell: ({ counts }) =>
          counts.total === 0 ? null : Math.floor((counts.seen / counts.total) * 1000) / 1000,
      },
      noOneIn: { width: 10, kind: "number", cell: (row) => row.counts.noOneIn },
      refused: { width: 10, kind: "number", cell: (row) => row.counts.refused },
      unreachable: { width: 10, kind: "number", cell: (row) => row.counts.unreachable },
      unseen: { width: 10, kind: "number", cell: (row) => row.counts.unseen },
    },
    shown: undefined,
    rows: [...rows].sort((a, b) => left(b) - left(a)),
  });
}
