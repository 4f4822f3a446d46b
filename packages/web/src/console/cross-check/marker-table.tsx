import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Dropdown, Table } from "antd";
import { z } from "zod";
import { markerKinds, markerStates, type MarkerView } from "@lingzhu/domain/marker";
import { asProblem, post } from "../../shared/api/index.ts";
import { useNow } from "../../shared/clock/index.ts";
import { momentWords } from "../../shared/format/index.ts";
import { DownloadButton } from "../shell/download-button.tsx";
import { Loaded } from "../states/index.ts";
import { useMarkers } from "./cross-check-queries.ts";

const Changed = z.object({ id: z.uuid() });

/** Where each board stands, for whoever places them: its code, its place, and who recorded it. */
export function MarkerTable({ roundId }: { roundId: string }) {
  const client = useQueryClient();
  const { message, modal } = App.useApp();
  const now = useNow();
  const markers = useMarkers(roundId);
  const change = useMutation({
    mutationFn: ({ id, step, body }: { id: string; step: "place" | "remove"; body: object }) =>
      post(`/api/markers/${id}/${step}`, body, Changed),
    onSuccess: () => client.invalidateQueries({ queryKey: ["markers"] }),
    onError: (error) => void message.error(asProblem(error).detail),
  });
  const remove = (marker: MarkerView, left: "there" | "gone") =>
    modal.confirm({
      title:
        marker.state === "drawn"
          ? `${marker.code} 不再放置？`
          : left === "there"
            ? `${marker.code} 已收回？`
            : `${marker.code} 已经不在原处？`,
      content:
        marker.state === "drawn"
          ? "这个编号作废，不能恢复。"
          : left === "there"
            ? "收回后再登记这个编号的记录不再收下。不能恢复。"
            : "不知道它什么时候丢的，所以只算最后一次登记之前的踏查。不能恢复。",
      okText: "确定",
      cancelText: "取消",
      onOk: () => change.mutateAsync({ id: marker.id, step: "remove", body: { left } }).catch(() => {}),
    });
  return (
    <Loaded query={markers}>
      {({ draws, markers: rows }) =>
        rows.length === 0 ? null : (
          <>
            <Table<MarkerView>
              size="small"
              rowKey="id"
              pagination={rows.length > 15 ? { pageSize: 15, size: "small" } : false}
              dataSource={rows}
              columns={[
                { title: "编号", width: 100, render: (_, { code }) => <code>{code}</code> },
                { title: "地点", dataIndex: "path" },
                { title: "类别", width: 90, render: (_, { kind }) => markerKinds[kind] },
                {
                  title: "标牌",
                  width: 190,
                  render: (_, { state, placedAt, removedAt }) => {
                    const at = state === "placed" ? placedAt : removedAt;
                    return (
                      <>
                        {markerStates[state]}
                        {at === null ? null : <span className="quiet"> {momentWords(at, now)}</span>}
                      </>
                    );
                  },
                },
                {
                  title: "登记",
                  width: 210,
                  render: (_, { seen }) =>
                    seen.length === 0 ? (
                      <span className="quiet">还没有</span>
                    ) : (
                      [
                        ...new Set(
                          seen.map(({ team, by, counts }) => `${team ?? by}${counts ? "" : "（不计）"}`),
                        ),
                      ].join("、")
                    ),
                },
                {
                  title: "",
                  width: 130,
                  align: "right",
                  render: (_, marker) =>
                    marker.state === "drawn" ? (
                      <Dropdown.Button
                        size="small"
                        menu={{
                          items: [
                            { key: "never", label: "不再放置", onClick: () => remove(marker, "there") },
                          ],
                        }}
                        onClick={() => change.mutate({ id: marker.id, step: "place", body: {} })}
                      >
                        已放置
                      </Dropdown.Button>
                    ) : marker.state === "placed" ? (
                      <Dropdown.Button
                        size="small"
                        menu={{
                          items: [{ key: "gone", label: "已经不在", onClick: () => remove(marker, "gone") }],
                        }}
                        onClick={() => remove(marker, "there")}
                      >
                        已收回
                      </Dropdown.Button>
                    ) : null,
                },
              ]}
            />
            {rows.some(({ state }) => state === "drawn" || state === "placed") ? (
              <p className="marker-print">
                <DownloadButton path="/api/markers/boards.docx" query={{ roundId }}>
                  打印标牌和放置清单（DOCX）
                </DownloadButton>
                <span className="quiet">每页八块，裁开塑封后放置；清单不要交给踏查组。</span>
              </p>
            ) : null}
            <p className="quiet said-aside">
              {draws
                .map(
                  ({ drawnAt, drawnBy, seed, strata }) =>
                    `${momentWords(drawnAt, now)} ${drawnBy} 抽取 ${strata.reduce((sum, { drawn }) => sum + drawn, 0)} 处，种子 ${seed}`,
                )
                .join("；")}
              。同样的台账用同样的种子会抽到同样的地点。
            </p>
          </>
        )
      }
    </Loaded>
  );
}
