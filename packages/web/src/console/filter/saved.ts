/** A filter of a list that a person kept: names and values as the address has them. */
export interface SavedFilter {
  name: string;
  filter: Readonly<Record<string, string>>;
}

const keyOf = (accountId: string, list: string) => `filters:${accountId}:${list}`;
const isSaved = (one: unknown): one is SavedFilter =>
  typeof one === "object" &&
  one !== null &&
  typeof (one as SavedFilter).name === "string" &&
  typeof (one as SavedFilter).filter === "object";

export function readSaved(accountId: string, list: string): readonly SavedFilter[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(accountId, list)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isSaved) : [];
  } catch {
    // What cannot be read is as good as nothing kept.
    return [];
  }
}

export function writeSaved(accountId: string, list: string, saved: readonly SavedFilter[]): void {
  try {
    localStorage.setItem(keyOf(accountId, list), JSON.stringify(saved));
  } catch {
    // A full or forbidden storage costs only the convenience; the address still says the filter.
  }
}

export const sameFilter = (
  filter: Readonly<Record<string, string>>,
  now: readonly (readonly [string, string])[],
): boolean =>
  Object.keys(filter).length === now.length && now.every(([name, value]) => filter[name] === value);

/** The address with this filter in the place of the one it had; what is not part of the filter stays. */
export function withFilter(
  search: URLSearchParams,
  names: readonly string[],
  filter: Readonly<Record<string, string>>,
): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of names)
    if (filter[name]) next.set(name, filter[name]);
    else next.delete(name);
  return next;
}
