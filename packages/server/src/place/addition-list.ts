import { sql } from "kysely";
import type { Actor, Scope } from "@lingzhu/domain/access";
import { longMoment } from "@lingzhu/domain/document";
import { dayOf } from "@lingzhu/domain/kernel";
import {
  additionStateNames,
  additionStates,
  placeKinds,
  type AdditionList,
  type AdditionQuery,
  type AdditionRow,
  type AdditionState,
  type PlaceDecision,
} from "@lingzhu/domain/place";
import { distance } from "@lingzhu/geo";
import { placeInScope } from "../access/scope.ts";
import type { Floor, Reading } from "../db/transact.ts";
import { writeXlsx, XLSX_MIME } from "../document/xlsx.ts";
import type { FileAnswer } from "../http/route.ts";
import { takeFromConsole } from "../sync/service.ts";

/** Nearer than this a second entry of the same door is likely. */
const SIMILAR_M = 15;

export async function listAdditions(tx: Reading, scope: Scope, query: AdditionQuery): Promise<AdditionList> {
  const counts = Object.fromEntries(additionStateNames.map((state) => [state, 0])) as Record<
    AdditionState,
    number
  >;
  for (const { state, places } of await countsOf(tx, scope, query.communityId)) counts[state] = places;
  const rows = await additionRows(tx, scope, query);
  const similar = await similarTo(tx, rows);
  return { items: rows.map((row) => ({ ...row, similar: similar.get(row.placeId) ?? [] })), counts };
}

async function countsOf(tx: Reading, scope: Scope, communityId: string | undefined) {
  const { rows } = await sql<{ state: AdditionState; places: number }>`
    select a.state, count(*)::int as places from place_addition a
    join place p on p.street_id = a.street_id and p.id = a.place_id
    where a.street_id = ${tx.streetId} and ${placeInScope(scope, "p")}
      ${communityId ? sql`and p.community_id = ${communityId}` : sql``}
    group by 1`.execute(tx.sql);
  return rows;
}

async function additionRows(
  tx: Reading,
  scope: Scope,
  { state, communityId }: AdditionQuery,
): Promise<Omit<AdditionRow, "similar">[]> {
  const { rows } = await sql<Omit<AdditionRow, "similar">>`
    select a.place_id, p.kind, p.path, p.community_id, coalesce(c.name, '') as community, a.state, n.name as added_by, a.added_at,
      f.body ->> 'note' as note, p.lon, p.lat,
      (select count(*)::int from fact r where r.street_id = a.street_id and r.place_id = a.place_id
        and r.kind in ('visit', 'notice', 'commitment', 'sighting')) as records,
      array(select ph.id from fact ph where ph.street_id = a.street_id and ph.kind = 'photograph'
        and ph.body ->> 'ofFactId' = a.place_id::text order by ph.recorded_at, ph.id) as photograph_ids,
      case when m.id is not null then json_build_object('id', m.id, 'path', m.path) end as merged_into,
      d.name as decided_by, a.decided_at, e.body -> 'decision' ->> 'reason' as reason
    from place_addition a
    join place p on p.street_id = a.street_id and p.id = a.place_id
    join fact f on f.street_id = a.street_id and f.id = a.place_id
    join person n on n.street_id = a.street_id and n.id = a.added_by
    left join place c on c.street_id = p.street_id and c.id = p.community_id
    left join place m on m.street_id = a.street_id and m.id = a.merged_into
    left join person d on d.street_id = a.street_id and d.id = a.decided_by
    left join fact e on e.street_id = a.street_id and e.id = a.decision_id
    where a.street_id = ${tx.streetId} and a.state = ${state} and ${placeInScope(scope, "p")}
      ${communityId ? sql`and p.community_id = ${communityId}` : sql``}
    order by coalesce(a.decided_at, a.added_at) desc, a.place_id`.execute(tx.sql);
  return rows;
}

interface Candidate {
  of: string;
  id: string;
  path: string;
  sameName: boolean;
  awaiting: boolean;
  lon: number | null;
  lat: number | null;
  ofLon: number | null;
  ofLat: number | null;
}

/** For each addition what it may be a second entry of; the same name first, then the nearest. */
async function similarTo(
  tx: Reading,
  rows: readonly { placeId: string }[],
): Promise<Map<string, AdditionRow["similar"]>> {
  const box = 0.0003; // degrees; a coarse box around SIMILAR_M
  const { rows: candidates } = await sql<Candidate>`
    select p.id as "of", p.lon as of_lon, p.lat as of_lat, o.id, o.path, o.lon, o.lat,
      o.parent_id = p.parent_id and o.name = p.name as same_name, coalesce(oa.state = 'awaiting', false) as awaiting
    from place p join place o on o.street_id = p.street_id and o.kind = p.kind and o.id <> p.id and o.retired_at is null
      and o.community_id is not distinct from p.community_id
      and ((o.parent_id = p.parent_id and o.name = p.name)
        or (o.lon between p.lon - ${box} and p.lon + ${box} and o.lat between p.lat - ${box} and p.lat + ${box}))
    left join place_addition oa on oa.street_id = o.street_id and oa.place_id = o.id
    where p.street_id = ${tx.streetId} and p.id = any(${rows.map((row) => row.placeId)}::uuid[])`.execute(
    tx.sql,
  );
  const found = new Map<string, AdditionRow["similar"]>();
  for (const { of, id, path, sameName, awaiting, lon, lat, ofLon, ofLat } of candidates) {
    const known = lon !== null && lat !== null && ofLon !== null && ofLat !== null;
    const metres = known ? Math.round(distance(lon, lat, ofLon, ofLat)) : null;
    if (!sameName && (metres === null || metres > SIMILAR_M)) continue;
    found.set(of, [...(found.get(of) ?? []), { id, path, sameName, metres, awaiting }]);
  }
  for (const list of found.values())
    list.sort((a, b) => Number(b.sameName) - Number(a.sameName) || (a.metres ?? 1e9) - (b.metres ?? 1e9));
  return new Map([...found].map(([of, list]) => [of, list.slice(0, 5)]));
}

export async function additionsXlsx(tx: Reading, scope: Scope, query: AdditionQuery): Promise<FileAnswer> {
  const items = await additionRows(tx, scope, query);
  const title = `补登地点（${additionStates[query.state]}）`;
  const bytes = await writeXlsx({
    title,
    asOf: tx.now,
    columns: [
      { header: "社区", width: 14, kind: "text" },
      { header: "地点", width: 40, kind: "text" },
      { header: "类别", width: 8, kind: "text" },
      { header: "补登人", width: 12, kind: "text" },
      { header: "补登时间", width: 20, kind: "text" },
      { header: "说明", width: 24, kind: "text" },
      { header: "现场记录", width: 10, kind: "number" },
      { header: "并入", width: 40, kind: "text" },
      { header: "审核人", width: 12, kind: "text" },
      { header: "理由", width: 24, kind: "text" },
    ],
    rows: items.map((row) => [
      row.community,
      row.path,
      placeKinds[row.kind],
      row.addedBy,
      longMoment(row.addedAt),
      row.note,
      row.records,
      row.mergedInto?.path ?? null,
      row.decidedBy,
      row.reason,
    ]),
    note: items.length === 0 ? "在此范围内没有这样的补登地点。" : null,
  });
  return { bytes, mime: XLSX_MIME, filename: `${title}-${dayOf(tx.now)}.xlsx` };
}

/** Confirms, merges, rejects or opens again; recorded as a fact like any other. */
export const decideAddition = (floor: Floor, actor: Actor, placeId: string, decision: PlaceDecision) =>
  takeFromConsole(floor, actor, { kind: "place-decision", placeId, body: { decision } });
