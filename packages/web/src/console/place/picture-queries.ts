import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { ChainLink } from "@lingzhu/domain/duty";
import type { Day } from "@lingzhu/domain/kernel";
import { BaseMap, Facade, MapLayer, PlaceList, TimelineEntry, type PlaceView } from "@lingzhu/domain/place";
import { get, type Query } from "../../shared/api/index.ts";

export const useTimeline = (id: string) =>
  useQuery({
    queryKey: ["places", id, "timeline"],
    queryFn: () => get(`/api/places/${id}/timeline`, z.array(TimelineEntry)),
  });

/** The façade in a round; null asks for the current one. */
export const useFacade = (id: string | null, roundId: string | null) =>
  useQuery({
    queryKey: ["places", id, "facade", roundId],
    enabled: id !== null,
    queryFn: () => get(`/api/places/${id}/facade`, Facade, { query: { roundId } }),
  });

export const useChain = (id: string, day: Day | null) =>
  useQuery({
    queryKey: ["places", id, "chain", day],
    queryFn: () => get(`/api/places/${id}/chain`, z.array(ChainLink), { query: { day } }),
  });

export const useMapLayer = (roundId: string | null, enabled = true) =>
  useQuery({
    queryKey: ["map", roundId],
    enabled,
    queryFn: ({ signal }) => get("/api/map", MapLayer, { query: { roundId }, signal }),
  });

/** What lies under the map; it changes only when the operator restarts with another key. */
export const useBaseMap = () =>
  useQuery({
    queryKey: ["base-map"],
    queryFn: ({ signal }) => get("/api/map/base", BaseMap, { signal }),
    staleTime: Infinity,
  });

/** Every place that a query matches, page by page; for branches of the tree, never for the whole ledger. */
export async function allPlaces(query: Query): Promise<PlaceView[]> {
  const items: PlaceView[] = [];
  let after: string | null = null;
  do {
    const page: z.infer<typeof PlaceList> = await get("/api/places", PlaceList, {
      query: { ...query, after, limit: 500 },
    });
    items.push(...page.items);
    after = page.next;
  } while (after !== null);
  return items;
}
