import { z } from "zod";
import { streetName } from "@lingzhu/domain/place";
import { freeRoute, type Route } from "../http/route.ts";
import { loadDivisions } from "../place/divisions.ts";

/** More than this nobody reads; the region narrows it. */
const MOST = 60;

export const streetRoutes: Route[] = [
  freeRoute({
    method: "GET",
    url: "/api/divisions",
    summary: "按名称查全国街道、乡镇（首次设置时选择所在街道）",
    access: "public",
    query: z.object({ name: z.string().trim().min(2).max(30) }),
    answer: z.array(z.object({ code: z.string(), name: z.string(), region: z.string() })),
    call: async ({ query }) => {
      const divisions = loadDivisions();
      return divisions.streetsLike(query.name, MOST).map(({ code, name }) => ({
        code,
        name: streetName(name),
        region: divisions
          .ancestorsOf(code)
          .map((ancestor) => ancestor.name)
          .join(""),
      }));
    },
  }),
];
