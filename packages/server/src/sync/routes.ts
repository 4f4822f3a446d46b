import { SyncAnswer, SyncBatch } from "@lingzhu/domain/sync";
import { freeRoute, type Route } from "../http/route.ts";
import { takeBatch } from "./service.ts";

export const syncRoutes: Route[] = [
  freeRoute({
    method: "POST",
    url: "/api/sync",
    summary: "接收一批现场记录，逐条答复：已收、已有、不收及原因",
    access: "signed-in",
    body: SyncBatch,
    answer: SyncAnswer,
    call: ({ floor, actor, body }) => takeBatch(floor, actor, body.facts),
  }),
];
