import { sql } from "kysely";
import type { AuditVerdict } from "@lingzhu/domain/audit";
import { read, type Floor, type Reading } from "../db/transact.ts";
import { GENESIS, linkHash } from "./append.ts";

const CHUNK = 10_000;

type Row = Omit<Content, "streetId"> & { hash: Buffer };
interface Content {
  streetId: number;
  seq: number;
  at: number;
  accountId: string | null;
  sessionId: string | null;
  act: string;
  noun: string;
  objectId: string | null;
  detail: object;
}

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
    let coming = entriesFrom(tx, 1);
    for (;;) {
      const rows = await coming;
      // The database reads on while the hashes of this part are taken.
      const next = rows.length < CHUNK ? null : entriesFrom(tx, rows.at(-1)!.seq + 1);
      // Should this part be bad, nobody waits for the next one.
      next?.catch(() => {});
      for (const { hash, ...content } of rows) {
        if (content.seq !== expected) return bad(expected, "这一条不见了");
        const link = linkHash(previous, { streetId, ...content });
        if (!link.equals(hash)) return bad(expected, "这一条的内容或它与前一条的次序被改动过");
        previous = link;
        expected += 1;
      }
      if (next === null) break;
      coming = next;
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

async function entriesFrom(tx: Reading, seq: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select seq, at, account_id, session_id, act, noun, object_id, detail, hash from audit
    where street_id = ${tx.streetId} and seq >= ${seq} order by seq limit ${CHUNK}`.execute(tx.sql);
  return rows;
}
