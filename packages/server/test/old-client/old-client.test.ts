/** A phone that was never updated: what it sent in the first version of the protocol is answered as it was then. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SESSION_COOKIE } from "../../src/account/session.ts";
import { arrange, type Arranged } from "../arrange.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { readerOf } from "./schema-v1.ts";

interface Exchange {
  name: string;
  as: "north" | "south" | "police" | "nobody";
  /** The server's clock. */
  at: string;
  method: "GET" | "POST" | "PUT";
  url: string;
  headers: Record<string, string>;
  body?: { base64: string } | object;
  answer: { status: number; body: unknown };
}
const { exchanges } = JSON.parse(readFileSync(new URL("./traffic-v1.json", import.meta.url), "utf8")) as {
  exchanges: Exchange[];
};

let house: TestHouse;
let ids: Record<string, string>;
let people: Record<Exchange["as"], string | null>;
beforeAll(async () => {
  house = await openTestHouse();
  house.clock.now = Date.parse(exchanges[0]!.at);
  const street = await arrange(house);
  ids = idsOf(street);
  people = {
    north: await street.north.worker.cookie(),
    south: await street.south.worker.cookie(),
    police: await street.police.cookie(),
    nobody: null,
  };
});
afterAll(() => house.close());

/** What the names in braces stand for in this street. */
function idsOf(street: Arranged): Record<string, string> {
  const named: Record<string, string> = { round: street.roundId };
  for (const side of ["north", "south"] as const) {
    const { zoneId, communityId, compoundId, buildingId, unitId, plotId, doors } = street[side];
    const own = { zone: zoneId, community: communityId, compound: compoundId, building: buildingId };
    for (const [name, id] of Object.entries({ ...own, unit: unitId, plot: plotId }))
      named[`${side}.${name}`] = id;
    doors.forEach((id, i) => void (named[`${side}.door.${i}`] = id));
  }
  return named;
}

const named = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value).replaceAll(/\{([\w.]+)\}/g, (_, name: string) => ids[name]!)) as T;

/** The answer must say at least this; members that were added since are not looked at. */
function expected(value: unknown): unknown {
  if (value === "<text>") return expect.any(String);
  if (value === "<number>") return expect.any(Number);
  if (Array.isArray(value)) return value.map(expected);
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value).map(([key, member]) => [key, expected(member)]);
  return expect.objectContaining(Object.fromEntries(members) as object) as unknown;
}

describe("the first phone", () => {
  it.each(exchanges)("is answered as ever: $name", async ({ as, at, method, url, headers, body, answer }) => {
    house.clock.now = Date.parse(at);
    const cookie = people[as];
    const payload =
      body && "base64" in body ? Buffer.from(body.base64, "base64") : body && JSON.stringify(named(body));
    const response = await house.app.inject({
      method,
      url: named(url),
      headers: { ...headers, ...(cookie ? { cookie: `${SESSION_COOKIE}=${cookie}` } : {}) },
      ...(payload === undefined ? {} : { payload }),
    });
    expect(response.statusCode).toBe(answer.status);
    const said: unknown = response.json();
    expect(said).toEqual(expected(named(answer.body)));
    expect(readerOf(url, answer.status).safeParse(said).error).toBeUndefined();
  });
});
