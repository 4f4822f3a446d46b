import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { OutreachList, OutreachSummary } from "@lingzhu/domain/outreach";
import { get, type Query } from "../../shared/api/index.ts";

export const useOutreach = (campaignId: string) =>
  useQuery({
    queryKey: ["outreach", campaignId],
    queryFn: ({ signal }) => get("/api/outreach", OutreachSummary, { query: { campaignId }, signal }),
  });

/** Households and key places, page by page; `filter` is exactly what the XLSX is asked with. */
export const useOutreachPlaces = (filter: Query) =>
  useInfiniteQuery({
    queryKey: ["outreach", "places", filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      get("/api/outreach/places", OutreachList, {
        query: { ...filter, after: pageParam, limit: 100 },
        signal,
      }),
    getNextPageParam: (last) => last.next,
  });
