import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { BuildingCoverage, Coverage, RoundProgress, UnseenList } from "@lingzhu/domain/coverage";
import type { Day } from "@lingzhu/domain/kernel";
import { RoundView, TeamView } from "@lingzhu/domain/patrol";
import { get, type Query } from "../../shared/api/index.ts";

export const MadeId = z.object({ id: z.uuid() });

export const useRounds = () =>
  useQuery({ queryKey: ["rounds"], queryFn: () => get("/api/rounds", z.array(RoundView)) });

export const useRound = (id: string) =>
  useQuery({ queryKey: ["rounds", id], queryFn: () => get(`/api/rounds/${id}`, RoundView) });

export const useTeams = (campaignId: string | null) =>
  useQuery({
    queryKey: ["teams", campaignId],
    enabled: campaignId !== null,
    queryFn: () => get("/api/teams", z.array(TeamView), { query: { campaignId } }),
  });

export const useCoverage = (roundId: string | null) =>
  useQuery({
    queryKey: ["coverage", roundId],
    enabled: roundId !== null,
    queryFn: ({ signal }) => get("/api/coverage", Coverage, { query: { roundId }, signal }),
  });

export const useProgress = (roundId: string) =>
  useQuery({
    queryKey: ["coverage", roundId, "progress"],
    queryFn: ({ signal }) => get("/api/coverage/progress", RoundProgress, { query: { roundId }, signal }),
  });

export const useBuildings = (roundId: string, communityId: string | null) =>
  useQuery({
    queryKey: ["coverage", roundId, "buildings", communityId],
    enabled: communityId !== null,
    queryFn: () =>
      get("/api/coverage/buildings", z.array(BuildingCoverage), { query: { roundId, communityId } }),
  });

/** The unseen list, page by page; `filter` is exactly what the XLSX is asked with. */
export const useUnseen = (filter: Query) =>
  useInfiniteQuery({
    queryKey: ["coverage", "unseen", filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      get("/api/coverage/unseen", UnseenList, { query: { ...filter, after: pageParam, limit: 100 }, signal }),
    getNextPageParam: (last) => last.next,
  });

const Tracks = z.object({
  tracks: z.array(
    z.object({
      factId: z.uuid(),
      by: z.string(),
      recordedAt: z.number(),
      points: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
    }),
  ),
});

export const useTracks = (roundId: string, day: Day | null, enabled = true) =>
  useQuery({
    enabled,
    queryKey: ["tracks", roundId, day],
    queryFn: ({ signal }) => get("/api/tracks", Tracks, { query: { roundId, day }, signal }),
  });
