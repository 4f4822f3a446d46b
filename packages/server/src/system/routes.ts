import { z } from "zod";
import { freeRoute, type Route } from "../http/route.ts";
import { requireDatabase } from "./service.ts";

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
];
