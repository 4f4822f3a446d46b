import { Button, Table } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { outcomes, type RoundView } from "@lingzhu/domain/patrol";
import { doubtKinds, type DoubtKind, type DoubtRow } from "@lingzhu/domain/presence";
import { useNow } from "../../shared/clock/index.ts";
import { count, momentWords } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { ExportButton, FilterChips, useFilters } from "../filter/index.ts";
import { useCommunities } from "../ledger/place-queries.ts";
import { RowKeys } from "../shell/row-keys.tsx";
import { MoreRows } from "../shell/more-rows.tsx";
import { Loaded } from "../states/index.ts";
import { ApproveDialog } from "./approve-visit.tsx";
import { Approval, GradeMark, Reasons } from "./grade-mark.tsx";
import { useDoubts } from "./presence-queries.ts";

const say: Record<DoubtKind, string> = {
  open: "系统不能相信这些到访，核实后由您具名认定，或请人重新去一次。",
  approved: "等级是系统评定的，认定是人作出的，两者都保留。",
  unjudged: "没有定位、没有轨迹，或台账里没有这处的位置，无从判断，不算可信，也不算存疑。",
};

/** 存疑: visits of a round that their grade does not carry; the XLSX is exactly this list. */
export function DoubtsTab({ round }: { round: RoundView }) {
  const [{ community, show }, setFilter] = useFilters(["community", "show"]);
  const kind = (show ?? "open") as DoubtKind;
  const communities = useCommunities();
  const filter = { roundId: round.id, communityId: community, show: kind };
  const doubts = useDoubts(filter);
  const first = doubts.data?.pages[0];
  const rows = doubts.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <div className="filters">
        <FilterChips
          name="处理"
          all={chipWords("open", first?.counts.open)}
          value={show}
          onChange={(value) => setFilter({ show: value })}
          choices={(["approved", "unjudged"] as const).map((value) => ({
            value,
            label: chipWords(value, first?.counts[value]),
          }))}
        />
        <FilterChips
          name="社区"
          value={community}
          onChange={(value) => setFilter({ community: value })}
          choices={communities.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        />
        <div className="filters-end">
          <ExportButton path="/api/visits/doubts.xlsx" query={filter} />
        </div>
      </div>
      <Loaded query={doubts}>
        {() => (
          <div className="panel">
            <div className="list-say">
              <strong>
                {rows.length === 0 ? "没有这样的踏查记录" : `共 ${count(first?.total ?? 0)} 条`}
              </strong>
              <span className="quiet">{say[kind]}</span>
            </div>
            {rows.length > 0 ? <Doubts rows={rows} /> : null}
            <MoreRows query={doubts} shown={rows.length} unit="条" />
          </div>
        )}
      </Loaded>
    </>
  );
}

const chipWords = (kind: DoubtKind, n: number | undefined) =>
  n === undefined ? doubtKinds[kind] : `${doubtKinds[kind]} ${count(n)}`;

function Doubts({ rows }: { rows: DoubtRow[] }) {
  const now = useNow();
  const approves = useAbility()("presence.approve");
  const [asked, setAsked] = useState<DoubtRow | null>(null);
  return (
    <RowKeys>
      <Table<DoubtRow>
        size="small"
        rowKey="visitId"
        dataSource={rows}
        pagination={false}
        columns={[
          {
            title: "地点",
            render: (_, row) => <Link to={`/places/${row.placeId}`}>{row.placePath}</Link>,
          },
          { title: "踏查人", width: 92, render: (_, row) => row.by },
          { title: "时间", width: 108, align: "right", render: (_, row) => momentWords(row.recordedAt, now) },
          { title: "结果", width: 80, render: (_, row) => outcomes[row.outcome] },
          { title: "可信程度", width: 88, render: (_, row) => <GradeMark presence={row.presence} /> },
          {
            title: "理由",
            render: (_, row) => (
              <div className="doubt-reasons">
                <Reasons presence={row.presence} />
                {row.presence.approval ? (
                  <div>
                    <Approval presence={row.presence} />
                  </div>
                ) : null}
              </div>
            ),
          },
          ...(approves
            ? [
                {
                  title: "",
                  width: 84,
                  render: (_: unknown, row: DoubtRow) => (
                    <Button size="small" onClick={() => setAsked(row)}>
                      {row.presence.approval ? "收回" : "认定"}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {asked ? (
        <ApproveDialog
          visitId={asked.visitId}
          type={asked.presence.approval ? "withdraw" : "approve"}
          what={`${asked.by} ${momentWords(asked.recordedAt, now)}在 ${asked.placePath} 的踏查记录，${outcomes[asked.outcome]}。`}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </RowKeys>
  );
}
