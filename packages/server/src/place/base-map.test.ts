import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BaseMap } from "@lingzhu/domain/place";
import { buildApp } from "../app.ts";
import { SESSION_COOKIE, startSession } from "../account/session.ts";
import { openTestHouse, type TestHouse } from "../../test/house.ts";
import { baseMapOf, noBaseMap, tileHosts } from "./base-map.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

const policyOf = (headers: Record<string, unknown>, directive: string) =>
  String(headers["content-security-policy"])
    .split("; ")
    .find((part) => part.startsWith(directive));

describe("without a key", () => {
  it("has no layers, and pages may ask nobody but this server", async () => {
    const worker = await house.sign("worker");
    const { status, body, headers } = await worker.get("/api/map/base");
    expect([status, body]).toEqual([200, { tiles: [], attribution: null }]);
    expect(headers["content-security-policy"]).not.toMatch(/https?:/);
    expect(policyOf(headers, "connect-src")).toBe("connect-src 'self'");
    expect(tileHosts(noBaseMap)).toEqual([]);
  });
  it("asks for a session", async () => {
    expect((await house.anonymous.get("/api/map/base")).status).toBe(401);
  });
});

describe("with the operator's key", () => {
  it("gives streets below names, and opens the policy to those hosts for tiles alone", async () => {
    const app = await buildApp({ floor: { ...house.floor, baseMap: baseMapOf("k/1") } });
    try {
      const { accountId } = await house.sign("office");
      const { cookie } = await house.write((tx) => startSession(tx, accountId));
      const answer = await app.inject({
        url: "/api/map/base",
        headers: { cookie: `${SESSION_COOKIE}=${cookie}` },
      });
      const { tiles, attribution } = BaseMap.parse(answer.json());
      expect(tiles.map((tile) => new URL(tile.replace("{s}", "0")).searchParams.get("LAYER"))).toEqual([
        "vec",
        "cva",
      ]);
      for (const tile of tiles) expect(tile).toMatch(/\{z\}.*\{y\}.*\{x\}.*&tk=k%2F1$/);
      expect(attribution).toContain("天地图");
      for (const directive of ["img-src", "connect-src"])
        for (const host of ["https://t0.tianditu.gov.cn", "https://t7.tianditu.gov.cn"])
          expect(policyOf(answer.headers, directive)).toContain(host);
      for (const directive of ["default-src", "script-src", "style-src", "worker-src"])
        expect(policyOf(answer.headers, directive)).not.toContain("tianditu");
    } finally {
      await app.close();
    }
  });
});
