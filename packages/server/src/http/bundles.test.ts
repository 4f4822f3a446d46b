import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { serveBundles } from "./bundles.ts";

const SCRIPT = "export const answer = 42;\n".repeat(100);
let folder: string;
let app: FastifyInstance;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lingzhu-bundles-"));
  const put = (path: string, content: string | Buffer) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  put("console/index.html", "<title>console</title>");
  put("field/index.html", "<title>field</title>");
  put("field/app.webmanifest", "{}");
  for (const path of ["assets/a-1.js", "field/service-worker.js"]) {
    put(path, SCRIPT);
    put(`${path}.br`, brotliCompressSync(SCRIPT));
    put(`${path}.gz`, gzipSync(SCRIPT));
  }
  app = fastify();
  await serveBundles(app, folder);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});
const get = (url: string, accept = "identity") => app.inject({ url, headers: { "accept-encoding": accept } });

it("sends what the build has compressed, as far as the browser takes it", async () => {
  const br = await get("/assets/a-1.js", "gzip, deflate, br");
  expect(br.headers).toMatchObject({ "content-encoding": "br", vary: "accept-encoding" });
  expect(br.headers["content-type"]).toMatch(/javascript/);
  expect(brotliDecompressSync(br.rawPayload).toString()).toBe(SCRIPT);
  const gz = await get("/assets/a-1.js", "gzip");
  expect(gunzipSync(gz.rawPayload).toString()).toBe(SCRIPT);
  const plain = await get("/assets/a-1.js");
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(plain.body).toBe(SCRIPT);
});
it("lets hashed files be kept for ever, and has pages and the service worker asked for anew", async () => {
  const kept = "public, max-age=31536000, immutable";
  expect((await get("/assets/a-1.js", "br")).headers["cache-control"]).toBe(kept);
  for (const url of ["/field/service-worker.js", "/field/", "/", "/field/app.webmanifest"])
    expect((await get(url)).headers["cache-control"], url).toBe("no-cache");
});
it("gives the service worker the field app's pages and no more", async () => {
  for (const accept of ["br", "identity"])
    expect((await get("/field/service-worker.js", accept)).headers["service-worker-allowed"]).toBe("/field/");
  expect((await get("/assets/a-1.js")).headers["service-worker-allowed"]).toBeUndefined();
});
it("answers an address without a file with its page, and a file that is gone with 404", async () => {
  for (const url of ["/field", "/field/", "/field/zones/0195/places/0196?corrects=1"])
    expect((await get(url)).body, url).toContain("field");
  expect((await get("/rounds/0195")).body).toContain("console");
  for (const url of ["/assets/gone-2.js", "/field/assets/gone-2.js", "/field/gone.js"])
    expect((await get(url)).statusCode, url).toBe(404);
});
