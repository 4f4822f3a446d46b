import { Button } from "antd";
import { Link, useNavigate } from "react-router";
import { longDay } from "@lingzhu/domain/kernel";
import type { Overview } from "@lingzhu/domain/overview";
import { useNow } from "../../shared/clock/index.ts";
import { PlanDrawing } from "../../shared/drawings/index.ts";
import { momentWords } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { SixCommunities, Visits } from "../pictures/index.ts";
import { GroundPanel } from "../place/ground-panel.tsx";
import { useMapLayer } from "../place/picture-queries.ts";
import { RoundProgressPanel } from "../round/round-progress.tsx";
import { useAsOf } from "../ribbon/as-of.ts";
import { Page } from "../shell/page.tsx";
import { EmptyState, Loaded } from "../states/index.ts";
import { OpenCard, TimeCard, UnseenCard } from "./question-cards.tsx";
import { TodoList } from "./todo-list.tsx";
import { useOverview } from "./overview-queries.ts";
import "./overview.css";

/** 总览: are we on time, what is not seen, what is open; then what I have to do today. */
export function Component() {
  const asOf = useAsOf();
  const now = useNow();
  const overview = useOverview(asOf);
  return (
    <Page
      title="总览"
      note={
        overview.data
          ? asOf
            ? `${longDay(overview.data.day)}当天结束时的情况`
            : `截至${momentWords(overview.data.asOf, now)}`
          : null
      }
    >
      <Loaded query={overview} doing="正在统计">
        {(data) => <Shown overview={data} past={asOf !== null} stale={overview.isPlaceholderData} />}
      </Loaded>
    </Page>
  );
}

function Shown({ overview, past, stale }: { overview: Overview; past: boolean; stale: boolean }) {
  const able = useAbility();
  const navigate = useNavigate();
  const layer = useMapLayer(overview.currentRoundId, able("place.read"));
  if (!overview.campaign)
    return (
      <div className="overview">
        <div className="panel">
          <EmptyState
            drawing={<PlanDrawing />}
            title={past ? "那一天还没有专项行动" : "这一季还没有开始"}
            action={
              able("campaign.manage") && !past ? (
                <Link to="/campaigns/new">
                  <Button type="primary">读入方案</Button>
                </Link>
              ) : null
            }
          >
            读入实施方案、导入台账以后，这里就能看到是否按期、还有谁没查、哪些没办结。
          </EmptyState>
        </div>
        {overview.todo.length > 0 ? <TodoList todo={overview.todo} past={past} /> : null}
      </div>
    );
  const round = overview.rounds.find(({ id }) => id === overview.currentRoundId) ?? null;
  return (
    <div className="overview" aria-busy={stale} data-stale={stale ? "" : undefined}>
      <div className="overview-questions">
        <TimeCard overview={overview} round={round} />
        <UnseenCard round={round} />
        <OpenCard findings={overview.findings} />
      </div>
      <div className="overview-middle">
        <TodoList todo={overview.todo} past={past} />
        <section className="panel">
          <div className="panel-head">
            <h2>{overview.communities.length === 1 ? "本社区" : "各社区"}</h2>
            <span className="quiet">
              {[round?.name, overview.communities.length > 1 ? "剩得多的在前" : null]
                .filter(Boolean)
                .join("，")}
            </span>
            <span className="quiet end overview-small">小柱：近七天踏查次数</span>
          </div>
          <SixCommunities
            communities={overview.communities}
            hasRound={round !== null}
            to={(id) => (round ? `/rounds/${round.id}?community=${id}` : `/places/${id}`)}
          />
        </section>
      </div>
      <section className="panel">
        <div className="panel-head">
          <h2>地图</h2>
          <span className="quiet">{past ? "地图总是当前情况，不随回看的日期变化" : (round?.name ?? "")}</span>
        </div>
        <Loaded query={layer}>{(data) => <GroundPanel layer={data} />}</Loaded>
      </section>
      <div className="overview-charts">
        {round ? (
          <RoundProgressPanel roundId={round.id} until={past ? overview.day : null} height={240} />
        ) : null}
        <section className="panel">
          <div className="panel-head">
            <h2>近七天踏查次数</h2>
          </div>
          <div className="panel-body">
            <Visits
              communities={overview.communities}
              height={240}
              {...(round
                ? { onOpen: (id: string) => void navigate(`/rounds/${round.id}?community=${id}`) }
                : {})}
            />
          </div>
        </section>
      </div>
    </div>
  );
}
