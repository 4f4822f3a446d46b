import { CamelCasePlugin, Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { prepareWhenAsked } from "./prepared.ts";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;

/** PostgreSQL type numbers whose text form we read ourselves. */
const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;
const readers: Record<number, (text: string) => unknown> = {
  [INT8]: Number, // codes and counters stay below 2^53
  [DATE]: (text) => text,
  [TIMESTAMPTZ]: (text) =>
    Date.parse(text.includes("T") ? text : text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00")),
};

export interface Connection {
  db: Database;
  pool: pg.Pool;
  close(): Promise<void>;
}

/** Opens a pool on PostgreSQL ≥ 15. Nothing is connected until the first query. */
export function connect(options: pg.PoolConfig & { connectionString?: string }): Connection {
  const pool = new pg.Pool({
    max: 10,
    connectionTimeoutMillis: 10_000,
    ...options,
    types: {
      getTypeParser: ((oid: number, format?: "text" | "binary") =>
        format === "binary"
          ? pg.types.getTypeParser(oid, "binary")
          : (readers[oid] ?? pg.types.getTypeParser(oid, "text"))) as typeof pg.types.getTypeParser,
    },
  });
  // An idle connection that breaks must not end the process; the next query reports it to its caller.
  pool.on("error", () => {});
  // The same for one that breaks between two statements of a transaction: its next statement reports it.
  pool.on("connect", (client) => {
    client.on("error", () => {});
    prepareWhenAsked(client);
  });
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  return { db, pool, close: () => db.destroy() };
}

/** A moment to compare with a timestamptz column, whose read type is milliseconds. */
export const moment = (ms: number) => sql<number>`${new Date(ms)}::timestamptz`;
