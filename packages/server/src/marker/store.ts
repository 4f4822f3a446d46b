/** The only SQL for blind markers. Nothing here may be reached by a route that a worker may call. */
import { sql } from "kysely";
import { policy, type Role } from "@lingzhu/domain/access";
import { dayOf } from "@lingzhu/domain/kernel";
import type { MarkerKind } from "@lingzhu/domain/marker";
import type { Reading, Writing } from "../db/transact.ts";
import { recordedAt } from "../place/standing.ts";

/** Roles that may open the list of markers: whoever holds one knows where they are. */
const insiderRoles = Object.keys(policy["marker.manage"]) as Role[];

export interface MarkerRow {
  id: string;
  drawId: string;
  code: string;
  placeId: string;
  path: string;
  kind: MarkerKind;
  /** Where the board stands: as the inspector said, or as the register has the place or what holds it. */
  lon: number | null;
  lat: number | null;
  placedAt: number | null;
  placedBy: string | null;
  removedAt: number | null;
  gone: boolean;
}

export async function markersOf(tx: Reading, roundId: string): Promise<MarkerRow[]> {
  const { rows } = await sql<MarkerRow>`
    select m.id, m.draw_id, m.code, m.place_id, p.path, coalesce(l.plot_kind, 'household') as kind,
      coalesce(m.lon, p.lon, b.lon, c.lon) as lon, coalesce(m.lat, p.lat, b.lat, c.lat) as lat,
      m.placed_at, n.name as placed_by, m.removed_at, m.gone
    from blind_marker m
    join place p on p.street_id = m.street_id and p.id = m.place_id
    left join plot l on l.street_id = m.street_id and l.place_id = m.place_id
    left join place b on b.street_id = p.street_id and b.id = p.building_id
    left join place c on c.street_id = p.street_id and c.id = p.compound_id
    left join person n on n.street_id = m.street_id and n.id = m.placed_by
    where m.street_id = ${tx.streetId} and m.round_id = ${roundId}
    order by p.sort_key, m.id`.execute(tx.sql);
  return rows;
}

export async function streetName(tx: Reading): Promise<string> {
  const { name } = await tx.sql
    .selectFrom("street")
    .select("name")
    .where("streetId", "=", tx.streetId)
    .executeTakeFirstOrThrow();
  return name;
}

export const insertMarkers = (
  tx: Writing,
  markers: readonly { id: string; roundId: string; drawId: string; placeId: string; code: string }[],
) =>
  tx.sql
    .insertInto("blindMarker")
    .values(markers.map((marker) => ({ streetId: tx.streetId, ...marker })))
    .execute();

/** Which of the codes the street has used already, in any round. */
export async function codesInUse(tx: Reading, codes: readonly string[]): Promise<Set<string>> {
  const rows = await tx.sql
    .selectFrom("blindMarker")
    .select("code")
    .where("streetId", "=", tx.streetId)
    .where("code", "in", [...codes])
    .execute();
  return new Set(rows.map(({ code }) => code));
}

export const lockMarker = (tx: Writing, id: string) =>
  tx.sql
    .selectFrom("blindMarker")
    .selectAll()
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

export const changeMarker = (
  tx: Writing,
  id: string,
  change:
    | { placedBy: string; placedAt: Date; lon: number | null; lat: number | null }
    | { removedBy: string; removedAt: Date; gone: boolean },
) =>
  tx.sql
    .updateTable("blindMarker")
    .set(change)
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .execute();

/** The marker with a code whose round runs on the day of a moment. */
export async function markerInRound(tx: Reading, code: string, at: number) {
  const day = dayOf(at);
  const { rows } = await sql<{ placedAt: number | null; removedAt: number | null; gone: boolean }>`
    select m.placed_at, m.removed_at, m.gone
    from blind_marker m join round r on r.street_id = m.street_id and r.id = m.round_id
    where m.street_id = ${tx.streetId} and m.code = ${code} and r.starts_on <= ${day} and r.ends_on >= ${day}`.execute(
    tx.sql,
  );
  return rows[0];
}

/** Persons who know where the markers of a round are: they drew, placed or removed them, or may open the list. */
export async function insidersOf(tx: Reading, roundId: string): Promise<Set<string>> {
  const { rows } = await sql<{ personId: string }>`
    select drawn_by as person_id from draw
      where street_id = ${tx.streetId} and round_id = ${roundId} and purpose = 'marker'
    union select placed_by from blind_marker where street_id = ${tx.streetId} and round_id = ${roundId} and placed_by is not null
    union select removed_by from blind_marker where street_id = ${tx.streetId} and round_id = ${roundId} and removed_by is not null
    union select a.person_id from account a
      join account_grant g on g.street_id = a.street_id and g.account_id = a.id
      where a.street_id = ${tx.streetId} and g.role = any(${insiderRoles}::text[])`.execute(tx.sql);
  return new Set(rows.map(({ personId }) => personId));
}

export interface Doing {
  markerId: string;
  personId: string;
  by: string;
  /** The team of the person in the round's campaign on that day: the one joined last; who had none stands alone. */
  teamId: string;
  team: string | null;
  at: number;
}
const team = (tx: Reading) => sql`
  left join lateral (
    select t.id, t.name from team_member tm join team t on t.street_id = tm.street_id and t.id = tm.team_id
    where tm.street_id = ${tx.streetId} and tm.person_id = f.author_id and t.campaign_id = r.campaign_id
      and tm.valid_from <= (f.recorded_at at time zone 'Asia/Shanghai')::date
      and (tm.valid_to is null or tm.valid_to >= (f.recorded_at at time zone 'Asia/Shanghai')::date)
    order by tm.valid_from desc, t.id desc limit 1
  ) t on true`;
const doing = sql`m.id as marker_id, f.author_id as person_id, n.name as by, coalesce(t.id, f.author_id) as team_id,
  t.name as team, f.recorded_at as at`;

/**
 * Completed looks, in the markers' round, at the places where they are. Visits are fetched place by place behind a
 * fence: without fresh statistics the index by round was taken, and every visit of the round read for each marker.
 */
export async function looksAt(tx: Reading, roundId: string): Promise<Doing[]> {
  const { rows } = await sql<Doing>`
    select ${doing}
    from blind_marker m
    join round r on r.street_id = m.street_id and r.id = m.round_id
    join lateral (
      select * from standing_fact v where v.street_id = m.street_id and ${recordedAt(tx, "v", sql`m.place_id`)} and v.kind = 'visit' offset 0
    ) f on f.round_id = m.round_id and f.body ->> 'outcome' = 'checked'
    join person n on n.street_id = f.street_id and n.id = f.author_id
    ${team(tx)}
    where m.street_id = ${tx.streetId} and m.round_id = ${roundId}
    order by f.recorded_at, f.id`.execute(tx.sql);
  return rows;
}

/** Records of the markers' codes, with where the phone was. */
export async function recordsOf(
  tx: Reading,
  roundId: string,
): Promise<(Doing & { lon: number | null; lat: number | null; accuracyM: number | null })[]> {
  const { rows } = await sql<Doing & { lon: number | null; lat: number | null; accuracyM: number | null }>`
    select ${doing}, f.lon, f.lat, f.accuracy_m
    from blind_marker m
    join round r on r.street_id = m.street_id and r.id = m.round_id
    join fact f on f.street_id = m.street_id and f.kind = 'marker' and f.body ->> 'code' = m.code
    join person n on n.street_id = f.street_id and n.id = f.author_id
    ${team(tx)}
    where m.street_id = ${tx.streetId} and m.round_id = ${roundId}
    order by f.recorded_at, f.id`.execute(tx.sql);
  return rows;
}
