import { sql } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { DutyKind, DutyView } from "@lingzhu/domain/duty";
import type { PlaceKind } from "@lingzhu/domain/place";
import type { Reading, Writing } from "../db/transact.ts";

export interface DutyRow {
  id: string;
  personId: string;
  placeId: string;
  validFrom: string;
  validTo: string | null;
}

/** One writer of duties at a time in a street, so that no two take the same place on the same day. */
export const lockDuties = (tx: Writing) =>
  sql`select pg_advisory_xact_lock(hashtextextended('duty', ${tx.streetId}))`.execute(tx.sql);

/** Duties of one kind at these places that hold on `day` or later. */
export async function standingDuties(
  tx: Reading,
  kind: DutyKind,
  placeIds: readonly string[],
  day: string,
): Promise<DutyRow[]> {
  const { rows } = await sql<DutyRow>`
    select id, person_id, place_id, valid_from, valid_to from duty
    where street_id = ${tx.streetId} and kind = ${kind} and place_id = any(${placeIds as string[]}::uuid[])
      and (valid_to is null or (valid_to >= ${day} and valid_to >= valid_from))`.execute(tx.sql);
  return rows;
}

export async function endDuties(
  tx: Writing,
  ends: readonly { id: string; validTo: string }[],
): Promise<void> {
  if (ends.length === 0) return;
  await sql`
    update duty set valid_to = e.valid_to
    from unnest(${ends.map(({ id }) => id)}::uuid[], ${ends.map(({ validTo }) => validTo)}::date[]) as e (id, valid_to)
    where duty.street_id = ${tx.streetId} and duty.id = e.id`.execute(tx.sql);
}

export interface NewDuty {
  personId: string;
  placeId: string;
  kind: DutyKind;
  validFrom: string;
  validTo: string | null;
}

export async function insertDuties(
  tx: Writing,
  recordedBy: string,
  duties: readonly NewDuty[],
): Promise<void> {
  if (duties.length === 0) return;
  const column = <K extends keyof NewDuty>(name: K) => duties.map((duty) => duty[name]);
  await sql`
    insert into duty (street_id, id, person_id, place_id, kind, valid_from, valid_to, recorded_at, recorded_by)
    select ${tx.streetId}, d.id, d.person_id, d.place_id, d.kind, d.valid_from, d.valid_to,
      ${new Date(tx.now)}::timestamptz, ${recordedBy}::uuid
    from unnest(${duties.map(() => tx.newId())}::uuid[], ${column("personId")}::uuid[], ${column("placeId")}::uuid[],
      ${column("kind")}::text[], ${column("validFrom")}::date[], ${column("validTo")}::date[])
      as d (id, person_id, place_id, kind, valid_from, valid_to)`.execute(tx.sql);
}

/** Kind and community of the places, those in use only. */
export async function placesForDuty(tx: Reading, placeIds: readonly string[]) {
  const { rows } = await sql<{ id: string; kind: PlaceKind; communityId: string | null }>`
    select id, kind, case when kind = 'community' then id else community_id end as community_id
    from place
    where street_id = ${tx.streetId} and id = any(${placeIds as string[]}::uuid[]) and retired_at is null`.execute(
    tx.sql,
  );
  return rows;
}

export const personCommunity = (tx: Reading, id: string) =>
  tx.sql
    .selectFrom("person")
    .select(["id", "communityId"])
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .executeTakeFirst();

export async function dutyById(tx: Reading, id: string) {
  const { rows } = await sql<DutyRow & { kind: DutyKind; communityId: string | null }>`
    select d.id, d.person_id, d.place_id, d.kind, d.valid_from, d.valid_to,
      case when p.kind = 'community' then p.id else p.community_id end as community_id
    from duty d join place p on p.street_id = d.street_id and p.id = d.place_id
    where d.street_id = ${tx.streetId} and d.id = ${id}`.execute(tx.sql);
  return rows[0];
}

export interface DutyFilter {
  placeId?: string | undefined;
  personId?: string | undefined;
  kind?: DutyKind | undefined;
  onDay?: string | undefined;
  /** True: duties at single doors only; false: at what contains them and at plots. */
  doors?: boolean | undefined;
}

/** Duties in order of place; one that was replaced on its first day never held and is left out. */
export async function listDuties(
  tx: Reading,
  scope: Scope,
  filter: DutyFilter,
  page: { offset: number; limit: number } | null,
): Promise<{ items: DutyView[]; total: number }> {
  const { placeId = null, personId = null, kind = null, onDay = null, doors = null } = filter;
  const matching = sql`from duty d
    join place p on p.street_id = d.street_id and p.id = d.place_id
    join person n on n.street_id = d.street_id and n.id = d.person_id
    where d.street_id = ${tx.streetId} and (d.valid_to is null or d.valid_to >= d.valid_from)
      and (${scope.street} or p.id = any(${scope.communityIds as string[]}::uuid[])
        or p.community_id = any(${scope.communityIds as string[]}::uuid[]))
      and (${placeId}::uuid is null
        or ${placeId} in (p.id, p.unit_id, p.building_id, p.compound_id, p.grid_id, p.community_id))
      and (${personId}::uuid is null or d.person_id = ${personId})
      and (${kind}::text is null or d.kind = ${kind})
      and (${doors}::boolean is null or (p.kind = 'household') = ${doors})
      and (${onDay}::date is null or (d.valid_from <= ${onDay} and (d.valid_to is null or d.valid_to >= ${onDay})))`;
  const { rows: items } = await sql<DutyView>`
    select d.id, d.person_id, n.name as person_name, n.post, d.place_id, p.path as place_path, d.kind,
      d.valid_from, d.valid_to
    ${matching}
    order by p.community_id, p.sort_key, d.kind, d.valid_from desc, d.id
    ${page ? sql`limit ${page.limit} offset ${page.offset}` : sql``}`.execute(tx.sql);
  const { rows } = await sql<{ total: number }>`select count(*)::int as total ${matching}`.execute(tx.sql);
  return { items, total: rows[0]!.total };
}
