import { Button, Table } from "antd";
import { Link } from "react-router";
import { pathAbove, placeColumns, placeKinds, plotKinds, type PlaceView } from "@lingzhu/domain/place";
import type { Query } from "../../shared/api/index.ts";
import { count } from "../../shared/format/index.ts";
import { useColumnChoice, type ActionColumn, type ChosenColumn } from "../shell/column-choice.tsx";
import { ExportButton } from "../filter/index.ts";
import { RowKeys } from "../shell/row-keys.tsx";
import { ProblemState } from "../states/index.ts";
import { usePlaceList } from "./place-queries.ts";

const isContainer = ({ kind }: PlaceView) => kind !== "household" && kind !== "plot";
const residentColumns = ["floor", "head", "phone", "residents", "area", "isKey"];

function columnsFor(
  onEnter: (id: string) => void,
): (ChosenColumn<PlaceView, keyof typeof placeColumns> | ActionColumn<PlaceView>)[] {
  return [
    {
      key: "name",
      title: placeColumns.name,
      fixedIn: true,
      render: (_value, place) =>
        isContainer(place) ? (
          <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onEnter(place.id)}>
            {place.name}
          </Button>
        ) : (
          <Link to={`/places/${place.id}`}>{place.name}</Link>
        ),
    },
    {
      key: "kind",
      title: placeColumns.kind,
      width: 96,
      render: (_value, place) => (place.plot ? plotKinds[place.plot.plotKind] : placeKinds[place.kind]),
    },
    {
      key: "above",
      title: placeColumns.above,
      render: (_value, place) => <span className="quiet">{pathAbove(place)}</span>,
    },
    {
      key: "floor",
      title: placeColumns.floor,
      width: 66,
      align: "right",
      atFirst: false,
      render: (_value, place) => place.household?.floor,
    },
    { key: "head", title: placeColumns.head, width: 96, render: (_value, place) => place.household?.head },
    {
      key: "phone",
      title: placeColumns.phone,
      width: 130,
      atFirst: false,
      render: (_value, place) => place.household?.phone,
    },
    {
      key: "residents",
      title: placeColumns.residents,
      width: 72,
      align: "right",
      render: (_value, place) => place.household?.residents,
    },
    {
      key: "area",
      title: placeColumns.area,
      width: 100,
      align: "right",
      atFirst: false,
      render: (_value, { plot }) => (plot?.areaM2 == null ? null : count(Math.round(plot.areaM2))),
    },
    {
      key: "position",
      title: placeColumns.position,
      width: 72,
      render: (_value, { lon, kind }) => (kind === "community" ? null : lon === null ? "缺" : "有"),
    },
    {
      key: "lon",
      title: placeColumns.lon,
      width: 100,
      align: "right",
      atFirst: false,
      render: (_value, { lon }) => lon?.toFixed(5),
    },
    {
      key: "lat",
      title: placeColumns.lat,
      width: 100,
      align: "right",
      atFirst: false,
      render: (_value, { lat }) => lat?.toFixed(5),
    },
    {
      key: "isKey",
      title: placeColumns.isKey,
      width: 72,
      render: (_value, { isKey }) => (isKey ? "重点" : null),
    },
    {
      key: "open",
      title: "操作",
      width: 72,
      fixedIn: true,
      onlyHere: true,
      render: (_value, place) =>
        isContainer(place) ? (
          <Link to={`/places/${place.id}`} aria-label={`打开${place.name}的页面`}>
            打开
          </Link>
        ) : null,
    },
  ];
}

/** The places that a query finds, a hundred at a time, and the same as XLSX. */
export function PlaceTable({ query, onEnter }: { query: Query; onEnter: (id: string) => void }) {
  const list = usePlaceList(query, true);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  // Columns about residents say nothing of communities and buildings.
  const onlyContainers = rows.length > 0 && rows.every(isContainer);
  const { columns, shown, choice } = useColumnChoice(
    "ledger",
    columnsFor(onEnter).filter(
      ({ key }) =>
        (!onlyContainers || !residentColumns.includes(key)) && (key !== "open" || rows.some(isContainer)),
    ),
  );
  if (list.isError && !list.data)
    return <ProblemState error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      <RowKeys>
        <Table<PlaceView>
          rowKey="id"
          size="small"
          columns={columns}
          dataSource={rows}
          pagination={false}
          loading={list.isPending ? { delay: 300 } : false}
        />
      </RowKeys>
      <div className="ledger-more">
        <span role="status">
          {list.isPending
            ? "正在读取……"
            : `共 ${count(total)} 处${rows.length < total ? `，已列出 ${count(rows.length)} 处` : ""}`}
        </span>
        {list.hasNextPage ? (
          <Button size="small" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            再列 100 处
          </Button>
        ) : null}
        <span style={{ marginLeft: "auto", display: "flex", gap: 8 }}>
          <ExportButton path="/api/places.xlsx" query={query} columns={shown} disabled={total === 0} />
          {choice}
        </span>
      </div>
    </>
  );
}
