/** Answers of the server kept for when there is no signal, and drafts. Read live, so every screen shows the same. */
import { liveQuery } from "dexie";
import { useEffect, useEffectEvent, useState } from "react";
import { asProblem, type ApiProblem } from "../../shared/api/index.ts";
import type { FieldDatabase, Kept } from "./database.ts";
import { timeNow } from "../../shared/clock/house-time.ts";

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

export async function keep(db: FieldDatabase, key: string, value: unknown): Promise<void> {
  await db.kept.put({ key, at: timeNow(), value });
}
export async function keptValue<T>(db: FieldDatabase, key: string): Promise<T | null> {
  return ((await db.kept.get(key))?.value as T | undefined) ?? null;
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
  const kept = useLive<Kept | null>(key, async () => (await db.kept.get(key)) ?? null);
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
