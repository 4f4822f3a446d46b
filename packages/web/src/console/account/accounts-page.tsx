import { App, Button, Dropdown, Select, Table } from "antd";
import { MoreOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { roleNames, roles } from "@lingzhu/domain/access";
import { accountColumns, filterAccounts, grantsInWords, type AccountView } from "@lingzhu/domain/account";
import { asProblem } from "../../shared/api/index.ts";
import { useNow } from "../../shared/clock/index.ts";
import { momentWords } from "../../shared/format/index.ts";
import { useAbility, useSession } from "../../shared/session/index.ts";
import { pagesOf, ExportButton, FilterChips, SavedFilters, useFilters } from "../filter/index.ts";
import { PeopleTabs } from "../person/people-tabs.tsx";
import { useColumnChoice, type ChosenColumn } from "../shell/column-choice.tsx";
import { Page } from "../shell/page.tsx";
import { RowKeys } from "../shell/row-keys.tsx";
import { Loaded } from "../states/index.ts";
import { accountsKey, disableAccount, useAccounts } from "./account-queries.ts";
import { NewAccount } from "./new-account.tsx";
import { ResetPassword } from "./reset-password.tsx";

const FILTERS = ["state", "role"] as const;
const states = [
  { value: "active", label: "使用中" },
  { value: "disabled", label: "已停用" },
];
const roleChoices = roleNames.map((role) => ({ value: role as string, label: roles[role] }));
const isState = (text: string | null) => text === "active" || text === "disabled";

/** 账号: who can sign in, and with which posts. */
export function Component() {
  const accounts = useAccounts();
  const manages = useAbility()("account.manage");
  return (
    <Page title="人员与账号" extra={manages ? <NewAccount /> : null}>
      <PeopleTabs here="accounts" />
      <Loaded query={accounts}>{(list) => <Accounts list={list} manages={manages} />}</Loaded>
    </Page>
  );
}

function Accounts({ list, manages }: { list: readonly AccountView[]; manages: boolean }) {
  const now = useNow();
  const [{ state, role }, setFilter] = useFilters(FILTERS);
  const [resetting, setResetting] = useState<AccountView | null>(null);
  const filter = {
    state: isState(state) ? (state as "active" | "disabled") : undefined,
    role: roleNames.find((name) => name === role),
  };
  const accounts = filterAccounts(list, filter);
  const { columns, shown, choice } = useColumnChoice<AccountView>("accounts", [
    ...columnsAt(now),
    ...(manages
      ? [
          {
            key: "act",
            title: "操作",
            fixedIn: true as const,
            onlyHere: true as const,
            width: 64,
            render: (_v: unknown, account: AccountView) =>
              account.disabledAt === null ? (
                <AccountActions account={account} onReset={() => setResetting(account)} />
              ) : null,
          },
        ]
      : []),
  ]);
  return (
    <section className="panel">
      <div className="people-tools">
        <FilterChips
          name="状态"
          choices={states}
          value={state}
          onChange={(value) => setFilter({ state: value })}
        />
        <Select
          aria-label="按岗位筛选"
          allowClear
          placeholder="全部岗位"
          style={{ width: 140 }}
          value={filter.role ?? null}
          onChange={(value: string | null) => setFilter({ role: value ?? null })}
          options={roleChoices}
        />
        <SavedFilters list="accounts" names={FILTERS} />
        <span className="quiet" role="status">
          {accounts.length} 个
        </span>
        <span className="push filters-end">
          {choice}
          <ExportButton
            path="/api/accounts.xlsx"
            query={filter}
            columns={shown}
            disabled={accounts.length === 0}
          />
        </span>
      </div>
      <RowKeys>
        <Table<AccountView>
          rowKey="id"
          size="small"
          dataSource={accounts}
          rowClassName={(account) => (account.disabledAt === null ? "" : "account-disabled")}
          pagination={pagesOf(accounts)}
          columns={columns}
        />
      </RowKeys>
      {resetting ? <ResetPassword account={resetting} onClose={() => setResetting(null)} /> : null}
    </section>
  );
}

const columnsAt = (now: number): ChosenColumn<AccountView, keyof typeof accountColumns>[] => [
  { key: "login", title: accountColumns.login, fixedIn: true, width: 150, render: (_v, { login }) => login },
  { key: "name", title: accountColumns.name, width: 110, render: (_v, { person }) => person.name },
  {
    key: "post",
    title: accountColumns.post,
    render: (_v, { person }) => [person.organisation, person.post].filter(Boolean).join(" "),
  },
  { key: "grants", title: accountColumns.grants, render: (_v, account) => grantsInWords(account) },
  {
    key: "created",
    title: accountColumns.created,
    width: 130,
    align: "right",
    render: (_v, account) => momentWords(account.createdAt, now),
  },
  {
    key: "state",
    title: accountColumns.state,
    width: 150,
    render: (_v, { disabledAt }) =>
      disabledAt === null ? "使用中" : `已停用 ${momentWords(disabledAt, now)}`,
  },
];

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
