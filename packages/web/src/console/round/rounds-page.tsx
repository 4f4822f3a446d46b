import { Button, Tabs } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { plantStages, roundKinds, type RoundView } from "@lingzhu/domain/patrol";
import { useToday } from "../../shared/clock/index.ts";
import { PeopleDrawing, PlanDrawing } from "../../shared/drawings/index.ts";
import { count, dayRange } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { useCampaigns } from "../campaign/campaign-queries.ts";
import { useFilters } from "../filter/index.ts";
import { useOverview } from "../overview/overview-queries.ts";
import { paceOf } from "../overview/pace.ts";
import { addCounts, CountsBar } from "../pictures/index.ts";
import { Page } from "../shell/page.tsx";
import { EmptyState, Loaded } from "../states/index.ts";
import { NewRound } from "./new-round.tsx";
import { useRounds } from "./round-queries.ts";
import { Teams } from "./teams.tsx";
import "./round.css";

/** 踏查: the rounds of the season, newest first, and the teams that walk them. */
export function Component() {
  const rounds = useRounds();
  const campaigns = useCampaigns();
  const manages = useAbility()("round.manage");
  const [{ tab }, setFilter] = useFilters(["tab"]);
  const [making, setMaking] = useState(false);
  const campaign = campaigns.data?.find(({ closedAt }) => closedAt === null) ?? campaigns.data?.[0] ?? null;
  const make = (
    <Button type="primary" onClick={() => setMaking(true)} disabled={!campaign}>
      新建轮次
    </Button>
  );
  return (
    <Page title="踏查" extra={manages && campaign && tab !== "teams" ? make : null}>
      <Tabs
        activeKey={tab ?? "rounds"}
        onChange={(key) => setFilter({ tab: key === "rounds" ? null : key })}
        items={[
          {
            key: "rounds",
            label: "轮次",
            children: (
              <Loaded query={rounds}>
                {(list) =>
                  list.length > 0 ? (
                    <RoundList rounds={[...list].sort((a, b) => (a.start < b.start ? 1 : -1))} />
                  ) : (
                    <div className="panel">
                      <EmptyState
                        drawing={<PlanDrawing />}
                        title="还没有轮次"
                        action={
                          campaign ? (
                            manages ? (
                              make
                            ) : null
                          ) : (
                            <Link to="/campaigns">
                              <Button>先建专项行动</Button>
                            </Link>
                          )
                        }
                      >
                        一个轮次针对罂粟的一个生长阶段。建好后划片、分组，组员的手机上就有任务了。
                      </EmptyState>
                    </div>
                  )
                }
              </Loaded>
            ),
          },
          {
            key: "teams",
            label: "踏查组",
            children: campaign ? (
              <Teams campaignId={campaign.id} />
            ) : (
              <div className="panel">
                <EmptyState
                  drawing={<PeopleDrawing />}
                  title="还没有踏查组"
                  action={
                    <Link to="/campaigns">
                      <Button>先建专项行动</Button>
                    </Link>
                  }
                >
                  踏查组属于一个专项行动，建好以后再编组。
                </EmptyState>
              </div>
            ),
          },
        ]}
      />
      {campaign && making ? (
        <NewRound campaign={campaign} rounds={rounds.data ?? []} onClose={() => setMaking(false)} />
      ) : null}
    </Page>
  );
}

function RoundList({ rounds }: { rounds: readonly RoundView[] }) {
  const overview = useOverview(null);
  const today = useToday();
  return (
    <div className="round-list">
      {rounds.map((round) => {
        const counted = overview.data?.rounds.find(({ id }) => id === round.id);
        const pace = paceOf(round, today);
        const given = round.zones.filter(({ teamId }) => teamId !== null).length;
        return (
          <Link key={round.id} to={`/rounds/${round.id}`} className="panel round-card">
            <div className="round-card-head">
              <strong>{round.name}</strong>
              <span className="quiet">
                {roundKinds[round.kind]} · {plantStages[round.stage]}
              </span>
              <span className="end">
                {pace.gone === 0 ? "未开始" : pace.left < 0 ? "已截止" : `进行中，剩 ${pace.left} 天`}
              </span>
            </div>
            {counted ? (
              <CountsBar
                counts={addCounts(counted.households, counted.plots)}
                unit="处"
                {...(pace.gone > 0 && pace.left >= 0 ? { mark: { at: pace.time, word: "时间进度" } } : {})}
              />
            ) : null}
            <div className="quiet round-card-foot">
              <span>{dayRange(round.start, round.end)}</span>
              <span>
                {round.zones.length === 0 ? "还没有划片" : `${round.zones.length} 片，${given} 片已分组`}
              </span>
              {counted ? (
                <span className="end">
                  户 {count(counted.households.seen)} / {count(counted.households.total)}，地块{" "}
                  {count(counted.plots.seen)} / {count(counted.plots.total)}
                </span>
              ) : null}
            </div>
          </Link>
        );
      })}
    </div>
  );
}
