import type { Scope } from "@lingzhu/domain/access";
import { dayOf } from "@lingzhu/domain/kernel";
import { placeKinds, plotKinds } from "@lingzhu/domain/place";
import type { Reading } from "../db/transact.ts";
import { writeXlsx } from "../document/xlsx.ts";
import type { FileAnswer } from "../http/route.ts";
import { listPlaces, type PlaceFilter } from "./store.ts";

/** Exactly the list that is shown, as a workbook. Residents' names and phones never leave in bulk. */
export async function placesXlsx(tx: Reading, scope: Scope, filter: PlaceFilter): Promise<FileAnswer> {
  const rows = await listPlaces(tx, scope, filter, { after: null, limit: null });
  const bytes = await writeXlsx({
    title: "地点台账",
    asOf: tx.now,
    columns: [
      { header: "类别", width: 8, kind: "text" },
      { header: "社区", width: 16, kind: "text" },
      { header: "地点", width: 44, kind: "text" },
      { header: "楼层", width: 8, kind: "number" },
      { header: "人口数", width: 8, kind: "number" },
      { header: "重点", width: 8, kind: "text" },
      { header: "地块类型", width: 12, kind: "text" },
      { header: "面积（平方米）", width: 14, kind: "number" },
      { header: "经度", width: 14, kind: "number" },
      { header: "纬度", width: 14, kind: "number" },
    ],
    rows: rows.map((row) => [
      placeKinds[row.kind],
      row.communityId === null ? null : row.path.split(" ")[0]!,
      row.path,
      row.floor,
      row.residents,
      row.isKey ? "是" : null,
      row.plotKind === null ? null : plotKinds[row.plotKind],
      row.areaM2,
      row.lon,
      row.lat,
    ]),
    note: "户主姓名和联系电话不导出；坐标为 WGS 84。",
  });
  return {
    bytes,
    mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    filename: `地点台账-${dayOf(tx.now)}.xlsx`,
  };
}
