import { sql, type RawBuilder } from "kysely";
import type { Scope } from "@lingzhu/domain/access";
import type { Conflict, ConflictQuery, Report } from "@lingzhu/domain/patrol";
import { placeInScope } from "../access/scope.ts";
import type { Reading } from "../db/transact.ts";
import { campaignOfFact } from "../outreach/state.ts";

export type ReportRow = Omit<Report, "succeeded"> &
  Pick<Conflict, "placeId" | "placePath" | "community" | "day"> & {
    kind: Conflict["reports"][number]["kind"];
    by: string;
  };

/** Reports of places where different people said different things on one day, in order of places and days. */
export async function disagreements(tx: Reading, scope: Scope, query: ConflictQuery): Promise<ReportRow[]> {
  const what: RawBuilder<unknown> =
    query.roundId !== undefined
      ? sql`f.kind = 'visit' and f.round_id = ${query.roundId}`
      : sql`f.kind in ('notice', 'commitment') and ${campaignOfFact("f")} = ${query.campaignId}`;
  const { rows } = await sql<ReportRow>`
    with report as materialized (
      select f.id, f.kind, f.author_id, f.recorded_at, coalesce(f.body ->> 'outcome', f.body ->> 'result') as result,
        p.id as place_id, p.path as place_path, p.sort_key, p.community_id, (f.recorded_at at time zone 'Asia/Shanghai')::date as day
      from standing_fact f join place p on p.street_id = f.street_id and p.id = f.standing_place_id
      where f.street_id = ${tx.streetId} and ${what} and p.retired_at is null and ${placeInScope(scope, "p")}
        ${query.communityId ? sql`and p.community_id = ${query.communityId}` : sql``}
    ), differing as (
      select place_id, day, kind from report group by 1, 2, 3
      having count(distinct author_id) > 1 and count(distinct result) > 1
    )
    select r.id, r.kind, r.author_id, r.recorded_at, r.result, r.place_id, r.place_path, r.day, n.name as by,
      coalesce(c.name, '') as community
    from report r join differing d on d.place_id = r.place_id and d.day = r.day and d.kind = r.kind
    join person n on n.street_id = ${tx.streetId} and n.id = r.author_id
    left join place c on c.street_id = ${tx.streetId} and c.id = r.community_id
    order by r.day desc, r.sort_key, r.place_id, r.kind, r.recorded_at, r.id`.execute(tx.sql);
  return rows;
}
