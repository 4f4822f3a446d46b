import type { Writing } from "../db/transact.ts";

/** The tenant and the root of its tree of places. */
export async function insertStreet(
  tx: Writing,
  street: { code: string; name: string; region: string; demo: boolean; center?: [number, number] },
): Promise<{ placeId: string }> {
  const now = new Date(tx.now);
  await tx.sql
    .insertInto("street")
    .values({
      streetId: tx.streetId,
      code: street.code.padEnd(12, "0"),
      name: street.name,
      region: street.region,
      demo: street.demo,
      centerLon: street.center?.[0] ?? null,
      centerLat: street.center?.[1] ?? null,
      createdAt: now,
    })
    .execute();
  const placeId = tx.newId();
  await tx.sql
    .insertInto("place")
    .values({
      streetId: tx.streetId,
      id: placeId,
      kind: "street",
      name: street.name,
      code: street.code.padEnd(12, "0"),
      naturalKey: "",
      path: street.name,
      sortKey: "",
      source: "office",
      createdAt: now,
    })
    .execute();
  return { placeId };
}
