import { Segmented, Table } from "antd";
import { sharePercent } from "@lingzhu/domain/kernel";
import { detectionSources, type FreedomView } from "@lingzhu/domain/cross-check";
import { shareOf } from "../../shared/format/index.ts";
import { useFilters } from "../filter/index.ts";
import { Loaded } from "../states/index.ts";
import { useFreedom } from "./cross-check-queries.ts";
import { Said } from "./said.tsx";

const prevalences = { "1": "千分之一", "5": "千分之五", "10": "百分之一" } as const;
const kinds = { household: "户", plot: "地块" } as const;

/** What "nothing found" is worth, how many more to check, and on which rounds it rests. */
export function FreedomPanel({ roundId }: { roundId: string }) {
  const [{ prevalence, of }, setFilter] = useFilters(["prevalence", "of"]);
  const kind = of === "plot" ? "plot" : "household";
  const perThousand = prevalence && prevalence in prevalences ? prevalence : "1";
  const freedom = useFreedom(roundId, kind, Number(perThousand));
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>没有发现，有多可靠</h2>
        <span className="end freedom-choice">
          <Segmented
            size="small"
            aria-label="户还是地块"
            value={kind}
            onChange={(value) => setFilter({ of: value === "household" ? null : value })}
            options={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
          />
          <Segmented
            size="small"
            aria-label="假如有这么多种植"
            value={perThousand}
            onChange={(value) => setFilter({ prevalence: value === "1" ? null : value })}
            options={Object.entries(prevalences).map(([value, label]) => ({ value, label }))}
          />
        </span>
      </div>
      <Loaded query={freedom} doing="正在计算">
        {(view) => (
          <>
            <Said statement={view.statement} large />
            {view.remaining ? <Said statement={view.remaining} /> : null}
            {view.combined && view.rounds.length > 1 ? <Said statement={view.combined} /> : null}
            <Said statement={view.needed} />
            <Rounds view={view} />
          </>
        )}
      </Loaded>
    </section>
  );
}

function Rounds({ view }: { view: FreedomView }) {
  const unit = kinds[view.kind] === "户" ? "户" : "块";
  return (
    <Table<FreedomView["rounds"][number]>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={view.rounds}
      columns={[
        { title: "轮次", dataIndex: "name" },
        {
          title: "查清",
          align: "right",
          width: 210,
          render: (_, { checked, population }) => (
            <span className="number">{shareOf(checked, population, unit)}</span>
          ),
        },
        { title: "发现", align: "right", width: 80, dataIndex: "found" },
        {
          title: "看到的把握",
          width: 250,
          render: (_, { source, detection }) =>
            source === "assumed" ? (
              <span className="quiet">{detectionSources.assumed}</span>
            ) : (
              <>
                <span className="number">不低于 {sharePercent(detection, 1)}</span>
                <span className="quiet"> {detectionSources[source]}</span>
              </>
            ),
        },
        {
          title: "至少发现一处的把握",
          align: "right",
          width: 170,
          render: (_, { sensitivity, source }) => (
            <span className="number">
              {source === "assumed" ? "最多 " : ""}
              {sharePercent(sensitivity, 1)}
            </span>
          ),
        },
      ]}
    />
  );
}
