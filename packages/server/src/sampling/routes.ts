import { z } from "zod";
import { DrawSample, DrawView, SampleDrawn } from "@lingzhu/domain/sampling";
import { readRoute, writeRoute, type Route } from "../http/route.ts";
import { drawSample, listDraws } from "./service.ts";

const Id = z.object({ id: z.uuid() });

export const samplingRoutes: Route[] = [
  writeRoute({
    method: "POST",
    url: "/api/rounds/:id/sample",
    summary: "为交叉复查随机抽样，每个社区成一片",
    access: "round.manage",
    params: Id,
    body: DrawSample,
    answer: SampleDrawn,
    call: ({ tx, actor, params, body }) => drawSample(tx, actor.personId, params.id, body),
  }),
  readRoute({
    method: "GET",
    url: "/api/rounds/:id/samples",
    summary: "交叉复查的抽样记录",
    access: "round.manage",
    params: Id,
    answer: z.array(DrawView),
    call: ({ tx, params }) => listDraws(tx, params.id, "cross_check"),
  }),
];
