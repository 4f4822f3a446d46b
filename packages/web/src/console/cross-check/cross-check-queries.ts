import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { FreedomView, MissedView } from "@lingzhu/domain/cross-check";
import { MarkerList, MarkerResults } from "@lingzhu/domain/marker";
import { DrawView } from "@lingzhu/domain/sampling";
import { get } from "../../shared/api/index.ts";

export const useMissed = (roundId: string, asked: boolean) =>
  useQuery({
    queryKey: ["cross-check", "missed", roundId],
    enabled: asked,
    queryFn: ({ signal }) => get("/api/coverage/missed", MissedView, { query: { roundId }, signal }),
  });

export const useFreedom = (roundId: string, kind: "household" | "plot", perThousand: number) =>
  useQuery({
    queryKey: ["cross-check", "freedom", roundId, kind, perThousand],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      get("/api/coverage/freedom", FreedomView, { query: { roundId, kind, perThousand }, signal }),
  });

export const useMarkerResults = (roundId: string) =>
  useQuery({
    queryKey: ["markers", "results", roundId],
    queryFn: ({ signal }) => get("/api/markers/results", MarkerResults, { query: { roundId }, signal }),
  });

export const useMarkers = (roundId: string) =>
  useQuery({
    queryKey: ["markers", "list", roundId],
    queryFn: ({ signal }) => get("/api/markers", MarkerList, { query: { roundId }, signal }),
  });

export const useSamples = (roundId: string, asked: boolean) =>
  useQuery({
    queryKey: ["rounds", roundId, "samples"],
    enabled: asked,
    queryFn: ({ signal }) => get(`/api/rounds/${roundId}/samples`, z.array(DrawView), { signal }),
  });
