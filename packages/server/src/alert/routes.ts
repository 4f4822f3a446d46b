import { z } from "zod";
import { AlertView, PushState, PushSubscription } from "@lingzhu/domain/alert";
import { readRoute, writeRoute, type Route } from "../http/route.ts";
import { pushState, subscribe, unsubscribe } from "./push.ts";
import { listAlerts, markSeen } from "./service.ts";

const Done = z.object({ done: z.literal(true) });

export const alertRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/alerts",
    summary: "收到的发现通知",
    access: "alert.read",
    answer: z.array(AlertView),
    call: ({ tx, actor }) => listAlerts(tx, actor),
  }),
  writeRoute({
    method: "POST",
    url: "/api/alerts/:id/seen",
    summary: "标记已看",
    access: "alert.read",
    params: z.object({ id: z.uuid() }),
    answer: Done,
    call: async ({ tx, actor, params }) => {
      await markSeen(tx, actor, params.id);
      return { done: true } as const;
    },
  }),
  readRoute({
    method: "GET",
    url: "/api/push",
    summary: "浏览器推送：是否已开启，本人有几个浏览器",
    access: "alert.read",
    answer: PushState,
    call: ({ tx, floor, actor }) => pushState(tx, floor, actor),
  }),
  writeRoute({
    method: "POST",
    url: "/api/push/subscribe",
    summary: "浏览器推送：在这个浏览器上开启",
    access: "alert.read",
    body: PushSubscription,
    answer: Done,
    call: async ({ tx, floor, actor, body }) => {
      await subscribe(tx, floor, actor, body);
      return { done: true } as const;
    },
  }),
  writeRoute({
    method: "POST",
    url: "/api/push/unsubscribe",
    summary: "浏览器推送：在这个浏览器上关闭",
    access: "alert.read",
    body: PushSubscription.pick({ endpoint: true }),
    answer: Done,
    call: async ({ tx, actor, body }) => {
      await unsubscribe(tx, actor, body.endpoint);
      return { done: true } as const;
    },
  }),
];
