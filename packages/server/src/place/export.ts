import type { Scope } from "@lingzhu/domain/access";
import type { ColumnKey } from "@lingzhu/domain/kernel";
import {
  pathAbove,
  placeColumns,
  placeKinds,
  plotKinds,
  retiredColumns,
  type PlaceView,
  type RetiredPlace,
} from "@lingzhu/domain/place";
import type { Reading } from "../db/transact.ts";
import { listSheet, type ListColumns } from "../document/list-sheet.ts";
import type { FileAnswer } from "../http/route.ts";
import { listRetired } from "./retirement-store.ts";
import { listPlaces, viewOf, type PlaceFilter } from "./store.ts";

const columns: ListColumns<PlaceView, typeof placeColumns> = {
  name: { width: 20, kind: "text", cell: (row) => row.name },
  kind: {
    width: 10,
    kind: "text",
    cell: (row) => (row.plot ? plotKinds[row.plot.plotKind] : placeKinds[row.kind]),
  },
  above: { width: 40, kind: "text", cell: pathAbove },
  floor: { width: 8, kind: "number", cell: (row) => row.household?.floor ?? null },
  head: { width: 10, kind: "text", cell: (row) => row.household?.head ?? null },
  phone: { width: 16, kind: "text", cell: (row) => row.household?.phone ?? null },
  residents: { width: 8, kind: "number", cell: (row) => row.household?.residents ?? null },
  area: {
    width: 12,
    kind: "number",
    cell: ({ plot }) => (plot?.areaM2 == null ? null : Math.round(plot.areaM2)),
  },
  position: {
    width: 8,
    kind: "text",
    cell: ({ kind, lon }) => (kind === "community" ? null : lon === null ? "缺" : "有"),
  },
  lon: { width: 14, kind: "number", cell: (row) => row.lon },
  lat: { width: 14, kind: "number", cell: (row) => row.lat },
  isKey: { width: 8, kind: "text", cell: (row) => (row.isKey ? "重点" : null) },
};

/** Exactly the list that is shown, as a workbook. Residents' names and phones leave masked, as they are shown. */
export async function placesXlsx(
  tx: Reading,
  scope: Scope,
  filter: PlaceFilter,
  shown: ColumnKey<typeof placeColumns>[] | undefined,
): Promise<FileAnswer> {
  const rows = await listPlaces(tx, scope, filter, { after: null, limit: null });
  return listSheet({
    title: "地点台账",
    asOf: tx.now,
    words: placeColumns,
    columns,
    shown,
    rows: rows.map((row) => viewOf(tx, row)),
    note: "户主姓名和电话按规定遮掩；坐标为 WGS 84。",
  });
}

const retired: ListColumns<RetiredPlace, typeof retiredColumns> = {
  path: { width: 44, kind: "text", cell: (row) => row.path },
  kind: { width: 10, kind: "text", cell: (row) => placeKinds[row.kind] },
  reason: { width: 36, kind: "text", cell: (row) => row.reason },
  at: { width: 17, kind: "moment", cell: (row) => row.retiredAt },
  by: { width: 12, kind: "text", cell: (row) => row.by },
};

/** Retired places as they are listed. */
export const retiredXlsx = async (
  tx: Reading,
  scope: Scope,
  filter: { communityId?: string | undefined },
  shown: ColumnKey<typeof retiredColumns>[] | undefined,
): Promise<FileAnswer> =>
  listSheet({
    title: "注销地点",
    asOf: tx.now,
    words: retiredColumns,
    columns: retired,
    shown,
    rows: (await listRetired(tx, scope, filter, null)).items,
  });
