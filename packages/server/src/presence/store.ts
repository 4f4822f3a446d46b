/** Rows behind the presence grade. */
import type { Reading } from "../db/transact.ts";

/** Author and community of a visit that somebody wants to stand for. */
export const visitToApprove = (tx: Reading, visitId: string) =>
  tx.sql
    .selectFrom("fact")
    .innerJoin("place", (join) =>
      join.onRef("place.streetId", "=", "fact.streetId").onRef("place.id", "=", "fact.placeId"),
    )
    .select(["fact.authorId", "place.communityId"])
    .where("fact.streetId", "=", tx.streetId)
    .where("fact.id", "=", visitId)
    .where("fact.kind", "=", "visit")
    .executeTakeFirst();
