import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { CommunityName, PlaceDetail, PlaceList, RetiredList } from "@lingzhu/domain/place";
import { get, type Query } from "../../shared/api/index.ts";

/** First part of every key that holds places; invalidate it when the ledger has changed. */
export const placesKey = ["places"] as const;

export const usePlace = (id: string | null) =>
  useQuery({
    queryKey: [...placesKey, "one", id],
    queryFn: () => get(`/api/places/${id}`, PlaceDetail),
    enabled: id !== null,
  });

/** A list of places, a hundred at a time. */
export const usePlaceList = (query: Query, enabled: boolean) =>
  useInfiniteQuery({
    queryKey: [...placesKey, "list", query],
    queryFn: ({ pageParam, signal }) =>
      get("/api/places", PlaceList, { query: { ...query, after: pageParam, limit: 100 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled,
  });

export const useRetired = (query: Query) =>
  useQuery({
    queryKey: [...placesKey, "retired", query],
    queryFn: ({ signal }) => get("/api/places/retired", RetiredList, { query, signal }),
    placeholderData: keepPreviousData,
  });

/** What a tree shows below a place: containers only, up to 500. */
export const readContainers = async (query: Query) => {
  const { items } = await get("/api/places", PlaceList, { query: { ...query, limit: 500 } });
  return items.filter(({ kind }) => kind !== "household" && kind !== "plot" && kind !== "unit");
};

/** The communities within reach; also for an administrator, who sees nothing of what lies in them. */
export const useCommunities = () =>
  useQuery({
    queryKey: [...placesKey, "communities"],
    queryFn: () => get("/api/communities", z.array(CommunityName)),
  });
