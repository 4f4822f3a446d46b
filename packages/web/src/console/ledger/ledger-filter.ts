import { placeKindNames, type PlaceKind } from "@lingzhu/domain/place";
import type { Query } from "../../shared/api/index.ts";

/** What the ledger page shows; kept in the address so that it can be shared and come back to. */
export interface LedgerFilter {
  /** Place whose contents are shown; null for the whole street. */
  inside: string | null;
  kind: PlaceKind | null;
  text: string;
  onlyKey: boolean;
}

const isKind = (text: string | null): text is PlaceKind => placeKindNames.includes(text as PlaceKind);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the address; anything that is not understood is left out. */
export function filterOfSearch(search: URLSearchParams): LedgerFilter {
  const inside = search.get("in");
  const kind = search.get("kind");
  return {
    inside: inside !== null && UUID.test(inside) ? inside : null,
    kind: isKind(kind) ? kind : null,
    text: (search.get("text") ?? "").trim().slice(0, 60),
    onlyKey: search.get("key") === "1",
  };
}

/** The shortest address that reads back to the same filter. */
export function searchOfFilter(filter: LedgerFilter): URLSearchParams {
  const search = new URLSearchParams();
  if (filter.inside) search.set("in", filter.inside);
  if (filter.kind) search.set("kind", filter.kind);
  if (filter.text) search.set("text", filter.text);
  if (filter.onlyKey) search.set("key", "1");
  return search;
}

/** True when places are looked for at any depth, instead of showing what lies directly inside. */
export const isSearching = ({ kind, text, onlyKey }: LedgerFilter) => kind !== null || text !== "" || onlyKey;

/** The place that is looked into, as far as a query needs it. */
export interface Inside {
  id: string;
  kind: PlaceKind;
  /** From the community down to the place itself. */
  names: readonly string[];
  communityId: string | null;
}

/**
 * The query for the list. Without a search: what lies directly inside. With one: everything below the place at any
 * depth, found by its names in the path, because the server knows only parents and communities.
 */
export function placeQuery(filter: LedgerFilter, inside: Inside | null): Query {
  if (!isSearching(filter)) return inside ? { parentId: inside.id } : { kind: "community" };
  const below = inside && inside.kind !== "street" ? inside.names.slice(1) : [];
  return {
    kind: filter.kind,
    communityId: inside?.communityId ?? null,
    onlyKey: filter.onlyKey || null,
    text: [...below, filter.text].filter(Boolean).join(" ").slice(0, 60),
  };
}
