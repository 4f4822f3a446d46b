import { sql } from "kysely";
import type { Actor } from "@lingzhu/domain/access";
import type { Fact } from "@lingzhu/domain/sync";
import type { Reading, Writing } from "../db/transact.ts";

export interface NewFact {
  fact: Fact;
  findingId: string | null;
  digest: Buffer;
}

export async function knownDigests(tx: Reading, ids: readonly string[]): Promise<Map<string, Buffer>> {
  const { rows } = await sql<{ id: string; digest: Buffer }>`
    select id, digest from fact where street_id = ${tx.streetId} and id = any(${[...ids]}::uuid[])`.execute(
    tx.sql,
  );
  return new Map(rows.map((row) => [row.id, row.digest]));
}

/** Appends facts in one statement; their order in the feed is their order here. */
export async function insertFacts(tx: Writing, actor: Actor, facts: readonly NewFact[]): Promise<void> {
  if (facts.length === 0) return;
  const receivedAt = new Date(tx.now);
  await tx.sql
    .insertInto("fact")
    .values(
      facts.map(({ fact, findingId, digest }) => ({
        streetId: tx.streetId,
        id: fact.id,
        kind: fact.kind,
        authorId: actor.personId,
        accountId: actor.accountId,
        deviceId: fact.deviceId,
        recordedAt: new Date(fact.recordedAt),
        receivedAt,
        placeId: fact.placeId,
        roundId: fact.roundId,
        findingId,
        lon: fact.position?.lon ?? null,
        lat: fact.position?.lat ?? null,
        accuracyM: fact.position?.accuracy ?? null,
        fixAt: fact.position?.at === undefined ? null : new Date(fact.position.at),
        altitudeM: fact.position?.altitude ?? null,
        headingDeg: fact.position?.heading ?? null,
        speedMs: fact.position?.speed ?? null,
        corrects: fact.corrects,
        body: JSON.stringify(fact.body),
        digest,
      })),
    )
    .execute();
}

/** Author, kind and place of facts that are to be corrected. */
export const correctedFact = (tx: Reading, id: string) =>
  tx.sql
    .selectFrom("fact")
    .select(["authorId", "kind", "placeId", "roundId"])
    .where("streetId", "=", tx.streetId)
    .where("id", "=", id)
    .executeTakeFirst();
