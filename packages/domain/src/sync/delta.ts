/**
 * Changes of a zone's package since a cursor, and how a phone applies them. A change may be told twice; applying it
 * again alters nothing.
 */
import type { FieldPlace, ZonePackage } from "../patrol/field.ts";

/**
 * The package after an answer to `?cursor=`. An answer that says `whole` takes the place of what was kept; otherwise each
 * place in it replaces the one of its id and stands right behind the one that it names in `after`.
 *
 * @param kept what the phone has; null when it has nothing.
 * @param answer the server's, places in walking order.
 */
export function mergePackage(kept: ZonePackage | null, answer: ZonePackage): ZonePackage {
  if (!kept || answer.whole !== false) return answer;
  const gone = new Set([...(answer.removed ?? []), ...answer.places.map(({ id }) => id)]);
  const behind = new Map<string | null, FieldPlace[]>();
  const placed: FieldPlace[] = [];
  for (const place of answer.places) {
    const { after = null, ...bare } = place;
    behind.set(after, [...(behind.get(after) ?? []), bare]);
  }
  /** A changed place may itself be followed by a changed one. */
  const placeBehind = (id: string | null): void => {
    const followers = behind.get(id) ?? [];
    behind.delete(id);
    for (const follower of followers) {
      placed.push(follower);
      placeBehind(follower.id);
    }
  };
  placeBehind(null);
  for (const place of kept.places) {
    if (gone.has(place.id)) continue;
    placed.push(place);
    placeBehind(place.id);
  }
  // What stands behind a place that this phone never had: at the end rather than lost.
  for (const left of behind.values()) placed.push(...left);
  return { ...answer, whole: true, removed: [], places: placed };
}
