import { Button, Segmented, Table } from "antd";
import { useState } from "react";
import type { MarkerResults, MarkerShare } from "@lingzhu/domain/marker";
import type { RoundView } from "@lingzhu/domain/patrol";
import { shareOf } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { Loaded } from "../states/index.ts";
import { useMarkerResults } from "./cross-check-queries.ts";
import { IntervalBar } from "./interval-bar.tsx";
import { MarkerDraw } from "./marker-draw.tsx";
import { MarkerTable } from "./marker-table.tsx";

/** 盲测标牌: how much was found; for inspectors also where they stand. */
export function MarkerPanel({ round }: { round: RoundView }) {
  const manages = useAbility()("marker.manage");
  const results = useMarkerResults(round.id);
  const [drawing, setDrawing] = useState(false);
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>盲测标牌</h2>
        <span className="quiet">组员只知道有标牌，不知道在哪里</span>
        {manages ? (
          <Button className="end" onClick={() => setDrawing(true)}>
            抽取放置地点
          </Button>
        ) : null}
      </div>
      <Loaded query={results}>
        {(view) => (
          <>
            <p className="said-plain marker-said">{view.sentence}</p>
            {view.total.passed > 0 ? <Shares view={view} /> : null}
            {notes(view).length > 0 ? <p className="quiet said-aside">{notes(view).join(" ")}</p> : null}
          </>
        )}
      </Loaded>
      {manages ? <MarkerTable roundId={round.id} /> : null}
      {drawing ? <MarkerDraw round={round} onClose={() => setDrawing(false)} /> : null}
    </section>
  );
}

const notes = ({ notPassed, setAside }: MarkerResults) => [
  ...(notPassed > 0 ? [`${notPassed} 块所在的地点还没有组查到，不算漏看。`] : []),
  ...(setAside > 0 ? [`${setAside} 次登记离标牌太远，或由知道位置的人登记，没有算进去。`] : []),
];

const groups = { teams: "组", kinds: "地点类别", sights: "看得清的距离" } as const;
type Group = keyof typeof groups;

/** The total, and one way at a time of taking it apart. */
function Shares({ view }: { view: MarkerResults }) {
  const [group, setGroup] = useState<Group>("teams");
  return (
    <Table<MarkerShare>
      size="small"
      rowKey="key"
      pagination={false}
      dataSource={[view.total, ...view[group]]}
      columns={[
        {
          title: (
            <Segmented
              size="small"
              aria-label="按什么分开看"
              value={group}
              onChange={setGroup}
              options={Object.entries(groups).map(([value, label]) => ({ value: value as Group, label }))}
            />
          ),
          dataIndex: "name",
          render: (name: string, row) => (row === view.total ? <strong>{name}</strong> : name),
        },
        {
          title: "经过的标牌里记下的",
          align: "right",
          width: 190,
          render: (_, { found, passed }) => <span className="number">{shareOf(found, passed, "次")}</span>,
        },
        {
          title: "95% 区间",
          width: 232,
          render: (_, { share, exact }) => <IntervalBar share={share} {...exact} />,
        },
      ]}
    />
  );
}
