import { z } from "zod";
import { CampaignView, GroupMemberInput, PlanDraft, SaveCampaign } from "@lingzhu/domain/campaign";
import { freeRoute, readRoute, writeRoute, type Route } from "../http/route.ts";
import { readPlanFile } from "./read-plan.ts";
import * as campaigns from "./service.ts";

const Id = z.object({ id: z.uuid() });

export const campaignRoutes: Route[] = [
  freeRoute({
    method: "POST",
    url: "/api/plans/read",
    summary: "读方案文件，给出待核对的草稿，不保存",
    access: "campaign.manage",
    query: z.object({ filename: z.string().trim().max(255).default("") }),
    rawLimit: 21_000_000,
    answer: z.object({ draft: PlanDraft, text: z.string() }),
    call: ({ query, body }) => readPlanFile(body, query.filename),
  }),
  readRoute({
    method: "GET",
    url: "/api/campaigns",
    summary: "专项行动",
    access: "campaign.read",
    answer: z.array(CampaignView),
    call: ({ tx }) => campaigns.listCampaigns(tx),
  }),
  writeRoute({
    method: "POST",
    url: "/api/campaigns",
    summary: "保存核对过的方案，建立专项行动",
    access: "campaign.manage",
    body: SaveCampaign,
    answer: Id,
    call: ({ tx, actor, body }) => campaigns.createCampaign(tx, actor, body),
  }),
  readRoute({
    method: "GET",
    url: "/api/campaigns/:id",
    summary: "一个专项行动",
    access: "campaign.read",
    params: Id,
    answer: CampaignView,
    call: ({ tx, params }) => campaigns.campaignById(tx, params.id),
  }),
  writeRoute({
    method: "PUT",
    url: "/api/campaigns/:id",
    summary: "更正专项行动",
    access: "campaign.manage",
    params: Id,
    body: SaveCampaign,
    answer: Id,
    call: ({ tx, actor, params, body }) => campaigns.correctCampaign(tx, actor, params.id, body),
  }),
  writeRoute({
    method: "POST",
    url: "/api/campaigns/:id/group",
    summary: "社区领导小组",
    access: "group.manage",
    params: Id,
    body: z.object({ placeId: z.uuid(), members: z.array(GroupMemberInput).max(60) }),
    answer: z.object({ members: z.number() }),
    call: ({ tx, scope, params, body }) => campaigns.saveCommunityGroup(tx, scope, params.id, body),
  }),
];
