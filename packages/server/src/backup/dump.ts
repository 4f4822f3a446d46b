/** Everything that the database holds, in one snapshot, while people go on working. */
import { to as copyTo } from "pg-copy-streams";
import type { ClientBase } from "pg";
import type { Manifest } from "./manifest.ts";
import type { Parcel } from "./parcel.ts";
import { quoted, tableShapes, type TableShape } from "./table.ts";

const PART = 4 << 20;

/** Begins the snapshot; the caller ends the transaction. */
export const beginSnapshot = (client: ClientBase) =>
  client.query("begin isolation level repeatable read read only");

/** What the snapshot holds, to be written before its rows. */
export async function contentsOf(
  client: ClientBase,
): Promise<Pick<Manifest, "migration" | "streetIds" | "tables" | "media"> & { shapes: TableShape[] }> {
  const shapes = await tableShapes(client);
  const number = async (sql: string) => Number((await client.query<{ n: string }>(sql)).rows[0]!.n);
  const { rows: streets } = await client.query<{ id: string }>(
    "select distinct street_id as id from login order by street_id",
  );
  const streetIds = streets.map(({ id }) => Number(id));
  const rows = new Map(shapes.map(({ name }) => [name, 0]));
  const media: Manifest["media"] = [];
  for (const { name, ofStreet } of shapes)
    if (!ofStreet) rows.set(name, await number(`select count(*) as n from ${quoted(name)}`));
  for (const streetId of streetIds) {
    await see(client, streetId);
    for (const { name, ofStreet } of shapes)
      if (ofStreet)
        rows.set(name, rows.get(name)! + (await number(`select count(*) as n from ${quoted(name)}`)));
    const photographs = await client.query<{ sha256: string; bytes: number }>(
      "select sha256, bytes from media order by sha256",
    );
    media.push(...photographs.rows.map((row) => ({ streetId, ...row })));
  }
  return {
    migration: await number("select max(number) as n from migration"),
    streetIds,
    tables: shapes.map(({ name, columns }) => ({ name, columns, rows: rows.get(name)! })),
    media,
    shapes,
  };
}

/** The rows of all tables as PostgreSQL's COPY text, in parts that end with a whole row. */
export async function* tableParcels(
  client: ClientBase,
  shapes: readonly TableShape[],
  streetIds: readonly number[],
): AsyncGenerator<Parcel> {
  for (const shape of shapes) {
    for (const streetId of shape.ofStreet ? streetIds : [null]) {
      if (streetId !== null) await see(client, streetId);
      yield* copied(client, shape);
    }
  }
}

async function* copied(client: ClientBase, { name, columns }: TableShape): AsyncGenerator<Parcel> {
  const list = columns.map(quoted).join(", ");
  const stream = client.query(copyTo(`copy (select ${list} from ${quoted(name)}) to stdout`));
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    held.push(chunk);
    size += chunk.length;
    // A chunk ends where the network cut it; a part must end with a row.
    if (size >= PART && chunk.at(-1) === 0x0a) {
      yield { name: `table/${name}`, bytes: Buffer.concat(held) };
      held = [];
      size = 0;
    }
  }
  if (size > 0) yield { name: `table/${name}`, bytes: Buffer.concat(held) };
}

const see = (client: ClientBase, streetId: number) =>
  client.query("select set_config('lingzhu.street_id', $1, true)", [String(streetId)]);
