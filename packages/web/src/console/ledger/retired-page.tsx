import { Table } from "antd";
import { Link } from "react-router";
import { placeKinds, retiredColumns, type RetiredPlace } from "@lingzhu/domain/place";
import { useNow } from "../../shared/clock/index.ts";
import { LedgerDrawing } from "../../shared/drawings/index.ts";
import { count, momentWords } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { PAGE_ROWS, pagesAt, ExportButton, FilterChips, SavedFilters, useFilters } from "../filter/index.ts";
import { RetirementButton } from "../place/retirement.tsx";
import { useColumnChoice, type ChosenColumn } from "../shell/column-choice.tsx";
import { Page } from "../shell/page.tsx";
import { RowKeys } from "../shell/row-keys.tsx";
import { EmptyState, Loaded } from "../states/index.ts";
import { useCommunities, useRetired } from "./place-queries.ts";

const FILTERS = ["community"] as const;

const columnsAt = (now: number): ChosenColumn<RetiredPlace, keyof typeof retiredColumns>[] => [
  {
    key: "path",
    title: retiredColumns.path,
    fixedIn: true,
    render: (_v, row) => <Link to={`/places/${row.id}`}>{row.path}</Link>,
  },
  { key: "kind", title: retiredColumns.kind, width: 72, render: (_v, row) => placeKinds[row.kind] },
  { key: "reason", title: retiredColumns.reason, render: (_v, row) => row.reason },
  {
    key: "at",
    title: retiredColumns.at,
    width: 130,
    align: "right",
    render: (_v, row) => momentWords(row.retiredAt, now),
  },
  { key: "by", title: retiredColumns.by, width: 96, render: (_v, row) => row.by },
];

/** 注销地点: what left the register, why and when; each can be brought back. */
export function Component() {
  const [{ community, page }, setFilter] = useFilters(["community", "page"]);
  const retired = useRetired({ communityId: community, page: page ?? 1, limit: PAGE_ROWS });
  const communities = useCommunities();
  const manages = useAbility()("place.manage");
  const { columns, shown, choice } = useColumnChoice<RetiredPlace>("retired", [
    ...columnsAt(useNow()),
    ...(manages
      ? [
          {
            key: "act",
            title: "办理",
            fixedIn: true as const,
            onlyHere: true as const,
            width: 84,
            render: (_v: unknown, row: RetiredPlace) => <RetirementButton place={row} />,
          },
        ]
      : []),
  ]);
  return (
    <Page
      title="注销地点"
      note={<Link to="/ledger">回到台账</Link>}
      extra={
        <>
          {choice}
          <ExportButton
            path="/api/places/retired.xlsx"
            query={{ communityId: community }}
            columns={shown}
            disabled={retired.data?.total === 0}
          />
        </>
      }
    >
      <div className="filters">
        <FilterChips
          name="社区"
          value={community}
          onChange={(value) => setFilter({ community: value, page: null })}
          choices={communities.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        />
        <SavedFilters list="retired" names={FILTERS} />
        {retired.data ? (
          <span className="quiet" role="status">
            {count(retired.data.total)} 处
          </span>
        ) : null}
      </div>
      <Loaded query={retired}>
        {({ items, total }) =>
          total === 0 && !community ? (
            <div className="panel">
              <EmptyState drawing={<LedgerDrawing />} title="没有注销的地点">
                拆除、合户或改作他用的地方，在它自己的页面上注销，以前的记录都保留，需要时从这里恢复。
              </EmptyState>
            </div>
          ) : (
            <RowKeys>
              <Table<RetiredPlace>
                className="panel"
                size="small"
                rowKey="id"
                dataSource={items}
                columns={columns}
                pagination={pagesAt(page, total, (next) => setFilter({ page: next }))}
              />
            </RowKeys>
          )
        }
      </Loaded>
    </Page>
  );
}
