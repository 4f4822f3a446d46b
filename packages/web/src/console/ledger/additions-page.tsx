import { Table } from "antd";
import { Link } from "react-router";
import { additionStates, placeKinds, type AdditionRow, type AdditionState } from "@lingzhu/domain/place";
import { LedgerDrawing } from "../../shared/drawings/index.ts";
import { useNow } from "../../shared/clock/index.ts";
import { count, momentWords } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { ExportButton, FilterChips, useFilters } from "../filter/index.ts";
import { Photograph } from "../pictures/photograph.tsx";
import { Page } from "../shell/page.tsx";
import { RowKeys } from "../shell/row-keys.tsx";
import { EmptyState, Loaded } from "../states/index.ts";
import { AdditionDecision } from "./addition-decision.tsx";
import { useAdditions } from "./addition-queries.ts";
import { useCommunities } from "./place-queries.ts";
import "./ledger.css";

const others = ["confirmed", "merged", "rejected", "withdrawn"] as const;

/** 待确认地点: places added in the field, to be confirmed, merged into an existing one, or rejected. */
export function Component() {
  const [{ state, community }, setFilter] = useFilters(["state", "community"]);
  const shown = (state ?? "awaiting") as AdditionState;
  const communities = useCommunities();
  const filter = { state: shown, communityId: community };
  const additions = useAdditions(filter);
  const counts = additions.data?.counts;
  const chip = (of: AdditionState) =>
    counts ? `${additionStates[of]} ${count(counts[of])}` : additionStates[of];
  return (
    <Page
      title="待确认地点"
      note={
        <>
          踏查中补登的户和地块，确认前已计入应查；<Link to="/ledger">回到台账</Link>
        </>
      }
    >
      <div className="filters">
        <FilterChips
          name="审核"
          all={chip("awaiting")}
          value={state}
          onChange={(value) => setFilter({ state: value })}
          choices={others.map((value) => ({ value, label: chip(value) }))}
        />
        <FilterChips
          name="社区"
          value={community}
          onChange={(value) => setFilter({ community: value })}
          choices={communities.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        />
        <div className="filters-end">
          <ExportButton path="/api/place-additions.xlsx" query={filter} />
        </div>
      </div>
      <Loaded query={additions}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="panel">
              <EmptyState
                drawing={<LedgerDrawing />}
                title={shown === "awaiting" ? "没有等待确认的地点" : `没有${additionStates[shown]}的地点`}
              >
                踏查人员在现场发现台账上没有的户或地块，用手机补登后会出现在这里。
              </EmptyState>
            </div>
          ) : (
            <Additions items={items} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Additions({ items }: { items: AdditionRow[] }) {
  const now = useNow();
  const decides = useAbility()("addition.decide");
  return (
    <section className="panel">
      <RowKeys>
        <Table<AdditionRow>
          size="small"
          rowKey="placeId"
          dataSource={items}
          pagination={false}
          columns={[
            {
              title: "地点",
              render: (_, row) => (
                <>
                  <Link to={`/places/${row.placeId}`}>{row.path}</Link>
                  {row.note ? <div className="quiet">{row.note}</div> : null}
                  {row.photographIds.length > 0 ? (
                    <div className="addition-photographs">
                      {row.photographIds.slice(0, 3).map((id) => (
                        <Photograph key={id} factId={id} word="现场" width={72} />
                      ))}
                    </div>
                  ) : null}
                </>
              ),
            },
            { title: "类别", width: 62, render: (_, row) => placeKinds[row.kind] },
            {
              title: "补登",
              width: 130,
              render: (_, row) => (
                <>
                  {row.addedBy}
                  <div className="quiet">{momentWords(row.addedAt, now)}</div>
                </>
              ),
            },
            { title: "已有记录", width: 84, align: "right", render: (_, row) => `${row.records} 条` },
            { title: "可能重复", width: 290, render: (_, row) => <Similar row={row} /> },
            {
              title: "审核",
              width: 218,
              render: (_, row) => <Decided row={row} decides={decides} now={now} />,
            },
          ]}
        />
      </RowKeys>
    </section>
  );
}

function Similar({ row }: { row: AdditionRow }) {
  if (row.mergedInto)
    return (
      <>
        已并入 <Link to={`/places/${row.mergedInto.id}`}>{row.mergedInto.path}</Link>
      </>
    );
  if (row.similar.length === 0) return <span className="quiet">没有发现</span>;
  return (
    <ul className="addition-similar">
      {row.similar.slice(0, 3).map(({ id, path, sameName, metres, awaiting }) => (
        <li key={id}>
          <Link to={`/places/${id}`}>{path}</Link>
          <span className="quiet">
            {[
              sameName ? "同名" : null,
              metres === null ? null : `相距 ${metres} 米`,
              awaiting ? "也待确认" : null,
            ]
              .filter(Boolean)
              .join("，")}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Decided({ row, decides, now }: { row: AdditionRow; decides: boolean; now: number }) {
  return (
    <>
      {row.decidedAt !== null ? (
        <div>
          {row.decidedBy ?? row.addedBy} {momentWords(row.decidedAt, now)}
          {additionStates[row.state]}
          {row.reason ? <div className="quiet">{row.reason}</div> : null}
        </div>
      ) : null}
      {decides && row.state !== "withdrawn" ? <AdditionDecision row={row} /> : null}
    </>
  );
}
