import { z } from "zod";
import { DayText } from "@lingzhu/domain/campaign";
import { ChangeMember, CreateTeam, TeamView } from "@lingzhu/domain/patrol";
import { readRoute, writeRoute, type Route } from "../http/route.ts";
import * as teams from "./team-service.ts";

const Id = z.object({ id: z.uuid() });

export const teamRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/teams",
    summary: "踏查组和组员",
    access: "round.read",
    query: z.object({ campaignId: z.uuid().optional() }),
    answer: z.array(TeamView),
    call: ({ tx, query }) => teams.listTeams(tx, query.campaignId),
  }),
  writeRoute({
    method: "POST",
    url: "/api/teams",
    summary: "建踏查组",
    access: "team.manage",
    body: CreateTeam,
    answer: Id,
    call: ({ tx, scope, body }) => teams.createTeam(tx, scope, body),
  }),
  writeRoute({
    method: "POST",
    url: "/api/teams/:id/members",
    summary: "增加组员",
    access: "team.manage",
    params: Id,
    body: ChangeMember,
    answer: Id,
    call: ({ tx, scope, params, body }) => teams.addMember(tx, scope, params.id, body),
  }),
  writeRoute({
    method: "POST",
    url: "/api/teams/:id/members/:memberId/end",
    summary: "组员离组",
    access: "team.manage",
    params: Id.extend({ memberId: z.uuid() }),
    body: z.object({ day: DayText }),
    answer: Id,
    call: ({ tx, scope, params, body }) => teams.endMember(tx, scope, params.id, params.memberId, body.day),
  }),
];
