/**
 * 公文: an official document as data. Letters, notices and reports are built as this value by pure rules;
 * a writer turns it into DOCX (GB/T 9704-2012) or a preview. It knows no fonts and no pages.
 */
import type { Day } from "../kernel/index.ts";

export interface OfficialDocument {
  /** 发文机关标志, the red head, e.g. 西关街道办事处文件; null for a document without one. */
  issuerMark: string | null;
  /** 发文字号, e.g. 西禁办〔2026〕3号. */
  number: string | null;
  title: string;
  /** 主送机关 without the colon that the writer sets. */
  recipient: string | null;
  blocks: Block[];
  /** 附件说明: names in order, without numbers or full stop; empty when nothing is attached. */
  attachments: string[];
  /** 发文机关署名. */
  signature: string;
  /** 成文日期. */
  date: Day;
  /** 抄送 organisations; empty leaves the line out. */
  copiedTo: string[];
  /** 印发机关和印发日期; null leaves the line out. */
  printed: { by: string; date: Day } | null;
}

export type HeadingLevel = 1 | 2 | 3 | 4;

export type Block =
  | { kind: "heading"; level: HeadingLevel; text: string }
  | { kind: "paragraph"; text: string }
  | TableBlock
  | FigureBlock;

export interface TableBlock {
  kind: "table";
  /** Without 表1, which the writer counts. */
  caption: string;
  columns: TableColumn[];
  /** One cell text per column. */
  rows: string[][];
  /** Row of sums, set apart by the writer; null when the table has none. */
  sum: string[] | null;
  /** 注 below the table. */
  note: string | null;
}

export interface TableColumn {
  /** A line feed divides it in two lines. */
  header: string;
  /** Numbers stand right so that their digits line up. */
  align: "left" | "center" | "right";
  /** Share of the table's width; only the proportion between columns counts. */
  width: number;
}

export interface FigureBlock {
  kind: "figure";
  /** Without 图1, which the writer counts. */
  caption: string;
  /** What the picture shows, in words, for a reader who cannot see it. */
  alt: string;
  chart: BarChart;
}

/** Horizontal bars from zero, one group per category. */
export interface BarChart {
  /** Unit of the axis, e.g. %. */
  unit: string;
  /** End of the axis; null lets the writer choose from the values. */
  max: number | null;
  categories: string[];
  /** At most two: more greys cannot be told apart on paper. */
  series: BarSeries[];
}

export interface BarSeries {
  name: string;
  /** One per category; null where there is nothing to show, which is not zero. */
  values: (number | null)[];
  /** Text at the end of each bar, e.g. 98.0%. */
  labels: string[];
}
