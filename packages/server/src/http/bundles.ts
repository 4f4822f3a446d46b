import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

const FOLDER = /\/$|^\/(?:console|field|assets)$/;

/** The pages: console at /, field at /field/. Any path that names no file gets its page's entry, so a reload works. */
export async function serveBundles(app: FastifyInstance, webDir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: webDir,
    wildcard: true,
    index: false,
    redirect: false,
    // A folder is no file: "/" and "/field/" belong to the entries below.
    allowedPath: (path) => !FOLDER.test(path),
    setHeaders: (response, path) => {
      // Hashed assets never change; entries must be asked for anew.
      void response.header(
        "cache-control",
        path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
      );
    },
  });
  app.setNotFoundHandler(async (request, reply) => {
    // A page that was open across an update asks for assets that are gone; an entry would only confuse it.
    if (request.method !== "GET" || request.url.startsWith("/assets/")) return reply.status(404).send();
    const entry = request.url.startsWith("/field") ? "field/index.html" : "console/index.html";
    const page = await readFile(join(webDir, entry));
    return reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(page);
  });
}
