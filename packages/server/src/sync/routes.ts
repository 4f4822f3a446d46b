import { z } from "zod";
import { DeviceClock, SyncAnswer, SyncBatch } from "@lingzhu/domain/sync";
import { freeRoute, readRoute, type Route } from "../http/route.ts";
import { clocksWithin } from "./clock-store.ts";
import { takeBatch } from "./service.ts";

export const syncRoutes: Route[] = [
  freeRoute({
    method: "POST",
    url: "/api/sync",
    summary: "接收一批现场记录，逐条答复：已收、已有、不收及原因",
    access: "signed-in",
    body: SyncBatch,
    answer: SyncAnswer,
    call: ({ floor, actor, body }) => takeBatch(floor, actor, body),
  }),
  readRoute({
    method: "GET",
    url: "/api/sync/clocks",
    summary: "手机时钟与服务器的差，近两周传过记录的手机",
    access: "arrival.read",
    answer: z.array(DeviceClock),
    call: ({ tx, scope }) => clocksWithin(tx, scope),
  }),
];
