/** The maintained state of notices and commitments: always what the rules of domain say of the facts that stand. */
import { sql } from "kysely";
import {
  decisiveCommitment,
  decisiveNotice,
  type CommitmentResult,
  type NoticeResult,
  type OutreachMark,
} from "@lingzhu/domain/outreach";
import type { Reading, Writing } from "../db/transact.ts";

interface Pair {
  campaignId: string;
  placeId: string;
}
type Row = Pair & { id: string; recordedAt: number } & (
    | { kind: "notice"; result: NoticeResult }
    | { kind: "commitment"; result: CommitmentResult }
  );

/**
 * The campaign that a record belongs to: that of its round, otherwise the latest that had begun by then and was known
 * when the record came in. A campaign entered later must not count, or a rebuild would differ from what was maintained.
 */
export const campaignOfFact = (f: string) => sql`coalesce(
  (select r.campaign_id from round r where r.street_id = ${sql.ref(f)}.street_id and r.id = ${sql.ref(f)}.round_id),
  (select c.id from campaign c where c.street_id = ${sql.ref(f)}.street_id
    and c.starts_on <= (${sql.ref(f)}.recorded_at at time zone 'Asia/Shanghai')::date and c.created_at <= ${sql.ref(f)}.received_at
    order by c.starts_on desc, c.id limit 1))`;

/**
 * Computes the state of the given places anew. Rows are locked before the facts are read, in key order, as those of
 * `recomputeStates` are, and for the same reasons.
 */
export async function recomputeOutreach(tx: Writing, placeIds: readonly string[]): Promise<void> {
  if (placeIds.length === 0) return;
  const standing = sql`(select distinct coalesce(a.stands_for, w.id) as id from unnest(${[...placeIds]}::uuid[]) as w (id)
    left join place_addition a on a.street_id = ${tx.streetId} and a.place_id = w.id)`;
  // Corrected facts have a row too, so that one is there to be emptied. The fence of `offset 0` keeps the index by place
  // in use: left to itself the planner reads all facts of the street for each batch.
  await sql`insert into outreach (street_id, campaign_id, place_id)
    select distinct f.street_id, ${campaignOfFact("f")}, r.standing_id from (
      select s.id as standing_id, s.id as place_id from ${standing} s
      union select s.id, a.place_id from ${standing} s
        join place_addition a on a.street_id = ${tx.streetId} and a.stands_for = s.id) r
    cross join lateral (select * from fact f where f.street_id = ${tx.streetId} and f.place_id = r.place_id
      and f.kind in ('notice', 'commitment') offset 0) f
    where ${campaignOfFact("f")} is not null order by 2, 3 on conflict do nothing`.execute(tx.sql);
  const { rows: pairs } = await sql<Pair>`select o.campaign_id, o.place_id from outreach o
    where o.street_id = ${tx.streetId} and (o.place_id in (select id from ${standing} s) or o.place_id = any(${[...placeIds]}::uuid[]))
    order by o.campaign_id, o.place_id for update of o`.execute(tx.sql);
  await weigh(tx, pairs);
}

/** All states of the street from its facts. */
export async function rebuildOutreach(tx: Writing): Promise<void> {
  await tx.sql.deleteFrom("outreach").where("streetId", "=", tx.streetId).execute();
  const { rows } = await sql<{ placeId: string }>`select distinct place_id from fact
    where street_id = ${tx.streetId} and kind in ('notice', 'commitment')`.execute(tx.sql);
  await recomputeOutreach(
    tx,
    rows.map((row) => row.placeId),
  );
}

async function weigh(tx: Writing, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  const keyOf = (pair: Pair) => `${pair.campaignId} ${pair.placeId}`;
  const facts = new Map<string, Row[]>(pairs.map((pair) => [keyOf(pair), []]));
  for (const fact of await factsOf(tx, pairs)) facts.get(keyOf(fact))?.push(fact);
  const states = pairs.map((pair) => {
    const own = facts.get(keyOf(pair))!;
    const notices = own.filter((fact) => fact.kind === "notice") as OutreachMark<NoticeResult>[];
    const commitments = own.filter((fact) => fact.kind === "commitment") as OutreachMark<CommitmentResult>[];
    return {
      ...pair,
      notice: decisiveNotice(notices),
      notices,
      commitment: decisiveCommitment(commitments),
      commitments,
    };
  });
  const empty = states.filter((state) => !state.notice && !state.commitment);
  const held = states.filter((state) => state.notice || state.commitment);
  await sql`delete from outreach o using unnest(${empty.map((state) => state.campaignId)}::uuid[],
      ${empty.map((state) => state.placeId)}::uuid[]) as e (campaign_id, place_id)
    where o.street_id = ${tx.streetId} and o.campaign_id = e.campaign_id and o.place_id = e.place_id`.execute(
    tx.sql,
  );
  const at = (mark: OutreachMark<string> | null) => (mark ? new Date(mark.recordedAt) : null);
  await sql`update outreach o set notice = n.notice, notice_id = n.notice_id, notice_at = n.notice_at, notices = n.notices,
      commitment = n.commitment, commitment_id = n.commitment_id, commitment_at = n.commitment_at, commitments = n.commitments
    from unnest(${held.map((state) => state.campaignId)}::uuid[], ${held.map((state) => state.placeId)}::uuid[],
      ${held.map((state) => state.notice?.result ?? null)}::text[], ${held.map((state) => state.notice?.id ?? null)}::uuid[],
      ${held.map((state) => at(state.notice))}::timestamptz[], ${held.map((state) => state.notices.length)}::int[],
      ${held.map((state) => state.commitment?.result ?? null)}::text[], ${held.map((state) => state.commitment?.id ?? null)}::uuid[],
      ${held.map((state) => at(state.commitment))}::timestamptz[], ${held.map((state) => state.commitments.length)}::int[])
      as n (campaign_id, place_id, notice, notice_id, notice_at, notices, commitment, commitment_id, commitment_at, commitments)
    where o.street_id = ${tx.streetId} and o.campaign_id = n.campaign_id and o.place_id = n.place_id`.execute(
    tx.sql,
  );
}

async function factsOf(tx: Reading, pairs: readonly Pair[]): Promise<Row[]> {
  const places = [...new Set(pairs.map((pair) => pair.placeId))];
  const { rows } =
    await sql<Row>`select ${campaignOfFact("f")} as campaign_id, f.standing_place_id as place_id, f.id, f.kind,
      f.body ->> 'result' as result, f.recorded_at
    from standing_fact f where f.street_id = ${tx.streetId} and f.kind in ('notice', 'commitment')
      and f.place_id = any(${places}::uuid[] || array(select a.place_id from place_addition a
        where a.street_id = ${tx.streetId} and a.stands_for = any(${places}::uuid[])))
      and f.standing_place_id = any(${places}::uuid[])`.execute(tx.sql);
  return rows;
}
