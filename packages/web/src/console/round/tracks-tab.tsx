import { Table } from "antd";
import { useMemo } from "react";
import { dayOf } from "@lingzhu/domain/kernel";
import type { RoundView } from "@lingzhu/domain/patrol";
import { LostDrawing } from "../../shared/drawings/index.ts";
import { clockTime, count, shortDay } from "../../shared/format/index.ts";
import { FilterChips, useFilters } from "../filter/index.ts";
import { GroundPanel } from "../place/ground-panel.tsx";
import { useMapLayer } from "../place/picture-queries.ts";
import { EmptyState, Loaded } from "../states/index.ts";
import { useTracks } from "./round-queries.ts";
import { walksOf } from "./walks.ts";

/** 轨迹: where people walked, by day; gaps are dotted and never joined. */
export function TracksTab({ round }: { round: RoundView }) {
  const [{ day }, setFilter] = useFilters(["day"]);
  const tracks = useTracks(round.id, null);
  const layer = useMapLayer(round.id);
  const days = useMemo(
    () => [...new Set((tracks.data?.tracks ?? []).map(({ recordedAt }) => dayOf(recordedAt)))].sort(),
    [tracks.data],
  );
  const shown = (tracks.data?.tracks ?? []).filter(({ recordedAt }) => !day || dayOf(recordedAt) === day);
  const walks = useMemo(() => walksOf(shown), [shown]);
  return (
    <Loaded query={tracks} doing="正在读取轨迹">
      {({ tracks: all }) =>
        all.length === 0 ? (
          <div className="panel">
            <EmptyState drawing={<LostDrawing />} title="这一轮还没有轨迹">
              组员在手机上开始踏查后，走过的路会出现在这里。没有轨迹不影响登记踏查。
            </EmptyState>
          </div>
        ) : (
          <>
            <div className="filters">
              <FilterChips
                name="日期"
                value={day}
                onChange={(value) => setFilter({ day: value })}
                choices={days.map((one) => ({ value: one, label: shortDay(one) }))}
              />
              <span className="quiet filters-end">虚点：信号中断，不当作走过</span>
            </div>
            <section className="panel">
              <Loaded query={layer}>
                {(data) => <GroundPanel layer={data} tracks={shown} height={400} />}
              </Loaded>
            </section>
            <Table
              className="panel"
              style={{ marginTop: 14 }}
              size="small"
              rowKey={(walk) => `${walk.day} ${walk.by}`}
              pagination={false}
              dataSource={walks}
              columns={[
                { title: "日期", width: 90, render: (_, walk) => shortDay(walk.day) },
                { title: "踏查人", render: (_, walk) => walk.by },
                {
                  title: "起止",
                  align: "right",
                  width: 150,
                  render: (_, walk) => `${clockTime(walk.from)}—${clockTime(walk.to)}`,
                },
                {
                  title: "走过",
                  align: "right",
                  width: 120,
                  render: (_, walk) => `${count(Math.round(walk.metres))} 米`,
                },
                {
                  title: "中断",
                  align: "right",
                  width: 110,
                  render: (_, walk) => (walk.gaps === 0 ? "—" : `${walk.gaps} 次`),
                },
                { title: "点数", align: "right", width: 110, render: (_, walk) => count(walk.points) },
              ]}
            />
          </>
        )
      }
    </Loaded>
  );
}
