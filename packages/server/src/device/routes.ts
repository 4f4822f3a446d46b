import { z } from "zod";
import {
  CarriedBatch,
  DeviceReason,
  DeviceReport,
  DeviceView,
  RecoveryKey,
  SessionRow,
} from "@lingzhu/domain/device";
import { FactReceipt, SyncAnswer } from "@lingzhu/domain/sync";
import { freeRoute, readRoute, writeRoute, type Route } from "../http/route.ts";
import { carryPhotograph, carryRecords } from "./carried.ts";
import * as devices from "./service.ts";

const ById = z.object({ id: z.uuid() });
const Done = z.object({ done: z.literal(true) });
const done = { done: true } as const;

export const deviceRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/devices",
    summary: "登记过的手机：谁的、何时用过、还有多少没发",
    access: "device.read",
    answer: z.array(DeviceView),
    call: ({ tx }) => devices.listDevices(tx),
  }),
  writeRoute({
    method: "POST",
    url: "/api/devices/:id/revoke",
    summary: "撤销一部手机，立即结束其登录；手机里的记录不删",
    access: "device.manage",
    params: ById,
    body: DeviceReason,
    answer: Done,
    call: ({ tx, params, body }) =>
      devices.decideDevice(tx, params.id, "revoke", body.reason).then(() => done),
  }),
  writeRoute({
    method: "POST",
    url: "/api/devices/:id/late",
    summary: "允许补传撤销以前登记的记录，七天内有效",
    access: "device.admit",
    params: ById,
    body: DeviceReason,
    answer: Done,
    call: ({ tx, params, body }) =>
      devices.decideDevice(tx, params.id, "allow_late", body.reason).then(() => done),
  }),
  writeRoute({
    method: "POST",
    url: "/api/devices/:id/readmit",
    summary: "允许本人在这部手机上重新登记",
    access: "device.admit",
    params: ById,
    body: DeviceReason,
    answer: Done,
    call: ({ tx, params, body }) =>
      devices.decideDevice(tx, params.id, "readmit", body.reason).then(() => done),
  }),
  readRoute({
    method: "GET",
    url: "/api/sessions",
    summary: "全部有效登录",
    access: "device.read",
    answer: z.array(SessionRow),
    call: ({ tx, actor }) => devices.listSessions(tx, actor),
  }),
  writeRoute({
    method: "DELETE",
    url: "/api/sessions/:id",
    summary: "结束一个登录",
    access: "device.manage",
    params: ById,
    answer: Done,
    call: ({ tx, actor, params }) => devices.closeSession(tx, actor, params.id, false).then(() => done),
  }),
  readRoute({
    method: "GET",
    url: "/api/sessions/own",
    summary: "我的登录",
    access: "signed-in",
    answer: z.array(SessionRow),
    call: ({ tx, actor }) => devices.ownSessions(tx, actor),
  }),
  writeRoute({
    method: "DELETE",
    url: "/api/sessions/own/:id",
    summary: "结束自己的一个登录",
    access: "signed-in",
    params: ById,
    answer: Done,
    call: ({ tx, actor, params }) => devices.closeSession(tx, actor, params.id, true).then(() => done),
  }),
  writeRoute({
    method: "PUT",
    url: "/api/device/recovery",
    summary: "存放本机记录的恢复密钥，忘记 PIN 时凭密码取回",
    access: "signed-in",
    body: z.object({ key: RecoveryKey }),
    answer: Done,
    call: ({ tx, actor, body }) => devices.leaveRecovery(tx, actor, body.key).then(() => done),
  }),
  freeRoute({
    method: "PUT",
    url: "/api/device/report",
    summary: "本机报告还有多少条没发",
    access: "signed-in",
    body: DeviceReport,
    answer: Done,
    call: ({ floor, actor, body }) => devices.noteUnsent(floor, actor, body.unsent).then(() => done),
  }),
  freeRoute({
    method: "POST",
    url: "/api/sync/carried",
    summary: "代同一部手机上的他人发送加密的记录，逐条答复；代发人看不到内容",
    access: "signed-in",
    body: CarriedBatch,
    answer: SyncAnswer,
    call: ({ floor, actor, body }) => carryRecords(floor, actor, body.parcels),
  }),
  freeRoute({
    method: "POST",
    url: "/api/sync/carried/photograph",
    summary: "代同一部手机上的他人发送一张加密的照片",
    access: "signed-in",
    rawLimit: 16_000_000,
    answer: FactReceipt,
    call: ({ floor, actor, body }) => carryPhotograph(floor, actor, body as unknown),
  }),
];
