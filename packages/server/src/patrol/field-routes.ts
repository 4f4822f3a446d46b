import { z } from "zod";
import { FieldDay, ZonePackage } from "@lingzhu/domain/patrol";
import { readRoute, type Route } from "../http/route.ts";
import * as field from "./field-service.ts";

export const fieldRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/field/today",
    summary: "今日任务",
    access: "round.read",
    answer: FieldDay,
    call: ({ tx, actor }) => field.fieldDay(tx, actor),
  }),
  readRoute({
    method: "GET",
    url: "/api/field/zones/:id",
    summary: "一片的全部户和地块，供手机离线使用；带 cursor 时只给此后的变动",
    access: "place.read",
    params: z.object({ id: z.uuid() }),
    query: z.object({ cursor: z.string().max(64).optional() }),
    answer: ZonePackage,
    call: ({ tx, scope, params, query }) => field.zonePackage(tx, scope, params.id, query.cursor),
  }),
];
