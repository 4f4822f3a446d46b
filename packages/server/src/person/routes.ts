import { z } from "zod";
import { CreatePerson, PersonView } from "@lingzhu/domain/person";
import { readRoute, writeRoute, type Route } from "../http/route.ts";
import * as people from "./service.ts";

export const personRoutes: Route[] = [
  readRoute({
    method: "GET",
    url: "/api/people",
    summary: "工作人员",
    access: "person.read",
    answer: z.array(PersonView),
    call: ({ tx, scope }) => people.listPeople(tx, scope),
  }),
  writeRoute({
    method: "POST",
    url: "/api/people",
    summary: "登记工作人员",
    access: "person.manage",
    body: CreatePerson,
    answer: z.object({ id: z.uuid() }),
    call: ({ tx, scope, body }) => people.createPerson(tx, scope, body),
  }),
];
