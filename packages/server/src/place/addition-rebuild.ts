import { sql } from "kysely";
import {
  settleAddition,
  standsFor,
  standsInRegister,
  type AdditionStatus,
  type PlaceDecisionBody,
} from "@lingzhu/domain/place";
import type { Reading, Writing } from "../db/transact.ts";
import { leaveTree } from "./addition-store.ts";

interface Entry {
  status: AdditionStatus;
  addedBy: string;
  addedAt: number;
  decided: { by: string | null; at: number; id: string | null } | null;
}
interface EventRow {
  id: string;
  kind: "place-addition" | "place-decision" | "retraction";
  additionId: string;
  authorId: string;
  recordedAt: number;
  receivedAt: number;
  body: object;
}

/** Makes the derived table of additions anew from the additions, the office's decisions and the authors' retractions. */
export async function rebuildAdditions(tx: Writing): Promise<void> {
  const entries = new Map<string, Entry>();
  for (const event of await eventsInOrder(tx)) {
    const entry = entries.get(event.additionId);
    if (event.kind === "place-addition")
      entries.set(event.id, {
        status: { state: "awaiting", mergedInto: null },
        addedBy: event.authorId,
        addedAt: event.recordedAt,
        decided: null,
      });
    else if (entry && event.kind === "place-decision") {
      entry.status = settleAddition(entry.status, (event.body as PlaceDecisionBody).decision);
      entry.decided = { by: event.authorId, at: event.receivedAt, id: event.id };
    } else if (entry && event.kind === "retraction" && entry.status.state === "awaiting") {
      entry.status = settleAddition(entry.status, { type: "withdraw" });
      entry.decided = { by: null, at: event.receivedAt, id: null };
    }
  }
  await replace(tx, entries);
}

/** An addition comes before what was decided on it, even where its retraction arrived first. */
async function eventsInOrder(tx: Reading): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select f.id, f.kind, a.id as addition_id, f.author_id, f.recorded_at,
      greatest(f.received_at, a.received_at) as received_at, f.body
    from fact a join fact f on f.street_id = a.street_id
      and (f.id = a.id or (f.kind = 'place-decision' and f.place_id = a.id) or (f.kind = 'retraction' and f.corrects = a.id))
    where a.street_id = ${tx.streetId} and a.kind = 'place-addition'
    order by (f.id <> a.id), f.seq`.execute(tx.sql);
  return rows;
}

async function replace(tx: Writing, entries: ReadonlyMap<string, Entry>): Promise<void> {
  await tx.sql.deleteFrom("placeAddition").where("streetId", "=", tx.streetId).execute();
  const merged = new Map(
    [...entries].flatMap(([id, { status }]) => (status.mergedInto ? [[id, status.mergedInto] as const] : [])),
  );
  const rows = [...entries].map(([placeId, { status, addedBy, addedAt, decided }]) => ({
    streetId: tx.streetId,
    placeId,
    ...status,
    standsFor: standsFor(placeId, merged),
    addedBy,
    addedAt: new Date(addedAt),
    decidedBy: decided?.by ?? null,
    decidedAt: decided ? new Date(decided.at) : null,
    decisionId: decided?.id ?? null,
  }));
  for (let i = 0; i < rows.length; i += 500)
    await tx.sql
      .insertInto("placeAddition")
      .values(rows.slice(i, i + 500))
      .execute();
  for (const { placeId, state } of rows) if (!standsInRegister(state)) await keepOut(tx, placeId);
}

/** The register holds no place that was merged, rejected or withdrawn. */
async function keepOut(tx: Writing, placeId: string): Promise<void> {
  const { rows } = await sql<{
    inUse: boolean;
  }>`select p.retired_at is null or exists (select 1 from round_place rp
      where rp.street_id = p.street_id and rp.place_id = p.id) as in_use
    from place p where p.street_id = ${tx.streetId} and p.id = ${placeId}`.execute(tx.sql);
  if (rows[0]?.inUse) await leaveTree(tx, placeId);
}
