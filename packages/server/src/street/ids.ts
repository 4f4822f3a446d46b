import type { Floor } from "../db/transact.ts";

/** Ids of the streets that have accounts, for what the installation does with each of them. */
export async function streetIds(floor: Floor): Promise<number[]> {
  const rows = await floor.db.selectFrom("login").select("streetId").distinct().orderBy("streetId").execute();
  return rows.map((row) => row.streetId);
}
