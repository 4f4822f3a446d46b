/**
 * Rows of version 1 lay in the open. When their person first opens the vault they are sealed, one by one: each is
 * exchanged only if it is still what was sealed, and none is ever absent.
 */
import type { FieldDatabase } from "./database.ts";
import type { EntryInside, MediaParcel, StoredEntry } from "./entry.ts";
import { forget, keep, ownerOf } from "./kept.ts";
import { sealEntry, sealMedia } from "./outbox.ts";
import type { Vault } from "./vault.ts";

/** The key under which version 1 kept who was signed in. */
export const PLAIN_SESSION = "session";

/** Seals whatever this person has in the open. Does nothing when there is nothing; may be broken off at any point. */
export async function sealPlainRows(db: FieldDatabase, vault: Vault): Promise<void> {
  const { personId } = vault;
  const isPlain = (row: StoredEntry): row is StoredEntry & EntryInside =>
    row.personId === personId && row.fact !== undefined && row.label !== undefined;
  for (const row of await db.entries.filter(isPlain).toArray()) {
    const sealed = await sealEntry(vault, row as StoredEntry & EntryInside);
    await db.transaction("rw", db.entries, async () => {
      const now = await db.entries.get(row.id);
      if (!now?.fact) return;
      // What the server said meanwhile stands.
      const { state, heldUntil, refusal, settledAt } = now;
      await db.entries.put({ ...sealed, state, heldUntil, refusal, settledAt });
    });
  }
  const ids = await db.media
    .filter((row) => row.personId === personId && row.bytes !== undefined)
    .primaryKeys();
  for (const id of ids) {
    const row = await db.media.get(id);
    if (!row?.bytes) continue;
    const sealed = await sealMedia(vault, row as MediaParcel);
    await db.transaction("rw", db.media, async () => {
      const now = await db.media.get(id);
      if (now?.bytes) await db.media.put({ ...sealed, state: now.state, refusal: now.refusal });
    });
  }
  await sealPlainKept(db, vault);
}

async function sealPlainKept(db: FieldDatabase, vault: Vault): Promise<void> {
  const plain = await db.kept
    .filter(
      ({ key, value }) => ownerOf(key) === vault.personId && !(value as { sealed?: unknown } | null)?.sealed,
    )
    .toArray();
  for (const { key, value } of plain) await keep(db, key, value);
  await forget(db, [PLAIN_SESSION]);
}
