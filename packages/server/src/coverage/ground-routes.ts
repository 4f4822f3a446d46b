import { z } from "zod";
import {
  DoorCoverage,
  DoorFollowUpList,
  FollowUpQuery,
  GroundCoverage,
  GroundMap,
  GroundMapQuery,
  GroundQuery,
} from "@lingzhu/domain/coverage";
import { readRoute, type Route } from "../http/route.ts";
import { doorCoverage, followUps } from "./doors-service.ts";
import { unseenGeoJson } from "./ground-export.ts";
import { groundCoverage, groundMap } from "./ground-service.ts";
import { zoneSheetDocx } from "./sheet-service.ts";

const PartQuery = z.object({ roundId: z.uuid(), communityId: z.uuid().optional() });

export const groundRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/coverage/ground",
    summary: "面积覆盖：每块地看到了多少，按社区汇总",
    access: "coverage.read",
    query: GroundQuery,
    answer: GroundCoverage,
    call: ({ tx, scope, query }) => groundCoverage(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/coverage/ground.geojson",
    summary: "面积覆盖图层：未看到、看到一次、看到两次以上",
    access: "coverage.read",
    query: GroundMapQuery,
    answer: GroundMap,
    call: ({ tx, scope, query }) => groundMap(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/coverage/unseen.geojson",
    summary: "未查的户（点）和地块未看到的部分（面），GeoJSON",
    access: "coverage.export",
    query: PartQuery,
    answer: "file",
    call: ({ tx, scope, query }) => unseenGeoJson(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/coverage/doors",
    summary: "入户覆盖：去过、可信地去过、待复访次数，按社区",
    access: "coverage.read",
    query: PartQuery,
    answer: DoorCoverage,
    call: ({ tx, scope, query }) => doorCoverage(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/coverage/doors/follow-ups",
    summary: "去过未查的户，逐户下一步",
    access: "coverage.read",
    query: FollowUpQuery,
    answer: DoorFollowUpList,
    call: ({ tx, scope, query }) => followUps(tx, scope, query),
  }),
  readRoute({
    method: "GET",
    url: "/api/rounds/:id/zones/:zoneId/sheet.docx",
    summary: "片单（DOCX）：略图、待查的户和地块、二维码，供踏查组打印",
    access: "coverage.export",
    params: z.object({ id: z.uuid(), zoneId: z.uuid() }),
    answer: "file",
    call: ({ tx, scope, params, origin }) =>
      zoneSheetDocx(tx, scope, { roundId: params.id, zoneId: params.zoneId }, origin),
  }),
];
