/** What is being typed, kept on the phone until it is recorded or thrown away; survives reload and sign-out. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { FieldDatabase } from "./database.ts";
import { forget, keep, keptValue } from "./kept.ts";

export interface Draft<T> {
  /** Undefined until it has been read. */
  value: T | undefined;
  change: (part: Partial<T>) => void;
  discard: () => Promise<void>;
}

/** `start` gives the first content when nothing was kept under this name. */
export function useDraft<T extends object>(
  db: FieldDatabase,
  personId: string,
  name: string,
  start: () => T,
): Draft<T> {
  const key = `draft/${personId}/${name}`;
  const [value, setValue] = useState<T>();
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const begin = useRef(start);
  const current = useRef<T>(undefined);
  const read = useRef<string>(undefined);
  const discarded = useRef(false);

  useEffect(() => {
    let here = true;
    // Shown again after the phone was locked: what stands on the screen is newer than what could be written then.
    if (read.current === key && current.current) {
      const standing = current.current;
      if (!discarded.current)
        line.current = line.current.then(() => keep(db, key, standing)).catch(() => undefined);
      return;
    }
    void keptValue<T>(db, key).then((kept) => {
      if (!here) return;
      current.current = kept ?? begin.current();
      read.current = key;
      setValue(current.current);
    });
    return () => {
      here = false;
    };
  }, [db, key]);

  const change = useCallback(
    (part: Partial<T>) => {
      if (!current.current) return;
      const next = { ...current.current, ...part };
      discarded.current = false;
      current.current = next;
      setValue(next);
      // A draft that cannot be written is still on the screen.
      line.current = line.current.then(() => keep(db, key, next)).catch(() => undefined);
    },
    [db, key],
  );
  const discard = useCallback(async () => {
    discarded.current = true;
    await line.current;
    await forget(db, [key]);
  }, [db, key]);
  return { value, change, discard };
}
