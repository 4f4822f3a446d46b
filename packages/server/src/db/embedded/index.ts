/**
 * The embedded PostgreSQL: real PostgreSQL programs from npm, run by us in the data folder with every
 * write made durable. The same SQL and migrations as on a PostgreSQL server; see `DATABASE_URL`.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { APPLICATION, readPasswords } from "./cluster.ts";
import { connect, connectionString, type Connection } from "./connection.ts";
import { notePlace, openHome } from "./home.ts";
import { findPostmaster } from "./postmaster.ts";
import { Supervisor } from "./supervisor.ts";

export { connectionString, type Connection } from "./connection.ts";

/** A running embedded database. */
export interface Embedded {
  /** Database `lingzhu` as its owner, the ordinary role `lingzhu`; also a `pg` pool configuration. */
  connection: Connection;
  /** The same as a URL. */
  connectionString: string;
  /** The cluster's superuser, for physical backup and for tests; the application must not use it. */
  superuser: Connection;
  /** Folder where the database really lives; not always inside the data folder (see `openHome`). */
  where: string;
  startedInMs: number;
  /** Stops PostgreSQL in order. Close the application's pool first: open connections are cut. */
  stop(): Promise<void>;
}

/**
 * Starts the database of a data folder, making it on first run, and keeps it running until `stop`:
 * if PostgreSQL dies it is started again on the same address, so a pool recovers by reconnecting.
 *
 * @param options.dataDir folder of everything this installation keeps; made when missing.
 * @param options.log called with plain Chinese lines for the person at the terminal.
 * @param options.settings PostgreSQL settings that replace ours, such as `{ fsync: "off" }` in tests.
 * @param options.programs folder of other PostgreSQL programs than the packaged ones.
 * @throws Problem with a code `database.*`: folder in use by another process, no programs for this
 *   platform, no account to run as, made by another major version, lost, or failed to start.
 */
export async function startEmbedded(options: {
  dataDir: string;
  log: (line: string) => void;
  settings?: Readonly<Record<string, string>>;
  programs?: string;
}): Promise<Embedded> {
  const from = performance.now();
  const home = openHome(options.dataDir);
  const supervisor = new Supervisor(home, {
    log: options.log,
    settings: options.settings ?? {},
    programs: options.programs,
  });
  await supervisor.start();
  try {
    await makeDatabase(supervisor);
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
  if (notePlace(options.dataDir, home))
    options.log(`数据库账号进不去数据文件夹，数据库放在 ${home.folder}。`);
  const connection = supervisor.connection("lingzhu", APPLICATION);
  return {
    connection,
    connectionString: connectionString(connection),
    superuser: supervisor.connection("supervisor", "postgres"),
    where: home.folder,
    startedInMs: performance.now() - from,
    stop: () => supervisor.stop(),
  };
}

/** The role and the database of the application; each made once. */
async function makeDatabase(supervisor: Supervisor): Promise<void> {
  const client = await connect(supervisor.connection("supervisor", "postgres"), "lingzhu set-up");
  try {
    const role = await client.query("select 1 from pg_roles where rolname = $1", [APPLICATION]);
    if (role.rowCount === 0) {
      const { password } = supervisor.connection("lingzhu", APPLICATION);
      await client.query(
        `create role ${APPLICATION} login nosuperuser nocreatedb nocreaterole password ${client.escapeLiteral(password)}`,
      );
    }
    const database = await client.query("select 1 from pg_database where datname = $1", [APPLICATION]);
    if (database.rowCount === 0) await client.query(`create database ${APPLICATION} owner ${APPLICATION}`);
  } finally {
    await client.end();
  }
}

/**
 * The database of a data folder that another process of ours is running at this moment, or null: lets a
 * command such as `lingzhu user add` work beside the running server instead of being refused.
 */
export async function findRunning(dataDir: string): Promise<Connection | null> {
  if (!existsSync(dataDir)) return null;
  const home = openHome(dataDir);
  if (!existsSync(join(home.cluster, "PG_VERSION"))) return null;
  const running = await findPostmaster(home.cluster);
  if (!running) return null;
  const { host, port } = running;
  return { host, port, user: APPLICATION, password: readPasswords(home).lingzhu, database: APPLICATION };
}
