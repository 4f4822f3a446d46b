import type { GroupChange, GroupSeat } from "@lingzhu/domain/campaign";
import type { Reading, Writing } from "../db/transact.ts";

export interface NewSeat extends GroupSeat {
  role: "组长" | "副组长" | "成员";
}

/** Seats of one group that hold now or later; `placeId` null is the street's own group. */
export async function standingSeats(tx: Reading, campaignId: string, placeId: string | null, day: string) {
  const rows = await tx.sql
    .selectFrom("leadingGroupMember")
    .select(["id", "personId", "role", "post", "validFrom", "validTo"])
    .where("streetId", "=", tx.streetId)
    .where("campaignId", "=", campaignId)
    .where("placeId", placeId === null ? "is" : "=", placeId)
    .where((where) => where.or([where("validTo", "is", null), where("validTo", ">=", day)]))
    .execute();
  return rows.filter((row) => row.validTo === null || row.validTo >= row.validFrom);
}

export async function applyGroupChange(
  tx: Writing,
  group: { campaignId: string; placeId: string | null; validFrom: string },
  change: GroupChange<NewSeat>,
): Promise<void> {
  for (const { id, ordinal } of change.keep)
    await tx.sql
      .updateTable("leadingGroupMember")
      .set({ ordinal })
      .where("streetId", "=", tx.streetId)
      .where("id", "=", id)
      .execute();
  for (const { id, validTo } of change.end)
    await tx.sql
      .updateTable("leadingGroupMember")
      .set({ validTo })
      .where("streetId", "=", tx.streetId)
      .where("id", "=", id)
      .execute();
  if (change.add.length === 0) return;
  await tx.sql
    .insertInto("leadingGroupMember")
    .values(change.add.map((seat) => ({ streetId: tx.streetId, id: tx.newId(), ...group, ...seat })))
    .execute();
}

/** People by name, oldest record first; the caller tells namesakes apart by post. */
export const peopleNamed = (tx: Reading, names: readonly string[]) =>
  tx.sql
    .selectFrom("person")
    .select(["id", "name", "post", "communityId"])
    .where("streetId", "=", tx.streetId)
    .where("name", "in", [...names])
    .orderBy("createdAt")
    .orderBy("id")
    .execute();
