/**
 * Signed heads: once a day the hash of the chain's last entry is signed. The signatures, exported and kept elsewhere,
 * show a log that was written anew from some entry on, which is whole in itself.
 */
import { sign, verify } from "node:crypto";
import { sql } from "kysely";
import type { AuditVerdict, SignedHead, SignedHeadsFile } from "@lingzhu/domain/audit";
import { addDays, dayOf, startOfDay } from "@lingzhu/domain/kernel";
import { read, transact, type Floor, type Reading } from "../db/transact.ts";
import type { Job } from "../jobs/job.ts";
import { streetIds } from "../street/ids.ts";
import { canonical } from "./canonical.ts";
import { keyIdOf, type SigningKey } from "./signing-key.ts";

const nobody = (streetId: number) => ({ streetId, accountId: null, sessionId: null });
const signedText = ({ signature: _signature, ...content }: SignedHead) => Buffer.from(canonical(content));

/** Signs the head of yesterday in every street that has not been signed. Returns how many were. */
export async function signHeads(floor: Floor): Promise<number> {
  let signed = 0;
  for (const streetId of await streetIds(floor)) {
    const day = addDays(dayOf(floor.now()), -1);
    const head = await read(floor, nobody(streetId), (tx) => unsignedHead(tx, day));
    if (!head) continue;
    await transact(floor, nobody(streetId), async (tx) => {
      const { id, privateKey } = floor.auditKey();
      const content = {
        streetId,
        day,
        seq: head.seq,
        hash: head.hash.toString("hex"),
        signedAt: tx.now,
        keyId: id,
      };
      const signature = sign(null, signedText({ ...content, signature: "" }), privateKey);
      await tx.sql
        .insertInto("auditSignedHead")
        .values({ ...content, hash: head.hash, signedAt: new Date(tx.now), signature })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      tx.audit({ act: "audit.sign", noun: "audit", id: String(head.seq), detail: { day, keyId: id } });
    });
    signed += 1;
  }
  return signed;
}

/** The last entry up to the end of a day, unless that day, or that very entry, is signed already. */
async function unsignedHead(tx: Reading, day: string): Promise<{ seq: number; hash: Buffer } | undefined> {
  const { rows } = await sql<{ seq: number; hash: Buffer }>`
    select a.seq, a.hash from audit a
    where a.street_id = ${tx.streetId} and a.at < ${new Date(startOfDay(addDays(day, 1)))}
      and not exists (select 1 from audit_signed_head s where s.street_id = a.street_id and s.day = ${day})
    order by a.seq desc limit 1`.execute(tx.sql);
  const head = rows[0];
  if (!head) return undefined;
  const { rows: same } = await sql`select 1 from audit_signed_head
    where street_id = ${tx.streetId} and seq = ${head.seq}`.execute(tx.sql);
  return same.length > 0 ? undefined : head;
}

export const signHeadsJob: Job = {
  name: "audit.sign-head",
  word: "签署审计链头",
  schedule: { dailyAt: "00:10" },
  leaseMinutes: 10,
  run: async (floor) => `签署了 ${await signHeads(floor)} 个街道的审计链头。`,
};

/** All signed heads of a street with the public key, oldest first. */
export async function exportHeads(tx: Reading, key: SigningKey): Promise<SignedHeadsFile> {
  const rows = await tx.sql
    .selectFrom("auditSignedHead")
    .selectAll()
    .where("streetId", "=", tx.streetId)
    .orderBy("day")
    .execute();
  return {
    format: "lingzhu-audit-heads/1",
    publicKey: key.publicKey,
    heads: rows.map((row) => ({
      ...row,
      hash: Buffer.from(row.hash).toString("hex"),
      signature: Buffer.from(row.signature).toString("base64url"),
    })),
  };
}

/**
 * Holds a kept file of signed heads against the database. The chain itself must have been verified: then an equal hash
 * at a head's number proves every entry before it.
 */
export async function checkHeads(floor: Floor, file: SignedHeadsFile): Promise<AuditVerdict["firstBad"]> {
  const keyId = keyIdOf(file.publicKey);
  for (const head of file.heads) {
    const bad = (reason: string) => ({ streetId: head.streetId, seq: head.seq, reason });
    const genuine =
      head.keyId === keyId &&
      verify(null, signedText(head), file.publicKey, Buffer.from(head.signature, "base64url"));
    if (!genuine) return bad(`文件中 ${head.day} 的签名不成立，文件可能被改动过`);
    const row = await read(floor, nobody(head.streetId), (tx) =>
      tx.sql
        .selectFrom("audit")
        .select("hash")
        .where("streetId", "=", head.streetId)
        .where("seq", "=", head.seq)
        .executeTakeFirst(),
    );
    if (!row) return bad(`${head.day} 签署过的这一条不见了`);
    if (Buffer.from(row.hash).toString("hex") !== head.hash)
      return bad(`这一条与 ${head.day} 签署的不符，审计链被重写过`);
  }
  return null;
}
