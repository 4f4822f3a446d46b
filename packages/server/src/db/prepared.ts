/**
 * Statements that are prepared once for each connection. Parsing and planning them anew is two fifths of what a batch
 * from a phone costs the database (docs/performance.md).
 *
 * Only for paths that run all day and find their rows by key: a prepared statement may keep a plan that was made when a
 * table was small, until the table is analysed again.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import type { ClientBase } from "pg";

const asked = new AsyncLocalStorage<true>();
/** A statement put together from lists of any length would fill the connection; such a path does not belong here. */
const MOST = 300;
const names = new Map<string, string>();

/** Prepares what `work` asks of the database. */
export const prepared = <T>(work: () => Promise<T>): Promise<T> => asked.run(true, work);

/** Lets a connection of the pool prepare what is asked inside {@link prepared}. */
export function prepareWhenAsked(client: ClientBase): void {
  const query = client.query.bind(client) as (...words: unknown[]) => unknown;
  const named = (text: unknown, values: unknown, ...rest: unknown[]): unknown => {
    const isPlain = typeof text === "string" && Array.isArray(values) && values.length > 0;
    const name = isPlain && rest.length === 0 && asked.getStore() ? nameOf(text) : null;
    return name === null ? query(text, values, ...rest) : query({ name, text, values });
  };
  client.query = named as ClientBase["query"];
}

function nameOf(text: string): string | null {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST) return known ?? null;
  const name = createHash("sha256").update(text).digest("base64url").slice(0, 32);
  names.set(text, name);
  return name;
}
