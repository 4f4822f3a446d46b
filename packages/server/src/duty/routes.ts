import { z } from "zod";
import { DayText } from "@lingzhu/domain/campaign";
import {
  AssignDuty,
  ChainLink,
  dutyColumns,
  DutyGaps,
  DutyList,
  DutyQuery,
  EndDuty,
  gapColumns,
} from "@lingzhu/domain/duty";
import { shownColumns } from "@lingzhu/domain/kernel";
import { readRoute, writeRoute, type Route } from "../http/route.ts";
import { chainOf } from "./chain-service.ts";
import { dutiesXlsx, dutyGapsXlsx } from "./export.ts";
import { dutyGaps } from "./gap-service.ts";
import { importDuties } from "./import-service.ts";
import * as duties from "./service.ts";

const Id = z.object({ id: z.uuid() });

export const dutyRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/duties",
    summary: "责任（包保）",
    access: "duty.read",
    query: DutyQuery,
    answer: DutyList,
    call: ({ tx, scope, query }) => duties.listDuties(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/duties.xlsx",
    summary: "责任（XLSX），列和筛选与页面相同",
    access: "duty.read",
    query: DutyQuery.omit({ page: true, limit: true }).extend({ columns: shownColumns(dutyColumns) }),
    answer: "file",
    call: ({ tx, scope, query: { columns, ...filter } }) => dutiesXlsx(tx, scope, filter, columns),
  }),
  writeRoute({
    method: "POST",
    url: "/api/duties",
    summary: "落实责任：一个人包一批地点",
    access: "duty.manage",
    body: AssignDuty,
    answer: z.object({ assigned: z.number(), ended: z.number() }),
    call: ({ tx, actor, scope, body }) => duties.assignDuty(tx, actor, scope, body),
  }),
  writeRoute({
    method: "POST",
    url: "/api/duties/:id/end",
    summary: "终止责任",
    access: "duty.manage",
    params: Id,
    body: EndDuty,
    answer: Id,
    call: ({ tx, scope, params, body }) => duties.endDuty(tx, scope, params.id, body.validTo),
  }),
  writeRoute({
    method: "POST",
    url: "/api/duties/import",
    summary: "导入包保表（XLSX、CSV）",
    access: "duty.manage",
    query: z.object({ filename: z.string().trim().max(255).default(""), validFrom: DayText }),
    rawLimit: 21_000_000,
    answer: z.object({
      assigned: z.number(),
      rejected: z.array(z.object({ row: z.number(), column: z.string(), reason: z.string() })),
    }),
    call: ({ tx, actor, scope, query, body }) => importDuties(tx, actor, scope, { bytes: body, ...query }),
  }),
  readRoute({
    method: "GET",
    url: "/api/duties/gaps",
    summary: "无人负责的户和地块",
    access: "duty.read",
    query: z.object({ onDay: DayText.optional() }),
    answer: DutyGaps,
    call: ({ tx, scope, query }) => dutyGaps(tx, scope, query.onDay),
  }),
  readRoute({
    method: "GET",
    url: "/api/duties/gaps.xlsx",
    summary: "无人负责的户和地块（XLSX）",
    access: "duty.read",
    query: z.object({
      onDay: DayText.optional(),
      communityId: z.uuid().optional(),
      columns: shownColumns(gapColumns),
    }),
    answer: "file",
    call: ({ tx, scope, query: { columns, ...filter } }) => dutyGapsXlsx(tx, scope, filter, columns),
  }),
  readRoute({
    method: "GET",
    url: "/api/places/:id/chain",
    summary: "一个地点的责任链",
    access: "duty.read",
    params: Id,
    query: z.object({ day: DayText.optional() }),
    answer: z.array(ChainLink),
    call: ({ tx, scope, params, query }) => chainOf(tx, scope, params.id, query.day),
  }),
];
