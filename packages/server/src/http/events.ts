/** Server-sent events: what changed in the street, by topic, so that open pages ask anew. No content travels here. */
import type { FastifyInstance } from "fastify";
import pg from "pg";
import type { Actor } from "@lingzhu/domain/access";
import type { FastifyRequest } from "fastify";

const HEARTBEAT_MS = 20_000;
const RETRY_MS = 2_000;

type Listener = (topic: string) => void;
type StreetListener = (streetId: number, topic: string) => void;

/** One LISTEN connection for all pages of this process; it reconnects until stopped. */
export class Announcements {
  readonly #options: pg.ClientConfig;
  readonly #listeners = new Map<number, Set<Listener>>();
  readonly #everywhere = new Set<StreetListener>();
  #client: pg.Client | null = null;
  #stopped = false;

  constructor(options: pg.ClientConfig) {
    this.#options = options;
  }

  async start(): Promise<void> {
    if (this.#stopped) return;
    const client = new pg.Client(this.#options);
    const again = () => {
      if (this.#client !== client) return;
      this.#client = null;
      if (!this.#stopped) setTimeout(() => void this.start(), RETRY_MS).unref();
    };
    this.#client = client;
    client.on("error", again);
    client.on("end", again);
    client.on("notification", ({ payload }) => {
      const { streetId, topic } = JSON.parse(payload ?? "{}") as { streetId: number; topic: string };
      for (const listener of this.#listeners.get(streetId) ?? []) listener(topic);
      for (const listener of this.#everywhere) listener(streetId, topic);
    });
    try {
      await client.connect();
      await client.query("listen lingzhu");
    } catch {
      again();
    }
  }

  subscribe(streetId: number, listener: Listener): () => void {
    const set = this.#listeners.get(streetId) ?? new Set();
    this.#listeners.set(streetId, set.add(listener));
    return () => void set.delete(listener);
  }

  /** For the server itself, whatever the street. */
  subscribeAll(listener: StreetListener): () => void {
    this.#everywhere.add(listener);
    return () => void this.#everywhere.delete(listener);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#client?.end().catch(() => {});
  }
}

/** `GET /api/events` for whoever is signed in. */
export function serveEvents(
  app: FastifyInstance,
  announcements: Announcements,
  authenticate: (request: FastifyRequest) => Promise<Actor>,
): void {
  app.get("/api/events", async (request, reply) => {
    const actor = await authenticate(request);
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    stream.write(": open\n\n");
    const unsubscribe = announcements.subscribe(
      actor.streetId,
      (topic) => void stream.write(`event: ${topic}\ndata: {}\n\n`),
    );
    const heartbeat = setInterval(() => void stream.write(": here\n\n"), HEARTBEAT_MS);
    request.raw.on("close", () => {
      clearInterval(heartbeat);
      unsubscribe();
    });
  });
}
