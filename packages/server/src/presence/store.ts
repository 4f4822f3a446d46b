/** Rows behind the presence grade: visits with what lies around them. */
import { sql, type RawBuilder } from "kysely";
import { presenceLimits, type Grade, type PresenceReason, type VisitMark } from "@lingzhu/domain/presence";
import type { Outline, PlotKind } from "@lingzhu/domain/place";
import type { Reading, Writing } from "../db/transact.ts";

/** Author and community of a visit that somebody wants to stand for. */
export const visitToApprove = (tx: Reading, visitId: string) =>
  tx.sql
    .selectFrom("fact")
    .innerJoin("place", (join) =>
      join.onRef("place.streetId", "=", "fact.streetId").onRef("place.id", "=", "fact.placeId"),
    )
    .select(["fact.authorId", "place.communityId"])
    .where("fact.streetId", "=", tx.streetId)
    .where("fact.id", "=", visitId)
    .where("fact.kind", "=", "visit")
    .executeTakeFirst();

/** A stretch of one person's time, milliseconds by the device's clock. */
export interface Stretch {
  authorId: string;
  from: number;
  to: number;
}

/**
 * One row for each stretch, for a lateral join. What hangs on it is fenced by `offset 0`, so that the index by author and
 * moment is used whatever the planner thinks of a person who recorded a lot.
 */
const stretches = (list: readonly Stretch[]) => sql`unnest(${list.map((s) => s.authorId)}::uuid[],
  ${list.map((s) => new Date(s.from))}::timestamptz[], ${list.map((s) => new Date(s.to))}::timestamptz[]) as s (author_id, "from", "to")`;
const ofStretch = (tx: Reading) =>
  sql`f.street_id = ${tx.streetId} and f.author_id = s.author_id and f.recorded_at between s."from" and s."to"`;

interface Link {
  id: string;
  corrects: string | null;
}

/**
 * Visits in the stretches or among the ids, with every visit that corrects one of them, and so on: a correction is made
 * at a desk, and stands for the presence of what it corrects. `rootId` is the visit at the beginning of such a chain.
 */
export async function visitsTouched(
  tx: Reading,
  within: readonly Stretch[],
  ids: readonly string[],
): Promise<{ id: string; rootId: string }[]> {
  const { rows } = await sql<Link>`
    select f.id, f.corrects from ${stretches(within)} cross join lateral (
      select f.id, f.corrects from fact f where ${ofStretch(tx)} and f.kind = 'visit' offset 0) f
    union select f.id, f.corrects from fact f
      where f.street_id = ${tx.streetId} and f.kind = 'visit' and f.id = any(${[...ids]}::uuid[])`.execute(
    tx.sql,
  );
  const known = new Map(rows.map((row) => [row.id, row.corrects]));
  const learn = async (condition: RawBuilder<unknown>): Promise<string[]> => {
    const more = await sql<Link>`select f.id, f.corrects from fact f
      where f.street_id = ${tx.streetId} and f.kind = 'visit' and ${condition}`.execute(tx.sql);
    const fresh = more.rows.filter((row) => !known.has(row.id));
    for (const row of fresh) known.set(row.id, row.corrects);
    return fresh.map((row) => row.id);
  };
  for (let corrected = correctedAbove(known); corrected.length > 0; corrected = correctedAbove(known))
    if ((await learn(sql`f.id = any(${corrected}::uuid[])`)).length === 0) break; // still on their way
  for (let corrected = [...known.keys()]; corrected.length > 0;)
    corrected = await learn(sql`f.corrects = any(${corrected}::uuid[])`);
  return [...known.keys()].map((id) => ({ id, rootId: rootOf(id, known) }));
}

const correctedAbove = (known: ReadonlyMap<string, string | null>): string[] => [
  ...new Set([...known.values()].filter((id): id is string => id !== null && !known.has(id))),
];

function rootOf(id: string, known: ReadonlyMap<string, string | null>): string {
  const passed = new Set([id]);
  let at = id;
  for (let next = known.get(at); next && known.has(next) && !passed.has(next); next = known.get(at)) {
    passed.add(next);
    at = next;
  }
  return at;
}

export interface VisitRow extends VisitMark {
  receivedAt: number;
  dwellSeconds: number | null;
  placeKind: "household" | "plot" | null;
  placeLon: number | null;
  placeLat: number | null;
  /** The position is the place's own, not its building's. */
  ownPosition: boolean;
  plotKind: PlotKind | null;
  outline: Outline | null;
}

const markColumns = sql`f.id, f.author_id, f.device_id, f.place_id, f.recorded_at, f.lon, f.lat, f.accuracy_m as accuracy, f.fix_at`;

/** Visits with where their place is; one merged into another is judged by the other's position. */
export async function visitRows(tx: Reading, ids: readonly string[]): Promise<VisitRow[]> {
  const { rows } = await sql<VisitRow>`
    select ${markColumns}, f.received_at, (f.body ->> 'dwellSeconds')::int as dwell_seconds, p.kind as place_kind,
      p.lon is not null and p.lat is not null as own_position,
      case when p.lon is not null and p.lat is not null then p.lon else b.lon end as place_lon,
      case when p.lon is not null and p.lat is not null then p.lat else b.lat end as place_lat,
      t.plot_kind, t.outline
    from fact f
    left join place_addition a on a.street_id = f.street_id and a.place_id = f.place_id
    left join place p on p.street_id = f.street_id and p.id = coalesce(a.stands_for, f.place_id)
    left join place b on b.street_id = p.street_id and b.id = p.building_id
    left join plot t on t.street_id = p.street_id and t.place_id = p.id
    where f.street_id = ${tx.streetId} and f.id = any(${[...ids]}::uuid[])`.execute(tx.sql);
  return rows;
}

/** Visits of these people in these stretches; corrections are made at a desk and are left out. */
export async function marksWithin(tx: Reading, within: readonly Stretch[]): Promise<VisitMark[]> {
  const { rows } = await sql<VisitMark>`
    select f.* from ${stretches(within)} cross join lateral (
      select ${markColumns} from fact f where ${ofStretch(tx)} and f.kind = 'visit' and f.corrects is null offset 0) f`.execute(
    tx.sql,
  );
  return rows;
}

export interface Chunk {
  id: string;
  authorId: string;
  recordedAt: number;
  points: [number, number, number, number][];
  /** Its positions went at their retention date. */
  erased: boolean;
}

/** A chunk of track is written when it is full, at most this long after its first point. */
export const CHUNK_MS = 3_600_000;

/** Chunks of track that can have points in the stretches, each once. */
export async function chunksWithin(tx: Reading, within: readonly Stretch[]): Promise<Chunk[]> {
  const wide = within.map((s) => ({ ...s, to: s.to + CHUNK_MS }));
  const { rows } = await sql<Chunk>`
    select f.* from ${stretches(wide)} cross join lateral (
      select f.id, f.author_id, f.recorded_at, f.body -> 'points' as points, f.erased_at is not null as erased
      from fact f where ${ofStretch(tx)} and f.kind = 'track' offset 0) f`.execute(tx.sql);
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** How many photographs belong to each fact. */
export async function photographsOf(tx: Reading, factIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; photographs: number }>`
    select f.body ->> 'ofFactId' as id, count(*)::int as photographs from fact f
    where f.street_id = ${tx.streetId} and f.kind = 'photograph' and f.body ->> 'ofFactId' = any(${[...factIds]}::text[])
    group by 1`.execute(tx.sql);
  return new Map(rows.map((row) => [row.id, row.photographs]));
}

/** Pairs of a visit and one of somebody else with the very same position at about the same time. */
export async function twinsOf(
  tx: Reading,
  visitIds: readonly string[],
): Promise<{ of: string; twin: VisitMark }[]> {
  const near = sql`${presenceLimits.copiedMs} * interval '1 millisecond'`;
  const { rows } = await sql<VisitMark & { of: string }>`
    select v.id as "of", f.* from fact v cross join lateral (
      select ${markColumns} from fact f
      where f.street_id = v.street_id and f.kind = 'visit' and f.lon = v.lon and f.lat = v.lat and f.accuracy_m = v.accuracy_m
        and f.corrects is null and f.author_id <> v.author_id
        and f.recorded_at between v.recorded_at - ${near} and v.recorded_at + ${near} offset 0) f
    where v.street_id = ${tx.streetId} and v.id = any(${[...visitIds]}::uuid[]) and v.lon is not null
      and v.corrects is null`.execute(tx.sql);
  return rows.map(({ of, ...twin }) => ({ of, twin }));
}

/** The last word on each visit: who stands for it, or nobody. */
export async function approvalsOf(tx: Reading, visitIds: readonly string[]) {
  const { rows } = await sql<{
    visitId: string;
    type: "approve" | "withdraw";
    by: string;
    at: number;
    reason: string;
  }>`
    select distinct on (f.body ->> 'visitId') f.body ->> 'visitId' as visit_id, f.body ->> 'type' as type,
      f.author_id as by, f.recorded_at as at, f.body ->> 'reason' as reason
    from fact f where f.street_id = ${tx.streetId} and f.kind = 'presence-approval'
      and f.body ->> 'visitId' = any(${[...visitIds]}::text[])
    order by f.body ->> 'visitId', f.seq desc`.execute(tx.sql);
  return new Map(rows.filter((row) => row.type === "approve").map((row) => [row.visitId, row]));
}

export interface PresenceRow {
  visitId: string;
  grade: Grade;
  reasons: PresenceReason[];
  approval: { by: string; at: number; reason: string } | null;
  /** A grade that is there already stays: part of what it rests on has been erased since. */
  settled: boolean;
}

export async function savePresence(tx: Writing, rows: readonly PresenceRow[]): Promise<void> {
  if (rows.length === 0) return;
  const settled = rows.filter((row) => row.settled).map((row) => row.visitId);
  await sql`insert into visit_presence (street_id, visit_id, grade, reasons, approved_by, approved_at, approval_reason)
    select ${tx.streetId}, n.visit_id, n.grade, n.reasons, n.approved_by, n.approved_at, n.approval_reason
    from unnest(${rows.map((row) => row.visitId)}::uuid[], ${rows.map((row) => row.grade)}::text[],
      ${rows.map((row) => JSON.stringify(row.reasons))}::jsonb[], ${rows.map((row) => row.approval?.by ?? null)}::uuid[],
      ${rows.map((row) => (row.approval ? new Date(row.approval.at) : null))}::timestamptz[],
      ${rows.map((row) => row.approval?.reason ?? null)}::text[])
      as n (visit_id, grade, reasons, approved_by, approved_at, approval_reason)
    on conflict (street_id, visit_id) do update set
      grade = case when visit_presence.visit_id = any(${settled}::uuid[]) then visit_presence.grade else excluded.grade end,
      reasons = case when visit_presence.visit_id = any(${settled}::uuid[]) then visit_presence.reasons else excluded.reasons end,
      approved_by = excluded.approved_by, approved_at = excluded.approved_at, approval_reason = excluded.approval_reason`.execute(
    tx.sql,
  );
}

/** Every author of a visit in the street. */
export async function visitors(tx: Reading): Promise<string[]> {
  const { rows } = await sql<{ authorId: string }>`select distinct author_id from fact
    where street_id = ${tx.streetId} and kind = 'visit' order by 1`.execute(tx.sql);
  return rows.map((row) => row.authorId);
}

export async function visitsBy(tx: Reading, authorId: string): Promise<string[]> {
  const rows = await tx.sql
    .selectFrom("fact")
    .select("id")
    .where("streetId", "=", tx.streetId)
    .where("authorId", "=", authorId)
    .where("kind", "=", "visit")
    .execute();
  return rows.map((row) => row.id);
}

/** Visits at places, or at places merged into them. */
export async function visitsAt(tx: Reading, placeIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select f.id from fact f where f.street_id = ${tx.streetId} and f.kind = 'visit' and (f.place_id = any(${[...placeIds]}::uuid[])
      or f.place_id in (select a.place_id from place_addition a where a.street_id = ${tx.streetId}
        and a.stands_for = any(${[...placeIds]}::uuid[])))`.execute(tx.sql);
  return rows.map((row) => row.id);
}

/** Visits at places or inside buildings among them, and at places merged into these. */
export async function visitsIn(tx: Reading, placeIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select f.id from fact f
    left join place_addition a on a.street_id = f.street_id and a.place_id = f.place_id
    join place p on p.street_id = f.street_id and p.id = coalesce(a.stands_for, f.place_id)
    where f.street_id = ${tx.streetId} and f.kind = 'visit'
      and (p.id = any(${[...placeIds]}::uuid[]) or p.building_id = any(${[...placeIds]}::uuid[]))`.execute(
    tx.sql,
  );
  return rows.map((row) => row.id);
}

/** Holds until commit: one judge of a person's visits at a time, or two batches would not see each other's facts. */
export async function holdPeople(tx: Writing, authorIds: readonly string[]): Promise<void> {
  for (const id of [...new Set(authorIds)].sort())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`presence ${tx.streetId} ${id}`}, 0))`.execute(
      tx.sql,
    );
}

/**
 * Holds until commit: equal positions of two people are compared by one judge of the street at a time. Whoever holds it
 * sees the facts of all who held it before; it is always taken after `holdPeople`.
 */
export const holdTwins = (tx: Writing) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`presence twins ${tx.streetId}`}, 0))`.execute(tx.sql);

export const authorsOf = async (tx: Reading, factIds: readonly string[]): Promise<string[]> => {
  if (factIds.length === 0) return [];
  const rows = await tx.sql
    .selectFrom("fact")
    .select("authorId")
    .distinct()
    .where("streetId", "=", tx.streetId)
    .where("id", "in", [...factIds])
    .execute();
  return rows.map((row) => row.authorId);
};
