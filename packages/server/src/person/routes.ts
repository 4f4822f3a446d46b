import { z } from "zod";
import { shownColumns } from "@lingzhu/domain/kernel";
import { CreatePerson, personColumns, PersonFilter, PersonView } from "@lingzhu/domain/person";
import { readRoute, writeRoute, type Route } from "../http/route.ts";
import { peopleXlsx } from "./export.ts";
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
  readRoute({
    method: "GET",
    url: "/api/people.xlsx",
    summary: "工作人员（XLSX），列和筛选与页面相同",
    access: "person.read",
    query: PersonFilter.extend({ columns: shownColumns(personColumns) }),
    answer: "file",
    call: ({ tx, scope, query: { columns, ...filter } }) => peopleXlsx(tx, scope, filter, columns),
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
