import { Button, Table } from "antd";
import { Link } from "react-router";
import { gapColumns, type DutyGaps } from "@lingzhu/domain/duty";
import type { Day } from "@lingzhu/domain/kernel";
import { NothingDrawing } from "../../shared/drawings/index.ts";
import { count, shareOf } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { pagesOf, ExportButton, FilterChips, SavedFilters, useFilters } from "../filter/index.ts";
import { useColumnChoice } from "../shell/column-choice.tsx";
import { RowKeys } from "../shell/row-keys.tsx";
import { EmptyState, Loaded } from "../states/index.ts";
import { useDutyGaps } from "./duty-queries.ts";

const FILTERS = ["community"] as const;
type Gap = DutyGaps["items"][number];

/** What has nobody answering for it: always a number, always a list. */
export function Gaps({ day }: { day: Day | null }) {
  const gaps = useDutyGaps(day);
  return <Loaded query={gaps}>{(data) => <Shown gaps={data} day={day} />}</Loaded>;
}

function Shown({ gaps, day }: { gaps: DutyGaps; day: Day | null }) {
  const [{ community }, setFilter] = useFilters(FILTERS);
  const manages = useAbility()("duty.manage");
  const { households, plots } = gaps;
  const nameOf = new Map(gaps.communities.map(({ id, name }) => [id, name]));
  const { columns, shown, choice } = useColumnChoice<Gap>("duty-gaps", [
    {
      key: "path",
      title: gapColumns.path,
      fixedIn: true,
      render: (_, row) => <Link to={`/places/${row.placeId}`}>{row.path}</Link>,
    },
    {
      key: "community",
      title: gapColumns.community,
      width: 140,
      atFirst: false,
      render: (_, row) => nameOf.get(row.communityId ?? ""),
    },
    {
      key: "uncovered",
      title: gapColumns.uncovered,
      width: 120,
      align: "right",
      render: (_, row) => `${count(row.uncovered)} 处`,
    },
    ...(manages
      ? [
          {
            key: "assign",
            title: "办理",
            fixedIn: true as const,
            onlyHere: true as const,
            width: 110,
            align: "right" as const,
            render: (_: unknown, row: Gap) => (
              <Link to={`/duty?tab=assign&community=${row.communityId ?? ""}&place=${row.placeId}`}>
                去落实
              </Link>
            ),
          },
        ]
      : []),
  ]);
  if (households.total + plots.total === 0)
    return (
      <div className="panel">
        <EmptyState
          drawing={<NothingDrawing />}
          title="台账是空的"
          action={
            <Link to="/ledger/imports">
              <Button type="primary">导入台账</Button>
            </Link>
          }
        >
          有了户和地块，才说得清谁没有人负责。
        </EmptyState>
      </div>
    );
  const items = gaps.items.filter((item) => !community || item.communityId === community);
  return (
    <>
      <div className="gap-sums">
        {(
          [
            ["户", households],
            ["块地", plots],
          ] as const
        ).map(([unit, counts]) => (
          <section key={unit} className="panel gap-sum">
            <span className="gap-number">{count(counts.uncovered)}</span>
            <div>
              <div>{unit === "户" ? "户无人包保" : "块地无人包保"}</div>
              <div className="quiet">
                已包保 {shareOf(counts.total - counts.uncovered, counts.total, unit === "户" ? "户" : "块")}
              </div>
            </div>
          </section>
        ))}
      </div>
      <Table
        className="panel"
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={gaps.communities}
        columns={[
          {
            title: "社区",
            dataIndex: "name",
            render: (name: string, row) => <Link to={`/places/${row.id}`}>{name}</Link>,
          },
          {
            title: "第一责任人",
            render: (_, row) =>
              row.firstResponsible ??
              (manages ? (
                <Link
                  className="gap-missing"
                  to={`/duty?tab=assign&kind=first_responsible&community=${row.id}`}
                >
                  还没有，去落实
                </Link>
              ) : (
                <span className="gap-missing">还没有</span>
              )),
          },
          { title: "户和地块", dataIndex: "total", align: "right", width: 120, render: count },
          {
            title: "无人包保",
            align: "right",
            width: 120,
            render: (_, row) =>
              row.uncovered === 0 ? (
                <span className="quiet">0</span>
              ) : (
                <a
                  href="#gap-list"
                  onClick={(event) => {
                    event.preventDefault();
                    setFilter({ community: row.id });
                  }}
                >
                  {count(row.uncovered)}
                </a>
              ),
          },
        ]}
      />
      <div className="filters" id="gap-list" style={{ marginTop: 18 }}>
        <FilterChips
          name="社区"
          value={community}
          onChange={(value) => setFilter({ community: value })}
          choices={gaps.communities
            .filter(({ uncovered }) => uncovered > 0)
            .map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SavedFilters list="duty-gaps" names={FILTERS} />
        <div className="filters-end">
          {choice}
          <ExportButton
            path="/api/duties/gaps.xlsx"
            query={{ onDay: day, communityId: community }}
            columns={shown}
            disabled={items.length === 0}
          />
        </div>
      </div>
      <RowKeys>
        <Table<Gap>
          className="panel"
          size="small"
          rowKey="placeId"
          pagination={pagesOf(items)}
          dataSource={items}
          locale={{ emptyText: <p className="quiet">每一户、每块地都有人包保。</p> }}
          columns={columns}
        />
      </RowKeys>
    </>
  );
}
