import { sql, type RawBuilder } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { FieldDay, FieldPlace, ZonePackage } from "@lingzhu/domain/patrol";
import { findingInScope } from "../access/scope.ts";
import type { Reading } from "../db/transact.ts";

/** Zones among `zoneIds` whose round runs on `day`, with how much of them is seen. */
export async function zonesOfDay(
  tx: Reading,
  person: { personId: string; zoneIds: readonly string[] },
  day: string,
): Promise<FieldDay["zones"]> {
  if (person.zoneIds.length === 0) return [];
  const { rows } = await sql<FieldDay["zones"][number]>`
    select z.id, z.name,
      (select t.name from assignment a
        join team t on t.street_id = a.street_id and t.id = a.team_id
        join team_member m on m.street_id = a.street_id and m.team_id = a.team_id and m.person_id = ${person.personId}
        where a.street_id = z.street_id and a.zone_id = z.id
          and a.valid_from <= ${day} and (a.valid_to is null or a.valid_to >= ${day})
          and m.valid_from <= ${day} and (m.valid_to is null or m.valid_to >= ${day})
        order by t.created_at limit 1) as team_name,
      json_build_object('id', r.id, 'name', r.name, 'stage', r.stage, 'start', r.starts_on, 'end', r.ends_on,
        'kind', r.kind) as round,
      count(rp.place_id)::int as total, (count(*) filter (where rp.state = 'seen'))::int as seen
    from zone z
    join round r on r.street_id = z.street_id and r.id = z.round_id
    left join round_place rp on rp.street_id = z.street_id and rp.round_id = z.round_id and rp.zone_id = z.id
    where z.street_id = ${tx.streetId} and z.id = any(${[...person.zoneIds]}::uuid[])
      and r.starts_on <= ${day} and r.ends_on >= ${day}
    group by z.street_id, z.id, z.name, z.ordinal, r.id, r.name, r.stage, r.starts_on, r.ends_on, r.kind, r.ordinal
    order by r.ordinal, z.ordinal, z.id`.execute(tx.sql);
  return rows;
}

/** Eradicated findings within reach that wait for their look again, most urgent first. */
export async function revisitsWithin(tx: Reading, scope: Scope): Promise<FieldDay["revisits"]> {
  const { rows } = await sql<FieldDay["revisits"][number]>`
    select f.id as finding_id, f.place_id, f.number, coalesce(p.path, '') as place_path, f.revisit_due_on as due_on,
      coalesce(f.lon, p.lon) as lon, coalesce(f.lat, p.lat) as lat
    from finding f left join place p on p.street_id = f.street_id and p.id = f.place_id
    where f.street_id = ${tx.streetId} and f.state = 'eradicated' and f.revisit_due_on is not null
      and ${findingInScope(scope, "f")}
    order by f.revisit_due_on, f.number`.execute(tx.sql);
  return rows;
}

export async function zoneFrame(
  tx: Reading,
  zoneId: string,
): Promise<(Pick<ZonePackage, "zone" | "round"> & { campaignId: string }) | undefined> {
  const { rows } = await sql<Pick<ZonePackage, "zone" | "round"> & { campaignId: string }>`
    select json_build_object('id', z.id, 'name', z.name) as zone,
      json_build_object('id', r.id, 'name', r.name, 'kind', r.kind, 'stage', r.stage, 'start', r.starts_on,
        'end', r.ends_on) as round, r.campaign_id
    from zone z join round r on r.street_id = z.street_id and r.id = z.round_id
    where z.street_id = ${tx.streetId} and z.id = ${zoneId}`.execute(tx.sql);
  return rows[0];
}

/** Whether the zone has a place in one of the communities. */
export async function zoneReaches(
  tx: Reading,
  zoneId: string,
  communityIds: readonly string[],
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (
    select 1 from round_place rp join place p on p.street_id = rp.street_id and p.id = rp.place_id
    where rp.street_id = ${tx.streetId} and rp.zone_id = ${zoneId}
      and p.community_id = any(${[...communityIds]}::uuid[])) as found`.execute(tx.sql);
  return rows[0]!.found;
}

/** The patrol round before a round in its campaign, or null. */
export async function earlierRound(tx: Reading, roundId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select e.id from round r join round e on e.street_id = r.street_id and e.campaign_id = r.campaign_id
    where r.street_id = ${tx.streetId} and r.id = ${roundId} and e.kind = 'patrol' and e.ordinal < r.ordinal
    order by e.ordinal desc limit 1`.execute(tx.sql);
  return rows[0]?.id ?? null;
}

/** Those of the zones that belong to a cross-check, in a fixed order. */
export async function crossCheckZones(tx: Reading, zoneIds: readonly string[]): Promise<string[]> {
  if (zoneIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select z.id from zone z join round r on r.street_id = z.street_id and r.id = z.round_id
    where z.street_id = ${tx.streetId} and z.id = any(${[...zoneIds]}::uuid[]) and r.kind = 'cross_check'
    order by z.id`.execute(tx.sql);
  return rows.map(({ id }) => id);
}

/** What a reader of a zone's package may see. */
export interface PackageView {
  zoneId: string;
  roundId: string;
  campaignId: string;
  /** Limits the places to these communities; null gives the whole zone. */
  communityIds: readonly string[] | null;
  /** False in a cross-check: nothing that others found or did at a place is told. */
  tellsEarlier: boolean;
  earlierRoundId: string | null;
  /** The reader's own zones of cross-checks: of their places no earlier result is told either. */
  blindZoneIds: readonly string[];
}

/** A place of a zone with the ids of what contains it. */
export interface ZonePlace extends Omit<FieldPlace, "groupId" | "group" | "unit" | "outline" | "earlier"> {
  unitId: string | null;
  buildingId: string | null;
  compoundId: string | null;
  gridId: string | null;
  communityId: string | null;
  outline: FieldPlace["outline"] | null;
  earlier: FieldPlace["earlier"] | null;
}

/** Papers that no standing fact of the campaign's time shows as served or signed. */
const dueHere = (campaign: RawBuilder<unknown>) => {
  const lacks = (kind: string, results: readonly string[]) => sql`not exists (
    select 1 from fact n join campaign k on k.street_id = n.street_id and k.id = ${campaign}
    where n.street_id = p.street_id and n.place_id = p.id and n.kind = ${kind}
      and n.body ->> 'result' = any(${[...results]})
      and n.recorded_at >= k.starts_on::timestamp at time zone 'Asia/Shanghai'
      and not exists (select 1 from fact c where c.street_id = n.street_id and c.corrects = n.id))`;
  return sql`array_remove(array[
    case when p.kind = 'household' and ${lacks("notice", ["handed", "posted"])} then 'notice' end,
    case when p.is_key and ${lacks("commitment", ["signed"])} then 'commitment' end], null)`;
};

/** True where the reader may know what others found or did at place `p`. */
const maySee = ({ tellsEarlier, blindZoneIds }: PackageView): RawBuilder<boolean> => {
  if (!tellsEarlier) return sql<boolean>`false`;
  if (blindZoneIds.length === 0) return sql<boolean>`true`;
  return sql<boolean>`not exists (select 1 from round_place b where b.street_id = p.street_id and b.place_id = p.id
    and b.zone_id = any(${[...blindZoneIds]}::uuid[]))`;
};

/** Kinds of fact on which it depends which papers are due. */
const PAPERS = sql`n.kind in ('notice', 'commitment', 'retraction')`;

/** Places of papers that were served, signed, corrected or taken back since then. */
const papersSince = (tx: Reading, since: string) => sql`
  select coalesce(n.place_id, o.place_id) from fact n
  left join fact o on o.street_id = n.street_id and o.id = n.corrects
  where n.street_id = ${tx.streetId} and n.txid >= ${since}::xid8 and ${PAPERS} and coalesce(n.place_id, o.place_id) is not null`;

/**
 * Places of a zone in walking order, with their state in the zone's own round.
 *
 * @param since only those that changed in this transaction or later, each with the place before it; null gives all.
 */
export async function zonePlaces(tx: Reading, view: PackageView, since: string | null): Promise<ZonePlace[]> {
  const { zoneId, campaignId, communityIds, earlierRoundId } = view;
  const mayTell = maySee(view);
  const earlier = sql`left join round_place e on e.street_id = rp.street_id and e.round_id = ${earlierRoundId}::uuid
      and e.place_id = rp.place_id and ${mayTell}`;
  const told = sql`case when e.last_visit_at is not null then json_build_object('state', e.state,
    'day', (e.last_visit_at at time zone 'Asia/Shanghai')::date) end as earlier,
    case when ${mayTell} then ${dueHere(sql`${campaignId}::uuid`)} end as due`;
  const order = sql`order by p.sort_key, p.id`;
  const { rows } = await sql<ZonePlace>`
    with listed as materialized (
      select p.id, rp.changed as state_changed, p.changed as place_changed
        ${since === null ? sql`` : sql`, lag(p.id) over (${order}) as after`}
      from round_place rp join place p on p.street_id = rp.street_id and p.id = rp.place_id
      where rp.street_id = ${tx.streetId} and rp.zone_id = ${zoneId}
        and (${communityIds === null} or p.community_id = any(${[...(communityIds ?? [])]}::uuid[]))
    )
    select p.id, p.kind, p.name, h.floor, p.lon, p.lat, p.is_key, rp.state, rp.visits,
      p.unit_id, p.building_id, p.compound_id, p.grid_id, p.community_id, t.outline, ${told}
      ${since === null ? sql`` : sql`, l.after`}
    from listed l
    join round_place rp on rp.street_id = ${tx.streetId} and rp.round_id = ${view.roundId} and rp.place_id = l.id
    join place p on p.street_id = rp.street_id and p.id = rp.place_id
    left join household h on h.street_id = p.street_id and h.place_id = p.id
    left join plot t on t.street_id = p.street_id and t.place_id = p.id
    ${earlier}
    ${since === null ? sql`` : sql`where ${changedSince(tx, since, mayTell)}`}
    ${order}`.execute(tx.sql);
  return rows;
}

/** Any row that the answer about a place is made of was changed since; where nothing earlier is told, of fewer. */
const changedSince = (tx: Reading, since: string, mayTell: RawBuilder<unknown>) => sql`(
  l.state_changed >= ${since}::xid8 or l.place_changed >= ${since}::xid8 or h.changed >= ${since}::xid8
  or t.changed >= ${since}::xid8
  or exists (select 1 from place c where c.street_id = p.street_id and c.changed >= ${since}::xid8
    and c.id in (p.unit_id, p.building_id, p.compound_id, p.grid_id, p.community_id))
  or e.changed >= ${since}::xid8 or (${mayTell} and p.id in (${papersSince(tx, since)})))`;

/** The transaction that last changed anything within view, or null. (PostgreSQL 15 has no max() of xid8.) */
export async function lastChange(tx: Reading, view: PackageView): Promise<string | null> {
  const { zoneId, communityIds, earlierRoundId } = view;
  const { rows } = await sql<{ changed: string }>`
    with listed as materialized (
      select p.*, rp.changed as state_changed, ${maySee(view)} as may_see
      from round_place rp join place p on p.street_id = rp.street_id and p.id = rp.place_id
      where rp.street_id = ${tx.streetId} and rp.zone_id = ${zoneId}
        and (${communityIds === null} or p.community_id = any(${[...(communityIds ?? [])]}::uuid[]))
    ), changes as (
      select greatest(l.state_changed, l.changed, h.changed, t.changed, e.changed) as changed
      from listed l
      left join household h on h.street_id = l.street_id and h.place_id = l.id
      left join plot t on t.street_id = l.street_id and t.place_id = l.id
      left join round_place e on e.street_id = l.street_id and e.round_id = ${earlierRoundId}::uuid
        and e.place_id = l.id and l.may_see
      union all
      select c.changed from place c where c.street_id = ${tx.streetId} and c.id in (
        select unnest(array[l.unit_id, l.building_id, l.compound_id, l.grid_id, l.community_id]) from listed l)
      union all
      select d.changed from zone_departure d where d.street_id = ${tx.streetId} and d.zone_id = ${zoneId}
      union all
      select n.txid from fact n left join fact o on o.street_id = n.street_id and o.id = n.corrects
      join listed l on l.id = coalesce(n.place_id, o.place_id) and l.may_see
      where n.street_id = ${tx.streetId} and ${PAPERS}
    )
    select changed::text from changes where changed is not null order by changes.changed desc limit 1`.execute(
    tx.sql,
  );
  return rows[0]?.changed ?? null;
}

/** Places that left the zone since then and are not back. */
export async function departed(tx: Reading, view: PackageView, since: string): Promise<string[]> {
  const { rows } = await sql<{ placeId: string }>`
    select d.place_id from zone_departure d
    where d.street_id = ${tx.streetId} and d.zone_id = ${view.zoneId} and d.changed >= ${since}::xid8
      and not exists (select 1 from round_place rp where rp.street_id = d.street_id and rp.zone_id = d.zone_id
        and rp.place_id = d.place_id)
      and (${view.communityIds === null} or exists (select 1 from place p where p.street_id = d.street_id
        and p.id = d.place_id and p.community_id = any(${[...(view.communityIds ?? [])]}::uuid[])))
    order by d.place_id`.execute(tx.sql);
  return rows.map(({ placeId }) => placeId);
}

/** Name and position of the places that contain others. */
export const containers = (tx: Reading, ids: readonly string[]) =>
  tx.sql
    .selectFrom("place")
    .select(["id", "name", "lon", "lat"])
    .where("streetId", "=", tx.streetId)
    .where("id", "in", [...ids])
    .execute();
