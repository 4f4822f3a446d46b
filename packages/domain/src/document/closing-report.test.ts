import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, Problem, sharePercent } from "../kernel/index.ts";
import {
  campaignName,
  chineseNumeral,
  closingReport,
  headingNumberer,
  longMoment,
  longPeriod,
  type ClosingFigures,
  type FindingFigures,
  type OfficialDocument,
  type PlaceTally,
  type TableBlock,
} from "./index.ts";

const keys = ["total", "seen", "no_one_in", "refused", "unreachable", "unseen"] as const;
const tally = (seen: number, no_one_in = 0, refused = 0, unreachable = 0, unseen = 0): PlaceTally => ({
  total: seen + no_one_in + refused + unreachable + unseen,
  seen,
  no_one_in,
  refused,
  unreachable,
  unseen,
});
const sumOf = (tallies: PlaceTally[]): PlaceTally =>
  Object.fromEntries(keys.map((key) => [key, tallies.reduce((n, t) => n + t[key], 0)])) as PlaceTally;

const finding = (change: Partial<FindingFigures> & { number: string }): FindingFigures => ({
  community: "甲社区",
  placeCode: "A-1",
  foundOn: "2026-04-12",
  source: "patrol",
  state: "suspected",
  species: null,
  stage: null,
  stems: null,
  sampled: false,
  areaM2: null,
  method: null,
  eradicatedOn: null,
  ...change,
});

/** Figures of a street; totals are worked out from the communities. */
function figuresOf(
  change: Partial<ClosingFigures>,
  totals: Partial<ClosingFigures["totals"]> = {},
): ClosingFigures {
  const communities = change.communities ?? [];
  return {
    street: "西关街道",
    campaign: "2026年春季禁种铲毒专项行动",
    plan: null,
    issuer: "西关街道禁毒办",
    recipient: null,
    number: null,
    period: { start: "2026-03-01", end: "2026-06-30" },
    phase: null,
    asOf: Date.parse("2026-06-20T10:00:00Z"),
    group: null,
    outreach: null,
    rounds: [],
    communities,
    findings: [],
    open: { revisits: [] },
    duty: { cadres: 0, withoutFirstResponsible: [], uncovered: [] },
    ...change,
    totals: {
      households: sumOf(communities.map((c) => c.households)),
      plots: sumOf(communities.map((c) => c.plots)),
      visits: communities.reduce((n, c) => n + c.visits, 0),
      personDays: 0,
      people: 0,
      days: 0,
      photographs: 0,
      tracks: null,
      ...totals,
    },
  };
}

const textOf = (document: OfficialDocument) =>
  document.blocks.map((block) => ("text" in block ? block.text : "")).join("\n");
const tables = (document: OfficialDocument) =>
  document.blocks.filter((block): block is TableBlock => block.kind === "table");

const season = figuresOf(
  {
    communities: [
      {
        name: "乙社区",
        code: "341302007002",
        households: tally(1987, 10, 2, 0, 1),
        plots: tally(50),
        visits: 2100,
      },
      {
        name: "甲社区",
        code: "341302007001",
        households: tally(999, 1),
        plots: tally(29, 0, 0, 1),
        visits: 1010,
      },
    ],
    rounds: [
      {
        name: "第一轮",
        kind: "patrol",
        stage: "flowering",
        start: "2026-04-05",
        end: "2026-04-25",
        households: tally(2986, 11, 2, 0, 1),
        plots: tally(79, 0, 0, 1),
        visits: 3110,
        personDays: 210,
      },
    ],
    findings: [
      finding({
        number: "2026-001",
        state: "closed",
        species: "opium-poppy",
        stage: "flowering",
        stems: 52,
        method: "pulled",
        eradicatedOn: "2026-04-12",
      }),
      finding({
        number: "2026-002",
        community: "乙社区",
        source: "drone",
        state: "eradicated",
        species: "opium-poppy",
        stage: "fruiting",
        stems: 310,
        sampled: true,
        areaM2: 38.5,
        method: "dug",
        eradicatedOn: "2026-05-02",
      }),
      finding({ number: "2026-003", source: "resident", state: "ruled_out" }),
    ],
    open: { revisits: [{ finding: "2026-002", community: "乙社区", due: "2026-06-12" }] },
    duty: {
      cadres: 38,
      withoutFirstResponsible: ["乙社区"],
      uncovered: [{ community: "乙社区", households: 26, plots: 3 }],
    },
  },
  { personDays: 210, people: 31, days: 18, photographs: 400, tracks: { count: 12, metres: 45_690 } },
);

describe("closing report", () => {
  it("says the figures and the moment they were counted", () => {
    const document = closingReport(season);
    const text = textOf(document);
    expect(document.title).toBe("西关街道2026年春季禁种铲毒专项行动总结报告");
    expect(document.date).toBe("2026-06-20");
    for (const sentence of [
      "数据截至2026年6月20日18:00",
      "西关街道于2026年3月1日至6月30日组织开展了2026年春季禁种铲毒专项行动。",
      "登记应查住户3000户、地块80块。至少查看过一次的住户2986户，占99.5%；地块79块，占98.7%。",
      "共开展1轮踏查，踏查18天，出动210人次，形成踏查记录3110条。",
      "核实非法种植毒品原植物2处，已铲除2处、罂粟362株；登记的发现尚有1处未办结。",
      "第一轮（开花期，4月5日至4月25日）：应查住户3000户，已查2986户，占99.5%，未查到的14户中无人11户、拒绝2户、尚未查看1户；应查地块80块，已查79块，占98.7%，未查到的1块均为无法到达。",
      "上传踏查轨迹12条，总长45.6公里。",
      "共登记疑似非法种植毒品原植物3处，其中核实为毒品原植物2处、核查排除1处。",
      "自查发现1处、其他渠道发现1处；按发现渠道分，踏查发现1处、无人机航拍1处；按发现时物候分，开花1处、挂果1处。",
      "已铲除2处，共铲除罂粟362株，其中310株为抽样推算，其余为逐株清点，登记面积的1处合计38.5平方米。铲除方式：人工拔除1处、挖根1处。核实的地点已全部铲除。",
      "2026-002（乙社区，应于6月12日回访，已超期8天）",
      "1个社区未明确第一责任人：乙社区。未落实包保人的住户26户、地块3块，分布为：乙社区住户26户、地块3块。",
      "一是对尚未查到的住户14户、地块1块继续组织查看，逐一登记结果。二是",
    ]) {
      expect(text).toContain(sentence);
    }
  });

  it("lists communities by code, not by merit", () => {
    const [byCommunity] = tables(closingReport(season));
    expect(byCommunity!.rows.map((row) => row[0])).toEqual(["甲社区", "乙社区"]);
    expect(byCommunity!.rows[0]).toEqual([
      "甲社区",
      "1000",
      "999",
      "99.9%",
      "30",
      "29",
      "96.6%",
      "1010",
      "1",
      "52",
    ]);
    expect(byCommunity!.sum).toEqual([
      "合计",
      "3000",
      "2986",
      "99.5%",
      "80",
      "79",
      "98.7%",
      "3110",
      "2",
      "362",
    ]);
  });

  it("names the phase it closes", () => {
    const phase = { name: "区查督导阶段", start: "2026-03-01", end: "2026-05-31" };
    const document = closingReport({ ...season, phase, campaign: "西关街道2026年春季铲毒工作" });
    expect(document.title).toBe("西关街道2026年春季铲毒工作区查督导阶段总结报告");
    expect(textOf(document)).toContain("2026年3月1日至5月31日");
  });

  it("says that nothing was found, rather than nothing", () => {
    const text = textOf(
      closingReport(
        figuresOf(
          {
            communities: [
              { name: "甲社区", code: "341302007001", households: tally(10), plots: tally(2), visits: 12 },
            ],
          },
          { personDays: 3, people: 2, days: 2 },
        ),
      ),
    );
    for (const sentence of [
      "未发现非法种植毒品原植物。",
      "各轮踏查、群众举报和外部通报均未发现非法种植毒品原植物。",
      "应查住户和地块已全部查到，没有遗漏。",
      "没有登记发现，无未办结事项。",
      "没有待做的回访。",
      "各社区均已明确第一责任人，住户和地块均已落实包保人。",
      "目前没有未办结事项。",
      "没有上传照片",
      "领导小组组成没有登记。",
      "没有登记踏查轮次。",
    ]) {
      expect(text).toContain(sentence);
    }
    expect(text).not.toMatch(/宣传入户|轨迹|undefined|null|NaN/);
  });

  it("does not claim success where nothing was done", () => {
    const text = textOf(closingReport(figuresOf({})));
    expect(text).toContain("没有登记应查住户和地块。");
    expect(text).toContain("没有踏查记录。");
    expect(text).not.toMatch(/全部查到，没有遗漏|100\.0%(?!即)/);
  });

  it("says what was served and signed, over the register, and what was handed in", () => {
    const outreach = {
      households: 1310,
      noticeHouseholds: 1284,
      keyPlaces: 15,
      commitments: 12,
      activities: 6,
      seedHandovers: 2,
      seedGrams: 35.5,
      seedlings: 3,
    };
    const text = textOf(closingReport({ ...season, outreach }));
    expect(text).toContain(
      "应送告知书1310户，已送达1284户，占98.0%；重点户和重点地块15处，已签承诺书12处，占80.0%。",
    );
    expect(text).toContain("开展宣传活动6场次。收缴毒品原植物种子、幼苗2次，计种子35.5克、幼苗3株。");
    const none = {
      ...outreach,
      activities: 0,
      seedHandovers: 0,
      seedGrams: 0,
      seedlings: 0,
      keyPlaces: 0,
      commitments: 0,
    };
    expect(textOf(closingReport({ ...season, outreach: none }))).toContain(
      "没有登记重点户和重点地块。没有宣传活动记录。没有种子收缴记录。",
    );
    expect(() => closingReport({ ...season, outreach: { ...outreach, commitments: 16 } })).toThrow(
      /多于应送/,
    );
  });

  it("refuses figures that contradict each other", () => {
    const wrong = { ...season, totals: { ...season.totals, visits: 1 } };
    expect(() => closingReport(wrong)).toThrow(Problem);
    expect(() => closingReport(wrong)).toThrow("各社区踏查记录之和与全街道合计不一致");
  });

  it("adds up in every table, and every number is a figure, a sum or a share", () => {
    const count = fc.nat(500);
    const anyTally = fc.tuple(count, count, count, count, count).map((counts) => tally(...counts));
    const anyCommunity = fc.record({ households: anyTally, plots: anyTally, visits: count });
    const anyFinding = fc.record({
      at: fc.nat(20),
      stems: fc.option(count, { nil: null }),
      state: fc.constantFrom("suspected", "ruled_out", "verified", "eradicated", "clean", "closed"),
    });
    fc.assert(
      fc.property(
        fc.array(anyCommunity, { maxLength: 30 }),
        fc.array(anyFinding, { maxLength: 15 }),
        (communities, findings) => {
          const figures = figuresOf({
            communities: communities.map((c, i) => ({ ...c, name: `第${i}社区`, code: `${900 - i}` })),
            findings: findings.map(({ at, stems, state }, i) => {
              const removed = state === "eradicated" || state === "clean" || state === "closed";
              return finding({
                number: `F-${100 + i}`,
                community: at < communities.length ? `第${at}社区` : null,
                state,
                stems: removed ? stems : null,
                eradicatedOn: removed ? addDays("2026-04-01", i) : null,
              });
            }),
          });
          const document = closingReport(figures);
          for (const table of tables(document)) {
            for (const row of [...table.rows, table.sum!]) expect(row).toHaveLength(table.columns.length);
            for (const [i, column] of table.columns.entries()) {
              if (column.align !== "right" || column.header === "占比") continue;
              const added = table.rows.reduce((n, row) => n + (row[i] === "—" ? 0 : Number(row[i])), 0);
              expect(Number(table.sum![i])).toBe(added);
            }
          }
          const [byCommunity] = tables(document);
          for (const row of byCommunity!.rows) {
            expect(row[3]).toBe(sharePercent(Number(row[2]), Number(row[1])) ?? "—");
          }
          const removed = figures.findings.filter((f) => f.eradicatedOn !== null);
          expect(byCommunity!.sum!.at(-1)).toBe(`${removed.reduce((n, f) => n + (f.stems ?? 0), 0)}`);
          expect(textOf(document)).not.toMatch(/undefined|null|NaN|-\d+[户块处株]/);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("words of documents", () => {
  it("numbers headings by their level", () => {
    const number = headingNumberer();
    expect([1, 2, 2, 3, 4, 3, 1, 2].map((level) => number(level as 1 | 2 | 3 | 4))).toEqual([
      "一、",
      "（一）",
      "（二）",
      "1.",
      "（1）",
      "2.",
      "二、",
      "（一）",
    ]);
    expect([9, 10, 11, 20, 21, 99].map(chineseNumeral)).toEqual([
      "九",
      "十",
      "十一",
      "二十",
      "二十一",
      "九十九",
    ]);
    expect(() => chineseNumeral(0)).toThrow(RangeError);
  });
  it("writes moments and periods in China Standard Time", () => {
    expect(longMoment(Date.parse("2026-06-19T16:05:00Z"))).toBe("2026年6月20日00:05");
    expect(longPeriod("2025-12-01", "2026-03-01")).toBe("2025年12月1日至2026年3月1日");
  });
  it("takes the campaign's name from the plan's title", () => {
    expect(campaignName("关于印发《西关街道2024年春季铲毒工作实施方案》的通知")).toBe(
      "西关街道2024年春季铲毒工作",
    );
    expect(campaignName("2026年禁种铲毒专项行动方案")).toBe("2026年禁种铲毒专项行动");
    expect(campaignName("关于开展春季禁种铲毒工作的实施方案")).toBe("春季禁种铲毒工作");
    expect(campaignName("方案")).toBe("方案");
  });
});
