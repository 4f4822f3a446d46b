import { z } from "zod";
import {
  BuildingCoverage,
  Coverage,
  RoundProgress,
  unseenColumns,
  UnseenList,
  UnseenQuery,
} from "@lingzhu/domain/coverage";
import { shownColumns } from "@lingzhu/domain/kernel";
import { readRoute, type Route } from "../http/route.ts";
import { buildingsXlsx, unseenXlsx } from "./export.ts";
import { coverageOf, coverageOfBuildings, progressOf, unseenList } from "./service.ts";

export const coverageRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/coverage",
    summary: "一轮踏查的覆盖情况，以全部台账为分母",
    access: "coverage.read",
    query: z.object({ roundId: z.uuid() }),
    answer: Coverage,
    call: ({ tx, scope, query }) => coverageOf(tx, scope, query.roundId),
  }),
  readRoute({
    method: "GET",
    url: "/api/coverage/buildings",
    summary: "按楼栋的覆盖情况",
    access: "coverage.read",
    query: z.object({ roundId: z.uuid(), communityId: z.uuid().optional() }),
    answer: z.array(BuildingCoverage),
    call: ({ tx, scope, query }) => coverageOfBuildings(tx, scope, query.roundId, query.communityId),
  }),
  readRoute({
    method: "GET",
    url: "/api/coverage/buildings.xlsx",
    summary: "按楼栋的覆盖情况（XLSX）",
    access: "coverage.export",
    query: z.object({ roundId: z.uuid(), communityId: z.uuid().optional() }),
    answer: "file",
    call: ({ tx, scope, query }) => buildingsXlsx(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/coverage/unseen",
    summary: "未查清单，到户到地块",
    access: "coverage.read",
    query: UnseenQuery,
    answer: UnseenList,
    call: ({ tx, scope, query }) => unseenList(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/coverage/unseen.xlsx",
    summary: "未查清单（XLSX），列和筛选与页面相同",
    access: "coverage.export",
    query: UnseenQuery.extend({ columns: shownColumns(unseenColumns) }),
    answer: "file",
    call: ({ tx, scope, query: { columns, ...query } }) => unseenXlsx(tx, scope, query, columns),
  }),
  readRoute({
    method: "GET",
    url: "/api/coverage/progress",
    summary: "一轮踏查逐日的进度",
    access: "coverage.read",
    query: z.object({ roundId: z.uuid() }),
    answer: RoundProgress,
    call: ({ tx, scope, query }) => progressOf(tx, scope, query.roundId),
  }),
];
