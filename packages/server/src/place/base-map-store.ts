import type { BaseMapFile } from "@lingzhu/domain/place";
import type { Reading, Writing } from "../db/transact.ts";

/** The file in use, or undefined. */
export async function fileInUse(tx: Reading): Promise<BaseMapFile | undefined> {
  const row = await tx.sql
    .selectFrom("baseMapFile as f")
    .leftJoin("account as a", (join) =>
      join.onRef("a.streetId", "=", "f.streetId").onRef("a.id", "=", "f.uploadedBy"),
    )
    .leftJoin("person as p", (join) =>
      join.onRef("p.streetId", "=", "a.streetId").onRef("p.id", "=", "a.personId"),
    )
    .select(["f.id", "f.filename", "f.bytes", "f.tiles", "f.minZoom", "f.maxZoom", "f.uploadedAt"])
    .select(["f.west", "f.south", "f.east", "f.north", "p.name as uploadedBy"])
    .where("f.streetId", "=", tx.streetId)
    .where("f.removedAt", "is", null)
    .executeTakeFirst();
  if (!row) return undefined;
  const { west, south, east, north, bytes, ...file } = row;
  return { ...file, bytes: Number(bytes), bounds: [west, south, east, north] };
}

/** Takes the file in use out of use and gives its id, or null when there was none. */
export async function removeInUse(tx: Writing): Promise<string | null> {
  const row = await tx.sql
    .updateTable("baseMapFile")
    .set({ removedAt: new Date(tx.now) })
    .where("streetId", "=", tx.streetId)
    .where("removedAt", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function insertFile(
  tx: Writing,
  file: Omit<BaseMapFile, "uploadedAt" | "uploadedBy"> & { sha256: string; accountId: string },
): Promise<void> {
  const { bounds, accountId, ...rest } = file;
  const [west, south, east, north] = bounds;
  await tx.sql
    .insertInto("baseMapFile")
    .values({
      ...rest,
      west,
      south,
      east,
      north,
      streetId: tx.streetId,
      uploadedAt: new Date(tx.now),
      uploadedBy: accountId,
    })
    .execute();
}

/** Where the street lies, if it said so at its founding. */
export const streetCenter = (tx: Reading) =>
  tx.sql
    .selectFrom("street")
    .select(["centerLon", "centerLat"])
    .where("streetId", "=", tx.streetId)
    .executeTakeFirst();
