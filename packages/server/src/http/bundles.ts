import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

const FOLDER = /\/$|^\/(?:console|field|field\/assets|assets)$/;
/** The field app's service worker may answer for the pages below this address and for no other. */
const FIELD_SCOPE = "/field/";

/**
 * The pages: console at /, field at /field/. Any path that names no file gets its page's entry, so a reload works.
 * The build leaves a .br and a .gz beside each text file; what the browser takes of these is sent.
 */
export async function serveBundles(app: FastifyInstance, webDir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: webDir,
    wildcard: true,
    index: false,
    redirect: false,
    preCompressed: true,
    // A folder is no file: "/" and "/field/" belong to the entries below.
    allowedPath: (path) => !FOLDER.test(path),
    setHeaders: (response, path) => {
      // Hashed assets never change; entries and the service worker must be asked for anew.
      void response.header(
        "cache-control",
        path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
      );
      void response.header("vary", "accept-encoding");
      if (/service-worker\.js(\.\w+)?$/.test(path))
        void response.header("service-worker-allowed", FIELD_SCOPE);
    },
  });
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split("?", 1)[0]!;
    // A page that was open across an update asks for files that are gone; an entry would only confuse it.
    if (request.method !== "GET" || /\/assets\/|\/[^/]+\.\w+$/.test(path)) return reply.status(404).send();
    const entry = path.startsWith("/field") ? "field/index.html" : "console/index.html";
    const page = await readFile(join(webDir, entry));
    return reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(page);
  });
}
