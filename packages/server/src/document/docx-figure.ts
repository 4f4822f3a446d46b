/** Figures of an official document: the chart as a picture with its alternative text, and 图1 below it. */
import { ImageRun, Paragraph, TextRun } from "docx";
import type { FigureBlock } from "@lingzhu/domain/document";
import { chartPng, drawBarChart } from "./chart.ts";
import { PAGE_LINES_PX, TYPE_AREA_PX } from "./gb9704.ts";
import type { StyleId } from "./styles.ts";

export function figureBlock(block: FigureBlock, ordinal: number): Paragraph[] {
  const picture = drawBarChart(block.chart);
  // At most 19 of the 22 lines, so that the caption stays on the same page.
  const scale = Math.min(TYPE_AREA_PX / picture.width, PAGE_LINES_PX(19) / picture.height);
  return [
    new Paragraph({
      style: "Figure" satisfies StyleId,
      children: [
        new ImageRun({
          type: "png",
          data: chartPng(picture),
          transformation: {
            width: Math.round(picture.width * scale),
            height: Math.round(picture.height * scale),
          },
          altText: { name: `图${ordinal}`, title: block.caption, description: block.alt },
        }),
      ],
    }),
    new Paragraph({
      style: "Caption" satisfies StyleId,
      children: [new TextRun(`图${ordinal}　${block.caption}`)],
    }),
  ];
}
