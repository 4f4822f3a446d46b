import { Table } from "antd";
import { seedReceivers, seedSpecies, seedWays } from "@lingzhu/domain/seed";
import type { SeedHandoverView } from "@lingzhu/domain/outreach";
import { useNow } from "../../shared/clock/index.ts";
import { count, momentWords } from "../../shared/format/index.ts";
import type { Query } from "../../shared/api/index.ts";
import { ExportButton } from "../filter/index.ts";
import { NothingDrawing } from "../../shared/drawings/index.ts";
import { Photograph } from "../pictures/photograph.tsx";
import { RowKeys } from "../shell/row-keys.tsx";
import { EmptyState, Loaded } from "../states/index.ts";
import { useSeedHandovers } from "./publicity-queries.ts";

/** 种子收缴: what was handed in and to whom it went; never who had it. */
export function SeedHandovers({ filter }: { filter: Query }) {
  const seeds = useSeedHandovers(filter);
  const now = useNow();
  return (
    <Loaded query={seeds}>
      {(list) =>
        list.length === 0 ? (
          <div className="panel">
            <EmptyState drawing={<NothingDrawing />} title="还没有登记种子收缴">
              群众主动上交或检查发现的种子、幼苗，在手机“记录”里登记克数、封签号和移交对象。
            </EmptyState>
          </div>
        ) : (
          <section className="panel">
            <div className="publicity-sum">
              <strong>{count(list.length)} 次</strong>
              <span className="quiet">
                种子共 {count(Math.round(list.reduce((sum, { grams }) => sum + (grams ?? 0), 0) * 10) / 10)}{" "}
                克，幼苗共 {count(list.reduce((sum, { seedlings }) => sum + (seedlings ?? 0), 0))} 株
              </span>
              <span className="end">
                <ExportButton path="/api/seed-handovers.xlsx" query={filter} />
              </span>
            </div>
            <RowKeys>
              <Table<SeedHandoverView>
                size="small"
                rowKey="id"
                dataSource={list}
                pagination={false}
                columns={[
                  { title: "时间", width: 112, render: (_, row) => momentWords(row.at, now) },
                  { title: "品种", width: 84, render: (_, row) => seedSpecies[row.species] },
                  {
                    title: "种子",
                    width: 90,
                    align: "right",
                    render: (_, row) => (row.grams === null ? "—" : `${count(row.grams)} 克`),
                  },
                  {
                    title: "幼苗",
                    width: 90,
                    align: "right",
                    render: (_, row) => (row.seedlings === null ? "—" : `${count(row.seedlings)} 株`),
                  },
                  { title: "方式", width: 92, render: (_, row) => seedWays[row.way] },
                  { title: "封签号", width: 110, render: (_, row) => row.sealNumber ?? "—" },
                  { title: "移交", width: 104, render: (_, row) => seedReceivers[row.handedTo] },
                  {
                    title: "地点、说明",
                    render: (_, row) => (
                      <>
                        {row.placePath ?? <span className="quiet">没有写明地点</span>}
                        {row.note ? <div className="quiet">{row.note}</div> : null}
                      </>
                    ),
                  },
                  {
                    title: "照片",
                    width: 100,
                    render: (_, row) =>
                      row.photographIds[0] ? (
                        <Photograph
                          factId={row.photographIds[0]}
                          word={`${row.photographIds.length} 张`}
                          width={72}
                        />
                      ) : (
                        "—"
                      ),
                  },
                  { title: "登记人", width: 92, render: (_, row) => row.by },
                ]}
              />
            </RowKeys>
          </section>
        )
      }
    </Loaded>
  );
}
