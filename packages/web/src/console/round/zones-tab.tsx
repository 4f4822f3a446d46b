import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, Select, Table } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { CreateZone, RoundView } from "@lingzhu/domain/patrol";
import { z } from "zod";
import { useToday } from "../../shared/clock/index.ts";
import { LedgerDrawing } from "../../shared/drawings/index.ts";
import { asProblem, del, post } from "../../shared/api/index.ts";
import { count } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { FormDialog } from "../form/index.ts";
import { PlaceTree } from "../place/place-tree.tsx";
import { DownloadButton } from "../shell/download-button.tsx";
import { EmptyState } from "../states/index.ts";
import { MadeId, useRounds, useTeams } from "./round-queries.ts";

type Zone = RoundView["zones"][number];

/** 分片: the round cut into zones, each walked by one team. */
export function ZonesTab({ round }: { round: RoundView }) {
  const client = useQueryClient();
  const { modal, message } = App.useApp();
  const able = useAbility();
  const manages = able("round.manage");
  const prints = able("coverage.export");
  const today = useToday();
  const teams = useTeams(round.campaignId);
  const rounds = useRounds();
  const [making, setMaking] = useState(false);
  const refresh = () =>
    Promise.all(
      ["rounds", "coverage", "overview"].map((key) => client.invalidateQueries({ queryKey: [key] })),
    );
  const refused = (error: unknown) => void message.error(asProblem(error).detail);
  const assign = useMutation({
    mutationFn: ({ zone, teamId }: { zone: Zone; teamId: string }) =>
      post(`/api/zones/${zone.id}/assign`, { teamId, validFrom: later(today, round.start) }, MadeId),
    onSuccess: refresh,
    onError: refused,
  });
  const copy = useMutation({
    mutationFn: (fromRoundId: string) =>
      post(`/api/rounds/${round.id}/zones/copy`, { fromRoundId }, z.object({ zones: z.number() })),
    onSuccess: async ({ zones }) => {
      await refresh();
      void message.success(`沿用了 ${zones} 片`);
    },
    onError: refused,
  });
  const remove = useMutation({
    mutationFn: (id: string) => del(`/api/zones/${id}`, MadeId),
    onSuccess: refresh,
    onError: refused,
  });
  const earlier = (rounds.data ?? []).filter((other) => other.id !== round.id && other.zones.length > 0);
  const actions = (
    <>
      <Button type="primary" onClick={() => setMaking(true)}>
        划一片
      </Button>
      {earlier.length > 0 ? (
        <Select
          aria-label="沿用另一轮的分片"
          placeholder="沿用另一轮的分片"
          style={{ width: 190 }}
          value={null}
          loading={copy.isPending}
          onChange={(id) => id && copy.mutate(id)}
          options={earlier.map(({ id, name, zones }) => ({
            value: id,
            label: `${name}（${zones.length} 片）`,
          }))}
        />
      ) : null}
    </>
  );
  return (
    <>
      {round.zones.length === 0 ? (
        <div className="panel">
          <EmptyState drawing={<LedgerDrawing />} title="这一轮还没有划片" action={manages ? actions : null}>
            一片由一个组去查。划好并分到组，组员的手机上就有这些户和地块。
          </EmptyState>
        </div>
      ) : (
        <>
          {manages ? <div className="filters">{actions}</div> : null}
          <Table<Zone>
            className="panel"
            size="middle"
            rowKey="id"
            pagination={false}
            dataSource={round.zones}
            columns={[
              { title: "片", dataIndex: "name" },
              { title: "户", dataIndex: "households", align: "right", width: 100, render: count },
              { title: "地块", dataIndex: "plots", align: "right", width: 100, render: count },
              {
                title: "踏查组",
                width: 240,
                render: (_, zone) =>
                  manages ? (
                    <Select
                      aria-label={`${zone.name}的踏查组`}
                      placeholder="分给哪个组"
                      style={{ width: "100%" }}
                      value={zone.teamId}
                      loading={assign.isPending && assign.variables.zone.id === zone.id}
                      onChange={(teamId) => assign.mutate({ zone, teamId })}
                      options={(teams.data ?? []).map(({ id, name, members }) => ({
                        value: id,
                        label: `${name}（${members.length} 人）`,
                      }))}
                    />
                  ) : (
                    (zone.teamName ?? <span className="quiet">没有分组</span>)
                  ),
              },
              ...(prints
                ? [
                    {
                      title: "打印",
                      width: 190,
                      render: (_: unknown, zone: Zone) => (
                        <>
                          <DownloadButton
                            size="small"
                            path={`/api/rounds/${round.id}/zones/${zone.id}/sheet.docx`}
                            aria-label={`下载${zone.name}踏查单`}
                          >
                            踏查单
                          </DownloadButton>{" "}
                          <Link
                            to={`/rounds/${round.id}/zones/${zone.id}/door-cards`}
                            aria-label={`${zone.name}门牌码`}
                          >
                            门牌码
                          </Link>
                        </>
                      ),
                    },
                  ]
                : []),
              ...(manages
                ? [
                    {
                      title: "",
                      width: 84,
                      render: (_: unknown, zone: Zone) => (
                        <Button
                          type="text"
                          size="small"
                          onClick={() =>
                            modal.confirm({
                              title: `删除${zone.name}？`,
                              content: `${count(zone.households)} 户和 ${count(zone.plots)} 块地将不属于任何片。已经有踏查记录的片不能删除。`,
                              okText: "删除",
                              cancelText: "取消",
                              onOk: () => remove.mutateAsync(zone.id).catch(() => {}),
                            })
                          }
                        >
                          删除
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
          {teams.data?.length === 0 ? (
            <p className="quiet">
              还没有踏查组，<Link to="/rounds?tab=teams">先去编组</Link>。
            </p>
          ) : null}
        </>
      )}
      {making ? (
        <NewZone
          round={round}
          teams={(teams.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onDone={refresh}
          onClose={() => setMaking(false)}
        />
      ) : null}
    </>
  );
}

const later = (a: string, b: string) => (a > b ? a : b);

function NewZone({
  round,
  teams,
  onDone,
  onClose,
}: {
  round: RoundView;
  teams: { value: string; label: string }[];
  onDone: () => Promise<unknown>;
  onClose: () => void;
}) {
  return (
    <FormDialog<CreateZone, { id: string }>
      width={620}
      title="划一片"
      word="建立"
      draft={`zone:${round.id}`}
      start={{ name: `第 ${round.zones.length + 1} 片` }}
      send={(values) =>
        post(`/api/rounds/${round.id}/zones`, { ...values, teamId: values.teamId ?? null }, MadeId)
      }
      onSaved={onDone}
      onClose={onClose}
    >
      <div className="form-pair">
        <Form.Item name="name" label="片名" rules={[{ required: true, message: "请填写片名" }]}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="teamId" label="踏查组" required={false}>
          <Select allowClear placeholder="可以以后再分" options={teams} />
        </Form.Item>
      </div>
      <Form.Item
        name="placeIds"
        label="地点"
        extra="勾选社区、小区、楼栋或地块，下面的户都算在内。"
        rules={[{ required: true, message: "请选择地点" }]}
      >
        <PlaceTree />
      </Form.Item>
    </FormDialog>
  );
}
