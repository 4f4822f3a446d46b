import { z } from "zod";
import { AwaitedPhotographs } from "@lingzhu/domain/sync";
import { freeRoute, readRoute, streamRoute, type Method, type Route } from "../http/route.ts";
import { awaitedWithin } from "./awaited.ts";
import { fetchPhotograph, keepMedia } from "./service.ts";
import { takeUpload, UPLOAD_LIMIT, UPLOADS_PATH } from "./uploads.ts";

/** One address of the tus protocol. */
const uploadRoute = (method: Method, url: string, summary: string): Route =>
  streamRoute({
    method,
    url,
    summary,
    access: "fact.record",
    answer: "stream",
    call: ({ tx, floor, actor }) => takeUpload(floor, actor, tx),
  });

export const photographRoutes: Route[] = [
  freeRoute({
    method: "PUT",
    url: "/api/media/:sha256",
    summary: "上传照片原件，编号是内容的 SHA-256",
    access: "fact.record",
    params: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    rawLimit: UPLOAD_LIMIT,
    answer: z.object({ sha256: z.string(), bytes: z.number() }),
    call: ({ floor, actor, params, body }) =>
      keepMedia(floor, actor, params.sha256, body as unknown as Buffer),
  }),
  uploadRoute("POST", UPLOADS_PATH, "断点续传（tus 1.0）：开始上传一张照片"),
  uploadRoute("HEAD", `${UPLOADS_PATH}/:id`, "断点续传：已收到多少字节"),
  uploadRoute("PATCH", `${UPLOADS_PATH}/:id`, "断点续传：接着上传"),
  uploadRoute("DELETE", `${UPLOADS_PATH}/:id`, "断点续传：放弃上传"),
  readRoute({
    method: "GET",
    url: "/api/photographs/awaited",
    summary: "记录已到、图片还在手机上的照片，按人和手机",
    access: "arrival.read",
    answer: z.array(AwaitedPhotographs),
    call: ({ tx, scope }) => awaitedWithin(tx, scope),
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
