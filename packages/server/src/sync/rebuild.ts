/** `lingzhu rebuild`: derived tables from facts. What is rebuilt must equal what was maintained. */
import { sql } from "kysely";
import { rebuildGround } from "../coverage/ground-stamp.ts";
import type { Reading, Writing } from "../db/transact.ts";
import { rebuildFindings } from "../finding/rebuild.ts";
import { rebuildOutreach } from "../outreach/state.ts";
import { rebuildStates } from "../patrol/round-state.ts";
import { rebuildAwaited, stillAwaited } from "../photograph/awaited-store.ts";
import { rebuildAdditions } from "../place/addition-rebuild.ts";
import { rebuildPresence } from "../presence/judge.ts";

export async function rebuild(tx: Writing): Promise<void> {
  await rebuildAdditions(tx); // first: it says where a record counts
  await rebuildStates(tx);
  await rebuildOutreach(tx);
  const groundDays = await rebuildGround(tx);
  await rebuildPresence(tx);
  const findings = await rebuildFindings(tx);
  await rebuildAwaited(tx);
  tx.audit({
    act: "derived.rebuild",
    noun: "street",
    id: String(tx.streetId),
    detail: { findings, groundDays },
  });
}

type Derived =
  | "roundPlace"
  | "placeAddition"
  | "outreach"
  | "visitPresence"
  | "groundTile"
  | "finding"
  | "photographAwaited";

/** A digest of every derived table, for comparing before and after; when a row was changed does not count. */
export async function derivedDigest(tx: Reading): Promise<Record<Derived, string>> {
  const { rows } = await sql<Record<Derived, string>>`select
    (select md5(coalesce(string_agg((to_jsonb(rp) - 'changed')::text, '|' order by round_id, place_id), '')) from round_place rp where street_id = ${tx.streetId}) as round_place,
    (select md5(coalesce(string_agg(a::text, '|' order by place_id), '')) from place_addition a where street_id = ${tx.streetId}) as place_addition,
    (select md5(coalesce(string_agg(o::text, '|' order by campaign_id, place_id), '')) from outreach o where street_id = ${tx.streetId}) as outreach,
    (select md5(coalesce(string_agg(v::text, '|' order by visit_id), '')) from visit_presence v where street_id = ${tx.streetId}) as visit_presence,
    (select md5(coalesce(string_agg(concat_ws(' ', round_id, day, team_id, within_m, tile_key, md5(bits)), '|'
      order by round_id, within_m, tile_key, day, team_id), '')) from ground_tile where street_id = ${tx.streetId}) as ground_tile,
    (select md5(coalesce(string_agg(concat_ws(' ', fact_id, sha256), '|' order by fact_id), '')) from photograph_awaited a
      where street_id = ${tx.streetId} and ${stillAwaited("a")}) as photograph_awaited,
    (select md5(coalesce(string_agg(f::text, '|' order by id), '')) from finding f where street_id = ${tx.streetId}) as finding`.execute(
    tx.sql,
  );
  return rows[0]!;
}
