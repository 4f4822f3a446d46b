import { Table } from "antd";
import { Link } from "react-router";
import { siteSides, type MissedView, type TeamDetection } from "@lingzhu/domain/cross-check";
import { count, shareOf } from "../../shared/format/index.ts";
import { Loaded } from "../states/index.ts";
import { useMissed } from "./cross-check-queries.ts";
import { IntervalBar } from "./interval-bar.tsx";
import { Said } from "./said.tsx";

/** What the two teams saw, by whom, and how much both missed. */
export function MissedPanel({ roundId }: { roundId: string }) {
  const missed = useMissed(roundId, true);
  return (
    <Loaded query={missed} doing="正在比对两组的发现">
      {(view) => (
        <>
          <section className="panel">
            <Said statement={view.statement} large>
              <span className="quiet">
                {view.checked
                  ? `复查的是「${view.checked.name}」，两组都查过 ${count(view.lookedByBoth.households)} 户、${count(view.lookedByBoth.plots)} 块地。`
                  : "前面没有可以复查的轮次。"}
              </span>
            </Said>
            <Counts view={view} />
          </section>
          {view.sites.length > 0 ? (
            <div className="cross-check-columns">
              <Sites view={view} />
              <Detections rows={view.detection.filter(({ of }) => of > 0)} />
            </div>
          ) : null}
        </>
      )}
    </Loaded>
  );
}

function Counts({ view }: { view: MissedView }) {
  const { ruledOut, removedBefore, elsewhere } = view.setAside;
  const aside = [
    [ruledOut, "处核实不是"],
    [removedBefore, "处复查前已铲除"],
    [elsewhere, "处另一组没有查到那里"],
  ] as const;
  const left = aside.filter(([n]) => n > 0).map(([n, words]) => `${n} ${words}`);
  return (
    <>
      <dl className="three-counts">
        {(
          [
            ["first", view.firstOnly],
            ["both", view.both],
            ["second", view.secondOnly],
          ] as const
        ).map(([side, n]) => (
          <div key={side} data-side={side}>
            <dt>{siteSides[side]}</dt>
            <dd>{n}</dd>
          </div>
        ))}
      </dl>
      {left.length > 0 ? <p className="quiet said-aside">没有算进去的：{left.join("，")}。</p> : null}
    </>
  );
}

const order = { both: 0, second: 1, first: 2 } as const;

function Sites({ view }: { view: MissedView }) {
  return (
    <section className="panel">
      <h2>逐处比对</h2>
      <Table
        size="small"
        rowKey={({ findings }) => findings[0]!.id}
        pagination={view.sites.length > 12 ? { pageSize: 12, size: "small" } : false}
        dataSource={[...view.sites].sort((a, b) => order[a.side] - order[b.side])}
        columns={[
          { title: "地点", dataIndex: "path" },
          { title: "谁看到", width: 130, render: (_, { side }) => siteSides[side] },
          {
            title: "发现",
            width: 180,
            render: (_, { findings }) =>
              findings.map(({ id, number }, i) => (
                <span key={id}>
                  {i > 0 ? "、" : null}
                  <Link className="nowrap" to={`/findings/${id}`}>
                    {number}
                  </Link>
                </span>
              )),
          },
        ]}
      />
    </section>
  );
}

function Detections({ rows }: { rows: TeamDetection[] }) {
  return (
    <section className="panel">
      <h2>各组看到的把握</h2>
      <Table<TeamDetection>
        size="small"
        rowKey={({ key, side }) => `${side} ${key}`}
        pagination={false}
        dataSource={rows}
        columns={[
          {
            title: "组",
            render: (_, { key, name, side }) =>
              key === side ? <strong>{name}</strong> : `${name}（${side === "first" ? "前一轮" : "复查"}）`,
          },
          {
            title: "对方看到的，也看到",
            align: "right",
            width: 160,
            render: (_, { found, of }) => <span className="number">{shareOf(found, of, "处")}</span>,
          },
          {
            title: "95% 区间",
            width: 232,
            render: (_, { share, exact }) => <IntervalBar share={share} {...exact} />,
          },
        ]}
      />
    </section>
  );
}
