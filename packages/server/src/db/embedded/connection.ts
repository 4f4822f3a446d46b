import { Client } from "pg";
import { setTimeout as sleep } from "node:timers/promises";

/** How to reach a database; also a valid `pg` pool configuration. */
export interface Connection {
  /** A host name, or the folder of a Unix socket. */
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

/** The same as a URL that `pg` and `psql` understand. */
export function connectionString(to: Connection): string {
  const login = `${encodeURIComponent(to.user)}:${encodeURIComponent(to.password)}`;
  return to.host.startsWith("/")
    ? `postgresql://${login}@localhost:${to.port}/${to.database}?host=${encodeURIComponent(to.host)}`
    : `postgresql://${login}@${to.host}:${to.port}/${to.database}`;
}

/** Opens one connection; a later loss of it is the caller's to notice by its `end` event. */
export async function connect(to: Connection, name: string): Promise<Client> {
  const client = new Client({
    ...to,
    application_name: name,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // pg throws unheard errors of idle connections; `end` follows each of them.
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    void client.end().catch(() => undefined);
    throw error;
  }
  return client;
}

/** Whether an error says "not yet": starting up, recovering, shutting down, or no socket there. */
export function isNotYet(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? "";
  return (
    ["57P03", "57P01", "57P02", "ECONNREFUSED", "ENOENT", "ECONNRESET", "EPIPE"].includes(code) ||
    /terminated|timeout/i.test((error as Error).message)
  );
}

/**
 * Connects as soon as the server accepts connections. Recovery after a crash may take long and is waited
 * for as long as the server says that it is busy with it.
 *
 * @param alive asked between attempts; false gives up and returns null.
 * @param patience milliseconds without any answer after which null is returned.
 */
export async function connectWhenReady(
  to: Connection,
  name: string,
  alive: () => boolean,
  patience: number,
): Promise<Client | null> {
  let silentSince = Date.now();
  while (alive() && Date.now() - silentSince < patience) {
    try {
      return await connect(to, name);
    } catch (error) {
      if (!isNotYet(error)) throw error;
      if ((error as { code?: string }).code === "57P03") silentSince = Date.now();
      await sleep(20);
    }
  }
  return null;
}

/** An arbitrary number that every version of ours must share: "lingzhu" in the session-lock name space. */
const GUARD_LOCK = 5_138_077;

/**
 * Takes the lock that one supervisor holds on its cluster for as long as its connection lives: the
 * system drops it when the holder dies, however it dies, so it is never stale.
 * @returns null when taken, else who holds it.
 */
export async function takeGuard(client: Client): Promise<string | null> {
  let holder = "";
  // A supervisor that was killed a moment ago: its backend needs an instant to notice.
  for (let attempt = 0; attempt < 20; attempt++) {
    const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [
      GUARD_LOCK,
    ]);
    if (rows[0]?.taken) return null;
    const found = await client.query<{ name: string }>(
      `select application_name as name from pg_locks join pg_stat_activity using (pid)
       where locktype = 'advisory' and objid = $1 and granted`,
      [GUARD_LOCK],
    );
    holder = found.rows[0]?.name ?? holder;
    await sleep(100);
  }
  return holder || "lingzhu";
}
