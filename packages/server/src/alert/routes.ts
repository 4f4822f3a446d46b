import { z } from "zod";
import { AlertView } from "@lingzhu/domain/alert";
import { readRoute, writeRoute, type Route } from "../http/route.ts";
import { listAlerts, markSeen } from "./service.ts";

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
    answer: z.object({ done: z.literal(true) }),
    call: async ({ tx, actor, params }) => {
      await markSeen(tx, actor, params.id);
      return { done: true } as const;
    },
  }),
];
