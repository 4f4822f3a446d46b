/**
 * Half-typed forms, kept in this tab and for this account until they are saved or the person signs out; a reload loses
 * nothing typed. Passwords and what is sealed about people never go in here.
 */
const keyOf = (accountId: string, name: string) => `draft:${accountId}:${name}`;

/** What was kept, or null. */
export function readDraft<T>(accountId: string, name: string): T | null {
  try {
    const text = sessionStorage.getItem(keyOf(accountId, name));
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

/** Keeps `value` in the place of what was kept; null forgets it. */
export function writeDraft(accountId: string, name: string, value: unknown): void {
  try {
    if (value === null) sessionStorage.removeItem(keyOf(accountId, name));
    else sessionStorage.setItem(keyOf(accountId, name), JSON.stringify(value));
  } catch {
    // A full or forbidden storage only costs the convenience; the page itself still holds the value.
  }
}

/**
 * Values without the fields that must not be kept, wherever they stand, and without what was left empty; null when
 * nothing is left.
 */
export function keepable(values: object, never: readonly string[]): object | null {
  const kept = Object.entries(values).flatMap(([field, value]): [string, unknown][] => {
    if (never.includes(field) || value === undefined || value === null || value === "") return [];
    if (typeof value !== "object" || Array.isArray(value)) return [[field, value]];
    const inside = keepable(value as object, never);
    return inside ? [[field, inside]] : [];
  });
  return kept.length > 0 ? Object.fromEntries(kept) : null;
}
