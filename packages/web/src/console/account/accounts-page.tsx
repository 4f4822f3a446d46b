import { App, Button, Dropdown, Table } from "antd";
import { MoreOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { roles } from "@lingzhu/domain/access";
import type { AccountView } from "@lingzhu/domain/account";
import { asProblem } from "../../shared/api/index.ts";
import { useNow } from "../../shared/clock/index.ts";
import { momentWords } from "../../shared/format/index.ts";
import { useAbility, useSession } from "../../shared/session/index.ts";
import { PeopleTabs } from "../person/people-tabs.tsx";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/index.ts";
import { accountsKey, disableAccount, useAccounts } from "./account-queries.ts";
import { NewAccount } from "./new-account.tsx";
import { ResetPassword } from "./reset-password.tsx";

const grantWords = ({ role, communityName }: AccountView["grants"][number]) =>
  communityName ? `${communityName} ${roles[role]}` : roles[role];

/** 账号: who can sign in, and with which posts. */
export function Component() {
  const accounts = useAccounts();
  const now = useNow();
  const manages = useAbility()("account.manage");
  const [resetting, setResetting] = useState<AccountView | null>(null);
  return (
    <Page title="人员与账号" extra={manages ? <NewAccount /> : null}>
      <PeopleTabs here="accounts" />
      <Loaded query={accounts}>
        {(list) => (
          <section className="panel">
            <Table<AccountView>
              rowKey="id"
              size="small"
              dataSource={[...list]}
              rowClassName={(account) => (account.disabledAt === null ? "" : "account-disabled")}
              pagination={list.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
              columns={[
                { title: "账号", dataIndex: "login", width: 150 },
                { title: "姓名", width: 110, render: (_v, { person }) => person.name },
                {
                  title: "单位和职务",
                  render: (_v, { person }) => [person.organisation, person.post].filter(Boolean).join(" "),
                },
                { title: "岗位", render: (_v, { grants }) => grants.map(grantWords).join("、") },
                {
                  title: "建立",
                  width: 130,
                  render: (_v, account) => momentWords(account.createdAt, now),
                },
                {
                  title: "状态",
                  width: 150,
                  render: (_v, { disabledAt }) =>
                    disabledAt === null ? "使用中" : `已停用 ${momentWords(disabledAt, now)}`,
                },
                ...(manages
                  ? [
                      {
                        title: "操作",
                        width: 64,
                        render: (_v: unknown, account: AccountView) =>
                          account.disabledAt === null ? (
                            <AccountActions account={account} onReset={() => setResetting(account)} />
                          ) : null,
                      },
                    ]
                  : []),
              ]}
            />
          </section>
        )}
      </Loaded>
      {resetting ? <ResetPassword account={resetting} onClose={() => setResetting(null)} /> : null}
    </Page>
  );
}

function AccountActions({ account, onReset }: { account: AccountView; onReset: () => void }) {
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const self = useSession().account.id === account.id;
  const disable = useMutation({
    mutationFn: () => disableAccount(account.id),
    onSuccess: () => client.invalidateQueries({ queryKey: accountsKey }),
    onError: (error) => void message.error(asProblem(error).detail),
  });
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: [
          { key: "password", label: "重设密码", onClick: onReset },
          {
            key: "disable",
            label: "停用",
            disabled: self,
            onClick: () =>
              modal.confirm({
                title: `停用 ${account.login}（${account.person.name}）？`,
                content: "立即结束这个账号的全部登录，以后不能再用它登录。已有的记录全部保留。",
                okText: "停用",
                cancelText: "不停用",
                onOk: () => disable.mutateAsync().catch(() => undefined),
              }),
          },
        ],
      }}
    >
      <Button type="text" size="small" icon={<MoreOutlined />} aria-label={`${account.login} 的操作`} />
    </Dropdown>
  );
}
