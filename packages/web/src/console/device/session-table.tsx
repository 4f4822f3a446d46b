import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Popconfirm, Table } from "antd";
import type { SessionRow } from "@lingzhu/domain/device";
import { asProblem } from "../../shared/api/index.ts";
import { useNow } from "../../shared/clock/index.ts";
import { momentWords } from "../../shared/format/index.ts";
import { RowKeys } from "../shell/row-keys.tsx";
import { sessionsKey } from "./device-queries.ts";

/** Live sessions, last used first; `end` null shows them only. `whose` adds the account. */
export function SessionTable(props: {
  rows: readonly SessionRow[];
  whose: boolean;
  end: ((id: string) => Promise<unknown>) | null;
}) {
  const { end } = props;
  const now = useNow();
  const client = useQueryClient();
  const { message } = App.useApp();
  const ending = useMutation({
    mutationFn: (id: string) => end!(id),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsKey }),
    onError: (error) => void message.error(asProblem(error).detail),
  });
  return (
    <RowKeys>
      <Table<SessionRow>
        rowKey="id"
        size="small"
        dataSource={[...props.rows]}
        pagination={props.rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        columns={[
          ...(props.whose
            ? [
                {
                  title: "谁",
                  width: 200,
                  render: (_v: unknown, { person, account }: SessionRow) =>
                    `${person.name}（${account.login}）`,
                },
              ]
            : []),
          {
            title: "在哪里",
            render: (_v, { client: where, deviceId }) => (deviceId ? `手机 ${where}` : where),
          },
          { title: "登录", width: 150, render: (_v, { startedAt }) => momentWords(startedAt, now) },
          {
            title: "最近使用",
            width: 150,
            render: (_v, { lastSeenAt, current }) => (current ? "正在使用" : momentWords(lastSeenAt, now)),
          },
          ...(end
            ? [
                {
                  title: "操作",
                  width: 90,
                  render: (_v: unknown, { id, current }: SessionRow) =>
                    current ? null : (
                      <Popconfirm
                        title="结束这个登录？"
                        description="那里要重新输密码才能继续。已有的记录不受影响。"
                        okText="结束"
                        cancelText="不结束"
                        onConfirm={() => ending.mutate(id)}
                      >
                        <Button size="small">结束</Button>
                      </Popconfirm>
                    ),
                },
              ]
            : []),
        ]}
      />
    </RowKeys>
  );
}
