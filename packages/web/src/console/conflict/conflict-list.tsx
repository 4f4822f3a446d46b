import { Button } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { Conflict } from "@lingzhu/domain/patrol";
import { longDay } from "@lingzhu/domain/kernel";
import { useNow } from "../../shared/clock/index.ts";
import { count, momentWords } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { ExportButton } from "../filter/index.ts";
import type { Query } from "../../shared/api/index.ts";
import { Loaded } from "../states/index.ts";
import { useConflicts } from "./conflict-queries.ts";
import { RetractDialog } from "./retract-record.tsx";
import "./conflict.css";

type Report = Conflict["reports"][number];

/** 结果不一致: what two people said of one place on one day; the state follows its rule until one is taken back. */
export function ConflictList({ filter }: { filter: Query }) {
  const conflicts = useConflicts(filter);
  const exports = useAbility()("coverage.export");
  return (
    <Loaded query={conflicts}>
      {(list) => (
        <section className="panel">
          <div className="list-say">
            <strong>{list.length === 0 ? "没有结果不一致的记录" : `共 ${count(list.length)} 处`}</strong>
            <span className="quiet">
              同一处同一天由不同的人记录，说法对不上。两条都保留，状态按规则取；核实后撤回不对的一条。
            </span>
            {exports && list.length > 0 ? (
              <span className="end">
                <ExportButton path="/api/conflicts.xlsx" query={filter} />
              </span>
            ) : null}
          </div>
          {list.length > 0 ? <Conflicts list={list} /> : null}
        </section>
      )}
    </Loaded>
  );
}

function Conflicts({ list }: { list: readonly Conflict[] }) {
  const now = useNow();
  const retracts = useAbility()("place.manage");
  const [asked, setAsked] = useState<{ report: Report; placePath: string } | null>(null);
  return (
    <ul className="conflicts">
      {list.map(({ placeId, placePath, day, reports }) => (
        <li key={`${placeId} ${day} ${reports[0]!.kind}`}>
          <div className="conflict-place">
            <Link to={`/places/${placeId}`}>{placePath}</Link>
            <span className="quiet">{longDay(day)}</span>
          </div>
          <ol>
            {reports.map((report) => (
              <li key={report.factId}>
                <span className="quiet number">{momentWords(report.at, now)}</span>
                <span>{report.by}</span>
                <strong>{report.words}</strong>
                {retracts ? (
                  <Button size="small" onClick={() => setAsked({ report, placePath })}>
                    撤回
                  </Button>
                ) : null}
              </li>
            ))}
          </ol>
        </li>
      ))}
      {asked ? (
        <RetractDialog
          factId={asked.report.factId}
          what={`${asked.report.by} ${momentWords(asked.report.at, now)}在 ${asked.placePath}：${asked.report.words}。`}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </ul>
  );
}
