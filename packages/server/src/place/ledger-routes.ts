import { z } from "zod";
import { CheckLedger, LedgerImport } from "@lingzhu/domain/place";
import { freeRoute, type Route } from "../http/route.ts";
import { ledgerLimits } from "./ledger-file.ts";
import {
  applyLedger,
  checkLedger,
  listLedgers,
  rejectedXlsx,
  uploadLedger,
  viewLedger,
} from "./ledger-service.ts";

const ById = z.object({ id: z.uuid() });

export const ledgerRoutes: Route[] = [
  freeRoute({
    method: "POST",
    url: "/api/ledger/imports",
    summary: "上传台账（XLSX 或 CSV），认出列名",
    access: "ledger.import",
    rawLimit: ledgerLimits.bytes,
    query: z.object({ filename: z.string().trim().min(1).max(200) }),
    answer: LedgerImport,
    call: ({ floor, actor, query, body }) =>
      uploadLedger(floor, actor, query.filename, body as unknown as Uint8Array),
  }),
  freeRoute({
    method: "GET",
    url: "/api/ledger/imports",
    summary: "最近的台账导入",
    access: "ledger.import",
    answer: z.array(LedgerImport),
    call: ({ floor, actor }) => listLedgers(floor, actor),
  }),
  freeRoute({
    method: "GET",
    url: "/api/ledger/imports/:id",
    summary: "一次台账导入的进展和结果",
    access: "ledger.import",
    params: ById,
    answer: LedgerImport,
    call: ({ floor, actor, params }) => viewLedger(floor, actor, params.id),
  }),
  freeRoute({
    method: "POST",
    url: "/api/ledger/imports/:id/check",
    summary: "试算：将新增、变更、缺少什么，哪些行有误",
    access: "ledger.import",
    params: ById,
    body: CheckLedger,
    answer: LedgerImport,
    call: ({ floor, actor, params, body }) => checkLedger(floor, actor, params.id, body),
  }),
  freeRoute({
    method: "POST",
    url: "/api/ledger/imports/:id/apply",
    summary: "正式导入；有误的行不影响其他行",
    access: "ledger.import",
    params: ById,
    answer: LedgerImport,
    call: ({ floor, actor, params }) => applyLedger(floor, actor, params.id),
  }),
  freeRoute({
    method: "GET",
    url: "/api/ledger/imports/:id/rejected.xlsx",
    summary: "未导入的行和原因（XLSX），改好可再次导入",
    access: "ledger.import",
    params: ById,
    answer: "file",
    call: ({ floor, actor, params }) => rejectedXlsx(floor, actor, params.id),
  }),
];
