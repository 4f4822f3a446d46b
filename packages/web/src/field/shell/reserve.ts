/**
 * A block of the phone's store that holds nothing. Browsers round or invent what `navigator.storage.estimate()` says of
 * the room that is left, so that no page can tell phones apart by it; whether a block can be written is the truth. When
 * it cannot, room is short and there is time to say so. When a record no longer fits, the block gives way to it.
 */
import type { FieldDatabase } from "../store/database.ts";
import { isNoRoom } from "./room.ts";

const KEY = "shell/reserve";
/** Some seventy photographs: an afternoon's. */
export const RESERVE_BYTES = 30_000_000;

/** kept: there is room for so much more. missing: there was none for it. */
export type Reserve = "kept" | "missing";

/** Writes the block unless it is there. Throws what has nothing to do with room. */
export async function keepReserve(db: FieldDatabase, bytes = RESERVE_BYTES): Promise<Reserve> {
  if ((await db.kept.where("key").equals(KEY).count()) > 0) return "kept";
  try {
    await db.kept.put({ key: KEY, at: 0, value: new Blob([new Uint8Array(bytes)]) });
    return "kept";
  } catch (error) {
    if (isNoRoom(error)) return "missing";
    throw error;
  }
}

export const releaseReserve = (db: FieldDatabase): Promise<void> => db.kept.delete(KEY);
