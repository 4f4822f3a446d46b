import { sql } from "kysely";
import type { AuditVerdict } from "@lingzhu/domain/audit";
import { read, type Floor } from "../db/transact.ts";
import { GENESIS, linkHash } from "./append.ts";

const CHUNK = 10_000;

/** Walks one street's chain from its first entry to its head. */
export async function verifyChain(floor: Floor, streetId: number): Promise<AuditVerdict> {
  return read(floor, { streetId, accountId: null, sessionId: null }, async (tx) => {
    const bad = (seq: number, reason: string): AuditVerdict => ({
      entries: seq - 1,
      ok: false,
      firstBad: { streetId, seq, reason },
    });
    let previous: Uint8Array = GENESIS;
    let expected = 1;
    for (;;) {
      const { rows } = await sql<{
        seq: number;
        at: number;
        accountId: string | null;
        sessionId: string | null;
        act: string;
        noun: string;
        objectId: string | null;
        detail: object;
        hash: Buffer;
      }>`select seq, at, account_id, session_id, act, noun, object_id, detail, hash from audit
        where street_id = ${streetId} and seq >= ${expected} order by seq limit ${CHUNK}`.execute(tx.sql);
      for (const { hash, ...content } of rows) {
        if (content.seq !== expected) return bad(expected, "这一条不见了");
        const link = linkHash(previous, { streetId, ...content });
        if (!link.equals(hash)) return bad(expected, "这一条的内容或它与前一条的次序被改动过");
        previous = link;
        expected += 1;
      }
      if (rows.length < CHUNK) break;
    }
    const head = await tx.sql
      .selectFrom("auditHead")
      .select(["seq", "hash"])
      .where("streetId", "=", streetId)
      .executeTakeFirst();
    if ((head?.seq ?? 0) !== expected - 1) return bad(expected, "末尾的记录不见了");
    if (head && !Buffer.from(head.hash).equals(previous)) return bad(expected - 1, "链头与最后一条不符");
    return { entries: expected - 1, ok: true, firstBad: null };
  });
}
