import { z } from "zod";
import {
  findingColumns,
  FindingEvent,
  findingStateNames,
  FindingRow,
  FindingView,
} from "@lingzhu/domain/finding";
import { shownColumns } from "@lingzhu/domain/kernel";
import { freeRoute, readRoute, type Route } from "../http/route.ts";
import { findingsXlsx } from "./export.ts";
import { listFindings, recordEvent, viewFinding } from "./service.ts";

const ById = z.object({ id: z.uuid() });
const Filter = z.object({
  state: z.enum(findingStateNames).optional(),
  communityId: z.uuid().optional(),
  placeId: z.uuid().optional(),
  open: z.stringbool().optional(),
  /** Re-visit overdue. */
  late: z.stringbool().optional(),
});

export const findingRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/findings",
    summary: "发现列表",
    access: "finding.read",
    query: Filter,
    answer: z.array(FindingRow),
    call: ({ tx, scope, query }) => listFindings(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/findings.xlsx",
    summary: "发现列表（XLSX），列和筛选与页面相同",
    access: "finding.read",
    query: Filter.extend({ columns: shownColumns(findingColumns) }),
    answer: "file",
    call: ({ tx, scope, query: { columns, ...filter } }) => findingsXlsx(tx, scope, filter, columns),
  }),
  readRoute({
    method: "GET",
    url: "/api/findings/:id",
    summary: "一起发现的全部记录",
    access: "finding.read",
    params: ById,
    answer: FindingView,
    call: ({ tx, actor, scope, params }) => viewFinding(tx, actor, scope, params.id),
  }),
  freeRoute({
    method: "POST",
    url: "/api/findings/:id/events",
    summary: "办理：核实、排除、铲除、回访、办结、重新打开",
    access: "finding.read",
    params: ById,
    body: z.object({ id: z.uuid(), event: FindingEvent }),
    answer: FindingView,
    call: ({ floor, actor, scope, params, body }) => recordEvent(floor, actor, scope, params.id, body),
  }),
];
