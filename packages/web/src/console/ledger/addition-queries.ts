import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { AdditionList, PlaceList, type PlaceDecision } from "@lingzhu/domain/place";
import { get, post, type Query } from "../../shared/api/index.ts";
import { MadeId } from "../round/round-queries.ts";
import { placesKey } from "./place-queries.ts";

/** Places added in the field; `filter` is exactly what the XLSX is asked with. */
export const useAdditions = (filter: Query, enabled = true) =>
  useQuery({
    enabled,
    queryKey: [...placesKey, "additions", filter],
    queryFn: ({ signal }) => get("/api/place-additions", AdditionList, { query: filter, signal }),
  });

/** The office's decision; everything that counts places is asked for again. */
export function useDecision(placeId: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (decision: z.input<typeof PlaceDecision>) =>
      post(`/api/place-additions/${placeId}/decision`, decision, MadeId),
    onSuccess: async () => {
      for (const key of ["places", "overview", "coverage", "outreach", "findings", "map"])
        await client.invalidateQueries({ queryKey: [key] });
      onDone();
    },
  });
}

/** Places of one kind and community that hold the words, for choosing one. */
export const usePlaceSearch = (query: { text: string; kind: string; communityId: string | null }) =>
  useQuery({
    enabled: query.text.trim().length > 0,
    queryKey: [...placesKey, "search", query],
    queryFn: ({ signal }) =>
      get("/api/places", PlaceList, {
        query: { text: query.text, kind: query.kind, communityId: query.communityId, limit: 30 },
        signal,
      }),
  });
