/**
 * Answers of the server kept for when there is no signal, and drafts. Read live, so every screen shows the same. What is
 * kept for a person is sealed under that person's key: read and write it through this module only.
 */
import { liveQuery } from "dexie";
import { useEffect, useEffectEvent, useState } from "react";
import { asProblem, type ApiProblem } from "../../shared/api/index.ts";
import type { Bytes } from "./bytes.ts";
import { meanwhile, type FieldDatabase, type Kept } from "./database.ts";
import { LockedError } from "./vault.ts";
import { timeNow } from "../../shared/clock/house-time.ts";

/** How a sealed value lies in the table. */
interface SealedValue {
  sealed: Bytes;
}
const isSealed = (value: unknown): value is SealedValue =>
  (value as SealedValue | null)?.sealed instanceof Uint8Array;

/** Keys that begin with a person's id, or with a word and one (draft/…, gap/…), belong to that person. */
const OWNER = /^(?:[a-z]+\/)?([0-9a-f]{8}-[0-9a-f-]{27})\//;
export const ownerOf = (key: string): string | null => OWNER.exec(key)?.[1] ?? null;
const contextOf = (key: string) => `lingzhu-kept-1|${key}`;
/** Its row changes whenever something that only this page knows does, so that live queries notice. */
const PASSING = "passing";

/**
 * The result of a database query, again whenever what it read changes; `undefined` until first read.
 * `key` names what the query depends on besides the database.
 */
export function useLive<T>(key: string, query: () => Promise<T>): T | undefined {
  const [result, setResult] = useState<{ key: string; value: T }>();
  const run = useEffectEvent(query);
  useEffect(() => {
    const subscription = liveQuery(() => run()).subscribe({ next: (value) => setResult({ key, value }) });
    return () => subscription.unsubscribe();
  }, [key]);
  return result?.key === key ? result.value : undefined;
}

/** Keeps a value; throws {@link LockedError} when it belongs to somebody who is not at the phone. */
export async function keep(db: FieldDatabase, key: string, value: unknown): Promise<void> {
  const at = timeNow();
  const owner = ownerOf(key);
  if (owner === null) await db.kept.put({ key, at, value });
  else if (db.vault === null) {
    db.passing.set(key, { key, at, value });
    await db.kept.put({ key: PASSING, at, value: db.passing.size });
  } else {
    if (db.vault.personId !== owner) throw new LockedError("kept for somebody else");
    const sealed = await meanwhile(db.vault.sealValue(value, contextOf(key)));
    await db.kept.put({ key, at, value: { sealed } });
  }
}

export async function keptValue<T>(db: FieldDatabase, key: string): Promise<T | null> {
  return ((await keptRow(db, key))?.value as T | undefined) ?? null;
}

/** The value with when it was kept; null when there is none, or none that the person at the phone can open. */
export async function keptRow(db: FieldDatabase, key: string): Promise<Kept | null> {
  if (ownerOf(key) !== null && db.vault === null) {
    await db.kept.get(PASSING);
    return db.passing.get(key) ?? null;
  }
  const row = await db.kept.get(key);
  return row ? await meanwhile(opened(db, row)) : null;
}

/** Everything kept under keys that begin so. */
export async function keptRows(db: FieldDatabase, prefix: string): Promise<Kept[]> {
  if (ownerOf(prefix) !== null && db.vault === null) {
    await db.kept.get(PASSING);
    return [...db.passing.values()].filter(({ key }) => key.startsWith(prefix));
  }
  const rows = await db.kept.where("key").startsWith(prefix).toArray();
  const all = await meanwhile(Promise.all(rows.map((row) => opened(db, row))));
  return all.filter((row) => row !== null);
}

/** Keys alone, for tidying up. */
export async function keptKeys(db: FieldDatabase, prefix: string): Promise<string[]> {
  const stored = await db.kept.where("key").startsWith(prefix).primaryKeys();
  return [...stored, ...[...db.passing.keys()].filter((key) => key.startsWith(prefix))];
}

export async function forget(db: FieldDatabase, keys: readonly string[]): Promise<void> {
  for (const key of keys) db.passing.delete(key);
  await db.kept.bulkDelete([...keys]);
}

async function opened(db: FieldDatabase, row: Kept): Promise<Kept | null> {
  if (!isSealed(row.value)) return row;
  const { vault } = db;
  if (!vault?.isOpen || vault.personId !== ownerOf(row.key)) return null;
  // Sealed under a key that was lost with a forgotten PIN: as good as not there.
  const opening = vault.unsealValue(row.value.sealed, contextOf(row.key)).catch(() => undefined);
  const value = await opening;
  return value === undefined ? null : { ...row, value };
}

export interface KeptAnswer<T> {
  /** The last good answer, however old; null while there is none. */
  value: T | null;
  /** When it was fetched (ms). */
  at: number;
  /** Why the last attempt to renew it failed. */
  problem: ApiProblem | null;
  loading: boolean;
  renew: () => void;
}

/** Shows the kept answer at once and renews it when the screen opens, on signal, and by hand. */
export function useKept<T>(db: FieldDatabase, key: string, fetchIt: () => Promise<T>): KeptAnswer<T> {
  const kept = useLive(key, () => keptRow(db, key));
  const [wish, setWish] = useState(0);
  const [ended, setEnded] = useState<{ key: string; wish: number; problem: ApiProblem | null } | null>(null);
  const fetchNow = useEffectEvent(async () => keep(db, key, await fetchIt()));
  useEffect(() => {
    let current = true;
    const end = (problem: ApiProblem | null) => {
      if (current) setEnded({ key, wish, problem });
    };
    fetchNow().then(
      () => end(null),
      (error: unknown) => end(asProblem(error)),
    );
    return () => {
      current = false;
    };
  }, [key, wish]);
  useEffect(() => {
    const renew = () => setWish((n) => n + 1);
    window.addEventListener("online", renew);
    return () => window.removeEventListener("online", renew);
  }, []);
  const isEnded = ended?.key === key && ended.wish === wish;
  return {
    value: (kept?.value as T | undefined) ?? null,
    at: kept?.at ?? 0,
    problem: isEnded ? ended.problem : null,
    loading: kept === undefined || !isEnded,
    renew: () => setWish((n) => n + 1),
  };
}
