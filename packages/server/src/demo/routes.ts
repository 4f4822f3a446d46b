import { DemoView } from "@lingzhu/domain/demo";
import { freeRoute, type Route } from "../http/route.ts";
import { startLoading, viewLoading } from "./service.ts";

export const demoRoutes: Route[] = [
  freeRoute({
    method: "POST",
    url: "/api/demo",
    summary: "载入演示数据：一整个春季的虚构数据；只在还没有方案和台账时可用",
    access: "campaign.manage",
    answer: DemoView,
    call: async ({ floor, actor }) => (await startLoading(floor, actor)).view,
  }),
  freeRoute({
    method: "GET",
    url: "/api/demo",
    summary: "演示数据载入进度",
    access: "campaign.manage",
    answer: DemoView,
    call: async ({ actor }) => viewLoading(actor),
  }),
];
