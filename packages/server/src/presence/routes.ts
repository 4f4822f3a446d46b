import { z } from "zod";
import { ApproveVisit, DoubtList, DoubtQuery, OwnPresence } from "@lingzhu/domain/presence";
import { freeRoute, readRoute, type Route } from "../http/route.ts";
import { approveVisit, doubtsXlsx, listDoubts, viewOwnPresence } from "./service.ts";

const ById = z.object({ id: z.uuid() });

export const presenceRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/field/visits/presence",
    summary: "本人在一轮中各条踏查记录的可信程度及理由",
    access: "fact.record",
    query: z.object({ roundId: z.uuid() }),
    answer: OwnPresence,
    call: ({ tx, actor, query }) => viewOwnPresence(tx, actor, query.roundId),
  }),
  readRoute({
    method: "GET",
    url: "/api/visits/doubts",
    summary: "存疑的踏查记录，及理由",
    access: "presence.read",
    query: DoubtQuery,
    answer: DoubtList,
    call: ({ tx, scope, query }) => listDoubts(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/visits/doubts.xlsx",
    summary: "存疑的踏查记录（XLSX）",
    access: "presence.read",
    query: DoubtQuery,
    answer: "file",
    call: ({ tx, scope, query }) => doubtsXlsx(tx, scope, query),
  }),
  freeRoute({
    method: "POST",
    url: "/api/visits/:id/approval",
    summary: "具名认定一条踏查记录确已到户，或收回认定",
    access: "presence.approve",
    params: ById,
    body: ApproveVisit,
    answer: ById,
    call: ({ floor, actor, params, body }) => approveVisit(floor, actor, params.id, body),
  }),
];
