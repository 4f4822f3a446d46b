import { Table } from "antd";
import { Link, useNavigate } from "react-router";
import { dayOf, daysBetween } from "@lingzhu/domain/kernel";
import {
  findingStateNames,
  findingStates,
  lookAlikes,
  settledStates,
  sources,
  species,
  type FindingRow,
} from "@lingzhu/domain/finding";
import { useNow } from "../../shared/clock/index.ts";
import { NothingDrawing } from "../../shared/drawings/index.ts";
import { count, momentWords, shortDay } from "../../shared/format/index.ts";
import { StateMark } from "../../shared/theme/index.ts";
import { ExportButton, FilterChips, useFilters } from "../filter/index.ts";
import { toneOfFinding } from "../pictures/index.ts";
import { useCommunities } from "../ledger/place-queries.ts";
import { useColumnChoice, type ChosenColumn } from "../shell/column-choice.tsx";
import { Page } from "../shell/page.tsx";
import { RowKeys } from "../shell/row-keys.tsx";
import { EmptyState, Loaded } from "../states/index.ts";
import { useFindings } from "./finding-queries.ts";
import "./finding.css";

/** What a re-visit that is owed says in the list. */
function Due({ row, today }: { row: FindingRow; today: string }) {
  if (row.state !== "eradicated" || !row.revisitDueOn) return <span className="quiet">—</span>;
  const late = daysBetween(row.revisitDueOn, today);
  if (late <= 0) return <>{shortDay(row.revisitDueOn)}</>;
  return (
    <span className="late">
      <StateMark tone="late" size={13} /> 超期 {late} 天
    </span>
  );
}

const columnsAt = (now: number): ChosenColumn<FindingRow>[] => [
  {
    key: "number",
    fixedIn: true,
    title: "编号",
    width: 108,
    render: (_, row) => (
      <Link to={`/findings/${row.id}`} onClick={(event) => event.stopPropagation()}>
        {row.number}
      </Link>
    ),
  },
  {
    key: "state",
    title: "状态",
    width: 140,
    render: (_, row) => (
      <>
        {toneOfFinding(row.state) ? (
          <StateMark tone={toneOfFinding(row.state)!} />
        ) : (
          <span className="mark-none" />
        )}{" "}
        {findingStates[row.state]}
      </>
    ),
  },
  { key: "place", title: "地点", render: (_, row) => row.placePath },
  {
    key: "plant",
    title: "鉴别",
    width: 120,
    render: (_, row) =>
      row.lookAlike ? (
        lookAlikes[row.lookAlike]
      ) : row.species ? (
        species[row.species]
      ) : (
        <span className="quiet">待核实</span>
      ),
  },
  {
    key: "stems",
    title: "株数",
    width: 76,
    align: "right",
    render: (_, row) => {
      const stems = row.eradicatedStems ?? row.verifiedStems ?? row.reportedStems;
      return stems === null ? <span className="quiet">未数</span> : count(stems);
    },
  },
  {
    key: "revisit",
    title: "回访",
    width: 110,
    align: "right",
    render: (_, row) => <Due row={row} today={dayOf(now)} />,
  },
  { key: "source", title: "渠道", width: 90, render: (_, row) => sources[row.source] },
  {
    key: "at",
    title: "发现时间",
    width: 116,
    align: "right",
    render: (_, row) => momentWords(row.openedAt, now),
  },
];

/** 发现: every finding of the street, the open ones first. */
export function Component() {
  const [{ state, community, open }, setFilter] = useFilters(["state", "community", "open"]);
  const filter = { state, communityId: community, open: open === "true" ? true : null };
  const findings = useFindings(filter);
  const communities = useCommunities();
  const navigate = useNavigate();
  const now = useNow();
  const { columns, choice } = useColumnChoice("findings", columnsAt(now));
  const filtered = state !== null || community !== null || open !== null;
  return (
    <Page
      title="发现"
      note={findings.data ? `${findings.data.length} 起` : null}
      extra={
        <>
          {choice}
          <ExportButton path="/api/findings.xlsx" query={filter} />
        </>
      }
    >
      <div className="filters">
        <FilterChips
          name="状态"
          value={open === "true" ? "open" : state}
          onChange={(value) =>
            setFilter(value === "open" ? { open: "true", state: null } : { open: null, state: value })
          }
          choices={[
            { value: "open", label: "没有办结的" },
            ...findingStateNames.map((name) => ({ value: name, label: findingStates[name] })),
          ]}
        />
        <FilterChips
          name="社区"
          value={community}
          onChange={(value) => setFilter({ community: value })}
          choices={communities.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        />
      </div>
      <Loaded query={findings}>
        {(list) =>
          list.length === 0 && !filtered ? (
            <div className="panel">
              <EmptyState drawing={<NothingDrawing />} title="这一季还没有发现">
                组员在手机上报告疑似罂粟后，街道禁毒办和派出所会同时收到通知，记录出现在这里。
              </EmptyState>
            </div>
          ) : (
            <RowKeys>
              <Table<FindingRow>
                className="panel"
                size="middle"
                rowKey="id"
                pagination={list.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
                dataSource={[...list].sort(
                  (a, b) =>
                    Number(settledStates.includes(a.state)) - Number(settledStates.includes(b.state)) ||
                    b.openedAt - a.openedAt,
                )}
                onRow={(row) => ({
                  onClick: () => void navigate(`/findings/${row.id}`),
                  style: { cursor: "pointer" },
                })}
                columns={columns}
              />
            </RowKeys>
          )
        }
      </Loaded>
    </Page>
  );
}
