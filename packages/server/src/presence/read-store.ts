/** Grades as they are shown. */
import { sql, type RawBuilder } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { DoubtKind, DoubtQuery, DoubtRow, OwnPresence } from "@lingzhu/domain/presence";
import { placeInScope } from "../access/scope.ts";
import type { Reading } from "../db/transact.ts";

/** A presence as JSON from alias `v` of visit_presence; null where there is none. */
export const presenceJson = sql`case when v.grade is not null then json_build_object('grade', v.grade, 'reasons', v.reasons,
  'approval', case when v.approved_by is not null then json_build_object('by',
      (select n.name from person n where n.street_id = v.street_id and n.id = v.approved_by),
    'at', (extract(epoch from v.approved_at) * 1000)::bigint, 'reason', v.approval_reason) end) end`;

export async function ownPresence(tx: Reading, personId: string, roundId: string): Promise<OwnPresence> {
  const { rows } = await sql<OwnPresence[number] & { presence: object }>`
    select v.visit_id, f.place_id, f.recorded_at, ${presenceJson} as presence
    from standing_fact f join visit_presence v on v.street_id = f.street_id and v.visit_id = f.id
    where f.street_id = ${tx.streetId} and f.kind = 'visit' and f.author_id = ${personId} and f.round_id = ${roundId}
    order by f.recorded_at desc, f.id desc`.execute(tx.sql);
  return rows.map(({ presence, ...row }) => ({ ...row, ...presence }));
}

const ofKind: Record<DoubtKind, RawBuilder<boolean>> = {
  open: sql<boolean>`v.grade = 'C' and v.approved_by is null`,
  approved: sql<boolean>`v.approved_by is not null`,
  unjudged: sql<boolean>`v.grade = 'D' and v.approved_by is null`,
};

const from = (
  tx: Reading,
  scope: Scope,
  query: Pick<DoubtQuery, "roundId" | "communityId" | "personId">,
) => sql`
  from standing_fact f
  join visit_presence v on v.street_id = f.street_id and v.visit_id = f.id
  join place p on p.street_id = f.street_id and p.id = f.standing_place_id
  join person n on n.street_id = f.street_id and n.id = f.author_id
  left join place c on c.street_id = p.street_id and c.id = p.community_id
  where f.street_id = ${tx.streetId} and f.kind = 'visit' and f.round_id = ${query.roundId} and ${placeInScope(scope, "p")}
    ${query.communityId ? sql`and p.community_id = ${query.communityId}` : sql``}
    ${query.personId ? sql`and f.author_id = ${query.personId}` : sql``}`;

/** Visits of one kind, newest first, behind `after` (moment and id of the last row shown). */
export async function doubts(
  tx: Reading,
  scope: Scope,
  query: Omit<DoubtQuery, "after" | "limit">,
  page: { after: { at: number; id: string } | null; limit: number | null },
): Promise<DoubtRow[]> {
  const { after, limit } = page;
  const { rows } = await sql<DoubtRow>`
    select f.id as visit_id, p.id as place_id, p.path as place_path, coalesce(c.name, '') as community,
      f.body ->> 'outcome' as outcome, f.recorded_at, n.id as person_id, n.name as by, ${presenceJson} as presence
    ${from(tx, scope, query)} and ${ofKind[query.show]}
      ${after ? sql`and (f.recorded_at, f.id) < (${new Date(after.at)}::timestamptz, ${after.id}::uuid)` : sql``}
    order by f.recorded_at desc, f.id desc ${limit === null ? sql`` : sql`limit ${limit}`}`.execute(tx.sql);
  return rows;
}

export async function countDoubts(
  tx: Reading,
  scope: Scope,
  query: Pick<DoubtQuery, "roundId" | "communityId" | "personId">,
): Promise<Record<DoubtKind, number>> {
  const { rows } = await sql<Record<DoubtKind, number>>`
    select (count(*) filter (where ${ofKind.open}))::int as open, (count(*) filter (where ${ofKind.approved}))::int as approved,
      (count(*) filter (where ${ofKind.unjudged}))::int as unjudged ${from(tx, scope, query)}`.execute(
    tx.sql,
  );
  return rows[0]!;
}

export async function openDoubtsByRound(tx: Reading, scope: Scope): Promise<Map<string, number>> {
  const { rows } = await sql<{ roundId: string; visits: number }>`
    select f.round_id, count(*)::int as visits
    from visit_presence v
    join standing_fact f on f.street_id = v.street_id and f.id = v.visit_id and f.round_id is not null
    join place p on p.street_id = f.street_id and p.id = f.standing_place_id
    where v.street_id = ${tx.streetId} and ${ofKind.open} and ${placeInScope(scope, "p")}
    group by 1`.execute(tx.sql);
  return new Map(rows.map((row) => [row.roundId, row.visits]));
}
