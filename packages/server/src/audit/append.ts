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
  await tx.sql
    .insertInto("auditHead")
    .values({ streetId: tx.streetId, seq: 0, hash: GENESIS })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const head = await tx.sql
    .selectFrom("auditHead")
    .select(["seq", "hash"])
    .where("streetId", "=", tx.streetId)
    .forUpdate()
    .executeTakeFirstOrThrow();
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
    return { ...content, at: new Date(tx.now), detail: JSON.stringify(content.detail), hash };
  });
  await tx.sql.insertInto("audit").values(rows).execute();
  await tx.sql
    .updateTable("auditHead")
    .set({ seq, hash: sql`${previous}` })
    .where("streetId", "=", tx.streetId)
    .execute();
}
