import { z } from "zod";
import {
  DroneImport,
  DroneImportQuery,
  FootprintMap,
  GroundRule,
  GroundRuleChange,
  SetSights,
} from "@lingzhu/domain/coverage";
import { DATUMS } from "@lingzhu/geo";
import { readRoute, writeRoute, type Route } from "../http/route.ts";
import { importDronePhotos } from "./drone-service.ts";
import { footprintMap, groundRule, importFootprints, setSights } from "./footprint-service.ts";

const FILE_BYTES = 31_000_000;

export const groundRuleRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/coverage/rule",
    summary: "面积覆盖设置：各类地块的可视距离，房屋轮廓",
    access: "coverage.read",
    answer: GroundRule,
    call: ({ tx }) => groundRule(tx),
  }),
  writeRoute({
    method: "PUT",
    url: "/api/coverage/rule/sights",
    summary: "设置各类地块的可视距离，走过的地面按新距离重算",
    access: "coverage.manage",
    body: SetSights,
    answer: GroundRuleChange,
    call: ({ tx, actor, body }) => setSights(tx, actor.personId, body),
  }),
  writeRoute({
    method: "POST",
    url: "/api/coverage/footprints",
    summary: "导入房屋轮廓（GeoJSON），替换原有轮廓，附近走过的地面重算",
    access: "coverage.manage",
    query: z.object({ datum: z.enum(DATUMS).default("wgs84") }),
    rawLimit: FILE_BYTES,
    answer: GroundRuleChange,
    call: ({ tx, actor, query, body }) => importFootprints(tx, actor.personId, { bytes: body, ...query }),
  }),
  readRoute({
    method: "GET",
    url: "/api/coverage/footprints.geojson",
    summary: "房屋轮廓（GeoJSON）",
    access: "coverage.read",
    answer: FootprintMap,
    call: ({ tx }) => footprintMap(tx),
  }),
  writeRoute({
    method: "POST",
    url: "/api/coverage/drone-photos",
    summary: "导入航拍照片的位置和姿态表（XLSX、CSV），画面内的地面计为航拍看到",
    access: "coverage.manage",
    query: DroneImportQuery.extend({ filename: z.string().trim().max(255).default("") }),
    rawLimit: FILE_BYTES,
    answer: DroneImport,
    call: ({ tx, actor, query, body }) => importDronePhotos(tx, actor.personId, { bytes: body, ...query }),
  }),
];
