/** Fills an empty database from a backup. All rows come in within one transaction, or none. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { Client } from "pg";
import { problem } from "@lingzhu/domain/kernel";
import type { Manifest } from "./manifest.ts";
import type { Parcel } from "./parcel.ts";
import { quoted, tableShapes } from "./table.ts";

/** @throws Problem `backup.not-empty` when somebody already works in this database. */
export async function requireEmpty(client: Client): Promise<void> {
  const { rows } = await client.query<{ n: string }>("select count(*) as n from login");
  if (Number(rows[0]!.n) > 0) throw problem("backup.not-empty");
}

export class Loader {
  readonly #client: Client;
  readonly #tables: ReadonlyMap<string, Manifest["tables"][number]>;

  private constructor(client: Client, manifest: Manifest) {
    this.#client = client;
    this.#tables = new Map(manifest.tables.map((table) => [table.name, table]));
  }

  /** Begins: the owner of the tables sees all streets until the end, for COPY knows no row-level security. */
  static async begin(client: Client, manifest: Manifest): Promise<Loader> {
    await client.query("begin");
    const shapes = await tableShapes(client);
    const known = new Set(shapes.map(({ name }) => name));
    const missing = manifest.tables.find(({ name }) => !known.has(name));
    if (missing) throw problem("backup.unreadable", { reason: `其中的表 ${missing.name} 这个版本不认识` });
    for (const { name, ofStreet } of shapes)
      if (ofStreet) await client.query(`alter table ${quoted(name)} no force row level security`);
    // What the migrations put in themselves is in the backup too.
    for (const { name } of shapes.toReversed()) await client.query(`delete from ${quoted(name)}`);
    return new Loader(client, manifest);
  }

  async take(parcel: Parcel): Promise<void> {
    const table = this.#tables.get(parcel.name.slice("table/".length));
    if (!table) throw problem("backup.unreadable", { reason: `目录里没有 ${parcel.name}` });
    const list = table.columns.map(quoted).join(", ");
    await pipeline(
      Readable.from([parcel.bytes]),
      this.#client.query(copyFrom(`copy ${quoted(table.name)} (${list}) from stdin`)),
    );
  }

  /** Counts, sets the counters on, shuts the streets off from each other again, and commits. */
  async end(): Promise<void> {
    for (const { name, rows } of this.#tables.values()) {
      const counted = await this.#client.query<{ n: string }>(`select count(*) as n from ${quoted(name)}`);
      if (Number(counted.rows[0]!.n) !== rows)
        throw problem("backup.unreadable", {
          reason: `表 ${name} 应有 ${rows} 行，实际 ${counted.rows[0]!.n} 行`,
        });
    }
    await this.#client.query(`do $$
      declare c record;
      begin
        for c in select table_name, column_name from information_schema.columns
          where table_schema = current_schema() and is_identity = 'YES'
        loop
          execute format('select setval(pg_get_serial_sequence(%L, %L), (select coalesce(max(%I), 0) + 1 from %I), false)',
            quote_ident(c.table_name), c.column_name, c.column_name, c.table_name);
        end loop;
      end $$`);
    for (const { name, ofStreet } of await tableShapes(this.#client))
      if (ofStreet) await this.#client.query(`alter table ${quoted(name)} force row level security`);
    await this.#client.query("commit");
  }
}
