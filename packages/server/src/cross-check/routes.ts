import { FreedomQuery, FreedomView, MissedQuery, MissedView } from "@lingzhu/domain/cross-check";
import { readRoute, type Route } from "../http/route.ts";
import { freedomOf } from "./freedom.ts";
import { missedOf } from "./missed.ts";

export const crossCheckRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/coverage/missed",
    summary: "交叉复查：两组各看到多少，估计漏看多少",
    access: "coverage.read",
    query: MissedQuery,
    answer: MissedView,
    call: ({ tx, scope, query }) => missedOf(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/coverage/freedom",
    summary: "没有发现有多可靠，还要复查多少",
    access: "coverage.read",
    query: FreedomQuery,
    answer: FreedomView,
    call: ({ tx, scope, query }) => freedomOf(tx, scope, query),
  }),
];
