/** Which tables a backup holds, read from the database itself, so that a new table is never forgotten. */
import type { ClientBase } from "pg";

export interface TableShape {
  name: string;
  /** Whether a row belongs to a street and is seen only by a transaction that named it. */
  ofStreet: boolean;
  columns: string[];
}

/** Made by the migrations themselves. A restored database has an epoch of its own, which ends every phone's cursor. */
const NOT_BACKED_UP = ["migration", "change_epoch"];

/**
 * Ordinary tables of the schema, each after those it refers to. Left out are columns that count the transactions of one
 * database (xid8): in another one they would lie in the future; they are filled anew.
 */
export async function tableShapes(client: ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<{ name: string; of_street: boolean; columns: string[] }>(
    `
    select c.relname as name, c.relrowsecurity as of_street,
      array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and not c.relname = any($1)
      and a.atttypid <> 'xid8'::regtype and a.attgenerated = ''
    group by c.oid, c.relname, c.relrowsecurity order by c.relname`,
    [NOT_BACKED_UP],
  );
  const { rows: references } = await client.query<{ of: string; to: string }>(`
    select conrelid::regclass::text as of, confrelid::regclass::text as to from pg_constraint
    where contype = 'f' and connamespace = current_schema()::regnamespace and conrelid <> confrelid`);
  const shapes = rows.map(({ name, of_street, columns }) => ({ name, ofStreet: of_street, columns }));
  return inOrder(shapes, references);
}

/** A table after those it refers to; alphabetical where that leaves a choice. */
export function inOrder<T extends { name: string }>(
  tables: readonly T[],
  references: readonly { of: string; to: string }[],
): T[] {
  const ordered: T[] = [];
  const left = new Map(tables.map((table) => [table.name, table]));
  while (left.size > 0) {
    const free = [...left.values()].find(
      ({ name }) => !references.some(({ of, to }) => of === name && left.has(to)),
    );
    if (!free) throw new Error(`tables refer to each other in a circle: ${[...left.keys()].join(", ")}`);
    ordered.push(free);
    left.delete(free.name);
  }
  return ordered;
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
