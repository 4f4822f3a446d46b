/** What the generator has to look up of what its people made, and the mark that a street is a demonstration. */
import { sql } from "kysely";
import type { PlotKind } from "@lingzhu/domain/place";
import { moment as atMoment } from "../db/database.ts";
import type { Reading, Writing } from "../db/transact.ts";
import type { Target } from "./walks.ts";

export const streetRow = (tx: Reading) =>
  tx.sql
    .selectFrom("street")
    .select(["code", "name", "region", "centerLon", "centerLat"])
    .where("streetId", "=", tx.streetId)
    .executeTakeFirstOrThrow();

/** True while the street has neither plan nor household nor plot: only then may the season be loaded. */
export async function isBlank(tx: Reading): Promise<boolean> {
  const { rows } = await sql<{ blank: boolean }>`
    select not exists (select 1 from campaign where street_id = ${tx.streetId})
      and not exists (select 1 from place where street_id = ${tx.streetId} and kind in ('household', 'plot')) as blank`.execute(
    tx.sql,
  );
  return rows[0]!.blank;
}

/** From here on every page says that nothing of this is real. */
export async function markDemo(tx: Writing, center: readonly [number, number]): Promise<void> {
  await tx.sql
    .updateTable("street")
    .set({ demo: true, centerLon: center[0], centerLat: center[1] })
    .where("streetId", "=", tx.streetId)
    .execute();
}

/**
 * Lets the accounts that were made at the machine's date act at the season's: grants that would begin later than the
 * season stands hold from its start, and sessions go on at the moment to which the clock is set.
 */
export async function takeAlong(tx: Writing, from: number, anchor: number, moment: number): Promise<void> {
  await tx.sql
    .updateTable("accountGrant")
    .set({ validFrom: new Date(from) })
    .where("streetId", "=", tx.streetId)
    .where("validFrom", ">", atMoment(anchor))
    .execute();
  await tx.sql
    .updateTable("session")
    .set({ createdAt: new Date(moment), lastSeenAt: new Date(moment) })
    .where("streetId", "=", tx.streetId)
    .where("revokedAt", "is", null)
    .execute();
}

export async function loginTaken(tx: Reading, login: string): Promise<boolean> {
  const row = await tx.sql.selectFrom("login").select("login").where("login", "=", login).executeTakeFirst();
  return row !== undefined;
}

export const peopleByName = (tx: Reading) =>
  tx.sql.selectFrom("person").select(["id", "name", "post"]).where("streetId", "=", tx.streetId).execute();

export interface DemoPlace {
  id: string;
  kind: string;
  name: string;
  communityId: string | null;
  compoundId: string | null;
  buildingId: string | null;
  plotKind: PlotKind | null;
  lon: number | null;
  lat: number | null;
}

/** Every place of the street in order of the tree. */
export async function placesInOrder(tx: Reading): Promise<DemoPlace[]> {
  const { rows } = await sql<DemoPlace>`
    select p.id, p.kind, p.name, p.community_id, p.compound_id, p.building_id, t.plot_kind, p.lon, p.lat
    from place p left join plot t on t.street_id = p.street_id and t.place_id = p.id
    where p.street_id = ${tx.streetId} order by p.sort_key, p.id`.execute(tx.sql);
  return rows;
}

/** The register of a round by zone, in the order in which a team walks it. */
export async function registerByZone(tx: Reading, roundId: string): Promise<Map<string, Target[]>> {
  const { rows } = await sql<Target & { zoneId: string }>`
    select rp.zone_id, p.id as place_id, p.kind, coalesce(p.building_id, p.compound_id, p.id) as stop_id, p.is_key,
      coalesce(p.lon, b.lon, c.lon) as lon, coalesce(p.lat, b.lat, c.lat) as lat
    from round_place rp
    join place p on p.street_id = rp.street_id and p.id = rp.place_id
    left join place b on b.street_id = p.street_id and b.id = p.building_id
    left join place c on c.street_id = p.street_id and c.id = p.compound_id
    where rp.street_id = ${tx.streetId} and rp.round_id = ${roundId} and rp.zone_id is not null
    order by p.sort_key, p.id`.execute(tx.sql);
  const zones = new Map<string, Target[]>();
  for (const { zoneId, ...target } of rows) {
    const zone = zones.get(zoneId);
    if (zone) zone.push(target);
    else zones.set(zoneId, [target]);
  }
  return zones;
}

/** Zones of a round with the team that has each. */
export async function zonesInOrder(tx: Reading, roundId: string): Promise<{ id: string; teamId: string }[]> {
  const { rows } = await sql<{ id: string; teamId: string }>`
    select z.id, a.team_id from zone z
    join assignment a on a.street_id = z.street_id and a.zone_id = z.id and a.valid_to is null
    where z.street_id = ${tx.streetId} and z.round_id = ${roundId} order by z.ordinal`.execute(tx.sql);
  return rows;
}

/** Places that nobody has seen yet in a round. */
export async function placesUnseenIn(tx: Reading, roundId: string): Promise<Set<string>> {
  const { rows } = await sql<{ placeId: string }>`
    select place_id from round_place
    where street_id = ${tx.streetId} and round_id = ${roundId} and state = 'unseen'`.execute(tx.sql);
  return new Set(rows.map(({ placeId }) => placeId));
}
