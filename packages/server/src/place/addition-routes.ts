import { z } from "zod";
import { AdditionList, AdditionQuery, PlaceDecision } from "@lingzhu/domain/place";
import { freeRoute, readRoute, type Route } from "../http/route.ts";
import { additionsXlsx, decideAddition, listAdditions } from "./addition-list.ts";

const ById = z.object({ id: z.uuid() });

export const additionRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/place-additions",
    summary: "踏查中补登的地点，按审核状态",
    access: "addition.read",
    query: AdditionQuery,
    answer: AdditionList,
    call: ({ tx, scope, query }) => listAdditions(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/place-additions.xlsx",
    summary: "踏查中补登的地点（XLSX）",
    access: "addition.read",
    query: AdditionQuery,
    answer: "file",
    call: ({ tx, scope, query }) => additionsXlsx(tx, scope, query),
  }),
  freeRoute({
    method: "POST",
    url: "/api/place-additions/:id/decision",
    summary: "审核补登地点：确认、并入、不予登记，或重新审核",
    access: "addition.decide",
    params: ById,
    body: PlaceDecision,
    answer: ById,
    call: ({ floor, actor, params, body }) => decideAddition(floor, actor, params.id, body),
  }),
];
