import { Table } from "antd";
import { Link } from "react-router";
import type { GroundCoverage, PlotGround } from "@lingzhu/domain/coverage";
import { plotKinds } from "@lingzhu/domain/place";
import { count, shortDay } from "../../shared/format/index.ts";
import { useColumnChoice, type ChosenColumn } from "../shell/column-choice.tsx";
import { RowKeys } from "../shell/row-keys.tsx";
import { areaWords, shareWords } from "./area-words.ts";

const left = ({ areaM2, seenM2 }: PlotGround) => areaM2 - seenM2;

const columnsOf: readonly ChosenColumn<PlotGround>[] = [
  {
    key: "path",
    title: "地块",
    fixedIn: true,
    render: (_, plot) => <Link to={`/places/${plot.id}`}>{plot.path}</Link>,
  },
  { key: "kind", title: "种类", width: 90, render: (_, plot) => plotKinds[plot.plotKind] },
  { key: "area", title: "面积", width: 96, align: "right", render: (_, plot) => areaWords(plot.areaM2) },
  {
    key: "share",
    title: "看到",
    width: 190,
    sorter: (a, b) => (a.share ?? 0) - (b.share ?? 0),
    render: (_, plot) => <SeenBar plot={plot} />,
  },
  {
    key: "left",
    title: "没看到",
    width: 104,
    align: "right",
    sorter: (a, b) => left(a) - left(b),
    render: (_, plot) => (left(plot) < 0.5 ? "—" : areaWords(left(plot))),
  },
  {
    key: "twice",
    title: "两次以上",
    width: 100,
    align: "right",
    render: (_, plot) => shareWords(plot.seenTwiceM2, plot.areaM2),
  },
  {
    key: "teams",
    title: "两组都看到",
    width: 110,
    align: "right",
    atFirst: false,
    render: (_, plot) => shareWords(plot.byTwoTeamsM2, plot.areaM2),
  },
  {
    key: "sight",
    title: "看得清的距离",
    width: 120,
    align: "right",
    atFirst: false,
    render: (_, plot) => `${plot.sightM} 米`,
  },
  {
    key: "last",
    title: "最近看到",
    width: 116,
    align: "right",
    sorter: (a, b) => ((a.lastSeenDay ?? "") < (b.lastSeenDay ?? "") ? -1 : 1),
    render: (_, plot) =>
      plot.lastSeenDay === null ? <span className="quiet">从未</span> : shortDay(plot.lastSeenDay),
  },
];

/** 地块: each with how much of it was seen and when last, the one with most left first. */
export function PlotGroundTable({
  plots,
  unmeasured,
}: {
  plots: readonly PlotGround[];
  unmeasured: GroundCoverage["unmeasured"];
}) {
  const { columns, choice } = useColumnChoice("plot-ground", columnsOf);
  return (
    <section className="panel" style={{ marginTop: 14 }}>
      <div className="panel-head">
        <h2>地块</h2>
        <span className="quiet">没看到的多的在前</span>
        <span className="end">{choice}</span>
      </div>
      <RowKeys>
        <Table<PlotGround>
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={[...plots].sort((a, b) => left(b) - left(a))}
          pagination={plots.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        />
      </RowKeys>
      {unmeasured.length > 0 ? (
        <details className="ground-unmeasured">
          <summary>量不出面积的地块 {count(unmeasured.length)} 块</summary>
          <ul>
            {unmeasured.map(({ id, path, reason }) => (
              <li key={id}>
                <Link to={`/places/${id}`}>{path}</Link> <span className="quiet">{reason}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

function SeenBar({ plot }: { plot: PlotGround }) {
  const once = Math.max(0, plot.seenM2 - plot.seenTwiceM2);
  return (
    <div className="seen-line">
      <div className="counts-bar" style={{ height: 10 }} aria-hidden="true">
        {(
          [
            ["seenTwice", plot.seenTwiceM2],
            ["seen", once],
            ["unseen", left(plot)],
          ] as const
        )
          .filter(([, m2]) => m2 > 0)
          .map(([tone, m2]) => (
            <span key={tone} className={`tone-area tone-${tone}`} style={{ flexGrow: m2 }} />
          ))}
      </div>
      <span className="number">{shareWords(plot.seenM2, plot.areaM2)}</span>
    </div>
  );
}
