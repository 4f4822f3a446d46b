/** What a closing report has to leave open, and the next steps that follow from it and from nothing else. */
import { daysBetween, dayOf } from "../kernel/index.ts";
import { findingStates } from "../finding/index.ts";
import type { ClosingFigures, CommunityFigures, PlaceTally } from "./closing-figures.ts";
import { openFindings } from "./closing-findings.ts";
import type { Block, TableBlock } from "./official-document.ts";
import { chineseNumeral } from "./numbering.ts";
import { countedParts, shortDay, tally } from "./wording.ts";

const notSeen = (t: PlaceTally) => t.total - t.seen;

/** 中无人20户、拒绝3户 or 均为无人: why places were not looked at; null when all were. */
export function reasonsNotSeen(t: PlaceTally, unit: string): string | null {
  const reasons = (
    [
      ["无人", t.no_one_in],
      ["拒绝", t.refused],
      ["无法到达", t.unreachable],
      ["尚未查看", t.unseen],
    ] as const
  ).filter(([, count]) => count > 0);
  if (reasons.length === 1) return `均为${reasons[0]![0]}`;
  const parts = countedParts(reasons, unit);
  return parts === null ? null : `中${parts}`;
}

/** The same in brackets: 其中无人20户 or 均为无人. */
function whyNotSeen(t: PlaceTally, unit: string): string {
  const reasons = reasonsNotSeen(t, unit) ?? "";
  return reasons.startsWith("中") ? `其${reasons}` : reasons;
}

export function openBlocks(figures: ClosingFigures, communities: readonly CommunityFigures[]): Block[] {
  return [
    { kind: "heading", level: 2, text: "未查住户和地块" },
    ...unseenBlocks(figures, communities),
    { kind: "heading", level: 2, text: "未办结的发现" },
    { kind: "paragraph", text: openFindingText(figures) },
    { kind: "heading", level: 2, text: "待做的回访" },
    { kind: "paragraph", text: revisitText(figures) },
    { kind: "heading", level: 2, text: "责任落实" },
    { kind: "paragraph", text: uncoveredText(figures) },
  ];
}

function unseenBlocks(figures: ClosingFigures, communities: readonly CommunityFigures[]): Block[] {
  const { households, plots } = figures.totals;
  if (households.total + plots.total === 0) {
    return [{ kind: "paragraph", text: "没有登记应查住户和地块。" }];
  }
  const missing = countedParts([["住户", notSeen(households)]], "户");
  const missingPlots = countedParts([["地块", notSeen(plots)]], "块");
  if (missing === null && missingPlots === null) {
    return [{ kind: "paragraph", text: "应查住户和地块已全部查到，没有遗漏。" }];
  }
  const clauses: string[] = [];
  if (missing !== null) clauses.push(`${missing}（${whyNotSeen(households, "户")}）`);
  if (missingPlots !== null) clauses.push(`${missingPlots}（${whyNotSeen(plots, "块")}）`);
  return [
    { kind: "paragraph", text: `各轮均未查到的：${clauses.join("，")}。按社区列表如下。` },
    unseenTable(figures, communities),
  ];
}

function unseenTable(figures: ClosingFigures, communities: readonly CommunityFigures[]): TableBlock {
  const cells = (name: string, h: PlaceTally, p: PlaceTally) => [
    name,
    ...[notSeen(h), h.no_one_in, h.refused, h.unreachable, h.unseen, notSeen(p)].map(String),
  ];
  return {
    kind: "table",
    caption: "未查住户和地块",
    columns: [
      { header: "社区", align: "left", width: 20 },
      { header: "未查住户", align: "right", width: 14 },
      { header: "无人", align: "right", width: 13 },
      { header: "拒绝", align: "right", width: 12 },
      { header: "无法到达", align: "right", width: 13 },
      { header: "尚未查看", align: "right", width: 13 },
      { header: "未查地块", align: "right", width: 15 },
    ],
    rows: communities
      .filter((c) => notSeen(c.households) + notSeen(c.plots) > 0)
      .map((c) => cells(c.name, c.households, c.plots)),
    sum: cells("合计", figures.totals.households, figures.totals.plots),
    note: "未查住户为无人、拒绝、无法到达、尚未查看之和；已全部查到的社区不列入本表。",
  };
}

function openFindingText(figures: ClosingFigures): string {
  const open = openFindings(figures);
  if (open.length === 0) {
    return figures.findings.length === 0 ? "没有登记发现，无未办结事项。" : "登记的发现已全部办结。";
  }
  const states = tally(
    open.map((f) => findingStates[f.state]),
    Object.values(findingStates),
  );
  const list = open.map((f) => `${f.number}（${f.community ?? "社区未记录"}，${findingStates[f.state]}）`);
  return `尚有${open.length}处未办结，其中${countedParts(states, "处")}：${list.join("、")}。`;
}

function revisitText(figures: ClosingFigures): string {
  const { revisits } = figures.open;
  if (revisits.length === 0) return "没有待做的回访。";
  const today = dayOf(figures.asOf);
  const list = revisits
    .toSorted((a, b) => (a.due === b.due ? (a.finding < b.finding ? -1 : 1) : a.due < b.due ? -1 : 1))
    .map(({ finding, community, due }) => {
      const late = daysBetween(due, today);
      const when = late > 0 ? `应于${shortDay(due)}回访，已超期${late}天` : `${shortDay(due)}起回访`;
      return `${finding}（${community ?? "社区未记录"}，${when}）`;
    });
  return `尚有${list.length}处铲除后待回访：${list.join("、")}。`;
}

function uncovered(figures: ClosingFigures): { households: number; plots: number } {
  const places = { households: 0, plots: 0 };
  for (const row of figures.duty.uncovered) {
    places.households += row.households;
    places.plots += row.plots;
  }
  return places;
}

/** 住户26户、地块3块, or null when both are zero. */
function placesPhrase(households: number, plots: number): string | null {
  const parts = [countedParts([["住户", households]], "户"), countedParts([["地块", plots]], "块")];
  const present = parts.filter((part) => part !== null);
  return present.length === 0 ? null : present.join("、");
}

function uncoveredText(figures: ClosingFigures): string {
  const sentences: string[] = [];
  const { withoutFirstResponsible } = figures.duty;
  if (withoutFirstResponsible.length > 0) {
    sentences.push(
      `${withoutFirstResponsible.length}个社区未明确第一责任人：${withoutFirstResponsible.join("、")}。`,
    );
  }
  const { households, plots } = uncovered(figures);
  const places = placesPhrase(households, plots);
  if (places !== null) {
    const list = figures.duty.uncovered
      .map((row) => ({ community: row.community, places: placesPhrase(row.households, row.plots) }))
      .filter((row) => row.places !== null)
      .map((row) => `${row.community}${row.places}`);
    sentences.push(`未落实包保人的${places}，分布为：${list.join("；")}。`);
  }
  if (sentences.length > 0) return sentences.join("");
  const { totals } = figures;
  if (totals.households.total + totals.plots.total === 0) return "没有登记应落实责任的住户和地块。";
  return "各社区均已明确第一责任人，住户和地块均已落实包保人。";
}

/** 下步打算: one neutral sentence per kind of open matter. */
export function nextSteps(figures: ClosingFigures): string {
  const steps: string[] = [];
  const places = placesPhrase(notSeen(figures.totals.households), notSeen(figures.totals.plots));
  if (places !== null) {
    steps.push(`对尚未查到的${places}继续组织查看，逐一登记结果`);
  }
  const open = openFindings(figures);
  if (open.length > 0) steps.push(`对未办结的${open.length}处发现跟踪办理，直至办结`);
  const { revisits } = figures.open;
  if (revisits.length > 0) steps.push(`对${revisits.length}处待回访的地点按期完成回访`);
  const { households, plots } = uncovered(figures);
  const uncoveredPlaces = placesPhrase(households, plots);
  if (uncoveredPlaces !== null) steps.push(`对未落实包保人的${uncoveredPlaces}明确责任人员`);
  const { withoutFirstResponsible } = figures.duty;
  if (withoutFirstResponsible.length > 0) {
    steps.push(`督促${withoutFirstResponsible.join("、")}明确第一责任人`);
  }
  if (steps.length === 0) return "目前没有未办结事项。下步做好资料整理归档和日常巡查。";
  if (steps.length === 1) return `下步，${steps[0]}。`;
  return steps.map((step, i) => `${chineseNumeral(i + 1)}是${step}。`).join("");
}
