/** The maintained state of places in rounds: always what `stateFromVisits` says of their visits. */
import { sql } from "kysely";
import { stateFromVisits, type Outcome, type VisitMark } from "@lingzhu/domain/patrol";
import type { Reading, Writing } from "../db/transact.ts";

export const roundById = (tx: Reading, id: string) =>
  tx.sql
    .selectFrom("round")
    .selectAll()
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .executeTakeFirst();

/** Of a round whose tracks were erased at their date no more are taken. */
export type RoundStanding = "missing" | "open" | "erased";

/** How a round stands for what is recorded in it: of one whose tracks were erased at their date no more are taken. */
export async function roundStanding(tx: Reading, id: string): Promise<RoundStanding> {
  const { rows } = await sql<{ erased: boolean }>`
    select exists (select 1 from erasure e where e.street_id = r.street_id and e.round_id = r.id) as erased
    from round r where r.street_id = ${tx.streetId} and r.id = ${id}`.execute(tx.sql);
  const round = rows[0];
  return !round ? "missing" : round.erased ? "erased" : "open";
}

interface Pair {
  roundId: string;
  placeId: string;
}

const keyOf = (pair: Pair) => `${pair.roundId} ${pair.placeId}`;

/**
 * Computes the state of the given places anew from all their visits; a place merged into another counts there, one that
 * was rejected nowhere. The rows are locked before the visits are read: a second phone that commits meanwhile is then
 * seen, and neither overwrites the other's visit. Locks are taken in key order, so that two batches cannot deadlock.
 */
export async function recomputeStates(tx: Writing, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  const rounds = pairs.map((pair) => pair.roundId);
  const places = pairs.map((pair) => pair.placeId);
  const wanted = sql`(select distinct t.r as round_id, coalesce(a.stands_for, t.p) as place_id
    from unnest(${rounds}::uuid[], ${places}::uuid[]) as t (r, p)
    left join place_addition a on a.street_id = ${tx.streetId} and a.place_id = t.p
    where not exists (select 1 from place_addition o where o.street_id = ${tx.streetId}
      and o.place_id = coalesce(a.stands_for, t.p) and o.state in ('rejected', 'withdrawn')))`;
  const lock = () =>
    sql<Pair>`select rp.round_id, rp.place_id from round_place rp
    join ${wanted} w on w.round_id = rp.round_id and w.place_id = rp.place_id
    where rp.street_id = ${tx.streetId} order by rp.round_id, rp.place_id for update of rp`.execute(tx.sql);
  let { rows: standing } = await lock();
  if (standing.length < new Set(pairs.map(keyOf)).size) {
    await sql`insert into round_place (street_id, round_id, place_id)
      select ${tx.streetId}, w.round_id, w.place_id from ${wanted} w order by 2, 3 on conflict do nothing`.execute(
      tx.sql,
    );
    ({ rows: standing } = await lock());
  }
  await writeStates(tx, group(standing, await visitsAt(tx, standing)));
}

/** Visits that count at these places in these rounds, with those recorded at places merged into them. */
async function visitsAt(tx: Reading, pairs: readonly Pair[]): Promise<(Pair & VisitMark)[]> {
  const { rows } = await sql<Pair & { id: string; outcome: Outcome; recordedAt: number }>`
    with wanted as (select r as round_id, p as place_id
        from unnest(${pairs.map((pair) => pair.roundId)}::uuid[], ${pairs.map((pair) => pair.placeId)}::uuid[]) as t (r, p)),
      recorded as (select round_id, place_id, place_id as standing_id from wanted
        union all select w.round_id, a.place_id, w.place_id from wanted w
          join place_addition a on a.street_id = ${tx.streetId} and a.stands_for = w.place_id and a.place_id <> w.place_id)
    select w.round_id, w.standing_id as place_id, f.id, f.body ->> 'outcome' as outcome, f.recorded_at
    from recorded w join fact f on f.street_id = ${tx.streetId} and f.round_id = w.round_id and f.place_id = w.place_id
    where f.kind = 'visit'
      and not exists (select 1 from fact c where c.street_id = f.street_id and c.corrects = f.id)`.execute(
    tx.sql,
  );
  return rows;
}

/** All states of the street from its facts: the derived table is emptied of visits and filled again. */
export async function rebuildStates(tx: Writing): Promise<void> {
  await sql`update round_place set state = 'unseen', visits = 0, last_visit_id = null, last_visit_at = null
    where street_id = ${tx.streetId}`.execute(tx.sql);
  const { rows } = await sql<Pair>`select distinct round_id, place_id from fact
    where street_id = ${tx.streetId} and kind = 'visit' and round_id is not null and place_id is not null`.execute(
    tx.sql,
  );
  await recomputeStates(tx, rows);
}

function group(
  pairs: readonly Pair[],
  visits: readonly (Pair & VisitMark)[],
): Map<string, { pair: Pair; visits: VisitMark[] }> {
  const groups = new Map(pairs.map((pair) => [keyOf(pair), { pair, visits: [] as VisitMark[] }]));
  for (const visit of visits) groups.get(keyOf(visit))!.visits.push(visit);
  return groups;
}

async function writeStates(tx: Writing, groups: ReturnType<typeof group>): Promise<void> {
  const rows = [...groups.values()].map(({ pair, visits }) => ({ ...pair, ...stateFromVisits(visits) }));
  const column = <K extends keyof (typeof rows)[number]>(key: K) => rows.map((row) => row[key]);
  await sql`update round_place rp set state = n.state, visits = n.visits, last_visit_id = n.last_visit_id, last_visit_at = n.last_visit_at
    from unnest(${column("roundId")}::uuid[], ${column("placeId")}::uuid[], ${column("state")}::text[], ${column("visits")}::int[],
      ${column("lastVisitId")}::uuid[], ${rows.map((row) => (row.lastVisitAt === null ? null : new Date(row.lastVisitAt)))}::timestamptz[])
      as n (round_id, place_id, state, visits, last_visit_id, last_visit_at)
    where rp.street_id = ${tx.streetId} and rp.round_id = n.round_id and rp.place_id = n.place_id`.execute(
    tx.sql,
  );
}
