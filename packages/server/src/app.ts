import { constants } from "node:zlib";
import compress from "@fastify/compress";
import cookie from "@fastify/cookie";
import fastify, {
  LogController,
  type FastifyInstance,
  type FastifyServerOptions,
  type FastifyReply,
} from "fastify";
import { z } from "zod";
import { problem } from "@lingzhu/domain/kernel";
import { accountRoutes } from "./account/routes.ts";
import { sessionRoutes } from "./account/session-routes.ts";
import { auditRoutes } from "./audit/routes.ts";
import { actorOfRequest, DEVICE_ABSOLUTE_LIMIT_MS, deviceCookie, SESSION_COOKIE } from "./account/session.ts";
import { campaignRoutes } from "./campaign/routes.ts";
import { prepared } from "./db/prepared.ts";
import { read, transact, type Floor } from "./db/transact.ts";
import { digestBody } from "./device/proof.ts";
import { deviceRoutes } from "./device/routes.ts";
import { demoRoutes } from "./demo/routes.ts";
import { answerProblem } from "./http/answer-problem.ts";
import { dutyRoutes } from "./duty/routes.ts";
import { openApi } from "./http/openapi.ts";
import { serveBundles } from "./http/bundles.ts";
import { serveEvents, type Announcements } from "./http/events.ts";
import { logAnswer, requestLog } from "./http/request-log.ts";
import type { TlsMaterial } from "./http/tls.ts";
import { handler, type Call, type Gate, type Route } from "./http/route.ts";
import { requireSameOrigin, securityHeaders } from "./http/guard.ts";
import { outreachRoutes } from "./outreach/routes.ts";
import { personRoutes } from "./person/routes.ts";
import { streetRoutes } from "./street/routes.ts";
import { alertRoutes } from "./alert/routes.ts";
import { findingRoutes } from "./finding/routes.ts";
import { fieldRoutes } from "./patrol/field-routes.ts";
import { ownTrackRoutes } from "./patrol/own-track-routes.ts";
import { roundRoutes } from "./patrol/round-routes.ts";
import { teamRoutes } from "./patrol/team-routes.ts";
import { trackRoutes } from "./patrol/track-routes.ts";
import { photographRoutes } from "./photograph/routes.ts";
import { noBaseMap, tileHosts } from "./place/base-map.ts";
import { baseMapRoutes } from "./place/base-map-routes.ts";
import { ledgerRoutes } from "./place/ledger-routes.ts";
import { additionRoutes } from "./place/addition-routes.ts";
import { placeRoutes } from "./place/routes.ts";
import { conflictRoutes } from "./patrol/conflict-routes.ts";
import { presenceRoutes } from "./presence/routes.ts";
import { syncRoutes } from "./sync/routes.ts";
import { groundRoutes } from "./coverage/ground-routes.ts";
import { groundRuleRoutes } from "./coverage/ground-rule-routes.ts";
import { markerRoutes } from "./marker/routes.ts";
import { samplingRoutes } from "./sampling/routes.ts";
import { crossCheckRoutes } from "./cross-check/routes.ts";
import { coverageRoutes } from "./coverage/routes.ts";
import { overviewRoutes } from "./overview/routes.ts";
import { reportRoutes } from "./report/routes.ts";
import { serveMetrics, type MetricsOptions } from "./system/metrics.ts";
import { VERSION } from "./version.ts";
import { systemRoutes } from "./system/routes.ts";

z.config(z.locales.zhCN());

/** Every route of the product, in one list: the OpenAPI document and the access tests walk it. */
export const routes: Route[] = [
  ...systemRoutes,
  ...streetRoutes,
  ...sessionRoutes,
  ...accountRoutes,
  ...deviceRoutes,
  ...personRoutes,
  ...campaignRoutes,
  ...dutyRoutes,
  ...placeRoutes,
  ...additionRoutes,
  ...ledgerRoutes,
  ...baseMapRoutes,
  ...teamRoutes,
  ...roundRoutes,
  ...samplingRoutes,
  ...markerRoutes,
  ...fieldRoutes,
  ...presenceRoutes,
  ...conflictRoutes,
  ...outreachRoutes,
  ...ownTrackRoutes,
  ...syncRoutes,
  ...photographRoutes,
  ...trackRoutes,
  ...findingRoutes,
  ...alertRoutes,
  ...coverageRoutes,
  ...crossCheckRoutes,
  ...groundRoutes,
  ...groundRuleRoutes,
  ...overviewRoutes,
  ...reportRoutes,
  ...auditRoutes,
  ...demoRoutes,
];

export interface AppOptions {
  floor: Floor;
  /** Source of server-sent events; none in most tests. */
  announcements?: Announcements;
  /** Folder of the built pages; none in API tests. */
  webDir?: string;
  /** The server's own TLS. */
  tls?: TlsMaterial | null;
  /** Believe a proxy on this machine about who asks, and whether by TLS. */
  behindProxy?: boolean;
  /** Figures at /metrics; none in most tests. */
  metrics?: Omit<MetricsOptions, "floor">;
  /** Level of the log; nothing is logged without it. */
  log?: "warn" | "info";
}

/** Wires the HTTP server; `listen` is left to the caller. */
export async function buildApp({
  floor,
  announcements,
  webDir,
  tls = null,
  behindProxy = false,
  metrics,
  log,
}: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: log ? requestLog(log) : false,
    // Every request is logged once, when it is answered (http/request-log.ts).
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 2_000_000,
    forceCloseConnections: true,
    trustProxy: behindProxy ? "loopback" : false,
    ...(tls ? { https: tls } : {}),
  } as FastifyServerOptions) as FastifyInstance;
  app.addHook("onResponse", logAnswer);
  if (metrics) serveMetrics(app, { floor, ...metrics });
  // Quality 4 costs a phone's package some 30 ms and is within a tenth of the best; the default would take seconds.
  await app.register(compress, {
    encodings: ["br", "gzip"],
    threshold: 1024,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 6 },
  });
  await app.register(cookie);
  app.setErrorHandler(answerProblem);
  app.addHook("onRequest", securityHeaders(tileHosts(floor.baseMap ?? noBaseMap)));
  app.addHook("onRequest", requireSameOrigin);
  app.addHook("preParsing", digestBody);
  app.addContentTypeParser("application/octet-stream", { parseAs: "buffer" }, (_request, body, done) =>
    done(null, body),
  );
  // Left unread: whoever takes the upload reads the stream.
  app.addContentTypeParser("application/offset+octet-stream", (_request, _payload, done) => done(null));

  const gate: Gate = {
    floor,
    authenticate: (request) => prepared(() => actorOfRequest(floor, request)),
    session: (reply: FastifyReply) => ({
      set: (value, deviceId) =>
        void reply.setCookie(deviceId ? deviceCookie(deviceId) : SESSION_COOKIE, value, {
          path: "/",
          httpOnly: true,
          sameSite: "strict",
          // On whatever way this very answer goes: by TLS of our own or of a proxy, or plainly on this machine.
          secure: reply.request.protocol === "https",
          // A phone's browser is closed many times a day; a desk's session goes with its browser.
          ...(deviceId ? { maxAge: DEVICE_ABSOLUTE_LIMIT_MS / 1000 } : {}),
        }),
      clear: (deviceId) =>
        void reply.clearCookie(deviceId ? deviceCookie(deviceId) : SESSION_COOKIE, { path: "/" }),
    }),
    perform: (route, call, exchange) => {
      const run = (tx: unknown) => route.call({ ...call, tx } as Call<never, never, never, never>);
      if (route.kind === "read") return read(floor, call.actor, run);
      if (route.kind === "write") return transact(floor, call.actor, run);
      return run(route.kind === "stream" ? exchange : null);
    },
  };
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.url,
      ...(route.rawLimit ? { bodyLimit: route.rawLimit } : {}),
      handler: handler(route, gate),
    });
  }
  if (announcements) serveEvents(app, announcements, gate.authenticate);
  app.get("/api/openapi.json", async () => openApi(routes, VERSION));
  app.all("/api/*", async () => {
    throw problem("record.missing", { noun: "接口" });
  });
  if (webDir) await serveBundles(app, webDir);
  return app;
}
