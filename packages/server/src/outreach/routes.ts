import { z } from "zod";
import {
  OutreachList,
  OutreachQuery,
  OutreachSummary,
  PublicityQuery,
  PublicityView,
  SeedHandoverView,
} from "@lingzhu/domain/outreach";
import { readRoute, type Route } from "../http/route.ts";
import { outreachXlsx, publicityXlsx, seedsXlsx } from "./export.ts";
import { listOutreach, listPublicity, listSeedHandovers, outreachSummary } from "./service.ts";

export const outreachRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/outreach",
    summary: "告知书、承诺书：以全部台账为分母，按社区",
    access: "outreach.read",
    query: z.object({ campaignId: z.uuid() }),
    answer: OutreachSummary,
    call: ({ tx, scope, query }) => outreachSummary(tx, scope, query.campaignId),
  }),
  readRoute({
    method: "GET",
    url: "/api/outreach/places",
    summary: "告知书、承诺书清单，到户到地块",
    access: "outreach.read",
    query: OutreachQuery,
    answer: OutreachList,
    call: ({ tx, scope, query }) => listOutreach(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/outreach/places.xlsx",
    summary: "告知书、承诺书清单（XLSX）",
    access: "outreach.read",
    query: OutreachQuery,
    answer: "file",
    call: ({ tx, scope, query }) => outreachXlsx(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/publicity",
    summary: "宣传活动及照片",
    access: "publicity.read",
    query: PublicityQuery,
    answer: z.array(PublicityView),
    call: ({ tx, scope, query }) => listPublicity(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/publicity.xlsx",
    summary: "宣传活动（XLSX）",
    access: "publicity.read",
    query: PublicityQuery,
    answer: "file",
    call: ({ tx, scope, query }) => publicityXlsx(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/seed-handovers",
    summary: "种子收缴",
    access: "publicity.read",
    query: PublicityQuery,
    answer: z.array(SeedHandoverView),
    call: ({ tx, scope, query }) => listSeedHandovers(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/seed-handovers.xlsx",
    summary: "种子收缴（XLSX）",
    access: "publicity.read",
    query: PublicityQuery,
    answer: "file",
    call: ({ tx, scope, query }) => seedsXlsx(tx, scope, query),
  }),
];
