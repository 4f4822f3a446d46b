/**
 * 总结报告 of a phase or of the whole campaign, written from figures and from nothing else:
 * no number stands in it that is not in the figures or a sum or share of them.
 */
import { dayOf, problem, sharePercent, type Day } from "../kernel/index.ts";
import { plantStages } from "../patrol/index.ts";
import {
  ClosingFigures,
  type CommunityFigures,
  type PlaceTally,
  type RoundFigures,
} from "./closing-figures.ts";
import {
  eradicatedFindings,
  findingBlocks,
  openFindings,
  stemsByPlant,
  stemsOf,
  verifiedFindings,
} from "./closing-findings.ts";
import { nextSteps, openBlocks, reasonsNotSeen } from "./closing-open.ts";
import type { Block, FigureBlock, OfficialDocument, TableBlock } from "./official-document.ts";
import { countedParts, longMoment, longPeriod, shareCell, shareClause, shortDay } from "./wording.ts";

/** Above this many bars a chart no longer fits beside its caption on one page. */
const CHART_CATEGORIES = 24;

/**
 * The closing report as an official document. Throws `input.invalid` when the figures contradict each other,
 * because a report whose table does not add up is worse than none.
 */
export function closingReport(input: ClosingFigures): OfficialDocument {
  const checked = ClosingFigures.safeParse(input);
  if (!checked.success) {
    throw problem("input.invalid", {
      issues: checked.error.issues.map((issue) => ({ path: issue.path.join("."), reason: issue.message })),
    });
  }
  const figures = checked.data;
  const communities = figures.communities.toSorted(byCode);
  return {
    issuerMark: null,
    number: figures.number,
    title: `${fullCampaignName(figures)}${figures.phase?.name ?? ""}总结报告`,
    recipient: figures.recipient,
    blocks: [
      { kind: "paragraph", text: openingText(figures) },
      { kind: "heading", level: 1, text: "总体情况" },
      { kind: "paragraph", text: overallText(figures) },
      { kind: "heading", level: 1, text: "工作开展情况" },
      ...workBlocks(figures, communities),
      { kind: "heading", level: 1, text: "发现与铲除情况" },
      ...findingBlocks(figures),
      { kind: "heading", level: 1, text: "存在问题和未办结事项" },
      ...openBlocks(figures, communities),
      { kind: "heading", level: 1, text: "下步打算" },
      { kind: "paragraph", text: nextSteps(figures) },
    ],
    attachments: [],
    signature: figures.issuer,
    date: dayOf(figures.asOf),
    copiedTo: [],
    printed: null,
  };
}

/** By statistical code, those without one last by name: an order that praises and blames nobody. */
function byCode(a: CommunityFigures, b: CommunityFigures): number {
  if (a.code === null || b.code === null) {
    if (a.code !== b.code) return a.code === null ? 1 : -1;
    return a.name < b.name ? -1 : 1;
  }
  return a.code < b.code ? -1 : 1;
}

const fullCampaignName = ({ street, campaign }: ClosingFigures) =>
  campaign.includes(street) ? campaign : `${street}${campaign}`;
const period = (figures: ClosingFigures) => figures.phase ?? figures.period;

function openingText(figures: ClosingFigures): string {
  const { start, end } = period(figures);
  const basis = figures.plan === null ? "" : `根据《${figures.plan.replace(/^.*《|》.*$/g, "")}》安排，`;
  const name = figures.campaign.startsWith(figures.street)
    ? figures.campaign.slice(figures.street.length)
    : figures.campaign;
  const what = figures.phase === null ? name : `${name}${figures.phase.name}工作`;
  return (
    `${basis}${figures.street}于${longPeriod(start, end)}组织开展了${what}。` +
    `现将有关情况报告如下。本报告数据均取自踏查、发现和责任登记，` +
    `数据截至${longMoment(figures.asOf)}；百分比只舍不入，100.0%即全部查到。`
  );
}

function overallText(figures: ClosingFigures): string {
  const { households, plots, visits, personDays, days } = figures.totals;
  const sentences: string[] = [];
  const scope = `全街道${figures.communities.length}个社区（村）`;
  if (households.total + plots.total === 0) {
    sentences.push(`${scope}没有登记应查住户和地块。`);
  } else {
    sentences.push(
      `${scope}登记应查住户${households.total}户、地块${plots.total}块。` +
        `至少查看过一次的住户${households.seen}户${shareClause(households.seen, households.total)}；` +
        `地块${plots.seen}块${shareClause(plots.seen, plots.total)}。`,
    );
  }
  sentences.push(
    visits === 0
      ? "没有踏查记录。"
      : `共开展${figures.rounds.filter((round) => round.visits > 0).length}轮踏查，踏查${days}天，出动${personDays}人次，形成踏查记录${visits}条。`,
  );
  const verified = verifiedFindings(figures).length;
  if (verified === 0) {
    const suspected = openFindings(figures).length;
    sentences.push(
      suspected === 0
        ? "未发现非法种植毒品原植物。"
        : `尚未核实到非法种植毒品原植物，另有${suspected}处疑似地点待核实。`,
    );
  } else {
    const done = eradicatedFindings(figures);
    const stems = stemsByPlant(done);
    const open = openFindings(figures).length;
    sentences.push(
      `核实非法种植毒品原植物${verified}处，已铲除${done.length}处${stems === null ? "" : `、${stems}`}；` +
        (open === 0 ? "登记的发现已全部办结。" : `登记的发现尚有${open}处未办结。`),
    );
  }
  return sentences.join("");
}

function workBlocks(figures: ClosingFigures, communities: readonly CommunityFigures[]): Block[] {
  const blocks: Block[] = [
    { kind: "heading", level: 2, text: "组织领导" },
    { kind: "paragraph", text: leadershipText(figures) },
  ];
  const outreach = outreachText(figures);
  if (outreach !== null) {
    blocks.push({ kind: "heading", level: 2, text: "宣传入户" }, { kind: "paragraph", text: outreach });
  }
  blocks.push({ kind: "heading", level: 2, text: "分轮踏查" });
  if (figures.rounds.length === 0) {
    blocks.push({ kind: "paragraph", text: "没有登记踏查轮次。" });
  } else {
    for (const round of figures.rounds)
      blocks.push({ kind: "paragraph", text: roundText(round, dayOf(figures.asOf)) });
  }
  blocks.push(
    { kind: "heading", level: 2, text: "人员投入" },
    { kind: "paragraph", text: effortText(figures) },
    { kind: "heading", level: 2, text: "各社区踏查情况" },
    {
      kind: "paragraph",
      text: "各社区踏查情况按行政区划代码顺序列表如下，同一住户、地块在多轮中查到的只计一次。",
    },
    communityTable(figures, communities),
  );
  const chart = coverageFigure(figures, communities);
  if (chart !== null) blocks.push(chart);
  return blocks;
}

function leadershipText(figures: ClosingFigures): string {
  const { group, duty, communities } = figures;
  const sentences: string[] = [];
  if (group === null) {
    sentences.push("领导小组组成没有登记。");
  } else {
    const office = group.officeAt === null ? "" : `，领导小组办公室设在${group.officeAt}`;
    sentences.push(
      `成立领导小组，设组长${group.leaders}人、副组长${group.deputies}人、成员${group.members}人${office}。`,
    );
  }
  const named = communities.length - duty.withoutFirstResponsible.length;
  if (communities.length > 0) {
    sentences.push(
      named === communities.length
        ? `${communities.length}个社区（村）均已明确第一责任人。`
        : `${communities.length}个社区（村）中${named}个已明确第一责任人。`,
    );
  }
  sentences.push(duty.cadres === 0 ? "没有登记包保人。" : `登记包保人${duty.cadres}人。`);
  return sentences.join("");
}

function outreachText(figures: ClosingFigures): string | null {
  const { outreach } = figures;
  if (outreach === null) return null;
  const { households, noticeHouseholds, keyPlaces, commitments, activities } = outreach;
  const notices =
    households === 0
      ? "没有登记应送告知书的住户"
      : `应送告知书${households}户，已送达${noticeHouseholds}户${shareClause(noticeHouseholds, households)}`;
  const signed =
    keyPlaces === 0
      ? "没有登记重点户和重点地块"
      : `重点户和重点地块${keyPlaces}处，已签承诺书${commitments}处${shareClause(commitments, keyPlaces)}`;
  const held = activities === 0 ? "没有宣传活动记录" : `开展宣传活动${activities}场次`;
  return `${notices}；${signed}。${held}。${seedText(outreach)}`;
}

function seedText({ seedHandovers, seedGrams, seedlings }: NonNullable<ClosingFigures["outreach"]>): string {
  if (seedHandovers === 0) return "没有种子收缴记录。";
  const grams = Math.round(seedGrams * 10) / 10;
  const amounts = countedParts([["种子", grams]], "克");
  const plants = countedParts([["幼苗", seedlings]], "株");
  return `收缴毒品原植物种子、幼苗${seedHandovers}次，计${[amounts, plants].filter(Boolean).join("、")}。`;
}

/** 应查住户12000户，已查11800户，占98.3%；未查到的200户中无人150户、… */
function coverageText(word: string, unit: string, tally: PlaceTally): string {
  if (tally.total === 0) return `没有安排${word}`;
  const head = `应查${word}${tally.total}${unit}，已查${tally.seen}${unit}${shareClause(tally.seen, tally.total)}`;
  const rest = reasonsNotSeen(tally, unit);
  return rest === null ? `${head}，全部查到` : `${head}，未查到的${tally.total - tally.seen}${unit}${rest}`;
}

function roundText(round: RoundFigures, today: Day): string {
  const kind = round.kind === "cross_check" ? "交叉复查，" : "";
  const head = `${round.name}（${kind}${plantStages[round.stage]}期，${shortDay(round.start)}至${shortDay(round.end)}）：`;
  if (round.visits === 0) {
    const places = `应查住户${round.households.total}户、地块${round.plots.total}块`;
    return `${head}${places}，${today < round.start ? "尚未开始" : "没有踏查记录"}。`;
  }
  return (
    `${head}${coverageText("住户", "户", round.households)}；${coverageText("地块", "块", round.plots)}。` +
    `出动${round.personDays}人次，形成踏查记录${round.visits}条。${today <= round.end ? "本轮尚未结束。" : ""}`
  );
}

function effortText(figures: ClosingFigures): string {
  const { personDays, people, days, visits, photographs, tracks } = figures.totals;
  if (visits === 0) return "没有出动记录。";
  const sentences = [
    `参与踏查${people}人，踏查${days}天，出动${personDays}人次（同一人同一日计1人次），` +
      `形成踏查记录${visits}条，${photographs === 0 ? "没有上传照片" : `上传照片${photographs}张`}。`,
  ];
  if (tracks !== null && tracks.count > 0) {
    const kilometres = (Math.floor(tracks.metres / 100) / 10).toFixed(1);
    sentences.push(`上传踏查轨迹${tracks.count}条，总长${kilometres}公里。`);
  }
  return sentences.join("");
}

function communityTable(figures: ClosingFigures, communities: readonly CommunityFigures[]): TableBlock {
  const named = new Set(communities.map((c) => c.name));
  const rowOf = (
    name: string,
    h: PlaceTally,
    p: PlaceTally,
    visits: number,
    inside: (c: string | null) => boolean,
  ) => {
    const here = { ...figures, findings: figures.findings.filter((f) => inside(f.community)) };
    const coverage = [
      h.total,
      h.seen,
      shareCell(h.seen, h.total),
      p.total,
      p.seen,
      shareCell(p.seen, p.total),
    ];
    const found = [visits, verifiedFindings(here).length, stemsOf(eradicatedFindings(here))];
    return [name, ...coverage, ...found].map(String);
  };
  const rows = communities.map((c) =>
    rowOf(c.name, c.households, c.plots, c.visits, (name) => name === c.name),
  );
  const elsewhere = figures.findings.some((f) => f.community === null || !named.has(f.community));
  if (elsewhere) {
    const none: PlaceTally = { total: 0, seen: 0, no_one_in: 0, refused: 0, unreachable: 0, unseen: 0 };
    rows.push(rowOf("社区未记录", none, none, 0, (name) => name === null || !named.has(name)));
  }
  return {
    kind: "table",
    caption: "各社区踏查情况",
    columns: [
      { header: "社区", align: "left", width: 16 },
      { header: "住户\n应查", align: "right", width: 10 },
      { header: "住户\n已查", align: "right", width: 10 },
      { header: "占比", align: "right", width: 12 },
      { header: "地块\n应查", align: "right", width: 10 },
      { header: "地块\n已查", align: "right", width: 10 },
      { header: "占比", align: "right", width: 12 },
      { header: "踏查\n记录", align: "right", width: 10 },
      { header: "核实\n发现", align: "right", width: 10 },
      { header: "铲除\n株数", align: "right", width: 10 },
    ],
    rows,
    sum: rowOf("合计", figures.totals.households, figures.totals.plots, figures.totals.visits, () => true),
    note: "住户按户计，地块按块计，踏查记录按条计，核实发现按处计。",
  };
}

/** Coverage by community, or by round where the communities would not fit; null when there is nothing to draw. */
function coverageFigure(
  figures: ClosingFigures,
  communities: readonly CommunityFigures[],
): FigureBlock | null {
  const byCommunity = communities.length <= CHART_CATEGORIES;
  const groups = byCommunity ? communities : figures.rounds.slice(-CHART_CATEGORIES);
  const word = byCommunity ? "各社区" : "各轮次";
  const series = (["households", "plots"] as const)
    .filter((kind) => groups.some((g) => g[kind].total > 0))
    .map((kind) => ({
      name: kind === "households" ? "住户" : "地块",
      labels: groups.map((g) => shareCell(g[kind].seen, g[kind].total)),
      values: groups.map((g) => {
        const share = sharePercent(g[kind].seen, g[kind].total);
        return share === null ? null : Number.parseFloat(share);
      }),
    }));
  if (series.length === 0) return null;
  const alt = groups.map((g, i) => `${g.name}${series.map((s) => `${s.name}${s.labels[i]!}`).join("、")}`);
  return {
    kind: "figure",
    caption: `${word}住户、地块已查占比`,
    alt: `条形图，${word}已查占应查的百分比：${alt.join("；")}。`,
    chart: { unit: "%", max: 100, categories: groups.map((g) => g.name), series },
  };
}
