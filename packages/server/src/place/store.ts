import { sql, type RawBuilder } from "kysely";
import type { z } from "zod";
import { maskName, maskPhone, type Scope } from "@lingzhu/domain/access";
import type { PlaceState } from "@lingzhu/domain/patrol";
import type {
  AdditionState,
  NewTreeNode,
  Outline,
  PlaceKind,
  PlaceQuery,
  PlaceView,
  PlotKind,
} from "@lingzhu/domain/place";
import { placeInScope } from "../access/scope.ts";
import type { Reading, Writing } from "../db/transact.ts";
import { placeOpens, resultOpens, within } from "./reach.ts";

export type PlaceFilter = Omit<z.output<typeof PlaceQuery>, "after" | "limit">;

export interface PlaceRow {
  id: string;
  parentId: string | null;
  kind: PlaceKind;
  name: string;
  path: string;
  sortKey: string;
  communityId: string | null;
  gridId: string | null;
  compoundId: string | null;
  buildingId: string | null;
  unitId: string | null;
  lon: number | null;
  lat: number | null;
  isKey: boolean;
  createdAt: number;
  retiredAt: number | null;
  source: string;
  /** Where a place added in the field stands; null for all others. */
  addition: AdditionState | null;
  floor: number | null;
  door: string | null;
  residents: number | null;
  headSealed: Uint8Array | null;
  phoneSealed: Uint8Array | null;
  plotKind: PlotKind | null;
  areaM2: number | null;
  outline: Outline | null;
}

const columns = sql`p.id, p.parent_id, p.kind, p.name, p.path, p.sort_key, p.community_id, p.grid_id, p.compound_id,
  p.building_id, p.unit_id, p.lon, p.lat, p.is_key, p.created_at, p.retired_at, p.source,
  pa.state as addition, h.floor, h.door, h.residents, coalesce(h.head_sealed, t.head_sealed) as head_sealed,
  coalesce(h.phone_sealed, t.phone_sealed) as phone_sealed, t.plot_kind, t.area_m2, t.outline`;
const rowsOfPlaces = sql`place p
  left join household h on h.street_id = p.street_id and h.place_id = p.id
  left join plot t on t.street_id = p.street_id and t.place_id = p.id
  left join place_addition pa on pa.street_id = p.street_id and pa.place_id = p.id`;

/** Sealed under the table and the row, so that a value cannot be moved to another door. */
export const sealContext = (kind: "household" | "plot", field: "head" | "phone", id: string) =>
  `${kind}.${field}:${id}`;

/** Name and phone in the clear. Only the reveal route, and comparisons that show neither, may call this. */
export function openPeople(tx: Reading, row: PlaceRow): { head: string | null; phone: string | null } {
  const kind = row.kind === "plot" ? "plot" : "household";
  const open = (sealed: Uint8Array | null, field: "head" | "phone") =>
    sealed === null ? null : tx.sealer.open(sealed, sealContext(kind, field, row.id));
  return { head: open(row.headSealed, "head"), phone: open(row.phoneSealed, "phone") };
}

/** One number, or several joined by 、, each masked. */
const maskPhones = (phones: string) => phones.split("、").map(maskPhone).join("、");

export function viewOf(tx: Reading, row: PlaceRow): PlaceView {
  const { id, parentId, kind, name, path, communityId, compoundId, buildingId, unitId, lon, lat } = row;
  const { isKey, retiredAt, addition, floor, door, residents, plotKind, areaM2, outline } = row;
  const people = door === null ? null : openPeople(tx, row);
  return {
    id,
    parentId,
    kind,
    name,
    path,
    communityId,
    compoundId,
    buildingId,
    unitId,
    lon,
    lat,
    isKey,
    retiredAt,
    addition,
    household:
      door === null
        ? null
        : {
            floor,
            door,
            residents,
            head: people?.head ? maskName(people.head) : null,
            phone: people?.phone ? maskPhones(people.phone) : null,
          },
    plot: plotKind === null ? null : { plotKind, areaM2, outline },
  };
}

const matching = (tx: Reading, scope: Scope, filter: PlaceFilter): RawBuilder<boolean> => {
  const words = filter.text?.split(/\s+/).filter((word) => word !== "") ?? [];
  // A grid contains what lies in it and hangs on nothing else in it: the ledger hangs compounds on the community.
  const inside = filter.parentId
    ? sql`and (p.parent_id = ${filter.parentId} or (p.grid_id = ${filter.parentId} and p.id <> ${filter.parentId}
        and not exists (select 1 from place up where up.street_id = p.street_id and up.id = p.parent_id
          and up.grid_id = ${filter.parentId})))`
    : sql``;
  return sql<boolean>`p.street_id = ${tx.streetId} and p.retired_at is null and ${placeOpens(tx, scope, "p")}
    ${filter.kind ? sql`and p.kind = ${filter.kind}` : sql``}
    ${filter.communityId ? sql`and p.community_id = ${filter.communityId}` : sql``}
    ${filter.onlyKey ? sql`and p.is_key` : sql``}
    ${inside}
    ${sql.join(
      words.map((word) => sql`and strpos(lower(p.path), lower(${word})) > 0`),
      sql` `,
    )}`;
};

/** Places in order of the tree, from just behind `after` on. */
export async function listPlaces(
  tx: Reading,
  scope: Scope,
  filter: PlaceFilter,
  page: { after: { sortKey: string; id: string } | null; limit: number | null },
): Promise<PlaceRow[]> {
  const { after, limit } = page;
  const { rows } = await sql<PlaceRow>`
    select ${columns} from ${rowsOfPlaces}
    where ${matching(tx, scope, filter)}
      ${after ? sql`and (p.sort_key, p.id) > (${after.sortKey}, ${after.id}::uuid)` : sql``}
    order by p.sort_key, p.id ${limit === null ? sql`` : sql`limit ${limit}`}`.execute(tx.sql);
  return rows;
}

export async function countPlaces(tx: Reading, scope: Scope, filter: PlaceFilter): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from place p where ${matching(tx, scope, filter)}`.execute(tx.sql);
  return rows[0]!.total;
}

/** A place that the scope may open, retired ones too. */
export async function placeById(tx: Reading, scope: Scope, id: string): Promise<PlaceRow | undefined> {
  const { rows } = await sql<PlaceRow>`
    select ${columns} from ${rowsOfPlaces}
    where p.street_id = ${tx.streetId} and p.id = ${id} and ${placeOpens(tx, scope, "p")}`.execute(tx.sql);
  return rows[0];
}

/** A household or plot that lies itself within reach. */
export async function placeWithinReach(tx: Reading, scope: Scope, id: string): Promise<PlaceRow | undefined> {
  const { rows } = await sql<PlaceRow>`
    select ${columns} from ${rowsOfPlaces}
    where p.street_id = ${tx.streetId} and p.id = ${id} and ${placeInScope(scope, "p")}`.execute(tx.sql);
  return rows[0];
}

/** The way down to a place from the community, the place left out. */
export async function ancestorsOf(tx: Reading, row: PlaceRow) {
  const ids = [row.communityId, row.gridId, row.compoundId, row.buildingId, row.unitId].filter(
    (id): id is string => id !== null && id !== row.id,
  );
  if (ids.length === 0) return [];
  const found = await tx.sql
    .selectFrom("place")
    .select(["id", "kind", "name"])
    .where("streetId", "=", tx.streetId)
    .where("id", "in", ids)
    .execute();
  return ids.flatMap((id) => found.filter((ancestor) => ancestor.id === id));
}

export async function countInside(tx: Reading, scope: Scope, place: PlaceRow) {
  const { rows } = await sql<{ households: number; plots: number; buildings: number }>`
    select (count(*) filter (where d.kind = 'household'))::int as households,
      (count(*) filter (where d.kind = 'plot'))::int as plots,
      (count(*) filter (where d.kind = 'building'))::int as buildings
    from place d where d.street_id = ${tx.streetId} and d.id <> ${place.id} and d.retired_at is null
      and ${within(place, "d")} and ${placeOpens(tx, scope, "d")}`.execute(tx.sql);
  return rows[0]!;
}

/** What each round says of a household or plot, newest first. */
export async function roundsOf(tx: Reading, scope: Scope, placeId: string) {
  const { rows } = await sql<{
    roundId: string;
    name: string;
    state: PlaceState;
    visits: number;
    lastVisitAt: number | null;
  }>`
    select r.id as round_id, r.name, rp.state, rp.visits, rp.last_visit_at
    from round_place rp join round r on r.street_id = rp.street_id and r.id = rp.round_id
    where rp.street_id = ${tx.streetId} and rp.place_id = ${placeId}
      and ${resultOpens(tx, scope, sql`rp.place_id`, sql`rp.round_id`)}
    order by r.starts_on desc, r.ordinal desc`.execute(tx.sql);
  return rows;
}

/** One writer of the tree at a time in a street, so that no two make the same place. */
export const lockTree = (tx: Writing) =>
  sql`select pg_advisory_xact_lock(hashtextextended('place.tree', ${tx.streetId}))`.execute(tx.sql);

export const placeByKey = (tx: Reading, naturalKey: string) =>
  tx.sql
    .selectFrom("place")
    .select(["id", "retiredAt"])
    .where("streetId", "=", tx.streetId)
    .where("naturalKey", "=", naturalKey)
    .executeTakeFirst();

export async function insertPlace(
  tx: Writing,
  node: NewTreeNode,
  at: { lon: number | null; lat: number | null },
  source: "office" | "field" = "office",
): Promise<void> {
  const { names: _names, ...row } = node;
  await tx.sql
    .insertInto("place")
    .values({ ...row, ...at, streetId: tx.streetId, source, createdAt: new Date(tx.now) })
    .execute();
}

export interface NewHousehold {
  floor: number | null;
  door: string;
  residents: number | null;
  head: string | null;
  phone: string | null;
}

export async function insertHousehold(tx: Writing, placeId: string, values: NewHousehold): Promise<void> {
  const { head, phone, ...rest } = values;
  const seal = (text: string | null, field: "head" | "phone") =>
    text === null ? null : tx.sealer.seal(text, sealContext("household", field, placeId));
  await tx.sql
    .insertInto("household")
    .values({
      streetId: tx.streetId,
      placeId,
      ...rest,
      headSealed: seal(head, "head"),
      phoneSealed: seal(phone, "phone"),
    })
    .execute();
}

export async function insertPlot(
  tx: Writing,
  placeId: string,
  values: { plotKind: PlotKind; areaM2: number | null; outline: Outline | null },
): Promise<void> {
  const outline = values.outline === null ? null : JSON.stringify(values.outline);
  await tx.sql
    .insertInto("plot")
    .values({ streetId: tx.streetId, placeId, ...values, outline })
    .execute();
}
