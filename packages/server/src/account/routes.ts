import { z } from "zod";
import { accountColumns, AccountFilter, AccountView, CreateAccount, Password } from "@lingzhu/domain/account";
import { shownColumns } from "@lingzhu/domain/kernel";
import { readRoute, writeRoute, type Route } from "../http/route.ts";
import { accountsXlsx } from "./export.ts";
import * as accounts from "./service.ts";

const ById = z.object({ id: z.uuid() });
const Done = z.object({ done: z.literal(true) });

export const accountRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/accounts",
    summary: "账号列表",
    access: "account.read",
    answer: z.array(AccountView),
    call: ({ tx }) => accounts.listAccounts(tx),
  }),
  readRoute({
    method: "GET",
    url: "/api/accounts.xlsx",
    summary: "账号列表（XLSX），列和筛选与页面相同",
    access: "account.read",
    query: AccountFilter.extend({ columns: shownColumns(accountColumns) }),
    answer: "file",
    call: ({ tx, query: { columns, ...filter } }) => accountsXlsx(tx, filter, columns),
  }),
  writeRoute({
    method: "POST",
    url: "/api/accounts",
    summary: "新建账号",
    access: "account.manage",
    body: CreateAccount,
    answer: z.object({ id: z.uuid() }),
    call: ({ tx, body }) => accounts.createAccount(tx, body),
  }),
  writeRoute({
    method: "POST",
    url: "/api/accounts/:id/disable",
    summary: "停用账号，立即结束其全部登录",
    access: "account.manage",
    params: ById,
    answer: Done,
    call: async ({ tx, actor, params }) => {
      await accounts.disableAccount(tx, actor, params.id);
      return { done: true } as const;
    },
  }),
  writeRoute({
    method: "POST",
    url: "/api/accounts/:id/password",
    summary: "重设密码，立即结束其全部登录",
    access: "account.manage",
    params: ById,
    body: z.object({ password: Password }),
    answer: Done,
    call: async ({ tx, params, body }) => {
      await accounts.resetPassword(tx, params.id, body.password);
      return { done: true } as const;
    },
  }),
];
