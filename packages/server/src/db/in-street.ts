/**
 * One transaction that sees one street. Kysely begins a transaction and leaves the rest to further statements; on a
 * batch from a phone every round trip counts, so here the transaction and its street are opened by one.
 */
import { CompiledQuery, type Kysely, type Transaction } from "kysely";
import type { Database } from "./database.ts";
import type { Tables } from "./tables.ts";

const OPENINGS = {
  read: "start transaction isolation level repeatable read, read only",
  write: "begin",
};

export function inStreet<T>(
  db: Database,
  opening: keyof typeof OPENINGS,
  streetId: number,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  if (!Number.isSafeInteger(streetId)) throw new Error("a street is a whole number");
  return db.connection().execute(async (connection) => {
    const run = (text: string) => connection.executeQuery(CompiledQuery.raw(text));
    try {
      await run(`${OPENINGS[opening]}; select set_config('lingzhu.street_id', '${streetId}', true)`);
      const result = await work(asTransaction(connection));
      await run("commit");
      return result;
    } catch (error) {
      // On a connection that broke this fails too; what went wrong first is what counts.
      await run("rollback").catch(() => undefined);
      throw error;
    }
  });
}

/** It is in a transaction now, which its type cannot know. */
const asTransaction = (connection: Kysely<Tables>) => connection as unknown as Transaction<Tables>;
