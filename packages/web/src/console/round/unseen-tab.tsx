import { Button, Table } from "antd";
import { Link } from "react-router";
import { unseenColumns, type UnseenRow } from "@lingzhu/domain/coverage";
import { placeStateNames, placeStates, type RoundView } from "@lingzhu/domain/patrol";
import { placeKinds } from "@lingzhu/domain/place";
import { useNow } from "../../shared/clock/index.ts";
import { count, momentWords } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { StateMark, toneOfPlaceState } from "../../shared/theme/index.ts";
import { ExportButton, FilterChips, SavedFilters, useFilters } from "../filter/index.ts";
import { useCommunities } from "../ledger/place-queries.ts";
import { useColumnChoice, type ChosenColumn } from "../shell/column-choice.tsx";
import { RowKeys } from "../shell/row-keys.tsx";
import { MoreRows } from "../shell/more-rows.tsx";
import { Loaded } from "../states/index.ts";
import { useUnseen } from "./round-queries.ts";
import { unseenAdvice } from "./unseen-advice.ts";

const kinds = [
  { value: "household", label: "户" },
  { value: "plot", label: "地块" },
];

const columnsAt = (now: number): ChosenColumn<UnseenRow, keyof typeof unseenColumns>[] => [
  {
    key: "community",
    title: unseenColumns.community,
    width: 110,
    atFirst: false,
    render: (_, row) => row.community,
  },
  {
    key: "path",
    fixedIn: true,
    title: unseenColumns.path,
    render: (_, row) => <Link to={`/places/${row.placeId}`}>{row.path}</Link>,
  },
  {
    key: "kind",
    title: unseenColumns.kind,
    width: 66,
    atFirst: false,
    render: (_, row) => placeKinds[row.kind],
  },
  {
    key: "state",
    title: unseenColumns.state,
    width: 112,
    render: (_, row) => (
      <>
        <StateMark tone={toneOfPlaceState[row.state]} /> {placeStates[row.state]}
      </>
    ),
  },
  {
    key: "visits",
    title: unseenColumns.visits,
    width: 66,
    align: "right",
    render: (_, row) => `${row.visits} 次`,
  },
  {
    key: "last",
    title: unseenColumns.last,
    width: 112,
    align: "right",
    render: (_, row) => (row.lastVisitAt === null ? "—" : momentWords(row.lastVisitAt, now)),
  },
  {
    key: "zone",
    title: unseenColumns.zone,
    width: 116,
    render: (_, row) => row.zone ?? <span className="quiet">没有分片</span>,
  },
  {
    key: "team",
    title: unseenColumns.team,
    width: 116,
    render: (_, row) => row.team ?? <span className="quiet">没有分组</span>,
  },
  {
    key: "cadre",
    title: unseenColumns.cadre,
    width: 96,
    render: (_, row) => row.contractCadre ?? <span className="quiet">无人包保</span>,
  },
];

const FILTERS = ["community", "state", "kind", "building"] as const;

/** 未查清单: everything not seen, down to the door; the XLSX is exactly this list. */
export function UnseenTab({ round }: { round: RoundView }) {
  const [{ community, state, kind, building }, setFilter] = useFilters(FILTERS);
  const communities = useCommunities();
  const able = useAbility();
  const filter = { roundId: round.id, communityId: community, state, kind, buildingId: building };
  const unseen = useUnseen(filter);
  const rows = unseen.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = unseen.data?.pages[0]?.total ?? null;
  const { columns, shown, choice } = useColumnChoice("unseen", columnsAt(useNow()));
  return (
    <>
      <div className="filters">
        <FilterChips
          name="状态"
          all="没有查清的"
          value={state}
          onChange={(value) => setFilter({ state: value })}
          choices={placeStateNames
            .filter((name) => name !== "seen")
            .map((name) => ({
              value: name,
              label: (
                <>
                  <StateMark tone={toneOfPlaceState[name]} size={12} />
                  {placeStates[name]}
                </>
              ),
            }))}
        />
        <FilterChips
          name="种类"
          value={kind}
          onChange={(value) => setFilter({ kind: value })}
          choices={kinds}
        />
        <FilterChips
          name="社区"
          value={community}
          onChange={(value) => setFilter({ community: value, building: null })}
          choices={communities.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        />
        <SavedFilters list="unseen" names={FILTERS} />
        {building ? (
          <Button size="small" onClick={() => setFilter({ building: null })}>
            只看一栋楼，点此看全部
          </Button>
        ) : null}
        <div className="filters-end">
          {choice}
          {able("coverage.export") ? (
            <ExportButton
              path="/api/coverage/unseen.xlsx"
              query={filter}
              columns={shown}
              disabled={total === 0}
            />
          ) : null}
        </div>
      </div>
      <Loaded query={unseen}>
        {() => (
          <div className="panel">
            <div className="list-say">
              <strong>{total === 0 ? "没有符合条件的户和地块" : `共 ${count(total ?? 0)} 处`}</strong>
              <span className="quiet">{unseenAdvice(rows)}</span>
            </div>
            <RowKeys>
              <Table<UnseenRow>
                size="small"
                rowKey="placeId"
                dataSource={rows}
                pagination={false}
                columns={columns}
              />
            </RowKeys>
            <MoreRows query={unseen} shown={rows.length} unit="处" />
          </div>
        )}
      </Loaded>
    </>
  );
}
