import { Table } from "antd";
import { Link } from "react-router";
import {
  commitmentResults,
  isServed,
  noticeResults,
  outreachShowNames,
  outreachShows,
  type OutreachRow,
  type OutreachShow,
} from "@lingzhu/domain/outreach";
import { useNow } from "../../shared/clock/index.ts";
import { count, momentWords } from "../../shared/format/index.ts";
import { StateMark, type StateTone } from "../../shared/theme/index.ts";
import { ExportButton, FilterChips, useFilters } from "../filter/index.ts";
import { useCommunities } from "../ledger/place-queries.ts";
import { useColumnChoice, type ChosenColumn } from "../shell/column-choice.tsx";
import { RowKeys } from "../shell/row-keys.tsx";
import { MoreRows } from "../shell/more-rows.tsx";
import { Loaded } from "../states/index.ts";
import { useOutreachPlaces } from "./outreach-queries.ts";

const noticeTone = ({ notice }: OutreachRow): StateTone => {
  if (notice === null) return "unseen";
  if (isServed(notice)) return "seen";
  return notice === "no_one_in" ? "noOneIn" : "blocked";
};

const columnsAt = (now: number): ChosenColumn<OutreachRow>[] => [
  {
    key: "path",
    fixedIn: true,
    title: "地点",
    render: (_, row) => (
      <>
        <Link to={`/places/${row.placeId}`}>{row.path}</Link>
        {row.isKey ? <span className="outreach-key">重点</span> : null}
      </>
    ),
  },
  {
    key: "notice",
    title: "告知书",
    width: 130,
    render: (_, row) =>
      row.kind === "plot" ? (
        <span className="quiet">—</span>
      ) : (
        <>
          <StateMark tone={noticeTone(row)} /> {row.notice === null ? "还没有去" : noticeResults[row.notice]}
        </>
      ),
  },
  {
    key: "noticeAt",
    title: "告知时间",
    width: 112,
    align: "right",
    render: (_, row) => (row.noticeAt === null ? "—" : momentWords(row.noticeAt, now)),
  },
  { key: "notices", title: "上门", width: 66, align: "right", render: (_, row) => `${row.notices} 次` },
  {
    key: "commitment",
    title: "承诺书",
    width: 100,
    render: (_, row) => (row.commitment === null ? "—" : commitmentResults[row.commitment]),
  },
  {
    key: "commitmentAt",
    title: "签订时间",
    width: 112,
    align: "right",
    render: (_, row) => (row.commitmentAt === null ? "—" : momentWords(row.commitmentAt, now)),
  },
  {
    key: "cadre",
    title: "包保人",
    width: 96,
    render: (_, row) => row.contractCadre ?? <span className="quiet">无人包保</span>,
  },
];

const advice: Record<OutreachShow, string> = {
  unserved: "无人的建议换个时段再去，多次无人的可以张贴送达并拍照。",
  refused: "请社区书记或民警陪同上门说明。",
  served: "当面送达的算当面，张贴的算张贴，以最好的一次为准。",
  unsigned: "重点户、重点地块的使用人都要签，签好拍照留存。",
  signed: "签字页照片在各自地点的时间线里。",
};

/** 逐户清单: who holds a notice, who signed, who not; the XLSX is exactly this list. */
export function OutreachPlaces({ campaignId }: { campaignId: string }) {
  const [{ show, community }, setFilter] = useFilters(["show", "community"]);
  const shown = (show ?? "unserved") as OutreachShow;
  const communities = useCommunities();
  const filter = { campaignId, show: shown, communityId: community };
  const places = useOutreachPlaces(filter);
  const rows = places.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = places.data?.pages[0]?.total ?? 0;
  const { columns, choice } = useColumnChoice("outreach", columnsAt(useNow()));
  return (
    <>
      <div className="filters">
        <FilterChips
          name="清单"
          all={outreachShows.unserved}
          value={show}
          onChange={(value) => setFilter({ show: value })}
          choices={outreachShowNames
            .filter((name) => name !== "unserved")
            .map((name) => ({ value: name, label: outreachShows[name] }))}
        />
        <FilterChips
          name="社区"
          value={community}
          onChange={(value) => setFilter({ community: value })}
          choices={communities.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        />
        <div className="filters-end">
          {choice}
          <ExportButton path="/api/outreach/places.xlsx" query={filter} />
        </div>
      </div>
      <Loaded query={places}>
        {() => (
          <div className="panel">
            <div className="list-say">
              <strong>{rows.length === 0 ? "没有这样的户和地块" : `共 ${count(total)} 处`}</strong>
              <span className="quiet">{rows.length === 0 ? "" : advice[shown]}</span>
            </div>
            {rows.length > 0 ? (
              <RowKeys>
                <Table<OutreachRow>
                  size="small"
                  rowKey="placeId"
                  dataSource={rows}
                  pagination={false}
                  columns={columns}
                />
              </RowKeys>
            ) : null}
            <MoreRows query={places} shown={rows.length} unit="处" />
          </div>
        )}
      </Loaded>
    </>
  );
}
