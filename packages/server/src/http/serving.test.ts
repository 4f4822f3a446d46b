import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request as httpsRequest } from "node:https";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FastifyInstance } from "fastify";
import { selfSigned } from "../../test/certificate.ts";
import { openTestHouse, type TestHouse } from "../../test/house.ts";
import { buildApp } from "../app.ts";
import { readConfig } from "../config.ts";
import { readTls } from "./tls.ts";

let house: TestHouse;
let folder: string;
beforeAll(async () => {
  house = await openTestHouse();
  folder = mkdtempSync(join(tmpdir(), "lingzhu-tls-"));
  await house.sign("office");
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});
const signIn = (app: FastifyInstance, headers: Record<string, string> = {}) =>
  app.inject({
    method: "POST",
    url: "/api/session",
    headers,
    payload: { login: "tester1", password: "hushed-Orchard-1-lamp" },
  });

describe("TLS of the server's own", () => {
  it("answers with strict transport, and gives out cookies for TLS only", async () => {
    const files = selfSigned(folder, 30);
    const app = await buildApp({ floor: house.floor, tls: readTls(files) });
    await app.listen({ host: "127.0.0.1", port: 0 });
    try {
      const { port } = app.server.address() as AddressInfo;
      const asked = httpsRequest({
        host: "127.0.0.1",
        port,
        method: "POST",
        path: "/api/session",
        ca: readFileSync(files.certFile),
        headers: { "content-type": "application/json" },
      });
      asked.end(JSON.stringify({ login: "tester1", password: "hushed-Orchard-1-lamp" }));
      const [answer] = (await once(asked, "response")) as [IncomingMessage];
      expect(answer.statusCode).toBe(200);
      expect(answer.headers["strict-transport-security"]).toBe("max-age=31536000");
      expect(answer.headers["set-cookie"]!.join()).toMatch(/; Secure/);
      answer.resume();
    } finally {
      await app.close();
    }
  });
  it("says in words what is wrong with the files", () => {
    const files = selfSigned(folder, 30);
    expect(() => readTls({ ...files, certFile: join(folder, "none") })).toThrow("读不到证书");
    expect(() => readTls({ certFile: files.keyFile, keyFile: files.keyFile })).toThrow("请核对两个文件");
    expect(() => readConfig({ LINGZHU_TLS_CERT: "a.pem" })).toThrow("要一起设置");
  });
});

describe("behind a proxy", () => {
  const forwarded = { "x-forwarded-proto": "https", "x-forwarded-for": "10.1.1.1" };
  it("believes the proxy of this machine when told to, and nobody otherwise", async () => {
    const behind = await buildApp({ floor: house.floor, behindProxy: true });
    const alone = await buildApp({ floor: house.floor });
    const [yes, no] = [await signIn(behind, forwarded), await signIn(alone, forwarded)];
    expect([yes.headers["strict-transport-security"], no.headers["strict-transport-security"]]).toEqual([
      "max-age=31536000",
      undefined,
    ]);
    expect(String(yes.headers["set-cookie"])).toMatch(/; Secure/);
    expect(String(no.headers["set-cookie"])).not.toMatch(/; Secure/);
    await behind.close();
    await alone.close();
  });
});

describe("figures for Prometheus", () => {
  it("are for this machine, or for whoever has the token", async () => {
    const app = await buildApp({ floor: house.floor, metrics: { pool: null, token: "measure" } });
    await signIn(app);
    await app.inject({ url: "/api/places/0195a000-0000-7000-8000-00000000abcd" });
    const ask = (remoteAddress: string, headers: Record<string, string> = {}) =>
      app.inject({ url: "/metrics", remoteAddress, headers });
    const here = await ask("127.0.0.1");
    expect(here.statusCode).toBe(200);
    expect(here.body).toMatch(
      /lingzhu_http_request_seconds_count\{method="POST",route="\/api\/session",status="200"\} 1/,
    );
    expect(here.body).toContain('route="/api/places/:id"');
    expect(here.body).not.toContain("0195a000");
    expect((await ask("10.1.1.1")).statusCode).toBe(401);
    expect((await ask("10.1.1.1", { authorization: "Bearer wrong" })).statusCode).toBe(401);
    expect((await ask("10.1.1.1", { authorization: "Bearer measure" })).statusCode).toBe(200);
    // Through a proxy of this machine the asker is not this machine.
    expect((await ask("127.0.0.1", { "x-forwarded-for": "10.1.1.1" })).statusCode).toBe(401);
    await app.close();
  });
});

describe("the log", () => {
  it("names the route and never the path, the query or who asked", async () => {
    const lines: string[] = [];
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = ((text: string) => {
      lines.push(String(text));
      return true;
    }) as typeof process.stdout.write;
    try {
      const app = await buildApp({ floor: house.floor, log: "info" });
      await app.inject({
        url: "/api/places/0195a000-0000-7000-8000-00000000abcd?text=某人",
        remoteAddress: "10.9.8.7",
      });
      await signIn(app);
      await app.close();
    } finally {
      process.stdout.write = write;
    }
    const all = lines.join("");
    expect(all).toContain('"route":"/api/places/:id"');
    for (const trace of ["0195a000", "某人", "10.9.8.7", "tester1"]) expect(all).not.toContain(trace);
  });
});
