import { z } from "zod";
import { freeRoute, type Route } from "../http/route.ts";
import { fetchPhotograph, keepMedia } from "./service.ts";

export const photographRoutes: Route[] = [
  freeRoute({
    method: "PUT",
    url: "/api/media/:sha256",
    summary: "上传照片原件，编号是内容的 SHA-256",
    access: "fact.record",
    params: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    rawLimit: 15_000_000,
    answer: z.object({ sha256: z.string(), bytes: z.number() }),
    call: ({ floor, actor, params, body }) =>
      keepMedia(floor, actor, params.sha256, body as unknown as Buffer),
  }),
  freeRoute({
    method: "GET",
    url: "/api/photographs/:factId",
    summary: "查看照片",
    access: "photograph.read",
    params: z.object({ factId: z.uuid() }),
    answer: "file",
    call: ({ floor, actor, scope, params }) => fetchPhotograph(floor, actor, scope, params.factId),
  }),
];
