import { useCallback } from "react";
import { useSearchParams } from "react-router";

/**
 * Filters that live in the address: shared by sending the link, kept over a reload, undone by going back.
 * An empty value takes a filter out.
 */
export function useFilters<Name extends string>(names: readonly Name[]) {
  const [search, setSearch] = useSearchParams();
  const values = Object.fromEntries(names.map((name) => [name, search.get(name)])) as Record<
    Name,
    string | null
  >;
  const set = useCallback(
    (changes: Partial<Record<Name, string | null>>, options: { replace?: boolean } = {}) =>
      setSearch((before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes) as [string, string | null | undefined][])
          if (value) next.set(name, value);
          else next.delete(name);
        return next;
      }, options),
    [setSearch],
  );
  return [values, set] as const;
}
