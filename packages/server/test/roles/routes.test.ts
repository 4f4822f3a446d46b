/**
 * Walks every route of the product: nobody gets in without a session, and no role gets through whose policy does not
 * name the route's action. A route that is added without a policy does not compile; one that forgets to ask fails here.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { policy, roleNames, roles, type Action, type Role } from "@lingzhu/domain/access";
import { routes } from "../../src/app.ts";
import type { Method } from "../../src/http/route.ts";
import { openTestHouse, type Signed, type TestHouse } from "../house.ts";

let house: TestHouse;
const signed = new Map<Role, Signed>();
beforeAll(async () => {
  house = await openTestHouse();
  for (const role of roleNames)
    signed.set(
      role,
      await house.sign([{ role, communityId: role === "secretary" ? house.floor.newId() : null }]),
    );
});
afterAll(() => house.close());

/** Routes that anybody may call: each must have a reason to stand here. */
const PUBLIC = [
  "GET /api/health", // asked by a watchdog
  "GET /api/ready", // the same
  "GET /api/divisions", // the national codes are public, and the first person has no account yet
  "GET /api/setup", // whether there is an account at all
  "POST /api/setup", // needs the printed code
  "POST /api/session", // signing in
];

const urlOf = (url: string) =>
  url.replaceAll(/:sha256/g, "0".repeat(64)).replaceAll(/:\w+/g, "0195a000-0000-7000-8000-00000000abcd");
const call = (who: Pick<Signed, "send">, method: Method, url: string) =>
  who.send<{ code: string } | null>(
    method,
    urlOf(url),
    method === "GET" || method === "HEAD" ? undefined : {},
  );
/** An answer to HEAD has no body. */
const codeIn = (method: Method, code: string) => (method === "HEAD" ? undefined : code);

it("names exactly the public routes", () => {
  expect(
    routes
      .filter((route) => route.access === "public")
      .map((route) => `${route.method} ${route.url}`)
      .sort(),
  ).toEqual(PUBLIC.sort());
});

describe.each(routes.filter((route) => route.access !== "public"))(
  "$method $url",
  ({ method, url, access }) => {
    it("asks for a session", async () => {
      const answer = await call(house.anonymous, method, url);
      expect([answer.status, answer.body?.code]).toEqual([401, codeIn(method, "auth.required")]);
    });
    const rule = policy[access as Action] as Partial<Record<Role, string>> | undefined;
    const denied = rule ? roleNames.filter((role) => !rule[role]) : [];
    if (denied.length === 0) return;
    it(`refuses ${denied.map((role) => roles[role]).join("、")}`, async () => {
      for (const role of denied) {
        const answer = await call(signed.get(role)!, method, url);
        expect([role, answer.status, answer.body?.code]).toEqual([
          role,
          403,
          codeIn(method, "access.denied"),
        ]);
      }
    });
  },
);

it("describes every route in the OpenAPI document, with its action", async () => {
  const { body } = await house.anonymous.get<{
    openapi: string;
    paths: Record<string, Record<string, { "x-access": string }>>;
  }>("/api/openapi.json");
  expect(body.openapi).toBe("3.1.0");
  for (const route of routes)
    expect(
      body.paths[route.url.replaceAll(/:(\w+)/g, "{$1}")]![route.method.toLowerCase()]!["x-access"],
    ).toBe(route.access);
});
