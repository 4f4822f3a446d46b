import { z } from "zod";
import { AssignZone, CreateRound, CreateZone, RoundView } from "@lingzhu/domain/patrol";
import { readRoute, writeRoute, type Route } from "../http/route.ts";
import * as rounds from "./round-service.ts";
import * as zones from "./zone-service.ts";

const Id = z.object({ id: z.uuid() });

export const roundRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/rounds",
    summary: "轮次和分片",
    access: "round.read",
    query: z.object({ campaignId: z.uuid().optional() }),
    answer: z.array(RoundView),
    call: ({ tx, query }) => rounds.listRounds(tx, query.campaignId),
  }),
  writeRoute({
    method: "POST",
    url: "/api/rounds",
    summary: "建轮次，全部户和地块进入名册",
    access: "round.manage",
    body: CreateRound,
    answer: Id,
    call: ({ tx, body }) => rounds.createRound(tx, body),
  }),
  readRoute({
    method: "GET",
    url: "/api/rounds/:id",
    summary: "一个轮次",
    access: "round.read",
    params: Id,
    answer: RoundView,
    call: ({ tx, params }) => rounds.roundById(tx, params.id),
  }),
  writeRoute({
    method: "POST",
    url: "/api/rounds/:id/zones",
    summary: "划片",
    access: "round.manage",
    params: Id,
    body: CreateZone,
    answer: Id,
    call: ({ tx, params, body }) => zones.createZone(tx, params.id, body),
  }),
  writeRoute({
    method: "POST",
    url: "/api/rounds/:id/zones/copy",
    summary: "沿用另一轮的分片",
    access: "round.manage",
    params: Id,
    body: z.object({ fromRoundId: z.uuid() }),
    answer: z.object({ zones: z.number() }),
    call: ({ tx, params, body }) => zones.copyZones(tx, params.id, body.fromRoundId),
  }),
  writeRoute({
    method: "POST",
    url: "/api/zones/:id/assign",
    summary: "把片分给组",
    access: "round.manage",
    params: Id,
    body: AssignZone,
    answer: Id,
    call: ({ tx, params, body }) => zones.assignZone(tx, params.id, body),
  }),
  writeRoute({
    method: "DELETE",
    url: "/api/zones/:id",
    summary: "删除尚无记录的片",
    access: "round.manage",
    params: Id,
    answer: Id,
    call: ({ tx, params }) => zones.deleteZone(tx, params.id),
  }),
];
