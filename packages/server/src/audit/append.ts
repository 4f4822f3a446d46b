import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { AuditEntry } from "@lingzhu/domain/audit";
import type { Acting, Writing } from "../db/transact.ts";
import { canonical } from "./canonical.ts";

/** Hash before the first entry of a street's chain. */
export const GENESIS = Buffer.alloc(32);

/** SHA-256 over the hash before and the canonical content of one entry. */
export function linkHash(previous: Uint8Array, content: object): Buffer {
  return createHash("sha256").update(previous).update(canonical(content)).digest();
}

/** Appends entries to the street's chain inside the caller's transaction, locking the chain's head. */
export async function appendAudit(
  tx: Writing,
  acting: Acting,
  entries: readonly AuditEntry[],
): Promise<void> {
  const head = (await lockHead(tx)) ?? (await layHead(tx));
  let { seq } = head;
  let previous: Uint8Array = head.hash;
  const rows = entries.map((entry) => {
    seq += 1;
    const content = {
      streetId: tx.streetId,
      seq,
      at: tx.now,
      accountId: acting.accountId,
      sessionId: acting.sessionId,
      act: entry.act,
      noun: entry.noun,
      objectId: entry.id,
      detail: entry.detail ?? {},
    };
    const hash = linkHash(previous, content);
    previous = hash;
    return { ...content, detail: JSON.stringify(content.detail), hash };
  });
  const column = <K extends keyof (typeof rows)[number]>(key: K) => rows.map((row) => row[key]);
  // In one statement: until commit every other writer of the street waits.
  await sql`
    with entry as (
      insert into audit (street_id, seq, at, account_id, session_id, act, noun, object_id, detail, hash)
      select ${tx.streetId}, e.seq, ${new Date(tx.now)}, ${acting.accountId}, ${acting.sessionId},
        e.act, e.noun, e.object_id, e.detail, e.hash
      from unnest(${column("seq")}::bigint[], ${column("act")}::text[], ${column("noun")}::text[],
        ${column("objectId")}::text[], ${column("detail")}::jsonb[], ${column("hash")}::bytea[])
        as e (seq, act, noun, object_id, detail, hash)
    )
    update audit_head set seq = ${seq}, hash = ${previous} where street_id = ${tx.streetId}`.execute(tx.sql);
}

/** The end of the street's chain, held until commit; undefined before its first entry. */
const lockHead = (tx: Writing) =>
  tx.sql
    .selectFrom("auditHead")
    .select(["seq", "hash"])
    .where("streetId", "=", tx.streetId)
    .forUpdate()
    .executeTakeFirst();

async function layHead(tx: Writing) {
  await tx.sql
    .insertInto("auditHead")
    .values({ streetId: tx.streetId, seq: 0, hash: GENESIS })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await lockHead(tx))!;
}
