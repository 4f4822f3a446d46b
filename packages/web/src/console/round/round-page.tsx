import { Tabs } from "antd";
import { Link, useParams } from "react-router";
import { plantStages, roundKinds } from "@lingzhu/domain/patrol";
import { useToday } from "../../shared/clock/index.ts";
import { dayRange } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { useFilters } from "../filter/index.ts";
import { paceOf } from "../overview/pace.ts";
import { ConflictList } from "../conflict/conflict-list.tsx";
import { DoubtsTab } from "../presence/doubts-tab.tsx";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/index.ts";
import { CoverageTab } from "./coverage-tab.tsx";
import { GroundTab } from "./ground-tab.tsx";
import { useRound } from "./round-queries.ts";
import { TracksTab } from "./tracks-tab.tsx";
import { UnseenTab } from "./unseen-tab.tsx";
import { ZonesTab } from "./zones-tab.tsx";
import "./round.css";

/** 轮次: how far it has come, who is not seen, how it is divided, where people walked. */
export function Component() {
  const { id = "" } = useParams();
  const round = useRound(id);
  const today = useToday();
  const able = useAbility();
  const [{ tab }, setFilter] = useFilters(["tab", "state", "kind", "building", "day", "show"]);
  const data = round.data;
  const pace = data ? paceOf(data, today) : null;
  return (
    <Page
      title={data?.name ?? "轮次"}
      note={
        data && pace
          ? `${roundKinds[data.kind]}，${plantStages[data.stage]}期，${dayRange(data.start, data.end)}，${
              pace.gone === 0
                ? "还没有开始"
                : pace.left < 0
                  ? `已截止 ${-pace.left} 天`
                  : `剩 ${pace.left} 天`
            }`
          : null
      }
      extra={able("coverage.read") ? <Link to={`/rounds/${id}/cross-check`}>有没有漏看</Link> : null}
    >
      <Loaded query={round}>
        {(view) => (
          <Tabs
            destroyOnHidden
            activeKey={tab ?? (able("coverage.read") ? "coverage" : "zones")}
            onChange={(key) =>
              setFilter({
                tab: key === "coverage" ? null : key,
                state: null,
                kind: null,
                building: null,
                day: null,
                show: null,
              })
            }
            items={[
              ...(able("coverage.read")
                ? [
                    { key: "coverage", label: "覆盖", children: <CoverageTab round={view} /> },
                    { key: "ground", label: "地面", children: <GroundTab round={view} /> },
                    { key: "unseen", label: "未查清单", children: <UnseenTab round={view} /> },
                    ...(able("presence.read")
                      ? [{ key: "doubts", label: "存疑", children: <DoubtsTab round={view} /> }]
                      : []),
                    {
                      key: "conflicts",
                      label: "结果不一致",
                      children: <ConflictList filter={{ roundId: view.id }} />,
                    },
                  ]
                : []),
              { key: "zones", label: `分片 ${view.zones.length}`, children: <ZonesTab round={view} /> },
              ...(able("track.read")
                ? [{ key: "tracks", label: "轨迹", children: <TracksTab round={view} /> }]
                : []),
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
