import { useCallback, useState } from "react";

const storageKey = (name: string) => `kept:${name}`;

export function readKept<T>(name: string): T | null {
  try {
    const text = sessionStorage.getItem(storageKey(name));
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

/**
 * State that outlives a reload of this tab: nothing typed is lost. It is gone when the tab closes or the person
 * signs out. Never for passwords or residents' data. `set(null)` forgets it.
 */
export function useKept<T>(name: string): [T | null, (value: T | null) => void] {
  const [value, setValue] = useState<T | null>(() => readKept<T>(name));
  const keep = useCallback(
    (next: T | null) => {
      setValue(next);
      try {
        if (next === null) sessionStorage.removeItem(storageKey(name));
        else sessionStorage.setItem(storageKey(name), JSON.stringify(next));
      } catch {
        // A full or forbidden storage only costs the convenience; the page itself still holds the value.
      }
    },
    [name],
  );
  return [value, keep];
}
