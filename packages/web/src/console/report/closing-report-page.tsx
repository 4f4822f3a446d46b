import { FileWordOutlined } from "@ant-design/icons";
import { useMutation, useQuery } from "@tanstack/react-query";
import { App, Button, Table } from "antd";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { ClosingFigures, type PlaceTally } from "@lingzhu/domain/document";
import { findingStates, settledStates } from "@lingzhu/domain/finding";
import { plantStages } from "@lingzhu/domain/patrol";
import { asProblem, download, get } from "../../shared/api/index.ts";
import { useNow } from "../../shared/clock/index.ts";
import { count, dayRange, momentWords, shareOf, shortDay } from "../../shared/format/index.ts";
import { useCampaign } from "../campaign/campaign-queries.ts";
import { FilterChips, useFilters } from "../filter/index.ts";
import { CountsBar } from "../pictures/index.ts";
import { useRounds } from "../round/round-queries.ts";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/index.ts";
import "./report.css";

const countsOf = (tally: PlaceTally) => ({
  total: tally.total,
  seen: tally.seen,
  noOneIn: tally.no_one_in,
  refused: tally.refused,
  unreachable: tally.unreachable,
  unseen: tally.unseen,
});

/** 总结报告: what it will say, counted now; then the document itself. */
export function Component() {
  const { id = "" } = useParams();
  const campaign = useCampaign(id);
  const [{ phase }, setFilter] = useFilters(["phase"]);
  const { message } = App.useApp();
  const query = { campaignId: id, phaseId: phase };
  const figures = useQuery({
    queryKey: ["overview", "closing", query],
    queryFn: ({ signal }) => get("/api/reports/closing", ClosingFigures, { query, signal }),
  });
  const fetching = useMutation({
    mutationFn: () => download("/api/reports/closing.docx", { query }),
    onError: (error) => void message.error(asProblem(error).detail),
  });
  return (
    <Page
      title="总结报告"
      note={<Link to={`/campaigns/${id}`}>{campaign.data?.title}</Link>}
      extra={
        <Button
          type="primary"
          icon={<FileWordOutlined />}
          disabled={!figures.data}
          loading={fetching.isPending}
          onClick={() => fetching.mutate()}
        >
          {fetching.isPending ? "正在写报告" : "下载 DOCX"}
        </Button>
      }
    >
      <div className="filters">
        <FilterChips
          name="范围"
          all="整个专项行动"
          value={phase}
          onChange={(value) => setFilter({ phase: value })}
          choices={
            campaign.data?.phases.map(({ id: phaseId, name }) => ({ value: phaseId, label: name })) ?? []
          }
        />
      </div>
      <Loaded query={figures} doing="正在从记录里统计">
        {(data) => <Preview figures={data} />}
      </Loaded>
    </Page>
  );
}

function outreachFacts(outreach: ClosingFigures["outreach"]): [string, string][] {
  if (!outreach) return [];
  const { households, noticeHouseholds, keyPlaces, commitments, activities, seedHandovers, seedGrams } =
    outreach;
  return [
    ["告知书", `送达 ${shareOf(noticeHouseholds, households, "户")}`],
    ["承诺书", keyPlaces === 0 ? "没有重点部位" : `签订 ${shareOf(commitments, keyPlaces, "处")}`],
    ["宣传活动", activities === 0 ? "没有记录" : `${count(activities)} 场次`],
    ["种子收缴", seedHandovers === 0 ? "没有记录" : `${count(seedHandovers)} 次，${count(seedGrams)} 克`],
  ];
}

function Preview({ figures }: { figures: ClosingFigures }) {
  const { totals, findings } = figures;
  const now = useNow();
  const open = findings.filter(({ state }) => !settledStates.includes(state));
  const stems = findings.reduce((sum, finding) => sum + (finding.stems ?? 0), 0);
  const uncovered = figures.duty.uncovered.reduce((sum, one) => sum + one.households + one.plots, 0);
  const rounds = useRounds();
  const roundOf = (name: string) => rounds.data?.find((round) => round.name === name)?.id ?? null;
  const facts: [string, ReactNode][] = [
    [
      "踏查",
      `${count(totals.visits)} 次，${count(totals.personDays)} 人次，${count(totals.people)} 人，${count(totals.days)} 天`,
    ],
    ["照片", `${count(totals.photographs)} 张`],
    [
      "轨迹",
      totals.tracks
        ? `${count(totals.tracks.count)} 条，${count(Math.round(totals.tracks.metres / 100) / 10)} 公里`
        : "没有记录",
    ],
    [
      "发现",
      <Link key="findings" to="/findings">{`${count(findings.length)} 起，铲除 ${count(stems)} 株`}</Link>,
    ],
    ...outreachFacts(figures.outreach),
    [
      "没有办结",
      open.length === 0 ? (
        "没有"
      ) : (
        <Link key="open" to="/findings?open=true">
          {count(open.length)} 起
        </Link>
      ),
    ],
    [
      "无人包保",
      uncovered === 0 ? (
        "没有"
      ) : (
        <Link key="gaps" to="/duty">
          {count(uncovered)} 处
        </Link>
      ),
    ],
  ];
  return (
    <div className="report">
      <p className="quiet report-when">
        {figures.phase
          ? `${figures.phase.name}，${dayRange(figures.phase.start, figures.phase.end)}`
          : dayRange(figures.period.start, figures.period.end)}
        ；数字取自{momentWords(figures.asOf, now)}的记录，下载时按那一刻重新统计。
      </p>
      <div className="report-top">
        <section className="panel panel-body">
          <div className="report-tally">
            <strong>{shareOf(totals.households.seen, totals.households.total, "户")}</strong>
            <CountsBar counts={countsOf(totals.households)} unit="户" />
          </div>
          <div className="report-tally">
            <strong>{shareOf(totals.plots.seen, totals.plots.total, "块地")}</strong>
            <CountsBar counts={countsOf(totals.plots)} unit="块" />
          </div>
          <p className="quiet" style={{ margin: 0 }}>
            每一户取各轮中最好的一次结果。
          </p>
        </section>
        <section className="panel">
          <dl className="report-facts panel-body">
            {facts.map(([word, value]) => (
              <div key={word}>
                <dt>{word}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <section className="panel">
        <h2>各轮踏查</h2>
        <Table
          size="small"
          rowKey="name"
          pagination={false}
          dataSource={figures.rounds}
          columns={[
            {
              title: "轮次",
              render: (_, { name }) =>
                roundOf(name) ? <Link to={`/rounds/${roundOf(name)}`}>{name}</Link> : name,
            },
            { title: "阶段", width: 80, render: (_, round) => plantStages[round.stage] },
            {
              title: "起止",
              width: 140,
              align: "right",
              render: (_, round) => `${shortDay(round.start)}—${shortDay(round.end)}`,
            },
            {
              title: "户",
              align: "right",
              render: (_, round) => shareOf(round.households.seen, round.households.total, "户"),
            },
            {
              title: "地块",
              align: "right",
              render: (_, round) => shareOf(round.plots.seen, round.plots.total, "块"),
            },
            { title: "踏查", width: 110, align: "right", render: (_, round) => `${count(round.visits)} 次` },
          ]}
        />
      </section>
      <section className="panel">
        <div className="panel-head">
          <h2>报告里还会写明没有办结的</h2>
          {open.length > 0 ? (
            <Link className="end" to="/findings?open=true">
              去办理
            </Link>
          ) : null}
        </div>
        {open.length === 0 ? (
          <p className="panel-body quiet" style={{ margin: 0 }}>
            没有未办结的发现。
          </p>
        ) : (
          <Table
            size="small"
            rowKey="number"
            pagination={false}
            dataSource={open}
            columns={[
              { title: "发现", dataIndex: "number", width: 120 },
              { title: "社区", render: (_, finding) => finding.community ?? "—" },
              { title: "状态", render: (_, finding) => findingStates[finding.state] },
              {
                title: "发现日期",
                align: "right",
                width: 120,
                render: (_, finding) => shortDay(finding.foundOn),
              },
              {
                title: "回访到期",
                align: "right",
                width: 120,
                render: (_, finding) => {
                  const due = figures.open.revisits.find(
                    (revisit) => revisit.finding === finding.number,
                  )?.due;
                  return due ? shortDay(due) : "—";
                },
              },
            ]}
          />
        )}
      </section>
    </div>
  );
}
