/** Set-based statements of the ledger import. */
import { sql } from "kysely";
import type { ComparedField, LedgerRow, NewTreeNode } from "@lingzhu/domain/place";
import type { Writing } from "../db/transact.ts";
import { sealContext } from "./store.ts";

/** A place to be made. */
export interface Pending {
  node: NewTreeNode;
  /** Null for what only contains. */
  row: LedgerRow | null;
}

/** New values for a place on record; what the file leaves empty stays as it is. */
export interface Change {
  id: string;
  row: LedgerRow;
  fields: ReadonlySet<ComparedField>;
  gridId: string | null;
}

const seal = (
  tx: Writing,
  kind: LedgerRow["kind"],
  field: "head" | "phone",
  id: string,
  text: string | null,
) => (text === null ? null : tx.sealer.seal(text, sealContext(kind, field, id)));

export async function insertPlaces(tx: Writing, pending: readonly Pending[]): Promise<void> {
  if (pending.length === 0) return;
  const nodes = pending.map(({ node }) => node);
  const column = <K extends keyof (typeof nodes)[number]>(key: K) => nodes.map((node) => node[key]);
  const ofRow = <T>(value: (row: LedgerRow) => T | null) =>
    pending.map(({ row }) => (row === null ? null : value(row)));
  await sql`
    insert into place (street_id, id, parent_id, kind, name, natural_key, path, sort_key, community_id, grid_id, compound_id,
      building_id, unit_id, lon, lat, is_key, source, created_at)
    select ${tx.streetId}, n.id, n.parent_id, n.kind, n.name, n.natural_key, n.path, n.sort_key, n.community_id, n.grid_id,
      n.compound_id, n.building_id, n.unit_id, n.lon, n.lat, coalesce(n.is_key, false), 'ledger', ${new Date(tx.now)}::timestamptz
    from unnest(${column("id")}::uuid[], ${column("parentId")}::uuid[], ${column("kind")}::text[], ${column("name")}::text[],
      ${column("naturalKey")}::text[], ${column("path")}::text[], ${column("sortKey")}::text[], ${column("communityId")}::uuid[],
      ${column("gridId")}::uuid[], ${column("compoundId")}::uuid[], ${column("buildingId")}::uuid[], ${column("unitId")}::uuid[],
      ${ofRow((row) => row.lon)}::float8[], ${ofRow((row) => row.lat)}::float8[],
      ${ofRow((row) => (row.kind === "household" ? row.isKey : null))}::boolean[])
      as n (id, parent_id, kind, name, natural_key, path, sort_key, community_id, grid_id, compound_id, building_id, unit_id,
        lon, lat, is_key)`.execute(tx.sql);
  await insertHouseholds(tx, pending);
  await insertPlots(tx, pending);
}

async function insertHouseholds(tx: Writing, pending: readonly Pending[]): Promise<void> {
  const made = pending.flatMap(({ node, row }) => (row?.kind === "household" ? [{ id: node.id, row }] : []));
  if (made.length === 0) return;
  await sql`
    insert into household (street_id, place_id, floor, door, residents, head_sealed, phone_sealed)
    select ${tx.streetId}, n.* from unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ row }) => row.floor)}::int[],
      ${made.map(({ row }) => row.door)}::text[], ${made.map(({ row }) => row.residents)}::int[],
      ${made.map(({ id, row }) => seal(tx, "household", "head", id, row.head))}::bytea[],
      ${made.map(({ id, row }) => seal(tx, "household", "phone", id, row.phone))}::bytea[]) as n`.execute(
    tx.sql,
  );
}

async function insertPlots(tx: Writing, pending: readonly Pending[]): Promise<void> {
  const made = pending.flatMap(({ node, row }) => (row?.kind === "plot" ? [{ id: node.id, row }] : []));
  if (made.length === 0) return;
  await sql`
    insert into plot (street_id, place_id, plot_kind, area_m2, head_sealed, phone_sealed)
    select ${tx.streetId}, n.* from unnest(${made.map(({ id }) => id)}::uuid[],
      ${made.map(({ row }) => row.plotKind ?? "other")}::text[], ${made.map(({ row }) => row.areaM2)}::float8[],
      ${made.map(({ id, row }) => seal(tx, "plot", "head", id, row.head))}::bytea[],
      ${made.map(({ id, row }) => seal(tx, "plot", "phone", id, row.phone))}::bytea[]) as n`.execute(tx.sql);
}

export async function changePlaces(tx: Writing, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const ids = changes.map(({ id }) => id);
  /** The file's value where it differs from the record, null elsewhere. */
  const changed = <T>(field: ComparedField, value: (row: LedgerRow) => T | null) =>
    changes.map(({ row, fields }) => (fields.has(field) ? value(row) : null));
  await sql`
    update place p set grid_id = coalesce(n.grid_id, p.grid_id), lon = coalesce(n.lon, p.lon), lat = coalesce(n.lat, p.lat),
      is_key = coalesce(n.is_key, p.is_key)
    from unnest(${ids}::uuid[], ${changes.map(({ gridId }) => gridId)}::uuid[], ${changed("lon", (row) => row.lon)}::float8[],
      ${changed("lat", (row) => row.lat)}::float8[],
      ${changed("isKey", (row) => (row.kind === "household" ? row.isKey : null))}::boolean[]) as n (id, grid_id, lon, lat, is_key)
    where p.street_id = ${tx.streetId} and p.id = n.id`.execute(tx.sql);
  const people = (field: "head" | "phone") =>
    changes.map(({ id, row, fields }) =>
      fields.has(field) ? seal(tx, row.kind, field, id, row[field]) : null,
    );
  const [heads, phones] = [people("head"), people("phone")];
  await sql`
    update household h set floor = coalesce(n.floor, h.floor), residents = coalesce(n.residents, h.residents),
      head_sealed = coalesce(n.head_sealed, h.head_sealed), phone_sealed = coalesce(n.phone_sealed, h.phone_sealed)
    from unnest(${ids}::uuid[], ${changed("floor", (row) => (row.kind === "household" ? row.floor : null))}::int[],
      ${changed("residents", (row) => (row.kind === "household" ? row.residents : null))}::int[],
      ${heads}::bytea[], ${phones}::bytea[]) as n (id, floor, residents, head_sealed, phone_sealed)
    where h.street_id = ${tx.streetId} and h.place_id = n.id`.execute(tx.sql);
  await sql`
    update plot t set plot_kind = coalesce(n.plot_kind, t.plot_kind), area_m2 = coalesce(n.area_m2, t.area_m2),
      head_sealed = coalesce(n.head_sealed, t.head_sealed), phone_sealed = coalesce(n.phone_sealed, t.phone_sealed)
    from unnest(${ids}::uuid[], ${changed("plotKind", (row) => (row.kind === "plot" ? row.plotKind : null))}::text[],
      ${changed("areaM2", (row) => (row.kind === "plot" ? row.areaM2 : null))}::float8[],
      ${heads}::bytea[], ${phones}::bytea[]) as n (id, plot_kind, area_m2, head_sealed, phone_sealed)
    where t.street_id = ${tx.streetId} and t.place_id = n.id`.execute(tx.sql);
}

/**
 * Containers that doors came into: those without a position stand in the middle of their doors, and those whose doors
 * all lie in one grid lie in it too.
 */
export async function settleContainers(tx: Writing, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  for (const column of ["unit_id", "building_id", "compound_id"]) {
    await sql`
      update place c set lon = coalesce(c.lon, m.lon), lat = coalesce(c.lat, m.lat), grid_id = m.grid_id
      from (
        select d.${sql.raw(column)} as id, round(avg(d.lon)::numeric, 7)::float8 as lon, round(avg(d.lat)::numeric, 7)::float8 as lat,
          case when count(distinct d.grid_id) = 1 and count(d.grid_id) = count(*) then min(d.grid_id::text)::uuid end as grid_id
        from place d
        where d.street_id = ${tx.streetId} and d.kind = 'household' and d.retired_at is null
          and d.${sql.raw(column)} = any(${ids as string[]}::uuid[])
        group by 1) m
      where c.street_id = ${tx.streetId} and c.id = m.id`.execute(tx.sql);
  }
}
