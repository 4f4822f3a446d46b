/** 发现与铲除情况 of the closing report. */
import {
  eradicationMethods,
  findingStates,
  foundByOurselves,
  settledStates,
  sources,
  species,
} from "../finding/index.ts";
import { plantStages, type PlantStage } from "../patrol/index.ts";
import type { ClosingFigures, FindingFigures } from "./closing-figures.ts";
import type { Block, TableBlock } from "./official-document.ts";
import { countedParts, tableDay, tally } from "./wording.ts";

const stageWords = Object.values(plantStages);
const unknownStage = "物候未记录";
const stageWord = (stage: PlantStage | null) => (stage === null ? unknownStage : plantStages[stage]);

/** Plants that were there. A finding opened again after eradication stays one, unless it is then ruled out. */
export const verifiedFindings = (figures: ClosingFigures): FindingFigures[] =>
  figures.findings.filter(
    (f) => f.state !== "ruled_out" && (f.state !== "suspected" || f.eradicatedOn !== null),
  );
export const eradicatedFindings = (figures: ClosingFigures): FindingFigures[] =>
  verifiedFindings(figures).filter((f) => f.eradicatedOn !== null);
/** Findings of which something is still owed. */
export const openFindings = (figures: ClosingFigures): FindingFigures[] =>
  figures.findings.filter((f) => !settledStates.includes(f.state));

export const stemsOf = (findings: readonly FindingFigures[]): number =>
  findings.reduce((stems, f) => stems + (f.stems ?? 0), 0);

/** 罂粟118株、大麻14株; null when no stem was counted. */
export function stemsByPlant(findings: readonly FindingFigures[]): string | null {
  const byPlant = new Map<string, number>();
  for (const f of findings) {
    const plant = f.species === null ? "毒品原植物" : species[f.species];
    byPlant.set(plant, (byPlant.get(plant) ?? 0) + (f.stems ?? 0));
  }
  return countedParts([...byPlant], "株");
}

export function findingBlocks(figures: ClosingFigures): Block[] {
  const { findings } = figures;
  if (findings.length === 0) {
    return [{ kind: "paragraph", text: "各轮踏查、群众举报和外部通报均未发现非法种植毒品原植物。" }];
  }
  return [
    { kind: "paragraph", text: discoverySentences(figures) },
    { kind: "paragraph", text: eradicationSentences(figures) },
    findingTable(figures),
  ];
}

function discoverySentences(figures: ClosingFigures): string {
  const { findings } = figures;
  const verified = verifiedFindings(figures);
  const suspected = findings.filter((f) => f.state === "suspected" && f.eradicatedOn === null).length;
  const ruledOut = findings.filter((f) => f.state === "ruled_out").length;
  const outcome = countedParts(
    [
      ["核实为毒品原植物", verified.length],
      ["核查排除", ruledOut],
      ["待核实", suspected],
    ],
    "处",
  );
  const text = `共登记疑似非法种植毒品原植物${findings.length}处，其中${outcome}。`;
  if (verified.length === 0) return `${text}目前没有核实为毒品原植物的地点。`;
  const channels = tally(
    verified.map((f) => sources[f.source]),
    Object.values(sources),
  );
  const own = verified.filter((f) => foundByOurselves(f.source)).length;
  const who = countedParts(
    [
      ["自查发现", own],
      ["其他渠道发现", verified.length - own],
    ],
    "处",
  );
  const stages = tally(
    verified.map((f) => stageWord(f.stage)),
    stageWords,
  );
  return (
    `${text}核实的${verified.length}处中，${who}；按发现渠道分，${countedParts(channels, "处")}；` +
    `按发现时物候分，${countedParts(stages, "处")}。`
  );
}

function eradicationSentences(figures: ClosingFigures): string {
  const verified = verifiedFindings(figures);
  const done = eradicatedFindings(figures);
  if (verified.length === 0 && done.length === 0) return "没有需要铲除的毒品原植物。";
  if (done.length === 0) return `核实的${verified.length}处均尚未铲除。`;
  const stems = stemsByPlant(done);
  const sampled = stemsOf(done.filter((f) => f.sampled));
  const uncounted = done.filter((f) => f.stems === null).length;
  const areas = done.filter((f) => f.areaM2 !== null);
  const methods = tally(done.map((f) => (f.method === null ? "方式未记录" : eradicationMethods[f.method])));
  const parts = [`已铲除${done.length}处，${stems === null ? "未登记铲除株数" : `共铲除${stems}`}`];
  if (sampled > 0) parts.push(`其中${sampled}株为抽样推算，其余为逐株清点`);
  if (stems !== null && uncounted > 0) parts.push(`另有${uncounted}处未登记株数`);
  if (areas.length > 0) {
    const squareMetres = areas.reduce((m2, f) => m2 + f.areaM2!, 0);
    parts.push(`登记面积的${areas.length}处合计${Number(squareMetres.toFixed(1))}平方米`);
  }
  const waiting = verified.length - done.length;
  const rest = waiting > 0 ? `另有${waiting}处核实后尚未铲除。` : "核实的地点已全部铲除。";
  return `${parts.join("，")}。铲除方式：${countedParts(methods, "处")}。${rest}`;
}

function findingTable(figures: ClosingFigures): TableBlock {
  const rows = figures.findings.toSorted((a, b) => (a.number < b.number ? -1 : 1));
  const sampled = eradicatedFindings(figures)
    .filter((f) => f.sampled && f.stems !== null)
    .map((f) => f.number)
    .join("、");
  return {
    kind: "table",
    caption: "发现与铲除明细",
    columns: [
      { header: "编号", align: "center", width: 11 },
      { header: "社区", align: "left", width: 11 },
      { header: "地点编号", align: "left", width: 13 },
      { header: "发现\n日期", align: "center", width: 8 },
      { header: "发现渠道", align: "center", width: 14 },
      { header: "物候", align: "center", width: 7 },
      { header: "铲除\n株数", align: "right", width: 8 },
      { header: "办理状态", align: "center", width: 17 },
    ],
    rows: rows.map((f) => [
      f.number,
      f.community ?? "—",
      f.placeCode ?? "—",
      tableDay(f.foundOn),
      sources[f.source],
      f.stage === null ? "—" : plantStages[f.stage],
      f.stems === null || f.state === "ruled_out" ? "—" : `${f.stems}`,
      findingStates[f.state],
    ]),
    sum: ["合计", `${rows.length}处`, "", "", "", "", `${stemsOf(eradicatedFindings(figures))}`, ""],
    note: sampled === "" ? "“—”为未登记。" : `“—”为未登记；${sampled}的株数为抽样推算。`,
  };
}
