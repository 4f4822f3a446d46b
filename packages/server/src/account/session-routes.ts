import { z } from "zod";
import { FirstSetup, SessionView, SignedIn, SignIn } from "@lingzhu/domain/account";
import { clientWords } from "@lingzhu/domain/device";
import { freeRoute, readRoute, writeRoute, type Route } from "../http/route.ts";
import { firstSetup, setupNeeded } from "../street/setup.ts";
import { sessionView, signIn } from "./service.ts";
import { endSession } from "./session.ts";

const Done = z.object({ done: z.literal(true) });

export const sessionRoutes: Route[] = [
  freeRoute({
    method: "GET",
    url: "/api/setup",
    summary: "是否需要首次设置",
    access: "public",
    answer: z.object({ needed: z.boolean() }),
    call: async ({ floor }) => ({ needed: await setupNeeded(floor) }),
  }),
  freeRoute({
    method: "POST",
    url: "/api/setup",
    summary: "首次设置：建立街道和第一个账号，须有启动窗口打印的设置码",
    access: "public",
    body: FirstSetup,
    answer: Done,
    call: async ({ floor, body, session }) => {
      session.set(await firstSetup(floor, body));
      return { done: true } as const;
    },
  }),
  freeRoute({
    method: "POST",
    url: "/api/session",
    summary: "登录；手机登录同时登记这部手机",
    access: "public",
    body: SignIn,
    answer: SignedIn,
    call: async ({ floor, body, address, client, session }) => {
      const { cookie, device } = await signIn(floor, body, address, clientWords(client));
      session.set(cookie, device?.id);
      return { done: true as const, ...(device ? { device } : {}) };
    },
  }),
  readRoute({
    method: "GET",
    url: "/api/session",
    summary: "当前登录：人员、街道、岗位和可办事项",
    access: "signed-in",
    answer: SessionView,
    call: ({ tx, floor, actor }) => sessionView(tx, actor, floor.exchange.current),
  }),
  writeRoute({
    method: "DELETE",
    url: "/api/session",
    summary: "退出登录",
    access: "signed-in",
    answer: Done,
    call: async ({ tx, actor, session }) => {
      await endSession(tx, actor.sessionId ?? "");
      tx.audit({ act: "session.end", noun: "session", id: actor.sessionId });
      session.clear(actor.deviceId);
      return { done: true } as const;
    },
  }),
];
