import { z } from "zod";
import { Conflict, ConflictQuery } from "@lingzhu/domain/patrol";
import { RetractionBody } from "@lingzhu/domain/sync";
import { freeRoute, readRoute, type Route } from "../http/route.ts";
import { retractFact } from "../sync/retract.ts";
import { conflictsXlsx, listConflicts, ownConflicts } from "./conflict-service.ts";

const ById = z.object({ id: z.uuid() });

export const conflictRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/conflicts",
    summary: "结果不一致：同一处同一天由不同的人记录，说法对不上",
    access: "coverage.read",
    query: ConflictQuery,
    answer: z.array(Conflict),
    call: ({ tx, scope, query }) => listConflicts(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/conflicts.xlsx",
    summary: "结果不一致（XLSX）",
    access: "coverage.export",
    query: ConflictQuery,
    answer: "file",
    call: ({ tx, scope, query }) => conflictsXlsx(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/field/visits/conflicts",
    summary: "本人的踏查记录中，与他人同一天说法对不上的",
    access: "fact.record",
    query: z.object({ roundId: z.uuid() }),
    answer: z.array(Conflict),
    call: ({ tx, actor, scope, query }) => ownConflicts(tx, scope, actor.personId, query.roundId),
  }),
  freeRoute({
    method: "POST",
    url: "/api/facts/:id/retraction",
    summary: "写明理由后撤回一条记录；原记录保留，不再计入",
    access: "fact.correct",
    params: ById,
    body: RetractionBody,
    answer: ById,
    call: ({ floor, actor, scope, params, body }) => retractFact(floor, actor, scope, params.id, body),
  }),
];
