/**
 * Figures for Prometheus. Of this process alone, except the jobs, which the database knows; nothing about any person.
 * Answered to this machine, and elsewhere only against the token that the operator set.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Pool } from "pg";
import { problem } from "@lingzhu/domain/kernel";
import type { Floor } from "../db/transact.ts";
import { jobStates } from "../jobs/store.ts";

export interface MetricsOptions {
  floor: Floor;
  pool: Pool | null;
  /** Bearer token for askers from other machines; null refuses them. */
  token: string | null;
}

export function serveMetrics(app: FastifyInstance, { floor, pool, token }: MetricsOptions): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "lingzhu_http_request_seconds",
    help: "Time from request to answer, by route",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 15],
    registers: [registry],
  });
  const faults = new Counter({
    name: "lingzhu_http_faults_total",
    help: "Answers with status 500 and above",
    registers: [registry],
  });
  register(registry, "lingzhu_database_connections", "Connections of this process", ["state"], (set) => {
    if (!pool) return;
    set({ state: "open" }, pool.totalCount);
    set({ state: "idle" }, pool.idleCount);
    set({ state: "waiting" }, pool.waitingCount);
  });
  register(
    registry,
    "lingzhu_job_last_success_seconds",
    "Unix time of the last good run",
    ["job"],
    async (set) => {
      for (const job of await jobStates(floor.db))
        if (!job.failed && job.endedAt !== null) set({ job: job.name }, job.endedAt / 1000);
    },
  );
  register(registry, "lingzhu_job_failed", "1 when the last run failed", ["job"], async (set) => {
    for (const job of await jobStates(floor.db)) set({ job: job.name }, job.failed ? 1 : 0);
  });

  app.addHook("onResponse", async (request, reply) => {
    // The pattern of the route, never the path: paths hold ids.
    const route = request.routeOptions.url ?? "other";
    requests.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
    if (reply.statusCode >= 500) faults.inc();
  });
  app.get("/metrics", async (request, reply) => {
    if (!mayAsk(request, token)) throw problem("auth.required");
    return reply
      .type(registry.contentType)
      .header("cache-control", "no-store")
      .send(await registry.metrics());
  });
}

/** A gauge that is asked when it is read. A database that is away leaves it out instead of failing all. */
function register<L extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: L[],
  read: (set: (labels: Record<L, string>, value: number) => void) => void | Promise<void>,
): void {
  const gauge = new Gauge({
    name,
    help,
    labelNames,
    registers: [],
    async collect() {
      this.reset();
      try {
        await read((labels, value) => this.set(labels, value));
      } catch {
        this.reset();
      }
    },
  });
  registry.registerMetric(gauge as Gauge<string>);
}

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

function mayAsk(request: FastifyRequest, token: string | null): boolean {
  if (LOOPBACK.has(request.socket.remoteAddress ?? "") && request.headers["x-forwarded-for"] === undefined)
    return true;
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  if (token === null || given === undefined) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
