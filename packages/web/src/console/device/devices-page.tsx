import { Button, Dropdown, Table } from "antd";
import { MoreOutlined } from "@ant-design/icons";
import { useState } from "react";
import { deviceMachine, type DeviceView } from "@lingzhu/domain/device";
import { useNow } from "../../shared/clock/index.ts";
import { momentWords } from "../../shared/format/index.ts";
import { useAbility } from "../../shared/session/index.ts";
import { PeopleTabs } from "../person/people-tabs.tsx";
import { Page } from "../shell/page.tsx";
import { RowKeys } from "../shell/row-keys.tsx";
import { Loaded } from "../states/index.ts";
import { DecideDevice } from "./decide-device.tsx";
import { decisionsFor, decisionWords } from "./decisions.ts";
import { endSession, useDevices, useSessions, type Decision } from "./device-queries.ts";
import { SessionTable } from "./session-table.tsx";
import "./device.css";

/** 手机和登录: which phones are in use, what is still on them, and who is signed in where. */
export function Component() {
  const devices = useDevices();
  const sessions = useSessions();
  const manages = useAbility()("device.manage");
  const [deciding, setDeciding] = useState<{ device: DeviceView; decision: Decision } | null>(null);
  return (
    <Page title="人员与账号">
      <PeopleTabs here="devices" />
      <Loaded query={devices}>
        {(list) => (
          <section className="panel device-panel">
            <h2>登记过的手机</h2>
            {list.length === 0 ? (
              <p className="panel-body quiet">
                还没有手机登记。踏查人员第一次在手机上登录时自动登记，随后在这里列出。
              </p>
            ) : (
              <DeviceTable
                devices={list}
                onDecide={(device, decision) => setDeciding({ device, decision })}
              />
            )}
          </section>
        )}
      </Loaded>
      <Loaded query={sessions}>
        {(rows) => (
          <section className="panel">
            <h2>正在有效的登录</h2>
            <SessionTable rows={rows} whose end={manages ? endSession : null} />
          </section>
        )}
      </Loaded>
      {deciding ? <DecideDevice {...deciding} onClose={() => setDeciding(null)} /> : null}
    </Page>
  );
}

function DeviceTable(props: {
  devices: readonly DeviceView[];
  onDecide: (device: DeviceView, decision: Decision) => void;
}) {
  const now = useNow();
  const able = useAbility();
  const [manages, admits] = [able("device.manage"), able("device.admit")];
  return (
    <RowKeys>
      <Table<DeviceView>
        rowKey="id"
        size="small"
        dataSource={[...props.devices]}
        pagination={props.devices.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        columns={[
          {
            title: "谁",
            width: 200,
            render: (_v, { person, account }) => `${person.name}（${account.login}）`,
          },
          { title: "手机", dataIndex: "name" },
          {
            title: "最近使用",
            width: 130,
            render: (_v, { lastSeenAt }) => (lastSeenAt === null ? "未用过" : momentWords(lastSeenAt, now)),
          },
          {
            title: "还没发",
            width: 190,
            align: "right",
            render: (_v, { unsent, unsentAt }) =>
              unsent === null || unsentAt === null
                ? "还没报告"
                : `${unsent} 条（${momentWords(unsentAt, now)}）`,
          },
          { title: "状态", width: 280, render: (_v, device) => <StateWords device={device} now={now} /> },
          ...(manages
            ? [
                {
                  title: "操作",
                  width: 64,
                  render: (_v: unknown, device: DeviceView) => {
                    const decisions = decisionsFor(device.state, admits);
                    return decisions.length === 0 ? null : (
                      <Dropdown
                        trigger={["click"]}
                        menu={{
                          items: decisions.map((decision) => ({
                            key: decision,
                            label: decisionWords[decision].word,
                            onClick: () => props.onDecide(device, decision),
                          })),
                        }}
                      >
                        <Button
                          type="text"
                          size="small"
                          icon={<MoreOutlined />}
                          aria-label={`${device.person.name} ${device.name} 的操作`}
                        />
                      </Dropdown>
                    );
                  },
                },
              ]
            : []),
        ]}
      />
    </RowKeys>
  );
}

/** The state in words, with since when and why. */
function StateWords({ device, now }: { device: DeviceView; now: number }) {
  const { state, revokedAt, lateUntil, reason } = device;
  const isOver = state === "late" && lateUntil !== null && lateUntil < now;
  const word = isOver ? "已撤销，补传期已过" : deviceMachine.stateWords[state];
  return (
    <>
      {word}
      {revokedAt !== null ? (
        <span className="quiet">
          {" "}
          {momentWords(revokedAt, now)}
          {state === "late" && lateUntil !== null && !isOver ? `，补传到 ${momentWords(lateUntil, now)}` : ""}
          {reason ? `，${reason}` : ""}
        </span>
      ) : null}
    </>
  );
}
