import { z } from "zod";
import {
  BaseMap,
  CommunityName,
  CreatePlace,
  Facade,
  MapLayer,
  PlaceDetail,
  PlaceList,
  placeColumns,
  PlaceQuery,
  retiredColumns,
  RetiredList,
  RetiredQuery,
  RetirementReason,
  RevealAnswer,
  RevealRequest,
  TimelineEntry,
} from "@lingzhu/domain/place";
import { shownColumns } from "@lingzhu/domain/kernel";
import { freeRoute, readRoute, writeRoute, type Route } from "../http/route.ts";
import { noBaseMap } from "./base-map.ts";
import { placesXlsx, retiredXlsx } from "./export.ts";
import { viewFacade } from "./facade.ts";
import { viewMap } from "./map.ts";
import { listRetired, reinstatePlace, retirePlace } from "./retirement.ts";
import { createPlace, listCommunities, listPlaces, revealPeople, viewPlace } from "./service.ts";
import { viewTimeline } from "./timeline.ts";

const ById = z.object({ id: z.uuid() });
const OfRound = z.object({ roundId: z.uuid().optional() });
const Made = z.object({ id: z.uuid() });

export const placeRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/communities",
    summary: "社区名单，供选择",
    access: "community.read",
    answer: z.array(CommunityName),
    call: ({ tx, scope }) => listCommunities(tx, scope),
  }),
  readRoute({
    method: "GET",
    url: "/api/places",
    summary: "台账：按条件逐页列出地点",
    access: "place.read",
    query: PlaceQuery,
    answer: PlaceList,
    call: ({ tx, scope, query }) => listPlaces(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/places.xlsx",
    summary: "台账（XLSX），列和筛选与页面相同，姓名电话遮掩",
    access: "place.read",
    query: PlaceQuery.omit({ after: true, limit: true }).extend({ columns: shownColumns(placeColumns) }),
    answer: "file",
    call: ({ tx, scope, query: { columns, ...filter } }) => placesXlsx(tx, scope, filter, columns),
  }),
  readRoute({
    method: "GET",
    url: "/api/places/retired",
    summary: "注销地点，后注销的在前",
    access: "place.read",
    query: RetiredQuery,
    answer: RetiredList,
    call: ({ tx, scope, query }) => listRetired(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/places/retired.xlsx",
    summary: "注销地点（XLSX）",
    access: "place.read",
    query: z.object({ communityId: z.uuid().optional(), columns: shownColumns(retiredColumns) }),
    answer: "file",
    call: ({ tx, scope, query: { columns, ...filter } }) => retiredXlsx(tx, scope, filter, columns),
  }),
  writeRoute({
    method: "POST",
    url: "/api/places",
    summary: "新增一处地点",
    access: "place.manage",
    body: CreatePlace,
    answer: Made,
    call: ({ tx, scope, body }) => createPlace(tx, scope, body),
  }),
  readRoute({
    method: "GET",
    url: "/api/places/:id",
    summary: "一处地点",
    access: "place.read",
    params: ById,
    answer: PlaceDetail,
    call: ({ tx, scope, params }) => viewPlace(tx, scope, params.id),
  }),
  readRoute({
    method: "GET",
    url: "/api/places/:id/timeline",
    summary: "时间线：这处地点发生过的一切",
    access: "place.read",
    params: ById,
    answer: z.array(TimelineEntry),
    call: ({ tx, actor, scope, params }) => viewTimeline(tx, actor, scope, params.id),
  }),
  readRoute({
    method: "GET",
    url: "/api/places/:id/facade",
    summary: "楼面：一栋楼逐户的状态，或没有楼栋的小区逐院的状态",
    access: "place.read",
    params: ById,
    query: OfRound,
    answer: Facade,
    call: ({ tx, scope, params, query }) => viewFacade(tx, scope, params.id, query.roundId),
  }),
  writeRoute({
    method: "POST",
    url: "/api/places/:id/reveal",
    summary: "写明理由后查看户主姓名和电话，记入审计",
    access: "place.reveal",
    params: ById,
    body: RevealRequest,
    answer: RevealAnswer,
    call: ({ tx, scope, params, body }) => revealPeople(tx, scope, params.id, body.reason),
  }),
  writeRoute({
    method: "POST",
    url: "/api/places/:id/retire",
    summary: "注销地点（拆除、合并等），记录保留",
    access: "place.manage",
    params: ById,
    body: RetirementReason,
    answer: Made,
    call: ({ tx, actor, scope, params, body }) => retirePlace(tx, actor, scope, params.id, body.reason),
  }),
  writeRoute({
    method: "POST",
    url: "/api/places/:id/reinstate",
    summary: "恢复已注销的地点",
    access: "place.manage",
    params: ById,
    body: RetirementReason,
    answer: Made,
    call: ({ tx, actor, scope, params, body }) => reinstatePlace(tx, actor, scope, params.id, body.reason),
  }),
  readRoute({
    method: "GET",
    url: "/api/map",
    summary: "地图图层：一轮中楼栋、地块的状态和全部发现",
    access: "place.read",
    query: OfRound,
    answer: MapLayer,
    call: ({ tx, actor, scope, query }) => viewMap(tx, actor, scope, query.roundId),
  }),
  freeRoute({
    method: "GET",
    url: "/api/map/base",
    summary: "底图：运维人员配有天地图密钥时才有",
    access: "signed-in",
    answer: BaseMap,
    call: async ({ floor }) => floor.baseMap ?? noBaseMap,
  }),
];
