import { AuditActors, AuditFilter, AuditPage, AuditQuery, AuditVerdict } from "@lingzhu/domain/audit";
import { freeRoute, readRoute, writeRoute, type Route } from "../http/route.ts";
import { entriesXlsx, headsFile, listActors, listEntries } from "./service.ts";
import { verifyChain } from "./verify.ts";

export const auditRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/audit",
    summary: "审计记录，新的在前",
    access: "audit.read",
    query: AuditQuery,
    answer: AuditPage,
    call: ({ tx, query }) => listEntries(tx, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/audit/actors",
    summary: "在审计记录中出现过的账号",
    access: "audit.read",
    answer: AuditActors,
    call: ({ tx }) => listActors(tx),
  }),
  freeRoute({
    method: "GET",
    url: "/api/audit/verdict",
    summary: "逐条校验本街道的审计链",
    access: "audit.read",
    answer: AuditVerdict,
    call: ({ floor, actor }) => verifyChain(floor, actor.streetId),
  }),
  readRoute({
    method: "GET",
    url: "/api/audit/heads",
    summary: "签署过的审计链头，供另处保存",
    access: "audit.read",
    answer: "file",
    call: ({ tx, floor }) => headsFile(tx, floor.auditKey()),
  }),
  writeRoute({
    method: "POST",
    url: "/api/audit/export",
    summary: "导出审计记录（导出本身也记入审计）",
    access: "audit.read",
    body: AuditFilter,
    answer: "file",
    call: ({ tx, body }) => entriesXlsx(tx, body),
  }),
];
