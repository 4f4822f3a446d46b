import { z } from "zod";
import { BaseMapAnswer, baseMapLimits } from "@lingzhu/domain/place";
import { freeRoute, type Route } from "../http/route.ts";
import { baseMapInUse, readBaseMap, removeBaseMap, uploadBaseMap } from "./base-map-file.ts";

export const baseMapRoutes: Route[] = [
  freeRoute({
    method: "GET",
    url: "/api/map/file",
    summary: "街道底图文件：有没有、多大、到哪一级",
    access: "signed-in",
    answer: BaseMapAnswer,
    call: ({ floor, actor }) => baseMapInUse(floor, actor),
  }),
  freeRoute({
    method: "POST",
    url: "/api/map/file",
    summary: "上传街道底图（PMTiles），替换原有的",
    access: "place.manage",
    rawLimit: baseMapLimits.bytes,
    query: z.object({ filename: z.string().trim().min(1).max(200) }),
    answer: BaseMapAnswer,
    call: ({ floor, actor, query, body }) =>
      uploadBaseMap(floor, actor, query.filename, body as unknown as Uint8Array),
  }),
  freeRoute({
    method: "DELETE",
    url: "/api/map/file",
    summary: "不再使用街道底图",
    access: "place.manage",
    answer: BaseMapAnswer,
    call: ({ floor, actor }) => removeBaseMap(floor, actor),
  }),
  freeRoute({
    method: "GET",
    url: "/api/map/file/:id",
    summary: "街道底图的一段（Range）",
    access: "signed-in",
    params: z.object({ id: z.uuid() }),
    answer: "file",
    call: ({ floor, actor, params, range }) => readBaseMap(floor, actor, params.id, range),
  }),
];
