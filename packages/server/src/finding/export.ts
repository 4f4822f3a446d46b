import type { Scope } from "@lingzhu/domain/access";
import { findingStates, lookAlikes, sources, species } from "@lingzhu/domain/finding";
import { dayOf } from "@lingzhu/domain/kernel";
import { plantStages } from "@lingzhu/domain/patrol";
import type { Reading } from "../db/transact.ts";
import { writeXlsx } from "../document/xlsx.ts";
import type { FileAnswer } from "../http/route.ts";
import { listFindings, type FindingFilter } from "./store.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Exactly the list that is shown, as a workbook. */
export async function findingsXlsx(tx: Reading, scope: Scope, filter: FindingFilter): Promise<FileAnswer> {
  const rows = await listFindings(tx, scope, filter);
  const bytes = await writeXlsx({
    title: "发现登记表",
    asOf: tx.now,
    columns: [
      { header: "编号", width: 12, kind: "text" },
      { header: "状态", width: 14, kind: "text" },
      { header: "社区", width: 14, kind: "text" },
      { header: "地点", width: 32, kind: "text" },
      { header: "发现渠道", width: 12, kind: "text" },
      { header: "发现日期", width: 12, kind: "date" },
      { header: "鉴别结果", width: 16, kind: "text" },
      { header: "生长阶段", width: 10, kind: "text" },
      { header: "上报株数", width: 10, kind: "number" },
      { header: "核实株数", width: 10, kind: "number" },
      { header: "铲除株数", width: 10, kind: "number" },
      { header: "铲除日期", width: 12, kind: "date" },
      { header: "应回访日期", width: 12, kind: "date" },
      { header: "办结日期", width: 12, kind: "date" },
      { header: "上报人", width: 10, kind: "text" },
    ],
    rows: rows.map((row) => [
      row.number,
      findingStates[row.state],
      row.communityName,
      row.placePath,
      sources[row.source],
      dayOf(row.openedAt),
      row.species ? species[row.species] : row.lookAlike ? lookAlikes[row.lookAlike] : null,
      row.stage ? plantStages[row.stage] : null,
      row.reportedStems,
      row.verifiedStems,
      row.eradicatedStems,
      row.eradicatedOn,
      row.revisitDueOn,
      row.closedAt === null ? null : dayOf(row.closedAt),
      row.reportedBy,
    ]),
    note: null,
  });
  return { bytes, mime: XLSX, filename: `发现登记表-${dayOf(tx.now)}.xlsx` };
}
