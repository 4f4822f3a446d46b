import { z } from "zod";
import { ClosingFigures, closingReport } from "@lingzhu/domain/document";
import { dayOf } from "@lingzhu/domain/kernel";
import { writeDocx } from "../document/docx.ts";
import { readRoute, type Route } from "../http/route.ts";
import { closingFigures } from "./figures.ts";

const Query = z.object({ campaignId: z.uuid(), phaseId: z.uuid().optional() });

export const reportRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/reports/closing",
    summary: "总结报告的数据",
    access: "report.write",
    query: Query,
    answer: ClosingFigures,
    call: ({ tx, scope, query }) => closingFigures(tx, scope, query.campaignId, query.phaseId),
  }),
  readRoute({
    method: "GET",
    url: "/api/reports/closing.docx",
    summary: "总结报告（DOCX，GB/T 9704 版式）",
    access: "report.write",
    query: Query,
    answer: "file",
    call: async ({ tx, scope, query }) => {
      const figures = await closingFigures(tx, scope, query.campaignId, query.phaseId);
      return {
        bytes: await writeDocx(closingReport(figures)),
        mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        filename: `${figures.campaign}总结-${dayOf(figures.asOf)}.docx`,
      };
    },
  }),
];
