import { z } from "zod";
import { freeRoute, type Route } from "../http/route.ts";
import { SystemView } from "@lingzhu/domain/system";
import { requireDatabase, viewSystem } from "./service.ts";

export const systemRoutes: Route[] = [
  freeRoute({
    method: "GET",
    url: "/api/health",
    summary: "进程是否存活",
    access: "public",
    answer: z.object({ status: z.literal("ok") }),
    call: async () => ({ status: "ok" }) as const,
  }),
  freeRoute({
    method: "GET",
    url: "/api/ready",
    summary: "数据库是否可用",
    access: "public",
    answer: z.object({ status: z.literal("ready") }),
    call: async ({ floor }) => {
      await requireDatabase(floor);
      return { status: "ready" } as const;
    },
  }),
  freeRoute({
    method: "GET",
    url: "/api/system",
    summary: "系统状况：磁盘、时钟、备份、证书、数据库、定时工作",
    access: "system.read",
    answer: SystemView,
    call: ({ floor }) => viewSystem(floor),
  }),
];
