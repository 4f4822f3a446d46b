import { z } from "zod";
import { DayText } from "@lingzhu/domain/campaign";
import { Overview } from "@lingzhu/domain/overview";
import { readRoute, type Route } from "../http/route.ts";
import { overviewOf } from "./service.ts";

export const overviewRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/overview",
    summary: "总览：进度、未查、未办结；可回看任意一天",
    access: "overview.read",
    query: z.object({ day: DayText.optional() }),
    answer: Overview,
    call: ({ tx, scope, query }) => overviewOf(tx, scope, query.day),
  }),
];
