import { Table } from "antd";
import { Link, useNavigate } from "react-router";
import { dayOf, daysBetween } from "@lingzhu/domain/kernel";
import {
  findingColumns,
  findingStateNames,
  findingStates,
  lookAlikes,
  sources,
  species,
  type FindingRow,
} from "@lingzhu/domain/finding";
import { plantStages } from "@lingzhu/domain/patrol";
import { useNow } from "../../shared/clock/index.ts";
import { NothingDrawing } from "../../shared/drawings/index.ts";
import { count, momentWords, shortDay } from "../../shared/format/index.ts";
import { StateMark } from "../../shared/theme/index.ts";
import { pagesOf, ExportButton, FilterChips, SavedFilters, useFilters } from "../filter/index.ts";
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
    <>
      {shortDay(row.revisitDueOn)}{" "}
      <span className="late">
        <StateMark tone="late" size={13} /> 超期 {late} 天
      </span>
    </>
  );
}

type Key = keyof typeof findingColumns;
const stemsColumn = (key: Key, of: (row: FindingRow) => number | null): ChosenColumn<FindingRow, Key> => ({
  key,
  title: findingColumns[key],
  width: 90,
  align: "right",
  render: (_, row) => {
    const stems = of(row);
    return stems === null ? <span className="quiet">—</span> : count(stems);
  },
});

const columnsAt = (now: number): ChosenColumn<FindingRow, Key>[] => [
  {
    key: "number",
    fixedIn: true,
    title: findingColumns.number,
    width: 108,
    render: (_, row) => (
      <Link to={`/findings/${row.id}`} onClick={(event) => event.stopPropagation()}>
        {row.number}
      </Link>
    ),
  },
  {
    key: "state",
    title: findingColumns.state,
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
  {
    key: "community",
    title: findingColumns.community,
    width: 110,
    atFirst: false,
    render: (_, row) => row.communityName,
  },
  { key: "place", title: findingColumns.place, render: (_, row) => row.placePath },
  {
    key: "plant",
    title: findingColumns.plant,
    width: 112,
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
    key: "stage",
    title: findingColumns.stage,
    width: 90,
    atFirst: false,
    render: (_, row) => row.stage && plantStages[row.stage],
  },
  {
    key: "stems",
    title: findingColumns.stems,
    width: 76,
    align: "right",
    render: (_, row) => {
      const stems = row.eradicatedStems ?? row.verifiedStems ?? row.reportedStems;
      return stems === null ? <span className="quiet">未数</span> : count(stems);
    },
  },
  { ...stemsColumn("reported", (row) => row.reportedStems), atFirst: false },
  { ...stemsColumn("verified", (row) => row.verifiedStems), atFirst: false },
  { ...stemsColumn("eradicated", (row) => row.eradicatedStems), atFirst: false },
  {
    key: "eradicatedOn",
    title: findingColumns.eradicatedOn,
    width: 90,
    align: "right",
    atFirst: false,
    render: (_, row) => row.eradicatedOn && shortDay(row.eradicatedOn),
  },
  {
    key: "revisit",
    title: findingColumns.revisit,
    width: 148,
    align: "right",
    render: (_, row) => <Due row={row} today={dayOf(now)} />,
  },
  {
    key: "closedOn",
    title: findingColumns.closedOn,
    width: 90,
    align: "right",
    atFirst: false,
    render: (_, row) => (row.closedAt === null ? null : shortDay(dayOf(row.closedAt))),
  },
  { key: "source", title: findingColumns.source, width: 104, render: (_, row) => sources[row.source] },
  {
    key: "at",
    title: findingColumns.at,
    width: 116,
    align: "right",
    render: (_, row) => momentWords(row.openedAt, now),
  },
  {
    key: "reportedBy",
    title: findingColumns.reportedBy,
    width: 90,
    atFirst: false,
    render: (_, row) => row.reportedBy,
  },
];

const FILTERS = ["state", "community", "open", "late"] as const;

/** The chips of 状态 that are more than one state, and what the server is asked for them. */
const groups = {
  open: { label: "没有办结的", filter: { open: "true" } },
  late: { label: "回访超期", filter: { late: "true" } },
  settled: { label: "办结或排除的", filter: { open: "false" } },
} as const;
const isGroup = (value: string | null): value is keyof typeof groups => value !== null && value in groups;

/** 发现: every finding of the street, the open ones first. */
export function Component() {
  const [{ state, community, open, late }, setFilter] = useFilters(FILTERS);
  const filter = { state, communityId: community, open, late };
  const findings = useFindings(filter);
  const communities = useCommunities();
  const navigate = useNavigate();
  const now = useNow();
  const { columns, shown, choice } = useColumnChoice("findings", columnsAt(now));
  const filtered = [state, community, open, late].some((value) => value !== null);
  return (
    <Page
      title="发现"
      note={findings.data ? `${findings.data.length} 起` : null}
      extra={
        <>
          {choice}
          <ExportButton path="/api/findings.xlsx" query={filter} columns={shown} />
        </>
      }
    >
      <div className="filters">
        <FilterChips
          name="状态"
          value={late ? "late" : open === "true" ? "open" : open === "false" ? "settled" : state}
          onChange={(value) =>
            setFilter({
              open: null,
              late: null,
              state: null,
              ...(isGroup(value) ? groups[value].filter : { state: value }),
            })
          }
          choices={[
            ...Object.entries(groups).map(([value, { label }]) => ({ value, label })),
            ...findingStateNames.map((name) => ({ value: name, label: findingStates[name] })),
          ]}
        />
        <FilterChips
          name="社区"
          value={community}
          onChange={(value) => setFilter({ community: value })}
          choices={communities.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        />
        <SavedFilters list="findings" names={FILTERS} />
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
                pagination={pagesOf(list)}
                dataSource={list}
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
