import { z } from "zod";
import { DrawMarkers, MarkerList, MarkerResults, PlaceMarker, RemoveMarker } from "@lingzhu/domain/marker";
import { readRoute, writeRoute, type Route } from "../http/route.ts";
import { markerBoardsDocx } from "./boards.ts";
import { markerResults } from "./results.ts";
import * as markers from "./service.ts";

const Id = z.object({ id: z.uuid() });
const OfRound = z.object({ roundId: z.uuid() });

export const markerRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/markers",
    summary: "一轮的盲测标牌和位置，只给放置标牌的人",
    access: "marker.manage",
    query: OfRound,
    answer: MarkerList,
    call: ({ tx, query }) => markers.listMarkers(tx, query.roundId),
  }),
  readRoute({
    method: "GET",
    url: "/api/markers/boards.docx",
    summary: "盲测标牌（DOCX）：可裁开的编号牌和放置清单，只给放置标牌的人",
    access: "marker.manage",
    query: OfRound,
    answer: "file",
    call: ({ tx, query }) => markerBoardsDocx(tx, query.roundId),
  }),
  writeRoute({
    method: "POST",
    url: "/api/markers/draw",
    summary: "随机抽取放置标牌的地点",
    access: "marker.manage",
    body: DrawMarkers,
    answer: z.object({ drawId: z.uuid(), seed: z.string(), markers: z.number() }),
    call: ({ tx, actor, body }) => markers.drawMarkers(tx, actor.personId, body),
  }),
  writeRoute({
    method: "POST",
    url: "/api/markers/:id/place",
    summary: "标牌已放置",
    access: "marker.manage",
    params: Id,
    body: PlaceMarker,
    answer: Id,
    call: ({ tx, actor, params, body }) => markers.placeMarker(tx, actor.personId, params.id, body),
  }),
  writeRoute({
    method: "POST",
    url: "/api/markers/:id/remove",
    summary: "标牌已收回、已丢失或不再放置",
    access: "marker.manage",
    params: Id,
    body: RemoveMarker,
    answer: Id,
    call: ({ tx, actor, params, body }) => markers.removeMarker(tx, actor.personId, params.id, body),
  }),
  readRoute({
    method: "GET",
    url: "/api/markers/results",
    summary: "盲测发现率，按组、地点类别和视距，不含位置",
    access: "marker.read",
    query: OfRound,
    answer: MarkerResults,
    call: ({ tx, query }) => markerResults(tx, query.roundId),
  }),
];
